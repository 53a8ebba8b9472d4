"""The calendar of a first project: its tasks with their slack, its milestones, and the days on which it goes live."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from advisor.estimate.estimating import Estimate
from advisor.estimate.phasing import GO_LIVE, Task, end_of, frame_of, placed, work_of
from advisor.estimate.slack import row, with_slack
from advisor.estimate.workdays import WEEK, Workdays, workdays
from advisor.estimates import Phase
from advisor.language import later, say
from advisor.language.figures import day as written_day
from advisor.language.figures import long_day


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
    beside: tuple[Task, ...]  # work that accompanies a phase and makes nothing longer
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
            end=self.said(self.end - 1),
        )

    def when(self, day: int) -> str:
        """Return a working day in words: its date, or its week."""
        return in_words(self.days, day)

    def said(self, day: int) -> str:
        """Return a working day as it stands in a sentence."""
        return in_words(self.days, day, long_day)


IN_WEEKS = later("{weeks} weeks from signature to the end of standing by.")
BETWEEN_DAYS = later("{weeks} weeks from signature to the end of standing by, {start} to {end}.")


def in_words(days: Workdays, day: int, written: Callable[[date], str] = written_day) -> str:
    found = days.date_of(day)
    return say("week {number}", number=day // WEEK + 1) if found is None else written(found)


def schedule(estimate: Estimate, start: date | None = None, limited: bool = True) -> Schedule:
    """Return the calendar of an estimate from a start on, which is the day of signature. Pure: no clock is read.

    Without the limit a role may work for two waves on one day, as long as each of them alone is within its days.
    """
    days = workdays(start, estimate.advice.answers.country)
    frame = frame_of(estimate.advice, days)
    every = [task for tasks in placed(frame, work_of(estimate.exact), limited) for task in tasks]
    ranked = with_slack([task for task in every if not task.accompanies])
    return Schedule(
        days=days,
        tasks=ranked,
        beside=tuple(task for task in every if task.accompanies),
        milestones=tuple(milestones(ranked, days)),
        end=end_of(ranked) if ranked else 0,
    )


def milestones(tasks: Sequence[Task], days: Workdays) -> Iterator[Milestone]:
    """Yield the accepted deliverable at the end of every phase of every wave."""
    for key in sorted({row(task) for task in tasks}):
        of_phase = [task for task in tasks if row(task) == key]
        last = end_of(of_phase) - 1
        yield Milestone(key[0], of_phase[0].phase, last, days.date_of(last), in_words(days, last))


def go_lives(calendar: Schedule) -> Mapping[int, date]:
    """Return the day on which each wave goes live; the calendar has a start."""
    live = (item for item in calendar.milestones if item.phase.id == GO_LIVE)
    return {item.wave: item.date for item in live if item.date is not None}
