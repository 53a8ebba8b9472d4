"""The words that pack entries are made of: series, priorities, conditions, and how a field is written."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from dataclasses import Field as DataclassField
from dataclasses import fields as dataclass_fields
from enum import StrEnum
from typing import Any, Literal, NamedTuple, get_args

Series = Literal["17.0", "18.0", "19.0"]
Edition = Literal["enterprise", "community", "community_oca", "best"]
Management = Literal["production", "operations"]
Priority = Literal["must", "should", "could", "wont"]
Coverage = Literal["full", "partial"]
Resolution = Literal[
    "standard",
    "configuration",
    "studio",
    "oca_add_on",
    "custom_development",
    "integration",
    "process_change",
    "out_of_scope",
]
AnswerKind = Literal["yes_no", "number", "one", "many", "text"]

SERIES: tuple[Series, ...] = get_args(Series)
NEWEST: Series = SERIES[-1]
EDITIONS: tuple[Edition, ...] = get_args(Edition)
PRIORITIES: tuple[Priority, ...] = get_args(Priority)  # strongest first
PROPOSABLE = tuple(word for word in get_args(Resolution) if word != "oca_add_on")
"""What the pack may propose for what is missing; an add-on is an alternative, which plan, price and hosting count."""
LICENCES = ("community", "enterprise")  # where a module comes from

SeriesWords = Mapping[str, tuple[str, ...]]  # series -> words
EditionWords = Mapping[str, SeriesWords]  # "community" or "enterprise" -> series -> module names


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from ``at_least`` (included) up to ``under`` (not included)."""

    at_least: float = float("-inf")
    under: float = float("inf")

    def __contains__(self, number: float) -> bool:
        return self.at_least <= number < self.under


class Three(NamedTuple):
    """Three points of an estimate: optimistic, most likely, pessimistic."""

    low: float
    likely: float
    high: float

    @property
    def mean(self) -> float:
        """The expected value, (optimistic + 4 most likely + pessimistic) / 6."""
        return (self.low + 4 * self.likely + self.high) / 6

    def plus(self, other: "Three") -> "Three":
        """Return the points added, each to its own."""
        return Three(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def times(self, other: "Three | float") -> "Three":
        """Return the points multiplied, each with its own."""
        low, likely, high = other if isinstance(other, Three) else (other, other, other)
        return Three(self.low * low, self.likely * likely, self.high * high)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ``when`` table: the answer to a question is, or holds, any of these values."""

    question: str
    wanted: tuple[str, ...] | Span


When = tuple[tuple[Line, ...], ...]  # any of the tables, all lines of a table; empty: always


class Shape(StrEnum):
    """How a field is written in a pack file."""

    TEXT = "text"
    TEXTS = "list of texts"
    FLAG = "yes or no"
    NUMBER = "number"
    WORD = "one of"
    REF = "id of"
    REFS = "ids of"
    LEVELS = "id of: one of"
    LABELS = "id: text"
    RECORDS = "id: entry"
    WHEN = "table of answers"
    SPAN = "at_least / under"
    BY_SERIES = "text or list, or one for each series"
    BY_EDITION = "community / enterprise: modules, for each series where they differ"
    ANSWERS = "question: answer"
    NUMBERS = "id: number"
    THREE = "[optimistic, most likely, pessimistic]"
    THREES = "id: [optimistic, most likely, pessimistic]"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What a pack author may write in a field; ``of`` is a kind of entry, a record or the allowed words.

    ``verbatim``: a name, code, date or address that is the same in every language.
    """

    shape: Shape
    doc: str
    of: Any = None
    verbatim: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether the field holds words for a reader, which other languages say otherwise."""
        return self.shape in PROSE and not self.verbatim


PROSE = (Shape.TEXT, Shape.TEXTS, Shape.LABELS, Shape.RECORDS)


NONE: Mapping[Any, Any] = {}  # the default of a field that holds a mapping


def spec(shape: Shape, doc: str, of: Any = None, default: Any = MISSING, verbatim: bool = False) -> Any:
    """Declare a field of a pack entry; without a default it is required."""
    metadata = {"spec": FieldSpec(shape, doc, of, verbatim)}
    if default is NONE:
        return field(default_factory=dict, metadata=metadata)
    return field(default=default, metadata=metadata)


def spec_of(item: "DataclassField[Any]") -> FieldSpec | None:
    """Return a field's declaration, or None for a field the reader fills (id, area)."""
    return item.metadata.get("spec")


def specs(record: type) -> dict[str, tuple[FieldSpec, bool]]:
    """Return the declared fields of a record: name -> (declaration, required)."""
    found = {}
    for item in dataclass_fields(record):
        declared = spec_of(item)
        if declared is not None:
            found[item.name] = (declared, item.default is MISSING and item.default_factory is MISSING)
    return found


SOURCE = "ids of sources, or general_knowledge; a file's own `source:` line stands for all entries without one"


def source_field() -> Any:
    return spec(Shape.REFS, SOURCE, "sources", ())
