"""Engagements: made, listed, searched, tagged, put aside, deleted for good. Only their owner reaches them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, and_, delete, insert, select, update

from advisor.schema import NEWEST
from advisor.store.opening import Store
from advisor.store.records import Engagement, NotThere, Plain, Stale
from advisor.store.sheets import add_sheet, flat, locked, own_sheet, record
from advisor.store.tables import engagements
from advisor.store.texts import one_line, storable

MOST_TAGS = 20
LONGEST_TERMS = 1_000_000


def create(
    store: Store,
    owner: str,
    content: Plain,
    now: datetime,
    who: str,
    series: str = NEWEST,
    edition: str = "enterprise",
) -> Engagement:
    """Return a new engagement whose own sheet holds what an answer file holds: ``{"engagement": {"company": …}}``."""
    key = str(uuid4())
    row = {"company": "", "tags": [], "notes": "", "series": series, "edition": edition, "archived": False}
    row |= {"limits": {}, "terms": "", "touched": {}}
    with store.writing() as connection:
        connection.execute(
            insert(engagements).values(id=key, owner_id=owner, created=now, changed=now, revision=1, **row)
        )
        sheet = locked(connection, add_sheet(connection, key, "", ()))
        record(connection, sheet, flat(content), who, now)
    return found(store, owner, key)


def listed(
    store: Store, owner: str, words: str = "", tag: str = "", archived: bool | None = False
) -> tuple[Engagement, ...]:
    """Return the engagements of a user, the last changed first: those with all the words in name, notes or tags.

    ``archived`` None: both those put aside and those not.
    """
    query = select(engagements).where(engagements.c.owner_id == owner)
    if archived is not None:
        query = query.where(engagements.c.archived == archived)
    with store.reading() as connection:
        rows = connection.execute(query.order_by(engagements.c.changed.desc(), engagements.c.id)).all()
    wanted = words.casefold().split()
    return tuple(
        item
        for item in map(as_engagement, rows)
        if (not tag or tag in item.tags) and all(word in searched(item) for word in wanted)
    )


def searched(item: Engagement) -> str:
    """Return the text in which words are looked for."""
    return "\n".join((item.company, item.notes, *item.tags)).casefold()


def tags_of(store: Store, owner: str) -> tuple[str, ...]:
    """Return every tag a user has given, sorted."""
    return tuple(sorted({tag for item in listed(store, owner, archived=None) for tag in item.tags}))


def found(store: Store, owner: str, engagement: str) -> Engagement:
    """Return one engagement. Raises NotThere."""
    with store.reading() as connection:
        row = connection.execute(select(engagements).where(belonging(owner, engagement))).one_or_none()
    if row is None:
        raise NotThere
    return as_engagement(row)


def belonging(owner: str, engagement: str) -> ColumnElement[bool]:
    """Return the condition that holds for one engagement of its owner."""
    return and_(engagements.c.id == engagement, engagements.c.owner_id == owner)


def as_engagement(row: Row[Any]) -> Engagement:
    """Return a row as a record."""
    kept = {name: getattr(row, name) for name in Engagement.__slots__ if name not in ("owner", "tags")}
    return Engagement(owner=row.owner_id, tags=tuple(row.tags), **kept)


def set_tags(
    store: Store, owner: str, engagement: str, tags: Iterable[str], seen: int, now: datetime
) -> Engagement | Stale:
    """Give an engagement its tags. Raises NotThere, and UserError for tags that cannot be kept."""
    return changed(store, owner, engagement, seen, now, tags=tags)


def set_notes(store: Store, owner: str, engagement: str, notes: str, seen: int, now: datetime) -> Engagement | Stale:
    """Write the notes of an engagement. Raises NotThere, and UserError for a text that cannot be kept."""
    return changed(store, owner, engagement, seen, now, notes=notes)


def set_target(
    store: Store, owner: str, engagement: str, series: str, edition: str, seen: int, now: datetime
) -> Engagement | Stale:
    """Choose the series and the edition an engagement is advised for. Raises NotThere."""
    return changed(store, owner, engagement, seen, now, series=series, edition=edition)


def set_archived(
    store: Store, owner: str, engagement: str, archived: bool, seen: int, now: datetime
) -> Engagement | Stale:
    """Put an engagement aside, or take it back. Raises NotThere."""
    return changed(store, owner, engagement, seen, now, archived=archived)


def set_limits(
    store: Store, owner: str, engagement: str, limits: Mapping[str, str], seen: int, now: datetime
) -> Engagement | Stale:
    """Say what a plan has to keep to: start, deadline, budget, as typed. Raises NotThere, and UserError for a text."""
    return changed(store, owner, engagement, seen, now, limits=limits)


def set_terms(store: Store, owner: str, engagement: str, terms: str, seen: int, now: datetime) -> Engagement | Stale:
    """Take over a partner's file of terms (empty: those of the pack). Raises NotThere, and UserError for a text."""
    return changed(store, owner, engagement, seen, now, terms=terms)


CLEAN: Mapping[str, Callable[[Any], Any]] = {
    "tags": lambda tags: sorted({one_line(tag, "tags") for tag in tags} - {""})[:MOST_TAGS],
    "notes": lambda notes: storable(notes, "notes"),
    "limits": lambda limits: {name: one_line(text, name) for name, text in limits.items()},
    "terms": lambda terms: storable(terms, "terms", LONGEST_TERMS),
}
"""How values are made fit to be kept; the others are words of ours."""


def changed(store: Store, owner: str, engagement: str, seen: int, now: datetime, **values: Any) -> Engagement | Stale:
    """Change some fields of an engagement that are still as they were seen, or return what it has become.

    A field that holds what is wanted already is in nobody's way. Raises NotThere, and UserError for a text that cannot
    be kept.
    """
    clean = fit(values)
    mine = belonging(owner, engagement)
    with store.writing() as connection:
        row = connection.execute(select(engagements).where(mine).with_for_update()).one_or_none()
        if row is None:
            raise NotThere
        if seen > row.revision or any(meanwhile(row, name, value, seen) for name, value in clean.items()):
            return Stale(as_engagement(row))
        revision = row.revision + 1
        touched = {**row.touched, **dict.fromkeys(clean, revision)}
        connection.execute(
            update(engagements).where(mine).values(changed=now, revision=revision, touched=touched, **clean)
        )
    return found(store, owner, engagement)


def fit(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as they are kept. Raises UserError for a text that cannot be."""
    return {name: CLEAN[name](value) if name in CLEAN else value for name, value in values.items()}


def meanwhile(row: Row[Any], name: str, value: Any, seen: int) -> bool:
    """Return whether a field was changed to something else since it was seen."""
    return bool(row.touched.get(name, 0) > seen and getattr(row, name) != value)


def duplicate(store: Store, owner: str, engagement: str, company: str, now: datetime, who: str) -> Engagement:
    """Return a new engagement with the own answers, tags, target and terms of another, and a history of its own.

    Raises NotThere.
    """
    old, content = found(store, owner, engagement), own_sheet(store, owner, engagement).content
    named = {**content, "engagement": {**content.get("engagement", {}), "company": one_line(company, "company")}}
    made = create(store, owner, named, now, who, old.series, old.edition)
    kept = {"tags": list(old.tags), "limits": dict(old.limits), "terms": old.terms}
    changed(store, owner, made.id, made.revision, now, **kept)
    return found(store, owner, made.id)


def delete_for_good(store: Store, owner: str, engagement: str) -> None:
    """Delete an engagement with its sheets, their history and its invitations. Raises NotThere.

    Nothing is left, in the files of the database as soon as nobody reads.
    """
    with store.writing() as connection:
        if not connection.execute(delete(engagements).where(belonging(owner, engagement))).rowcount:
            raise NotThere
    store.sweep()
