"""What documents are made of: sections of blocks, the same for every format. A renderer lays them out, nothing more."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any, ClassVar

from advisor.language import say, spoken
from advisor.svg import Drawing, in_one_sentence


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section."""

    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``lead`` stands before it in bold."""

    kind: ClassVar[str] = "paragraph"
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader must not miss."""

    kind: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each point is its bold beginning, which may be empty, and its text."""

    kind: ClassVar[str] = "bullets"
    points: tuple[tuple[str, str], ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings, rows of texts, and which columns hold numbers. A column without texts is room to write."""

    kind: ClassVar[str] = "table"
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()

    @property
    def widths(self) -> tuple[int, ...]:
        """The share of the width that each column gets, in per cent, by the texts in it."""
        columns = [[head, *cells] for head, *cells in zip(self.heads, *self.rows, strict=True)]
        weights = [weight(column) for column in columns]
        least = [least_share(column) for column in columns]
        shares = [100 * one / sum(weights) for one in weights]
        lacking = sum(max(0.0, low - one) for low, one in zip(least, shares, strict=True))
        spare = sum(max(0.0, one - low) for low, one in zip(least, shares, strict=True))
        keep = max(0.0, 1 - lacking / spare) if spare else 0.0
        found = [low + max(0.0, one - low) * keep for low, one in zip(least, shares, strict=True)]
        return tuple(int(100 * one / max(100, sum(found))) for one in found)


ROOM_TO_WRITE = 22.0
LONGEST_WORD = 18  # letters that a column holds without breaking one
LETTER, EDGES = 1.0, 2.0  # shares of the width, in per cent, of a letter and of what stands beside a text


def weight(cells: Sequence[str]) -> float:
    """Return how much room a column needs: its longest word whole, and more the more there is to read."""
    if not any(cells[1:]):
        return ROOM_TO_WRITE
    letters = sqrt(sum(len(cell) ** 2 for cell in cells[1:]) / len(cells[1:]))  # a few long cells count too
    return max(longest_word(cells) + 2, 4 * sqrt(letters))


def least_share(cells: Sequence[str]) -> float:
    """Return the share of the width, in per cent, that holds the longest word of a column."""
    title: str
    lines: tuple[str, ...]
    mermaid: str
    return longest_word(cells) * LETTER + EDGES


def longest_word(cells: Sequence[str]) -> int:
    """Return the letters of the longest word in some cells, as far as a column holds it unbroken."""
    return min(max(len(word) for cell in cells for word in cell.split() or [""]), LONGEST_WORD)


@dataclass(frozen=True, slots=True)
class Figures:
    """A few numbers to be seen at once: (number, label)."""

    kind: ClassVar[str] = "figures"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and what it shows in a sentence."""

    kind: ClassVar[str] = "picture"
    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Code:
    """A line for a computer."""

    kind: ClassVar[str] = "code"
    text: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, one a party."""

    kind: ClassVar[str] = "signatures"
    parties: tuple[str, ...]
    one_page: bool = False  # set closely, so that a page holds it


Block = Heading | Paragraph | Note | Bullets | Table | Figures | Picture | Code | Signatures


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a document, with a line in its contents."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One document for one company, in no format yet."""

    kind: str
    title: str
    company: str
    facts: tuple[str, ...]
    sections: tuple[Section, ...]
    contents: bool = True  # begins with a cover and a list of sections


def as_plain(document: Document) -> dict[str, Any]:
    """Return a document as plain values that templates and JSON can hold; each block says its kind."""
    plain = asdict(document)
    for section, whole in zip(plain["sections"], document.sections, strict=True):
        for block, one in zip(section["blocks"], whole.blocks, strict=True):
            block["kind"] = one.kind
            if isinstance(one, Table):
                block["widths"] = one.widths
    found: dict[str, Any] = printable({**plain, "language": spoken(), "words": words_around(document)})
    return found


def words_around(document: Document) -> dict[str, str]:
    """Return what every layout says around the text of a document."""
    return {
        "heading": say("{title} for {company}", title=document.title, company=document.company),
        "contents": say("Contents"),
        "sign": say("Place, date, signature:"),
    }


def printable(value: Any) -> Any:
    """Return plain values without the characters that no file format holds."""
    return every_text(value, lambda text: UNPRINTABLE.sub("", text))


def every_text(value: Any, change: Callable[[str], str]) -> Any:
    """Return plain values with each of their texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: every_text(one, change) for key, one in value.items()}
    return [every_text(one, change) for one in value] if isinstance(value, list | tuple) else value


UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def drawn(drawing: Drawing) -> Picture:
    """Return a drawing as a block."""
    return Picture(drawing.svg, in_one_sentence(drawing.words), drawing.title, drawing.words, drawing.mermaid)


def in_lines(parts: Iterable[str]) -> str:
    """Return parts as the text of a cell, one a line; where a format knows no lines, semicolons part them."""
    return ";\n".join(parts)


def bullets(*points: str) -> Bullets:
    """Return a list of plain points."""
    return Bullets(tuple(("", point) for point in points))
