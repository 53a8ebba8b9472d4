"""The calendar: phases of each wave by role, one after the other, with slack, critical path and milestones.

Method. In a phase of a wave every role works side by side, each for its days at the days a week it gives. A phase
begins when the one before has ended; the next wave begins when the one before has gone live, while people still
stand by. Leading the project accompanies the work and makes nothing longer. The forward pass gives the earliest
days, the backward pass the latest; their difference is slack, and what has none is critical.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from advisor.estimate.effort import Line
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.workdays import WEEK, Workdays, workdays
from advisor.estimates import Phase, ProjectRole
from advisor.language import later, say
from advisor.language.figures import day as written_day

GO_LIVE, HYPERCARE = "go_live", "hypercare"


@dataclass(frozen=True, slots=True)
class Task:
    """The work of one role in one phase of one wave. Days are working days from the start, the end not included."""

    id: str
    wave: int
    phase: Phase
    role: ProjectRole
    effort: float  # person-days
    start: int
    end: int
    slack: int = 0

    @property
    def is_critical(self) -> bool:
        """Whether a day lost here is a day lost at the end."""
        return self.slack == 0


@dataclass(frozen=True, slots=True)
class Milestone:
    """A deliverable that is accepted at the end of a phase."""

    wave: int
    phase: Phase
    day: int  # the last working day of the phase
    date: date | None
    when: str  # in words


@dataclass(frozen=True)
class Schedule:
    """The calendar of a first project."""

    days: Workdays
    tasks: tuple[Task, ...]
    milestones: tuple[Milestone, ...]
    end: int

    @property
    def weeks(self) -> int:
        """The weeks from the start to the end, the last one begun included."""
        return ceil(self.end / WEEK)

    @property
    def words(self) -> str:
        """How long it takes, in a sentence, with the dates where a start is known."""
        return say(
            BETWEEN_DAYS if self.days.start else IN_WEEKS,
            weeks=self.weeks,
            start=self.days.start,
            end=self.when(self.end - 1),
        )

    def when(self, day: int) -> str:
        """Return a working day in words: its date, or its week."""
        return in_words(self.days, day)


IN_WEEKS = later("{weeks} weeks from signature to the end of standing by.")
BETWEEN_DAYS = later("{weeks} weeks from signature to the end of standing by, {start} to {end}.")


def in_words(days: Workdays, day: int) -> str:
    found = days.date_of(day)
    return say("week {number}", number=day // WEEK + 1) if found is None else written_day(found)


def schedule(estimate: Estimate, start: date | None = None) -> Schedule:
    """Return the calendar of an estimate from a start on, which is the day of signature. Pure: no clock is read."""
    days = workdays(start, estimate.advice.answers.country)
    tasks: list[Task] = []
    begin = round(setting(estimate.advice, "lead_time_weeks") * WEEK)
    for wave in (wave.number for wave in estimate.waves):
        done = live = begin
        for phase, lines in phases(estimate, wave):
            found = phase_tasks(estimate, wave, phase, lines, done, days)
            tasks += found
            done = max(task.end for task in found)
            live = done if phase.id != HYPERCARE else live
        begin = live
    ranked = with_slack(tasks)
    end = max((task.end for task in ranked), default=0)
    return Schedule(days, ranked, tuple(milestones(ranked, days)), end)


def phases(estimate: Estimate, wave: int) -> Iterator[tuple[Phase, list[Line]]]:
    """Yield the phases of a wave in order, with the work of both sides that makes them longer.

    Every wave goes live, even one so small that its day of go-live is counted with another wave's.
    """
    pack = estimate.advice.pack
    lines = [
        line
        for line in (*estimate.lines, *estimate.own_lines)
        if line.wave == wave and (line.package.work.phase or not line.package.by_partner)
    ]
    for key in sorted({GO_LIVE, *(line.phase for line in lines)}, key=lambda key: pack.phases[key].order):
        yield pack.phases[key], [line for line in lines if line.phase == key]


def phase_tasks(
    estimate: Estimate, wave: int, phase: Phase, lines: Sequence[Line], begin: int, days: Workdays
) -> list[Task]:
    """Return one task for each role in a phase; a go-live ends on a day that another working day follows."""
    found = []
    pack = estimate.advice.pack
    usual = {work.role for work in pack.work.values() if work.phase == phase.id}
    for role in sorted({line.package.role.id for line in lines} or usual):
        effort = sum(line.days for line in lines if line.package.role.id == role)
        who = pack.project_roles[role]
        length = max(1, ceil(effort * WEEK / who.days_a_week))
        if phase.id == HYPERCARE:
            length = max(length, round(setting(estimate.advice, "hypercare_weeks") * WEEK))
        found.append(Task(f"wave{wave}.{phase.id}.{role}", wave, phase, who, effort, begin, begin + length))
    if phase.id == GO_LIVE:
        last = max(task.end for task in found)
        good = next(day for day in range(last, last + 3 * WEEK) if days.is_good_for_going_live(day - 1))
        found = [replace(task, end=good) if task.end == last else task for task in found]
    return found


def with_slack(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return tasks with their slack: how many days each may slip before the end does."""
    end = max((task.end for task in tasks), default=0)
    latest: dict[tuple[int, int], int] = {}
    followers = following(tasks)
    for key in sorted(followers, reverse=True):
        latest[key] = min(
            (latest[other] - length(tasks, other) for other in followers[key] if other in latest), default=end
        )
    return tuple(replace(task, slack=latest[cell(task)] - task.end) for task in tasks)


def cell(task: Task) -> tuple[int, int]:
    """Return the place of a task in the order of the project: wave, then phase."""
    return task.wave, int(task.phase.order)


def length(tasks: Sequence[Task], key: tuple[int, int]) -> int:
    """Return the working days that a phase of a wave takes."""
    return max(task.end - task.start for task in tasks if cell(task) == key)


def following(tasks: Sequence[Task]) -> Mapping[tuple[int, int], tuple[tuple[int, int], ...]]:
    """Return what has to wait for each phase of each wave: the next phase, and after a go-live the next wave."""
    cells = sorted({cell(task) for task in tasks})
    live = {task.wave: cell(task) for task in tasks if task.phase.id == GO_LIVE}
    found: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
    for key in cells:
        own = [other for other in cells if other[0] == key[0] and other > key][:1]
        nxt = [other for other in cells if other[0] == key[0] + 1][:1] if live.get(key[0]) == key else []
        found[key] = (*own, *nxt)
    return found


def milestones(tasks: Sequence[Task], days: Workdays) -> Iterator[Milestone]:
    """Yield the accepted deliverable at the end of every phase of every wave."""
    for key in sorted({cell(task) for task in tasks}):
        of_phase = [task for task in tasks if cell(task) == key]
        last = max(task.end for task in of_phase) - 1
        yield Milestone(key[0], of_phase[0].phase, last, days.date_of(last), in_words(days, last))
