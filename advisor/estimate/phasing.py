"""When the work of each role is done: phase after phase, wave after wave, each role within the days it gives.

Method. In a phase of a wave every role works side by side, each for its days at the days a week it gives. A phase
begins when the one before has ended; the next wave begins when the one before has gone live, while people still
stand by. Standing by comes first, because a customer who has just gone live cannot wait: the next wave has what a role
then has left, so that no role works more on any day than it gives. Leading the project accompanies each phase, and
makes one longer only when it could not be done in it. Days are exact, not the quarters that a page shows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import NamedTuple

from advisor.advice import Advice
from advisor.estimate.capacity import NOTHING_LEFT, Capacity, refuse_too_long
from advisor.estimate.effort import Line
from advisor.estimate.estimating import setting
from advisor.estimate.packages import Package
from advisor.estimate.workdays import WEEK, Workdays
from advisor.estimates import Phase, ProjectRole

GO_LIVE = "go_live"

Cell = tuple[int, str, str]  # wave, phase, role


@dataclass(frozen=True, slots=True)
class Task:
    """The work of one role in one phase of one wave. Days are working days from the start, the end not included."""

    wave: int
    phase: Phase
    role: ProjectRole
    effort: float  # person-days
    start: int
    end: int
    each_day: tuple[float, ...]  # person-days of the days from the start on, as long as there is work
    accompanies: bool = False  # fits into the days of its phase and makes nothing longer
    slack: int = 0

    @property
    def id(self) -> str:
        """A name for it that no other task has."""
        return f"wave{self.wave}.{self.phase.id}.{self.role.id}"

    @property
    def is_critical(self) -> bool:
        """Whether a day lost here is a day lost at the end."""
        return self.slack == 0


@dataclass(frozen=True, slots=True)
class Work:
    """Person-days by wave, phase and role: of what makes a phase longer, and of what accompanies it."""

    own: Mapping[Cell, float]
    beside: Mapping[Cell, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a calendar rests on beside the work."""

    phases: tuple[Phase, ...]  # in their order
    until_live: tuple[str, ...]  # ids of those that end with the go-live
    roles: Mapping[str, ProjectRole]
    go_live_roles: tuple[str, ...]  # who is there on a day of go-live, however little there is to do
    begin: int  # the working day of the first workshop
    stand_by: int  # working days after a go-live
    days: Workdays


def frame_of(advice: Advice, days: Workdays) -> Frame:
    """Return what a calendar for an advice rests on."""
    pack = advice.pack
    phases = sorted(pack.phases.values(), key=lambda phase: phase.order)
    return Frame(
        phases=tuple(phases),
        until_live=tuple(phase.id for phase in phases if phase.order <= pack.phases[GO_LIVE].order),
        roles=pack.project_roles,
        go_live_roles=tuple(sorted({work.role for work in pack.work.values() if work.phase == GO_LIVE})),
        begin=round(setting(advice, "lead_time_weeks") * WEEK),
        stand_by=round(setting(advice, "hypercare_weeks") * WEEK),
        days=days,
    )


def work_of(lines: Iterable[Line]) -> Work:
    """Return the work of some lines."""
    own: dict[Cell, float] = defaultdict(float)
    beside: dict[Cell, float] = defaultdict(float)
    for line in lines:
        (beside if accompanies(line.package) else own)[line.wave, line.phase, line.package.role.id] += line.days
    return Work(own, beside)


def accompanies(package: Package) -> bool:
    """Return whether work goes along with a phase: what the partner does without one of its own, such as leading."""
    return package.by_partner and not package.work.phase


def placed(frame: Frame, work: Work, limited: bool = True) -> Iterator[tuple[Task, ...]]:
    """Yield the tasks of each phase of each wave in order; without a limit a role may work for two waves at once.

    Every wave goes live, even one so small that its day of go-live is counted with another wave's.
    """
    capacity = Capacity(frame.roles, limited)
    own, beside = by_phase(work.own), by_phase(work.beside)
    begin = frame.begin
    for wave in sorted({wave for wave, _ in own}):
        done, live = begin, False
        for phase in frame.phases:
            efforts = own[wave, phase.id] or (dict.fromkeys(frame.go_live_roles, 0.0) if phase.id == GO_LIVE else {})
            if not efforts:
                continue
            place = Place(wave, phase, done, frame.stand_by if live else 1)
            tasks = side_by_side(frame, capacity, place, efforts, beside[wave, phase.id])
            if phase.id == GO_LIVE:
                tasks, live = on_a_good_day(tasks, frame.days), True
                begin = end_of(tasks)
            yield tasks
            done = end_of(tasks)


def by_phase(cells: Mapping[Cell, float]) -> defaultdict[tuple[int, str], dict[str, float]]:
    """Return the days of each role, by wave and phase."""
    found: defaultdict[tuple[int, str], dict[str, float]] = defaultdict(dict)
    for (wave, phase, role), effort in cells.items():
        found[wave, phase][role] = effort
    return found


class Place(NamedTuple):
    """A phase of a wave, the day it begins, and the fewest days it takes."""

    wave: int
    phase: Phase
    begin: int
    least: int


def side_by_side(
    frame: Frame, capacity: Capacity, place: Place, own: Mapping[str, float], beside: Mapping[str, float]
) -> tuple[Task, ...]:
    """Return the tasks of a phase, one a role: those that make it longer first, then what accompanies them."""
    tasks = [task_of(frame, capacity, place, role, own[role] + beside.get(role, 0.0)) for role in sorted(own)]
    end = end_of(tasks)
    for role in sorted(beside.keys() - own.keys()):
        task = task_of(frame, capacity, place, role, beside[role])
        tasks.append(replace(task, end=end, accompanies=True) if task.end <= end else task)
    return tuple(tasks)


def task_of(frame: Frame, capacity: Capacity, place: Place, role: str, effort: float) -> Task:
    """Return a task that begins as soon as there is room, and is spread over the fewest days that its phase takes."""
    most = min(capacity.pace[role], effort / place.least)
    each_day = capacity.spent(role, effort, place.begin, most)
    end = place.begin + max(place.least, len(each_day))
    return Task(place.wave, place.phase, frame.roles[role], effort, place.begin, end, each_day)


def on_a_good_day(tasks: Sequence[Task], days: Workdays) -> tuple[Task, ...]:
    """Return the tasks of a go-live, the last of them ending on a day that another working day follows."""
    last = end_of(tasks)
    return tuple(replace(task, end=good_end(last, days)) if task.end == last else task for task in tasks)


def good_end(end: int, days: Workdays) -> int:
    """Return when a go-live ends that could end from some day on."""
    return next(day for day in range(end, end + 3 * WEEK) if days.is_good_for_going_live(day - 1))


def shortest(frame: Frame, work: Work) -> int:
    """Return when the last go-live ends if each wave has its roles for itself: the same as placed without a limit."""
    efforts: dict[Cell, float] = defaultdict(float)
    for cells in (work.own, work.beside):
        for cell, effort in cells.items():
            efforts[cell] += effort
    longest: dict[tuple[int, str], float] = defaultdict(float)
    for (wave, phase, role), effort in efforts.items():
        days = (effort - NOTHING_LEFT) * WEEK / frame.roles[role].week
        refuse_too_long(days, role)
        longest[wave, phase] = max(longest[wave, phase], days)
    end = frame.begin
    for wave in sorted({wave for wave, _ in longest}):
        for phase in frame.until_live:
            if (wave, phase) in longest or phase == GO_LIVE:
                end += max(1, ceil(longest[wave, phase]))
        end = good_end(end, frame.days)
    return end


def end_of(tasks: Iterable[Task]) -> int:
    """Return the day on which some tasks have ended."""
    return max(task.end for task in tasks)
