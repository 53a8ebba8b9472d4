"""Layered drawings as SVG: boxes in columns, few crossings, readable in black and white."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap

from advisor.language import say

BOX_WIDTH = 216
BOX_GAP = 12
COLUMN_GAP = 112
LINE_HEIGHT = 15
PADDING = 9
TOP = 40
LETTERS = 31  # that fit in a line of a box
SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Box:
    """A node to draw: its label, the column it stands in, and how it is painted (a CSS class)."""

    id: str
    label: str
    column: int
    tone: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing and the same in words, for those who cannot see it."""

    svg: str
    width: int
    height: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a box stands, and its label in lines."""

    box: Box
    x: int
    y: int
    height: int
    lines: tuple[str, ...]

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


def draw(boxes: Mapping[str, Box], arrows: Sequence[tuple[str, str]], headings: Sequence[str]) -> Drawing:
    """Return boxes and arrows as SVG; boxes of one column are ordered so that few arrows cross."""
    columns = untangled(boxes, arrows, len(headings))
    spots = placed(boxes, columns)
    width = len(headings) * BOX_WIDTH + (len(headings) - 1) * COLUMN_GAP + 4
    height = max((spot.y + spot.height for spot in spots.values()), default=TOP) + BOX_GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'class="drawing" role="img" aria-labelledby="drawing-title drawing-desc">',
        f'<title id="drawing-title">{escape(" → ".join(headings))}</title>',
        f'<desc id="drawing-desc">{escape(say("; ").join(described(boxes, arrows)))}</desc>',
        f"<style>{STYLE}</style>",
    ]
    parts += [curve(spots[start], spots[end]) for start, end in arrows]
    parts += [rectangle(spot) for spot in spots.values()]
    parts += [
        f'<text class="heading" x="{column * (BOX_WIDTH + COLUMN_GAP) + 2}" y="20">{escape(heading)}</text>'
        for column, heading in enumerate(headings)
    ]
    return Drawing("\n".join([*parts, "</svg>"]) + "\n", width, height, described(boxes, arrows))


def untangled(boxes: Mapping[str, Box], arrows: Iterable[tuple[str, str]], columns: int) -> list[list[str]]:
    """Return the ids of each column, ordered by sweeping to the mean position of the neighbours (barycentre rule)."""
    order = [[box.id for box in boxes.values() if box.column == column] for column in range(columns)]
    neighbours: dict[str, list[str]] = {box: [] for box in boxes}
    for start, end in arrows:
        neighbours[start].append(end)
        neighbours[end].append(start)
    for sweep in range(SWEEPS):
        places = {box: number / max(len(column), 1) for column in order for number, box in enumerate(column)}
        for index in range(columns) if sweep % 2 == 0 else reversed(range(columns)):
            order[index].sort(key=lambda box: (mean([places[other] for other in neighbours[box]], places[box]), box))
            places.update({box: number / len(order[index]) for number, box in enumerate(order[index])})
    return order


def mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def placed(boxes: Mapping[str, Box], columns: Sequence[Sequence[str]]) -> dict[str, Spot]:
    """Return where each box stands; shorter columns are centred beside the tallest."""
    labels = {box.id: tuple(wrap(box.label, LETTERS)[:3]) or (box.id,) for box in boxes.values()}
    heights = {box: len(lines) * LINE_HEIGHT + PADDING for box, lines in labels.items()}
    totals = [sum(heights[box] + BOX_GAP for box in column) for column in columns]
    spots: dict[str, Spot] = {}
    for index, column in enumerate(columns):
        y = TOP + (max(totals, default=0) - totals[index]) // 2
        for box in column:
            spots[box] = Spot(boxes[box], index * (BOX_WIDTH + COLUMN_GAP) + 2, y, heights[box], labels[box])
            y += heights[box] + BOX_GAP
    return spots


def rectangle(spot: Spot) -> str:
    """Return one box with its label."""
    lines = "".join(
        f'<tspan x="{spot.x + 10}" y="{spot.y + PADDING // 2 + LINE_HEIGHT * (number + 1) - 4}">{escape(line)}</tspan>'
        for number, line in enumerate(spot.lines)
    )
    return (
        f'<g class="box {spot.box.tone}" data-id="{escape(spot.box.id)}"><title>{escape(spot.box.label)}</title>'
        f'<rect x="{spot.x}" y="{spot.y}" width="{BOX_WIDTH}" height="{spot.height}" rx="5"/><text>{lines}</text></g>'
    )


def curve(start: Spot, end: Spot) -> str:
    """Return one arrow from the right side of a box to the left side of another."""
    x1, x2 = start.x + BOX_WIDTH, end.x
    half = (x2 - x1) // 2
    ids = f'data-from="{escape(start.box.id)}" data-to="{escape(end.box.id)}"'
    bend = f"C{x1 + half} {start.middle} {x2 - half} {end.middle}"
    return f'<path class="arrow" {ids} d="M{x1} {start.middle} {bend} {x2} {end.middle}"/>'


def described(boxes: Mapping[str, Box], arrows: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the drawing as sentences: what leads to what."""
    leads: dict[str, list[str]] = {}
    for start, end in arrows:
        leads.setdefault(start, []).append(boxes[end].label)
    return tuple(
        say("{start} leads to {ends}", start=boxes[start].label, ends=", ".join(ends)) for start, ends in leads.items()
    )


STYLE = """
.drawing{font:12px/1.25 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.drawing .heading{font-weight:600;font-size:13px;fill:#3d4654}
.drawing rect{fill:#fff;stroke:#8a94a3;stroke-width:1}
.drawing text{fill:#1c2430}
.drawing .arrow{fill:none;stroke:#aab3bf;stroke-width:1.1}
.drawing .production rect{fill:#fff4e0;stroke:#b26a00;stroke-width:1.4}
.drawing .operations rect{fill:#e8f1fb;stroke:#1f5f9e;stroke-width:1.4}
.drawing .must rect{fill:#163a5f;stroke:#163a5f}
.drawing .must text{fill:#fff}
.drawing .should rect{fill:#d5e2f0;stroke:#163a5f;stroke-width:1.6}
.drawing .could rect{stroke:#163a5f;stroke-dasharray:5 3}
.drawing .prerequisite rect{fill:#f3f4f6;stroke-dasharray:2 3}
""".replace("\n", "")
