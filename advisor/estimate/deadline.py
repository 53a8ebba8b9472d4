"""A day to be live by: whether it is kept, and if not, what has to wait or how early one has to start."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisor.errors import fail
from advisor.estimate.estimating import Estimate
from advisor.estimate.schedule import Schedule, go_lives, schedule
from advisor.estimate.workdays import DAY
from advisor.language import say, say_many


@dataclass(frozen=True, slots=True)
class DeadlineCheck:
    """Whether the last go-live keeps a deadline, and what would make it."""

    in_time: bool
    last_wave: int  # the last wave that goes live in time
    words: str


def check_deadline(estimate: Estimate, calendar: Schedule, deadline: date) -> DeadlineCheck:
    """Return whether a first project is live by a deadline. Raises UserError for a deadline that nothing can keep."""
    start = calendar.days.start
    if start is None:
        raise fail("--deadline", "needs a start; give --start YYYY-MM-DD")
    if deadline <= start:
        raise fail("--deadline", f"{deadline} is not after the start, {start}; give a later day")
    live = go_lives(calendar)
    kept = [wave for wave, day in live.items() if day <= deadline]
    last = max(live)
    if last in kept:
        words = say("The last wave goes live on {day}, in time for {deadline}.", day=live[last], deadline=deadline)
        return DeadlineCheck(True, last, words)
    if not kept:
        first = min(live)
        raise fail(
            "--deadline",
            f"nothing can go live by {deadline}: the first wave needs until {live[first]}; "
            f"a start on {latest_start(estimate, start, deadline, first)} makes it possible",
        )
    return DeadlineCheck(False, max(kept), late_words(estimate, start, deadline, live))


def late_words(estimate: Estimate, start: date, deadline: date, live: Mapping[int, date]) -> str:
    """Return by how much a deadline is missed, what is in time, what has to wait, and what would make it."""
    late = {wave: day for wave, day in live.items() if day > deadline}
    apps = estimate.advice.pack.apps
    waiting = [apps[key].name for wave in estimate.waves if wave.number in late for key in wave.apps]
    last = max(late)
    missed = say_many(
        "The last wave goes live on {day}, {number} day after {deadline}.",
        "The last wave goes live on {day}, {number} days after {deadline}.",
        (live[last] - deadline).days,
        day=live[last],
        deadline=deadline,
    )
    kept = say_many(
        "In time: {number} wave; these apps have to wait: {apps}.",
        "In time: {number} waves; these apps have to wait: {apps}.",
        len(live) - len(late),
        apps=", ".join(waiting),
    )
    early = latest_start(estimate, start, deadline, last)
    return " ".join((missed, kept, say("A start on {day} would bring all in time.", day=early)))


def latest_start(estimate: Estimate, start: date, deadline: date, wave: int) -> date:
    """Return the latest day of signature with which a wave goes live by a deadline that it misses from a start.

    Going back by the days that are missing finds a day that is early enough; from there each later day is tried.
    """

    def live(day: date) -> date:
        return go_lives(schedule(estimate, day))[wave]

    while (late := live(start) - deadline).days > 0:
        start -= late
    while live(start + DAY) <= deadline:
        start += DAY
    return start
