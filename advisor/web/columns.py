"""Columns of numbers as a page shows them: the decimal points below each other."""

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.documents.blocks import Section, Table
from advisor.language import SOURCE, spoken

POINT_WIDE, DIGIT_WIDE = "\u2008", "\u2007"  # spaces as wide as a point and as a digit


def with_points_aligned(section: Section) -> Section:
    """Return a chapter in whose tables the points of each column of numbers stand below each other."""
    blocks = tuple(aligned(block) if isinstance(block, Table) else block for block in section.blocks)
    return replace(section, blocks=blocks)


def aligned(table: Table) -> Table:
    """Return a table with spaces behind the numbers that have fewer digits after the point than others below them."""
    columns = [
        on_the_point(cells) if number in table.numbers else cells
        for number, cells in enumerate(zip(*table.rows, strict=True))
    ]
    return replace(table, rows=tuple(zip(*columns, strict=True)))


def on_the_point(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of a column, numbers filled up to the same digits after the point; words stay as they are."""
    most = max((digits_after(cell) for cell in cells), default=0)
    return tuple(cell + room(digits_after(cell), most) if cell[-1:].isdigit() else cell for cell in cells)


def digits_after(cell: str) -> int:
    """Return how many digits stand behind the decimal point of a number."""
    found = re.search(rf"\d{re.escape('.' if spoken() == SOURCE else ',')}(\d+)$", cell)
    return len(found[1]) if found else 0


def room(digits: int, most: int) -> str:
    """Return the space that missing digits would take, and the point where there is none."""
    return ("" if digits or not most else POINT_WIDE) + DIGIT_WIDE * (most - digits)
