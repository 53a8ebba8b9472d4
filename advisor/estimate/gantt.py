"""The calendar as a Gantt chart: SVG of our own, readable in black and white, and Mermaid text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from advisor.estimate.phasing import Task
from advisor.estimate.schedule import Schedule
from advisor.estimate.workdays import WEEK
from advisor.language import many, say, say_many
from advisor.language.figures import day as written_day
from advisor.language.figures import figure
from advisor.svg import Drawing, framed, text

WIDTH = 880
LETTER = 6.1  # width of a letter, about
ROW = 21
TOP = 30
LEAST = 3  # width of the shortest bar
TICKS = 6  # weeks named along the top, about
DATE = 70  # width of a date
KEYS = 30  # height of the legend


def gantt(calendar: Schedule, number: str = "", keyed: bool = True) -> Drawing:
    """Return the tasks of each wave as bars along the weeks: full where critical, dashed where not.

    A diamond at the end of a bar is the acceptance of a deliverable. ``keyed``: a legend stands below.
    """
    rows = tuple(rows_of(calendar))
    bottom = TOP + ROW * len(rows)
    parts = [
        *bands(rows),
        *axis(calendar, bottom),
        *(line for at, row in enumerate(rows) for line in shown(calendar, row, TOP + ROW * at)),
        *(legend(bottom + 12) if keyed else ()),
    ]
    words = tuple(sentence(calendar, task) for task in calendar.tasks)
    size = (WIDTH, bottom + (KEYS if keyed else 2))
    drawn = framed("gantt", size, say("Calendar of the first project"), words, parts, STYLE, number)
    return replace(drawn, mermaid=mermaid(calendar))


def gantt_by_wave(calendar: Schedule) -> tuple[Drawing, ...]:
    """Return a Gantt chart for each wave along the weeks of all, for pages on which one for all leaves large gaps."""
    waves = sorted({task.wave for task in calendar.tasks})
    return tuple(
        gantt(only(calendar, wave), f"-{wave}" if wave != waves[0] else "", keyed=wave == waves[-1]) for wave in waves
    )


def only(calendar: Schedule, wave: int) -> Schedule:
    """Return a calendar with the tasks of one wave."""
    return replace(calendar, tasks=tuple(task for task in calendar.tasks if task.wave == wave))


STYLE = (
    ".gantt .soft{fill:#3d4654}.gantt .wave{font-weight:600}.gantt .critical{fill:#163a5f;stroke:#163a5f}"
    ".gantt .slack{fill:#eaf1f8;stroke:#163a5f;stroke-dasharray:4 3}.gantt .grid{stroke:#d8dde4}"
    ".gantt .band{fill:#f4f6f9}.gantt .end{fill:#fff;stroke:#163a5f;stroke-width:2}"
)

Row = Task | int
"""What stands in a row: a task, or the number of the wave that begins."""


def rows_of(calendar: Schedule) -> Iterator[Row]:
    """Yield the rows: a heading for each wave, and below it its tasks."""
    for wave, tasks in groupby(calendar.tasks, key=lambda task: task.wave):
        yield wave
        yield from tasks


def bands(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a tint behind the heading of each wave."""
    for at, row in enumerate(rows):
        if isinstance(row, int):
            yield f'<rect class="band" x="0" y="{TOP + ROW * at}" width="{WIDTH}" height="{ROW - 1}"/>'


def at(calendar: Schedule, day: int) -> float:
    """Return where a working day begins, in pixels from the left."""
    left = 22 + LETTER * max((len(name(task)) for task in calendar.tasks), default=0)
    return round(left + (WIDTH - left - 12) * day / max(calendar.end, 1), 1)


def name(task: Task) -> str:
    """Return what stands before the bar of a task."""
    return f"{task.phase.name} · {task.role.name}"


def axis(calendar: Schedule, bottom: int) -> Iterator[str]:
    """Yield lines and names of some weeks."""
    every = tuple(weeks(calendar))
    for day, name in every[:: max(1, -(-len(every) // TICKS))]:
        place = at(calendar, day)
        if place + DATE <= WIDTH:  # a line without room for its name says nothing
            yield f'<path class="grid" d="M{place} 22V{bottom}"/>'
            yield text(place + 2, 16, name, "soft")
    yield text(2, 16, say("Weeks") if calendar.days.start is None else say("Week of"), "soft")


def weeks(calendar: Schedule) -> Iterator[tuple[int, str]]:
    """Yield each week: its first working day, and its name: the day it begins in the country, or its number."""
    before = None
    for number in range(max(calendar.end, 1)):
        day = calendar.days.date_of(number)
        if day is None:
            begin, name = number // WEEK, figure(number // WEEK + 1)
        else:
            monday = calendar.days.week_of(day)
            begin, name = monday.toordinal(), written_day(monday)
        if begin != before:
            yield number, name
        before = begin


def shown(calendar: Schedule, row: Row, top: int) -> Iterator[str]:
    """Yield a row: the name of a wave, or the name and the bar of a task with the acceptance that ends it."""
    if isinstance(row, int):
        yield text(4, top + 15, say("Wave {number}", number=row), "wave")
        return
    left, right = at(calendar, row.start), at(calendar, row.end)
    yield text(14, top + 15, name(row))
    yield block("critical" if row.is_critical else "slack", left, top, max(LEAST, right - left))
    if any((row.wave, row.phase.id, row.end - 1) == (one.wave, one.phase.id, one.day) for one in calendar.milestones):
        yield diamond(right, top + ROW / 2)


def block(tone: str, x: float, top: int, width: float) -> str:
    """Return one bar."""
    return f'<rect class="{tone}" x="{x}" y="{top + 4}" width="{width:.1f}" height="{ROW - 9}"/>'


def diamond(x: float, y: float) -> str:
    """Return the sign of an acceptance."""
    return f'<path class="end" d="M{x} {y - 5}L{x + 5} {y}L{x} {y + 5}L{x - 5} {y}Z"/>'


def legend(top: int) -> Iterator[str]:
    """Yield what bars and diamonds mean."""
    for x, tone, words in ((2, "critical", say("critical")), (130, "slack", say("has slack"))):
        yield block(tone, x, top - 4, 24)
        yield text(x + 32, top + 10, words, "soft")
    yield diamond(272, top + 6)
    yield text(284, top + 10, say("a deliverable is accepted"), "soft")


def sentence(calendar: Schedule, task: Task) -> str:
    """Return one bar in words."""
    return say_many(
        *(CRITICAL if task.is_critical else WITH_SLACK),
        task.slack,
        wave=task.wave,
        phase=task.phase.name,
        role=task.role.name,
        span=span(calendar, task),
    )


CRITICAL = many("Wave {wave}, {phase}, {role}: {span}, critical.", "Wave {wave}, {phase}, {role}: {span}, critical.")
WITH_SLACK = many(
    "Wave {wave}, {phase}, {role}: {span}, {number} day of slack.",
    "Wave {wave}, {phase}, {role}: {span}, {number} days of slack.",
)


def span(calendar: Schedule, task: Task) -> str:
    """Return from when to when a task runs, in words."""
    first, last = calendar.when(task.start), calendar.when(task.end - 1)
    return first if first == last else say("{first} to {last}", first=first, last=last)


MONDAY = date(2001, 1, 1)
"""A Monday that begins a year: where no start is known, Mermaid counts weeks from it."""


def mermaid(calendar: Schedule) -> str:
    """Return the calendar as Mermaid text; without a start it is counted in weeks."""
    shown = "%Y-%m-%d" if calendar.days.start else say("week {number}", number="%W")
    out = ["gantt", f"  title {say('First project')}", "  dateFormat YYYY-MM-DD", f"  axisFormat {shown}"]
    wave = 0
    for task in calendar.tasks:
        if task.wave != wave:
            wave = task.wave
            out.append(f"  section {say('Wave {number}', number=wave)}")
        tag = "crit, " if task.is_critical else ""
        label = f"{task.phase.name}, {task.role.name}".replace(":", "").replace("&", "and")
        first, last = day_of(calendar, task.start), day_of(calendar, task.end - 1) + timedelta(days=1)
        out.append(f"  {label} :{tag}{first}, {last}")
    return "\n".join(out) + "\n"


def day_of(calendar: Schedule, day: int) -> date:
    """Return the date of a working day; without a start, counted from a Monday."""
    return calendar.days.date_of(day) or MONDAY + timedelta(weeks=day // WEEK, days=day % WEEK)
