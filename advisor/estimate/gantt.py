"""The calendar as a Gantt chart: SVG of our own, readable in black and white, and Mermaid text."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

from advisor.estimate.schedule import Schedule, Task
from advisor.estimate.workdays import WEEK
from advisor.language import many, say, say_many
from advisor.language.figures import figure
from advisor.svg import Drawing, framed

WIDTH = 880
TEXT = 322  # width of the column of names
ROW = 22
TOP = 44
LEAST = 3  # width of the shortest bar
TICKS = 6  # weeks named along the top, about


def gantt(calendar: Schedule) -> Drawing:
    """Return the tasks as bars along the weeks: full where critical, dashed where not; phases end in diamonds."""
    height = TOP + ROW * len(calendar.tasks) + 8
    words = tuple(sentence(calendar, task) for task in calendar.tasks)
    rows = enumerate(calendar.tasks)
    parts = [
        *axis(calendar, height),
        *(line for number, task in rows for line in bar(calendar, task, TOP + ROW * number)),
        *diamonds(calendar),
    ]
    return framed("gantt", (WIDTH, height), say("Calendar of the first project"), words, parts, STYLE)


STYLE = (
    ".gantt .soft{fill:#55606e}.gantt .critical{fill:#163a5f}"
    ".gantt .slack{fill:#eaf1f8;stroke:#163a5f;stroke-dasharray:4 3}.gantt .grid{stroke:#d8dde4}"
    ".gantt .end{fill:#fff;stroke:#163a5f;stroke-width:2}"
)


def at(calendar: Schedule, day: int) -> float:
    """Return where a working day begins, in pixels from the left."""
    return round(TEXT + (WIDTH - TEXT - 12) * day / max(calendar.end, 1), 1)


def axis(calendar: Schedule, height: int) -> Iterator[str]:
    """Yield lines and names of some weeks."""
    step = max(1, -(-calendar.weeks // TICKS))
    for week in range(0, calendar.weeks, step):
        place = at(calendar, week * WEEK)
        yield f'<path class="grid" d="M{place} 26V{height - 4}"/>'
        yield f'<text class="soft" x="{place + 2}" y="20">{tick(calendar, week)}</text>'
    yield f'<text class="soft" x="2" y="20">{say("Weeks") if calendar.days.start is None else say("Week of")}</text>'


def tick(calendar: Schedule, week: int) -> str:
    """Return what names a week along the top: its first day, or its number."""
    return calendar.when(week * WEEK) if calendar.days.start else figure(week + 1)


def bar(calendar: Schedule, task: Task, top: int) -> Iterator[str]:
    """Yield the name and the bar of one task."""
    left, right = at(calendar, task.start), at(calendar, task.end)
    tone = "critical" if task.is_critical else "slack"
    yield f'<text x="2" y="{top + 15}">{escape(name(task))}</text>'
    yield f'<rect class="{tone}" x="{left}" y="{top + 3}" width="{max(LEAST, right - left):.1f}" height="{ROW - 8}"/>'


def diamonds(calendar: Schedule) -> Iterator[str]:
    """Yield a diamond at the end of each phase, on the row of the task that ends it."""
    ends = {(item.wave, item.phase.id): item.day + 1 for item in calendar.milestones}
    for number, task in enumerate(calendar.tasks):
        if ends.get((task.wave, task.phase.id)) == task.end:
            x, y = at(calendar, task.end), TOP + ROW * number + ROW / 2 - 1
            yield f'<path class="end" d="M{x} {y - 5}L{x + 5} {y}L{x} {y + 5}L{x - 5} {y}Z"/>'


def name(task: Task) -> str:
    return f"{task.wave} · {task.phase.name} · {task.role.name}"


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
    "Wave {wave}, {phase}, {role}: {span}, {number} days of slack.",
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
