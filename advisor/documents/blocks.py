"""What documents are made of: sections of blocks, the same for every format. A renderer lays them out, nothing more."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


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
    """A table: headings, rows of texts, the share of the width each column gets, and which columns hold numbers."""

    kind: ClassVar[str] = "table"
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: tuple[int, ...] = ()


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
    for section, found in zip(plain["sections"], document.sections, strict=True):
        for block, one in zip(section["blocks"], found.blocks, strict=True):
            block["kind"] = one.kind
    return plain


def bullets(*points: str) -> Bullets:
    """Return a list of plain points."""
    return Bullets(tuple(("", point) for point in points))
