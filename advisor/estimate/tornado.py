"""The swings of an estimate as a tornado in SVG, the widest on top; readable in black and white."""

from collections.abc import Sequence
from textwrap import wrap

from advisor.estimate.sensitivity import End, Swing
from advisor.language import later, say
from advisor.language.figures import figure
from advisor.svg import Drawing, framed, text
from advisor.words import joined

WIDTH = 820
TEXT = 400  # width of the column of questions
LETTERS = 62  # that fit in a line of it
ROOM = 44  # for the days beside a bar
GAP = 18
TOP = 46
BAR = 22  # height
LINE = 15


def tornado(swings: Sequence[Swing], base: End) -> Drawing:
    """Return a drawing in which each bar goes from the fewest to the most days of a swing, around the days expected."""
    texts = [text_of(swing) for swing in swings]
    tops = [TOP + sum(LINE * len(text) + GAP for text in texts[:number]) for number in range(len(swings) + 1)]
    height = tops[-1]
    words = tuple(in_words(swing) for swing in swings)
    scale = Scale([base.days, *(one.days for swing in swings for one in (swing.low, swing.high))])
    middle = scale.at(base.days)
    expected = say("{days} days expected", days=figure(base.days, 0))
    parts = [
        text(2, 20, say("Answers, from fewest to most days; price of the services"), "heading"),
        text(middle, 20, expected, "heading middle"),
        *(line for some in zip(texts, tops, strict=False) for line in text_lines(*some)),
        *(line for some in zip(swings, tops, strict=False) for line in bar(*some, scale, middle)),
        f'<path class="axis" d="M{middle} 28V{height - 4}"/>',
    ]
    expectation = say("Expected: {days} person-days.", days=figure(base.days, 0))
    title = say("The answers that move the person-days most")
    return framed("tornado", (WIDTH, height), title, (expectation, *words), parts, STYLE)


class Scale:
    """Where days stand on the page."""

    def __init__(self, days: Sequence[float]) -> None:
        self.least = min(days)
        self.span = max(days) - self.least or 1.0

    def at(self, days: float) -> int:
        """Return the place of some days, in pixels from the left."""
        left, right = TEXT + ROOM, WIDTH - ROOM
        return round(left + (right - left) * (days - self.least) / self.span)


def bar(swing: Swing, top: int, scale: Scale, middle: int) -> list[str]:
    """Return the two halves of the bar of one swing, and its days."""
    low, high = scale.at(swing.low.days), scale.at(swing.high.days)
    return [
        half(low, min(high, middle), top, "less"),
        half(max(low, middle), high, top, "more"),
        f'<text class="figure end" x="{low - 6}" y="{top + 16}">{figure(swing.low.days, 0)}</text>',
        f'<text class="figure" x="{high + 6}" y="{top + 16}">{figure(swing.high.days, 0)}</text>',
    ]


def half(start: int, stop: int, y: int, tone: str) -> str:
    """Return one half of a bar, or nothing when the swing does not reach to that side."""
    return f'<rect class="{tone}" x="{start}" y="{y}" width="{stop - start}" height="{BAR}"/>' if stop > start else ""


def text_of(swing: Swing) -> list[tuple[str, str]]:
    """Return the lines beside a bar with how they are painted: the question, its two answers, the two prices."""
    asks = " / ".join(question.ask for question in swing.questions)
    answers = f"{swing.low.answer} → {swing.high.answer}"
    lines = [("ask", line) for line in wrap(asks, LETTERS)] + [("ends", line) for line in wrap(answers, LETTERS)]
    if swing.low.price and swing.high.price:
        lines.append(("ends", f"{swing.low.price.rounded} → {swing.high.price.rounded}"))
    return lines


def text_lines(lines: Sequence[tuple[str, str]], top: int) -> list[str]:
    """Return lines of text as SVG."""
    return [text(2, top + 10 + LINE * number, line, tone) for number, (tone, line) in enumerate(lines)]


def in_words(swing: Swing) -> str:
    """Return a swing as a sentence, for those who cannot see the drawing."""
    asks = joined(question.ask for question in swing.questions)
    return say(
        STILL_OPEN if swing.is_open else ANSWERED,
        questions=asks,
        low_days=figure(swing.low.days, 0),
        low_answer=swing.low.answer,
        high_days=figure(swing.high.days, 0),
        high_answer=swing.high.answer,
    )


STILL_OPEN = later("{questions} (still open): {low_days} days with “{low_answer}”, {high_days} with “{high_answer}”")
ANSWERED = later("{questions} (answered): {low_days} days with “{low_answer}”, {high_days} with “{high_answer}”")


STYLE = """
.tornado .heading{font-weight:600;font-size:13px;fill:#3d4654}
.tornado .middle{text-anchor:middle}
.tornado .end{text-anchor:end}
.tornado .ask{font-weight:600}
.tornado .ends{fill:#3d4654}
.tornado rect{stroke:#163a5f;stroke-width:1.2}
.tornado .less{fill:#fff}
.tornado .more{fill:#163a5f}
.tornado .axis{fill:none;stroke:#1c2430;stroke-width:1;stroke-dasharray:4 3}
"""
