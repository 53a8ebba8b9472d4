"""A sheet of the workbook: its cells, and how wide and how high it has to be for every text to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WIDEST, NARROWEST = 60, 8  # letters
LINE = 15.0  # points
HIGHEST = 405.0  # points; a spreadsheet has no higher row
WORD_BREAKS = 1.15  # a line is broken between words, before it is full


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, with the value it has now; ``{row}`` in it is the number of its own row."""

    text: str
    value: float


Cell = str | int | float | Formula | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a name, headings, rows, and the columns of which a live sum stands below."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[int, ...] = ()

    @property
    def below(self) -> int:
        """The number, counted from 1, of the row below all rows, in which the sums stand."""
        return len(self.rows) + 2

    def reference(self, cell: str) -> str:
        """Return how a formula on any sheet names some cells of this one."""
        quoted = self.name.replace("'", "''")
        return f"'{quoted}'!{cell}"


def number_of(cell: Cell) -> float:
    """Return the number in a cell, 0 where there is none."""
    if isinstance(cell, Formula):
        return cell.value
    return 0.0 if cell is None or isinstance(cell, str) else float(cell)


def look_of(cell: Cell) -> str:
    """Return the name of the look of a cell; what is counted is a whole number."""
    if isinstance(cell, str):
        return "text"
    return "count" if isinstance(cell, int) else "number"


def width(sheet: Sheet, at: int) -> float:
    """Return how wide a column is, in letters: enough for most of its cells."""
    lengths = sorted(len(shown(row[at])) for row in sheet.rows if row[at] is not None)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return min(WIDEST, max(len(sheet.columns[at]), usual, NARROWEST) + 2)


def shown(cell: Cell) -> str:
    """Return about what a cell shows."""
    return cell if isinstance(cell, str) else f"{number_of(cell):,.2f}"


def height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Return how high a row is, in points: enough for its longest text when that is wrapped."""
    lines = [wrapped(cell, letters) for cell, letters in zip(row, widths, strict=True) if isinstance(cell, str)]
    return min(HIGHEST, LINE * max(lines, default=1))


def wrapped(text: str, letters: float) -> int:
    """Return on about how many lines a text stands in a column."""
    return sum(
        ceil(len(line) * (WORD_BREAKS if len(line) > letters else 1) / letters) or 1 for line in text.split("\n")
    )
