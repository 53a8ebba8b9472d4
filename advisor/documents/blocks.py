"""What documents are made of: sections of blocks, the same for every format. A renderer lays them out, nothing more."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from advisor.documents.widths import widths
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
        return widths(self.heads, self.rows)

    @property
    def together(self) -> bool:
        """Whether it is so small that it stands on one page."""
        return len(self.rows) <= FEW_ROWS and sum(len(cell) for row in self.rows for cell in row) <= LITTLE_TEXT


FEW_ROWS, LITTLE_TEXT = 12, 1500  # rows and letters


@dataclass(frozen=True, slots=True)
class Figures:
    """A few numbers to be seen at once: (number, label)."""

    kind: ClassVar[str] = "figures"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and what it shows in a sentence; for those who read text alone, line by line or as Mermaid."""

    kind: ClassVar[str] = "picture"
    svg: str
    alt: str
    title: str
    lines: tuple[str, ...]
    mermaid: str


@dataclass(frozen=True, slots=True)
class Code:
    """A line for a computer."""

    kind: ClassVar[str] = "code"
    text: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, one a party; an empty one is the partner whose document it is."""

    kind: ClassVar[str] = "signatures"
    parties: tuple[str, ...]


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
    partner: str = ""  # who signs beside the company
    one_page: bool = False  # set closely, so that a page holds it


def as_plain(document: Document) -> dict[str, Any]:
    """Return a document as plain values that templates and JSON can hold; each block says its kind."""
    plain = asdict(document)
    for section, whole in zip(plain["sections"], document.sections, strict=True):
        for block, one in zip(section["blocks"], whole.blocks, strict=True):
            block["kind"] = one.kind
            if isinstance(one, Table):
                block["widths"], block["together"] = one.widths, one.together
            if isinstance(one, Signatures):
                block["parties"] = [party or document.partner or say("Partner") for party in one.parties]
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
    return f"{say('; ').rstrip(' ')}\n".join(parts)


def bullets(*points: str) -> Bullets:
    """Return a list of plain points."""
    return Bullets(tuple(("", point) for point in points))
