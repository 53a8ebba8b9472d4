"""When a first project with some of its apps goes live, and two bounds that tell early what comes too late."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from math import floor

from advisor.estimate.estimating import Estimate
from advisor.estimate.phasing import GO_LIVE, Frame, end_of, frame_of, placed, shortest
from advisor.estimate.pieces import Pieces, pieces
from advisor.estimate.services import EVERY_PROJECT
from advisor.estimate.workdays import DAY, WEEK, workdays

FINE = 1000  # parts of a working day in which least days are counted

Kept = frozenset[str]


@dataclass(frozen=True)
class Timeline:
    """The calendars of a project from a start on, with all or with some of its apps, and the day to be live by."""

    frame: Frame
    parts: Pieces
    deadline: date
    found: dict[Kept, date] = field(default_factory=dict)  # kept, because a search asks again and again
    bounds: dict[Kept, date] = field(default_factory=dict)

    def live(self, kept: Kept) -> date:
        """Return the last go-live with some apps, everybody within the days they give."""
        if kept not in self.found:
            phases = placed(self.frame, self.parts.work(kept))
            self.found[kept] = self.date_of(max(end_of(some) for some in phases if some[0].phase.id == GO_LIVE))
        return self.found[kept]

    def soonest(self, kept: Kept) -> date:
        """Return a day before which nothing goes live that holds these apps, whatever it holds beside them."""
        if kept not in self.bounds:
            self.bounds[kept] = self.date_of(shortest(self.frame, self.parts.work(kept)))
        return self.bounds[kept]

    def date_of(self, end: int) -> date:
        """Return the date of the working day that ends with an end; there is a start."""
        found = self.frame.days.date_of(end - 1)
        assert found is not None
        return found

    @cached_property
    def days(self) -> int:
        """How many working days there are until the deadline, as far as the whole project needs them."""
        whole, days = self.live(frozenset(self.parts.by_app)), 0
        while self.date_of(days + 1) <= min(self.deadline, whole):
            days += 1
        return days

    def from_start(self, start: date) -> "Timeline":
        """Return the calendars of the same work from another start."""
        return Timeline(replace(self.frame, days=replace(self.frame.days, start=start)), self.parts, self.deadline)

    def least_days(self) -> Mapping[str, int]:
        """Return how much of a calendar each piece takes at least, in parts of a working day.

        In each phase the role is counted that the whole project keeps busy longest: what it has to do in all waves
        together takes it no less, and a phase begins when the one before has ended.
        """
        every = self.busy(self.parts.by_app)
        chosen: dict[str, str] = {}
        for phase in self.frame.until_live:
            roles = [role for other, role in every if other == phase]
            if roles:
                chosen[phase] = max(sorted(roles), key=lambda role: every[phase, role])
        before = {
            key: floor(sum(self.busy([key]).get(pair, 0.0) for pair in chosen.items()) * FINE)
            for key in self.parts.by_app
        }
        return before | {EVERY_PROJECT: before[EVERY_PROJECT] + self.frame.begin * FINE}

    def busy(self, keys: Iterable[str]) -> Mapping[tuple[str, str], float]:
        """Return the working days that some pieces take of each role in each phase, all waves together."""
        found: dict[tuple[str, str], float] = defaultdict(float)
        for key in keys:
            for ((_, phase, role), _), days in self.parts.by_app[key].items():
                found[phase, role] += days * WEEK / self.frame.roles[role].week
        return found


def timeline(estimate: Estimate, start: date, deadline: date) -> Timeline:
    """Return the calendars of an estimate from a start on, with a day to be live by."""
    days = workdays(start, estimate.advice.answers.country)
    return Timeline(frame_of(estimate.advice, days), pieces(estimate), deadline)


def latest_start(times: Timeline, kept: Kept) -> date:
    """Return the latest day of signature with which some apps go live by a deadline that they miss; else the start.

    Going back by the days that are missing finds a day that is early enough; from there each later day is tried.
    """
    start = times.frame.days.start
    assert start is not None
    if times.live(kept) <= times.deadline:
        return start
    while (late := times.from_start(start).live(kept) - times.deadline).days > 0:
        start -= late
    while times.from_start(start + DAY).live(kept) <= times.deadline:
        start += DAY
    return start
