"""Data migration: the way to get the data over, what is loaded in which order, rehearsals, and go or no-go."""

from typing import NamedTuple

from advisor.advice import Advice
from advisor.conditions import Truth, holds
from advisor.delivery import GROUPS, DataObject, Migration
from advisor.going_live import needs_first
from advisor.language import Words, say
from advisor.papers.paper import Brief, Paper, Table

GROUP_WORDS = Words(
    {
        "master": "Master data",
        "open": "Open items",
        "balance": "Balances",
        "history": "History",
    }
)


class ObjectLine(NamedTuple):
    """One data object in its place of the order."""

    data: str
    place: int
    wave: int | str
    group: str
    kept_in: tuple[str, ...]
    comes_from: str
    owner: str
    reconciled_when: str
    note: str


class LeftBehind(NamedTuple):
    """A data object that stays where it is."""

    data: str
    because: str
    still_possible: str


class StepLine(NamedTuple):
    """One step of the migration."""

    step: str
    what: str
    done_when: str


class CriterionLine(NamedTuple):
    """One condition of going live."""

    must_be_true: str
    proof: str
    confirmed_by: str


def migration(brief: Brief) -> Paper:
    """Return the way, its objects in the order of loading, its steps, and the criteria of going live."""
    way = way_over(brief.advice)
    steps = tuple(StepLine(step.name, step.what, step.done_when) for step in way.steps.values())
    return Paper(
        "migration",
        say("Data migration"),
        f"{way.name}. {way.reason}",
        (
            Table("objects", say("Data objects"), object_lines(brief, way), way.objects),
            Table("left_behind", say("Not taken along"), left_behind(brief, way)),
            Table("steps", say("Rehearsals, freeze and way back"), steps),
            Table(
                "criteria",
                say("Go or no-go"),
                criterion_lines(brief.advice),
                say("One no is a no; the sponsor decides."),
            ),
        ),
    )


def way_over(advice: Advice) -> Migration:
    """Return the first way that holds; the pack's last one always does."""
    running = advice.pack.releases[advice.series].running
    same = bool(running) and holds(running, advice.known) is Truth.YES
    ways = sorted(advice.pack.migrations.values(), key=lambda way: (way.order, way.id))
    return next(way for way in ways if (same or not way.same_series) and holds(way.when, advice.known) is Truth.YES)


def object_lines(brief: Brief, way: Migration) -> tuple[ObjectLine, ...]:
    """Return the objects that come over, each after what it refers to."""
    moved = [item for item in objects_kept(brief) if item.group in way.groups]
    return tuple(
        ObjectLine(
            data=item.name,
            place=place,
            wave=brief.wave_words(wave_of(brief, item)),
            group=GROUP_WORDS[item.group],
            kept_in=tuple(brief.app_name(key) for key in item.apps if key in brief.waves),
            comes_from=item.origin,
            owner=item.owner,
            reconciled_when=item.reconcile,
            note=item.note,
        )
        for place, item in enumerate(in_order(moved), 1)
    )


def objects_kept(brief: Brief) -> tuple[DataObject, ...]:
    """Return the data objects that some app of the plan keeps."""
    return tuple(
        item for item in brief.advice.pack.data_objects.values() if not brief.waves.keys().isdisjoint(item.apps)
    )


def wave_of(brief: Brief, item: DataObject) -> int:
    """Return the wave in which a data object is first needed."""
    return min(brief.waves[key] for key in item.apps if key in brief.waves)


def in_order(moved: list[DataObject]) -> list[DataObject]:
    """Return data objects by group, but never one before what it refers to."""
    by_id = {item.id: item for item in moved}
    grouped = sorted(moved, key=lambda item: (GROUPS.index(item.group), item.id))
    after = {item.id: tuple(key for key in item.after if key in by_id) for item in moved}
    return [by_id[key] for key in needs_first([item.id for item in grouped], after)]


def left_behind(brief: Brief, way: Migration) -> tuple[LeftBehind, ...]:
    """Return the history that does not come over, and why."""
    return tuple(
        LeftBehind(item.name, item.note, item.reconcile)
        for item in objects_kept(brief)
        if item.group == "history" and item.group not in way.groups
    )


def criterion_lines(advice: Advice) -> tuple[CriterionLine, ...]:
    """Return what must be true before going live; what hangs on an open answer is asked too."""
    asked = [item for item in advice.pack.criteria.values() if holds(item.when, advice.known) is not Truth.NO]
    return tuple(
        CriterionLine(item.name, item.proof, advice.pack.parties[item.confirms].name)
        for item in sorted(asked, key=lambda item: item.order)
    )
