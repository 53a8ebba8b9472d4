"""The estimate as a backlog: waves, phases with an accepted deliverable, and tasks with hours; parents come first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.customer_text import shown_name
from advisor.estimate.effort import Line
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.phasing import GO_LIVE
from advisor.language import say
from advisor.words import titled


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


def backlog(estimate: Estimate) -> tuple[Item, ...]:
    """Return the backlog of an estimate: each item stands after its parent and after what it waits for.

    A phase of a wave waits for the phase before it, and the first phase of a wave for the go-live of the wave before.
    Its milestone is the deliverable that the customer accepts. Hours stand on tasks alone, so that they add up to the
    estimate; no task is empty.
    """
    company = shown_name(estimate.advice.answers.engagement.get("company", "")) or say("Company")
    project = Item("project", "project", say("{company}: Odoo, first project", company=company))
    items, ranks = [project], priorities(estimate)
    before: tuple[str, ...] = ()
    for wave in estimate.waves:
        for phase in phases_of(estimate, wave.number):
            items += phase_items(estimate, wave.number, phase, before, ranks)
            before = (f"wave{wave.number}.{phase}",)
        before = (f"wave{wave.number}.{GO_LIVE}",)
    return tuple(items)


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
    for line in estimate.lines:
        if (line.wave, line.phase) == (wave, key):
            yield task(estimate, line, own, goal, ranks)


def task(estimate: Estimate, line: Line, parent: str, milestone: str, ranks: Mapping[str, str]) -> Item:
    """Return one line of the estimate as a task."""
    package = line.package
    app = package.app
    return Item(
        id=f"{parent}.{package.id}",
        kind="task",
        name=titled(app.name, package.work.name) if app else package.work.name,
        parent=parent,
        milestone=milestone,
        hours=line.days * setting(estimate.advice, "hours_a_day"),
        role=package.role.name,
        priority=ranks.get(app.id, "must") if app else "must",
        text=accepted_when(estimate, app.id) if app else "",
    )


def priorities(estimate: Estimate) -> Mapping[str, str]:
    """Return the priority of each app of the first project; a prerequisite has that of the app it comes with."""
    return {key: stop.item.priority for stop in estimate.stops for key in (*stop.brings, stop.item.app.id)}


def accepted_when(estimate: Estimate, app: str) -> str:
    """Return how one sees that an app does what it has to: the acceptance of its strongest requirements."""
    taken = [need for need in estimate.advice.needs if need.met_by and need.met_by[0].app == app]
    must = [need for need in taken if need.priority == "must"] or taken
    return " ".join(need.requirement.acceptance for need in must[:MOST_ACCEPTED])


MOST_ACCEPTED = 3
