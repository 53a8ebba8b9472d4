"""The estimate as a backlog: waves, phases with an accepted deliverable, and tasks with hours; parents come first."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor.answers import Answers
from advisor.customer_text import shown_name
from advisor.estimate.effort import Line
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.phasing import GO_LIVE
from advisor.language import say
from advisor.language.figures import figure
from advisor.words import PRIORITY_WORDS, in_sentence, joined, listed, titled


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a backlog. ``kind`` is project, milestone, phase or task; only tasks have hours."""

    id: str
    kind: str
    name: str
    parent: str = ""  # id of the item it is part of
    milestone: str = ""  # id of the milestone it works towards
    after: tuple[str, ...] = ()  # ids of the items that have to be done before
    hours: float = 0.0
    role: str = ""
    priority: str = ""
    text: str = ""
    key: str = ""  # of a project: what sets it apart from the project of any other company


def backlog(estimate: Estimate) -> tuple[Item, ...]:
    """Return the backlog of an estimate: each item stands after its parent and after what it waits for.

    A phase of a wave waits for the phase before it, and the first phase of a wave for the go-live of the wave before.
    Its milestone is the deliverable that the customer accepts. Hours stand on tasks alone, so that they add up to the
    estimate; no task is empty, and none is under half a day where its role has other work in its phase.
    """
    company = shown_name(estimate.advice.answers.engagement.get("company", "")) or say("Company")
    own = project_key(estimate.advice.answers)
    project = Item("project", "project", say("{company}: Odoo, first project", company=company), key=own)
    items, ranks = [project], priorities(estimate)
    before: tuple[str, ...] = ()
    for wave in estimate.waves:
        for phase in phases_of(estimate, wave.number):
            items += phase_items(estimate, wave.number, phase, before, ranks)
            before = (f"wave{wave.number}.{phase}",)
        before = (f"wave{wave.number}.{GO_LIVE}",)
    return tuple(items)


def project_key(answers: Answers) -> str:
    """Return a name for a company's project that no other company's has: its name, and a digest of name and country.

    It stays the same when answers change, so that a later backlog updates the tasks of an earlier one. A company
    without a name has the digest of its answers in place of it.
    """
    company = answers.engagement.get("company", "")
    told = repr((company, answers.country) if company else sorted(answers.given.items()))
    plain = unicodedata.normalize("NFKD", company).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "_".join([*words[:MOST_WORDS], hashlib.sha256(told.encode()).hexdigest()[:DIGITS]])


DIGITS = 8  # of the digest
MOST_WORDS = 5  # of the name


def phases_of(estimate: Estimate, wave: int) -> list[str]:
    """Return the phases with work in a wave, in order."""
    phases = estimate.advice.pack.phases
    found = {line.phase for line in estimate.lines if line.wave == wave}
    return sorted(found, key=lambda key: phases[key].order)


def phase_items(
    estimate: Estimate, wave: int, key: str, before: tuple[str, ...], ranks: Mapping[str, str]
) -> Iterator[Item]:
    """Yield the milestone of a phase in a wave, the phase itself and its tasks."""
    phase = estimate.advice.pack.phases[key]
    own, goal = f"wave{wave}.{key}", f"wave{wave}.{key}.accepted"
    yield Item(
        goal,
        "milestone",
        titled(say("Wave {number}", number=wave), phase.deliverable),
        "project",
        text=phase.acceptance,
    )
    yield Item(
        own,
        "phase",
        titled(say("Wave {number}", number=wave), phase.name),
        "project",
        goal,
        before,
        text=phase.deliverable,
    )
    lines = [line for line in estimate.lines if (line.wave, line.phase) == (wave, key)]
    for some in joined_small(
        lines, setting(estimate.advice, "least_task_hours") / setting(estimate.advice, "hours_a_day")
    ):
        yield task(estimate, some, own, goal, ranks)


Lines = tuple[Line, ...]


def joined_small(lines: Iterable[Line], least: float) -> list[Lines]:
    """Return the lines of a phase in tasks: what is under some days joins others of its role.

    Work on the same app goes first, then the same work on other apps, then whatever the role does in this phase.
    """
    tasks: list[Lines] = [(line,) for line in lines]
    for alike in ALIKE:
        groups: dict[object, list[Lines]] = {}
        for number, some in enumerate(tasks):
            kind = alike(some[0])
            groups.setdefault(number if kind is None else (some[0].package.role.id, kind), []).append(some)
        tasks = [some for group in groups.values() for some in with_small_joined(group, least)]
    return tasks


ALIKE: tuple[Callable[[Line], str | None], ...] = (
    lambda line: line.package.app.id if line.package.app else None,
    lambda line: line.package.work.id,
    lambda _: "",
)
"""What makes lines of one role alike, the nearest first; None: like no other."""


def with_small_joined(tasks: list[Lines], least: float) -> list[Lines]:
    """Return tasks with the small ones made one, and that joined to the smallest other while it is small itself."""
    large = [some for some in tasks if days(some) >= least]
    small = tuple(line for some in tasks if days(some) < least for line in some)
    if small and days(small) < least and large:
        other = min(large, key=days)
        return [(*some, *small) if some is other else some for some in large]
    return [*large, small] if small else large


def days(lines: Lines) -> float:
    return sum(line.days for line in lines)


def task(estimate: Estimate, lines: Lines, parent: str, milestone: str, ranks: Mapping[str, str]) -> Item:
    """Return some lines of one role as a task; its description says what it holds."""
    hours = setting(estimate.advice, "hours_a_day")
    apps = list(dict.fromkeys(line.package.app.id for line in lines if line.package.app))
    parts = [f"{line_name(line)} ({figure(line.days * hours)} h)" for line in lines]
    holds = say("Holds: {parts}.", parts=listed(parts)) if len(lines) > 1 else ""
    return Item(
        id=f"{parent}.{lines[0].package.id}",
        kind="task",
        name=task_name(lines),
        parent=parent,
        milestone=milestone,
        hours=days(lines) * hours,
        role=lines[0].package.role.name,
        priority=min((ranks.get(key, "must") for key in apps), key=list(PRIORITY_WORDS).index, default="must"),
        text=" ".join(filter(None, (holds, *(accepted_when(estimate, key) for key in apps)))),
    )


def task_name(lines: Lines) -> str:
    """Return what a task is called: its app, its work, or both, where several lines share them."""
    apps = list(dict.fromkeys(line.package.app.name if line.package.app else "" for line in lines))
    works = list(dict.fromkeys(line.package.work.name for line in lines))
    if len(apps) > 1 and len(works) > 1:
        return listed(line_name(line) for line in lines)
    work = joined((works[0], *map(in_sentence, works[1:])))
    return titled(joined(apps), work) if all(apps) else work


def line_name(line: Line) -> str:
    """Return what one line of the estimate is called."""
    package = line.package
    return titled(package.app.name, package.work.name) if package.app else package.work.name


def priorities(estimate: Estimate) -> Mapping[str, str]:
    """Return the priority of each app of the first project; a prerequisite has that of the app it comes with."""
    return {key: stop.item.priority for stop in estimate.stops for key in (*stop.brings, stop.item.app.id)}


def accepted_when(estimate: Estimate, app: str) -> str:
    """Return how one sees that an app does what it has to: the acceptance of its strongest requirements."""
    taken = [need for need in estimate.advice.needs if need.met_by and need.met_by[0].app == app]
    must = [need for need in taken if need.priority == "must"] or taken
    return " ".join(need.requirement.acceptance for need in must[:MOST_ACCEPTED])


MOST_ACCEPTED = 3
