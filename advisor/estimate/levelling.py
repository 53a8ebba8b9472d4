"""What it means that nobody works more than the days a week they give: which dates move, and who sets the pace.

Method. The calendar is made twice, with the limit and without; what differs was moved by it. Who sets the pace is found
by giving each role one day a week more in turn and making the calendar again: the role that brings the last go-live
forward most is the bottleneck.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from advisor.estimate.estimating import Estimate
from advisor.estimate.phasing import GO_LIVE, Task
from advisor.estimate.schedule import Schedule, schedule
from advisor.estimates import ProjectRole
from advisor.language import say
from advisor.words import joined

MORE = 1.0  # days a week that are tried


@dataclass(frozen=True, slots=True)
class Moved:
    """A wave that goes live later, because a role also stands by for a wave before it."""

    wave: int
    before: str  # the day in words, if each wave had its roles for itself
    after: str
    role: ProjectRole


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The role that sets the pace, and what one more of its days a week would bring."""

    role: ProjectRole
    days: int  # working days on which nobody else makes a phase longer
    of: int  # working days from the first workshop to the last go-live
    before: str  # the last go-live, in words
    after: str


@dataclass(frozen=True, slots=True)
class Levelled:
    """What keeping to everybody's days means for a calendar."""

    moved: tuple[Moved, ...]
    bottleneck: Bottleneck | None  # None where one more day of anybody brings nothing

    @property
    def words(self) -> tuple[str, ...]:
        """The same in sentences."""
        return tuple(sentences(self))


def levelled(estimate: Estimate, calendar: Schedule) -> Levelled:
    """Return what a calendar of an estimate owes to the days that each role gives."""
    return Levelled(tuple(moved(estimate, calendar)), bottleneck(estimate, calendar))


def moved(estimate: Estimate, calendar: Schedule) -> Iterator[Moved]:
    """Yield the waves that would go live earlier if a role could work for two waves on one day."""
    free = schedule(estimate, calendar.days.start, limited=False)
    lengths = {task.id: task.end - task.start for task in free.tasks}
    early, lost = go_live_days(free), Counter[str]()
    for wave, day in go_live_days(calendar).items():
        for task in pace_setters(calendar):
            if task.wave == wave:
                lost[task.role.id] += task.end - task.start - lengths.get(task.id, 0)
        if calendar.when(early[wave]) != calendar.when(day):
            role = max(sorted(lost), key=lambda key: lost[key])
            yield Moved(wave, calendar.said(early[wave]), calendar.said(day), estimate.advice.pack.project_roles[role])


def bottleneck(estimate: Estimate, calendar: Schedule) -> Bottleneck | None:
    """Return the role of which one more day a week brings the last go-live forward most, or None without one."""
    live = max(go_live_days(calendar).values(), default=0)
    roles = {task.role.id: task.role for task in calendar.tasks}
    tried = {key: last_go_live(with_more_days(estimate, role), calendar.days.start) for key, role in roles.items()}
    best = min(sorted(tried), key=lambda key: tried[key], default="")
    if not best or tried[best] >= live:
        return None
    setters = pace_setters(calendar)
    return Bottleneck(
        role=roles[best],
        days=sum(task.end - task.start for task in setters if task.role.id == best),
        of=sum(task.end - task.start for task in setters),
        before=calendar.said(live),
        after=calendar.said(tried[best]),
    )


def pace_setters(calendar: Schedule) -> list[Task]:
    """Return the tasks that end last in their phase, up to each go-live, the one with most work where several do."""
    found: dict[tuple[int, str], Task] = {}
    for task in sorted(calendar.tasks, key=lambda task: (task.end, task.effort, task.id)):
        found[task.wave, task.phase.id] = task
    live = {task.wave: task.phase.order for task in calendar.tasks if task.phase.id == GO_LIVE}
    return [task for task in found.values() if task.phase.order <= live[task.wave]]


def go_live_days(calendar: Schedule) -> Mapping[int, int]:
    """Return the working day on which each wave goes live."""
    return {item.wave: item.day for item in calendar.milestones if item.phase.id == GO_LIVE}


def last_go_live(estimate: Estimate, start: date | None) -> int:
    """Return the working day of the last go-live from a start on."""
    return max(go_live_days(schedule(estimate, start)).values())


def with_more_days(estimate: Estimate, role: ProjectRole) -> Estimate:
    """Return an estimate in which one role gives a day a week more."""
    pack = estimate.advice.pack
    more = {**pack.project_roles, role.id: replace(role, days_a_week=role.days_a_week + MORE / role.people)}
    return replace(estimate, advice=replace(estimate.advice, pack=replace(pack, project_roles=more)))


def sentences(found: Levelled) -> Iterator[str]:
    """Yield what the limit moves and who sets the pace, in sentences."""
    if found.moved:
        roles = joined(dict.fromkeys(one.role.name for one in found.moved))
        waves = joined(
            say("wave {number} from {before} to {after}", number=one.wave, before=one.before, after=one.after)
            for one in found.moved
        )
        yield say(
            "Nobody works more days a week than they give, and standing by for one wave takes days from the next. "
            "These go-lives move by it: {waves}. Short of days: {roles}.",
            waves=waves,
            roles=roles,
        )
    if found.bottleneck is not None:
        most = found.bottleneck
        yield say(
            "Bottleneck: {role}. On {days} of the {all_days} working days before the last go-live the others wait for "
            "them. One more day a week, {more} instead of {now}, brings the last go-live from {before} to {after}.",
            role=most.role.name,
            days=most.days,
            all_days=most.of,
            more=most.role.week + MORE,
            now=most.role.week,
            before=most.before,
            after=most.after,
        )
