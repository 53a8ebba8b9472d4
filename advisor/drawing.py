"""Layered drawings as SVG: boxes in columns, few crossings, readable without colour and in print."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from advisor.language import say
from advisor.svg import Drawing, framed, stripes, text
from advisor.untangling import untangled

NARROWEST, WIDEST = 206, 300  # width of a box
WIDE = 786  # width of a drawing of few columns
BOX_GAP = 8
LEAST_GAP = 84  # between columns
LINE_HEIGHT = 15
PADDING = 8
TOP = 38
BAND = 7  # width of the stripes at the side of a box
LETTER = 6.4  # width of a letter, about
SIDES = 34  # width in a box that no label takes
KEY = 22  # width of a box in the legend


@dataclass(frozen=True, slots=True)
class Box:
    """A node to draw: its label, its column, how it is painted (a CSS class), and a number at its right side."""

    id: str
    label: str
    column: int
    tone: str
    count: int = 0  # 0: none is shown


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a box stands, and its label in lines."""

    box: Box
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


def draw(
    boxes: Mapping[str, Box],
    arrows: Sequence[tuple[str, str]],
    headings: Sequence[str],
    legend: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
    carried: Mapping[tuple[str, str], Collection[int]] | None = None,
) -> Drawing:
    """Return boxes and arrows as SVG; boxes of one column are ordered so that few arrows cross.

    ``legend`` says what each tone means; those that are drawn stand below, then the notes. ``carried`` numbers what
    goes along each arrow: only what arrives at a box goes on from there, which a page needs to light whole paths.
    """
    columns = untangled([[box.id for box in boxes.values() if box.column == at] for at in range(len(headings))], arrows)
    spots = placed(boxes, columns)
    step = column_step(len(headings))
    width = (len(headings) - 1) * step + box_width(len(headings)) + 4
    below = max((spot.y + spot.height for spot in spots.values()), default=TOP) + 2 * BOX_GAP
    tones = {box.tone for box in boxes.values()}
    shown = [(tone, words) for tone, words in (legend or {}).items() if tone in tones]
    keys, height = legend_lines(shown, notes, below, width)
    parts = [
        stripes("drawing-stripes", "#b26a00"),
        *(curve(spots[start], spots[end], (carried or {}).get((start, end), ())) for start, end in arrows),
        *(rectangle(spot) for spot in spots.values()),
        *(text(at * step + 2, 20, heading, "heading") for at, heading in enumerate(headings)),
        *keys,
    ]
    words = (*described(boxes, arrows), *notes)
    return framed("drawing", (width, height), " → ".join(headings), words, parts, STYLE)


def box_width(columns: int) -> int:
    """Return how wide boxes are: wider where there are few columns."""
    return max(NARROWEST, min(WIDEST, (WIDE + LEAST_GAP) // max(columns, 1) - LEAST_GAP))


def column_step(columns: int) -> int:
    """Return how far one column begins after the one before; few columns share the width of three."""
    return box_width(columns) + max(LEAST_GAP, (WIDE - columns * box_width(columns)) // max(columns - 1, 1))


def placed(boxes: Mapping[str, Box], columns: Sequence[Sequence[str]]) -> dict[str, Spot]:
    """Return where each box stands; shorter columns are centred beside the tallest."""
    width = box_width(len(columns))
    letters = int((width - SIDES) / LETTER)
    labels = {box.id: tuple(wrap(box.label, letters)[:3]) or (box.id,) for box in boxes.values()}
    heights = {box: len(lines) * LINE_HEIGHT + PADDING for box, lines in labels.items()}
    totals = [sum(heights[box] + BOX_GAP for box in column) for column in columns]
    spots: dict[str, Spot] = {}
    for index, column in enumerate(columns):
        y = TOP + (max(totals, default=0) - totals[index]) // 2
        for box in column:
            spots[box] = Spot(boxes[box], index * column_step(len(columns)) + 2, y, width, heights[box], labels[box])
            y += heights[box] + BOX_GAP
    return spots


def rectangle(spot: Spot) -> str:
    """Return one box with its label, its number, and stripes at its side where its tone has them."""
    lines = "".join(
        f'<tspan x="{spot.x + 14}" y="{spot.y + PADDING // 2 + LINE_HEIGHT * (number + 1) - 4}">{escape(line)}</tspan>'
        for number, line in enumerate(spot.lines)
    )
    count = text(spot.x + spot.width - 8, spot.middle + 4, str(spot.box.count), "count") if spot.box.count else ""
    return (
        f'<g class="box {spot.box.tone}" data-id="{escape(spot.box.id)}"><title>{escape(spot.box.label)}</title>'
        f"{body(spot.x, spot.y, spot.width, spot.height)}<text>{lines}</text>{count}</g>"
    )


def body(x: float, y: float, width: float, height: float) -> str:
    """Return the body of a box: its frame, and the band that only some tones show."""
    frame = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="4"/>'
    return f'{frame}<path class="band" d="M{x} {y}h{BAND}v{height}h-{BAND}z"/>'


def curve(start: Spot, end: Spot, carried: Collection[int] = ()) -> str:
    """Return one arrow from the right side of a box to the left side of another, with what goes along it."""
    x1, x2 = start.x + start.width, end.x
    half = (x2 - x1) // 2
    ids = f'data-from="{escape(start.box.id)}" data-to="{escape(end.box.id)}"'
    ids += f' data-carries="{" ".join(map(str, sorted(carried)))}"' if carried else ""
    bend = f"C{x1 + half} {start.middle} {x2 - half} {end.middle}"
    return f'<path class="arrow" {ids} d="M{x1} {start.middle} {bend} {x2} {end.middle}"/>'


def legend_lines(
    legend: Sequence[tuple[str, str]], notes: Sequence[str], top: int, width: int
) -> tuple[list[str], int]:
    """Return the legend and the notes as SVG below the boxes, and the height of the whole."""
    found: list[str] = []
    x, y = 2.0, top
    for tone, words in legend:
        needed = KEY + 8 + LETTER * len(words) + 18
        if x > 2 and x + needed > width:
            x, y = 2.0, y + LINE_HEIGHT + 5
        found.append(f'<g class="key {tone}">{body(x, y, KEY, 14)}</g>{text(x + KEY + 6, y + 11, words, "soft")}')
        x = round(x + needed, 1)
    y += LINE_HEIGHT + 7 if legend else 0
    for line in (line for note in notes for line in wrap(note, int(width / LETTER))):
        found.append(text(2, y + 11, line, "soft"))
        y += LINE_HEIGHT
    return found, y + BOX_GAP


def described(boxes: Mapping[str, Box], arrows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the drawing as sentences: what leads to what."""
    leads: dict[str, list[str]] = {}
    for start, end in arrows:
        leads.setdefault(start, []).append(boxes[end].label)
    return tuple(
        say("{start} leads to {ends}", start=boxes[start].label, ends=", ".join(ends)) for start, ends in leads.items()
    )


STYLE = """
.drawing .heading{font-weight:600;font-size:13px;fill:#3d4654}
.drawing .soft{fill:#3d4654}
.drawing .count{text-anchor:end;fill:#3d4654}
.drawing rect{fill:#fff;stroke:#8a94a3;stroke-width:1}
.drawing .band{fill:none}
.drawing .arrow{fill:none;stroke:#98a2b0;stroke-width:1.1}
.drawing .production rect{stroke:#b26a00;stroke-width:1.4}
.drawing .production .band{fill:url(#drawing-stripes)}
.drawing .operations rect{fill:#e8f1fb;stroke:#1f5f9e;stroke-width:1.4}
.drawing .must rect{fill:#163a5f;stroke:#163a5f}
.drawing .must text{fill:#fff}
.drawing .should rect{fill:#d5e2f0;stroke:#163a5f;stroke-width:1.6}
.drawing .could rect{stroke:#163a5f;stroke-dasharray:5 3}
.drawing .prerequisite rect{fill:#f3f4f6;stroke-dasharray:2 3}
"""
