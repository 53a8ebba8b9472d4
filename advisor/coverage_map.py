"""Two pictures of management: how well each function is covered here, and how production and operations weigh."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from textwrap import wrap

from advisor.advice import Advice
from advisor.language import Words, say
from advisor.language.figures import share
from advisor.schema import Management
from advisor.svg import Drawing, framed, stripes, text
from advisor.words import MANAGEMENT_WORDS, listed, titled

GRADES = ("fit", "fit_by_configuration", "partial", "gap")
"""How a requirement is met, best first; the segments of a bar in their order."""
GRADE_WORDS = Words(
    {"fit": "as it comes", "fit_by_configuration": "by configuration", "partial": "in part", "gap": "not covered"}
)
SIDES: tuple[Management, ...] = ("production", "operations")
PANEL, GUTTER = 384, 28  # width of one side, and between the sides
WIDTH = 2 * PANEL + GUTTER + 4
NAME = 214  # width of the names of functions
ROW, BAR, TOP = 30, 16, 54
LINE = 14
LETTERS = 32  # of a name that fit in a line
LETTER = 6.4
LEAST = 10  # width of a segment that takes its number
Grades = Mapping[str, Mapping[str, int]]
"""Function -> grade -> how many requirements."""


def coverage_map(advice: Advice) -> Drawing:
    """Return the management functions with the requirements each has here, by how they are met."""
    grades = graded(advice)
    most = max((sum(counts.values()) for counts in grades.values()), default=1)
    panels = [panel(advice, side, grades, most, 2 + at * (PANEL + GUTTER)) for at, side in enumerate(SIDES)]
    below = max(bottom for _, bottom in panels) + 10
    parts = [stripes("coverage-stripes", "#163a5f"), *(line for lines, _ in panels for line in lines)]
    parts += legend(below)
    words = tuple(in_words(advice, grades))
    title = say("How well the management functions are covered here")
    return framed("coverage", (WIDTH, below + 30), title, words, parts, STYLE)


def graded(advice: Advice) -> Grades:
    """Return how many requirements of each function are met in each way, by the names of the functions."""
    found: dict[str, Counter[str]] = {}
    for need in advice.needs:
        found.setdefault(need.requirement.function, Counter())[need.fit] += 1
    return {key: found[key] for key in sorted(found, key=lambda key: (-sum(found[key].values()), key))}


def panel(advice: Advice, side: Management, grades: Grades, most: int, left: int) -> tuple[list[str], int]:
    """Return one side of the picture as SVG, and where it ends."""
    functions = advice.pack.functions
    used = [key for key in grades if functions[key].management == side]
    idle = [item.name for item in functions.values() if item.management == side and item.id not in grades]
    parts = [text(left, 20, MANAGEMENT_WORDS[side], "heading")]
    needed = say("Requirements of each function")
    parts.append(text(left, 38, needed if used else say("Nothing you answered belongs here."), "soft"))
    y = TOP
    for key in used:
        lines = wrap(functions[key].name, LETTERS)[:2]
        top = y + (ROW - LINE * len(lines)) // 2 + 10
        parts += [text(left, top + LINE * number, line) for number, line in enumerate(lines)]
        parts += bar(grades[key], left + NAME, y + (ROW - BAR) // 2, (PANEL - NAME - 26) / most)
        y += ROW
    if idle:
        words = say("Not needed here: {functions}.", functions=listed(idle))
        lines = wrap(words, int(PANEL / LETTER))
        parts += [text(left, y + 16 + LINE * number, line, "soft") for number, line in enumerate(lines)]
        y += 16 + LINE * len(lines)
    return parts, y


def bar(counts: Mapping[str, int], left: float, top: int, unit: float) -> Iterator[str]:
    """Yield the segments of one bar, each as long as the requirements it stands for, and their sum beside it."""
    x = left
    for grade in GRADES:
        if counts.get(grade):
            width = unit * counts[grade]
            yield segment(grade, x, top, width)
            if width >= LEAST:
                yield text(round(x + width / 2, 1), top + 12, str(counts[grade]), f"in in-{grade}")
            x += width
    yield text(round(x + 6, 1), top + 12, str(sum(counts.values())), "sum")


def segment(grade: str, x: float, top: int, width: float) -> str:
    """Return one segment of a bar, with a title for those who point at it."""
    label = f"<title>{escape(GRADE_WORDS[grade])}</title>"
    return f'<rect class="{grade}" x="{x:.1f}" y="{top}" width="{width:.1f}" height="{BAR}">{label}</rect>'


def legend(top: int) -> Iterator[str]:
    """Yield what the segments mean."""
    x = 2.0
    for grade in GRADES:
        yield segment(grade, x, top, 22)
        yield text(x + 28, top + 12, GRADE_WORDS[grade], "soft")
        x = round(x + 28 + LETTER * len(GRADE_WORDS[grade]) + 22, 1)


def in_words(advice: Advice, grades: Grades) -> Iterator[str]:
    """Yield the picture in sentences."""
    for side in SIDES:
        for key, counts in grades.items():
            function = advice.pack.functions[key]
            if function.management == side:
                met = listed(f"{counts[grade]} {GRADE_WORDS[grade]}" for grade in GRADES if counts.get(grade))
                yield say(
                    "{function} ({management}): {met}",
                    function=function.name,
                    management=MANAGEMENT_WORDS[side],
                    met=met,
                )


STYLE = """
.coverage .heading{font-weight:600;font-size:13px;fill:#3d4654}
.coverage .soft{fill:#3d4654}
.coverage .sum{font-weight:600}
.coverage rect{stroke:#163a5f;stroke-width:1}
.coverage .fit{fill:#163a5f}
.coverage .fit_by_configuration{fill:#b9cde2}
.coverage .partial{fill:url(#coverage-stripes)}
.coverage .gap{fill:#fff;stroke-dasharray:3 2}
.coverage .in{text-anchor:middle;font-weight:600}
.coverage .in-fit{fill:#fff}
.coverage .in-partial{paint-order:stroke;stroke:#fff;stroke-width:4px}
"""
ORIENTATION_HEIGHT = 62


def orientation(advice: Advice) -> Drawing:
    """Return how much of what is needed belongs to production management, and how much to the rest of operations."""
    leaning = advice.orientation
    shares: Sequence[tuple[Management, float]] = tuple(
        zip(SIDES, (leaning.production, leaning.operations), strict=True)
    )
    words = tuple(titled(MANAGEMENT_WORDS[side], share(part)) for side, part in shares)
    split = round(2 + (WIDTH - 4) * leaning.production, 1)
    parts = [
        stripes("orientation-stripes", "#b26a00"),
        f'<rect class="production" x="2" y="26" width="{split - 2:.1f}" height="22"/>',
        f'<rect class="operations" x="{split}" y="26" width="{WIDTH - 2 - split:.1f}" height="22"/>',
        text(2, 18, words[0], "heading"),
        text(WIDTH - 2, 18, words[1], "heading end"),
    ]
    title = say("Production and operations management, by what is needed")
    return framed("orientation", (WIDTH, ORIENTATION_HEIGHT), title, words, parts, ORIENTATION_STYLE)


ORIENTATION_STYLE = """
.orientation .heading{font-weight:600;font-size:13px;fill:#3d4654}
.orientation .end{text-anchor:end}
.orientation .production{fill:url(#orientation-stripes);stroke:#b26a00}
.orientation .operations{fill:#e8f1fb;stroke:#1f5f9e}
"""
