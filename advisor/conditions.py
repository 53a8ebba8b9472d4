"""Conditions over answers, with three truth values: yes, no, and not yet known."""

from collections.abc import Iterator, Mapping
from enum import IntEnum

from advisor.schema import Line, Span, When


class Truth(IntEnum):
    """Ordered so that *and* is the least and *or* the greatest."""

    NO = 0
    UNKNOWN = 1
    YES = 2


class NotAsked:
    """The value of a question that does not apply: every condition on it is false."""


NOT_ASKED = NotAsked()

Value = str | float | tuple[str, ...]
Known = Mapping[str, Value | NotAsked]
"""What is known: question -> value. A question that is missing here is unknown."""


def holds(when: When, known: Known) -> Truth:
    """Return whether any table of a condition holds; an empty condition always does."""
    if not when:
        return Truth.YES
    return max(min(line_holds(line, known) for line in table) for table in when)


def line_holds(line: Line, known: Known) -> Truth:
    """Return whether the answer to one question is, or contains, one of the wanted values."""
    value = known.get(line.question)
    if value is None:
        return Truth.UNKNOWN
    if isinstance(value, NotAsked):
        return Truth.NO
    return Truth.YES if _matches(line.wanted, value) else Truth.NO


def _matches(wanted: tuple[str, ...] | Span, value: Value) -> bool:
    if isinstance(wanted, Span):
        return isinstance(value, int | float) and value in wanted
    if isinstance(value, tuple):
        return any(choice in wanted for choice in value)
    return value in wanted


def because(when: When, known: Known) -> tuple[tuple[str, Value], ...]:
    """Return the answers that make a condition hold: (question, the part of its value that counts)."""
    return tuple(
        dict.fromkeys(
            (line.question, _counting(line, known[line.question]))
            for table in when
            if min(line_holds(line, known) for line in table) is Truth.YES
            for line in table
        )
    )


def _counting(line: Line, value: Value | NotAsked) -> Value:
    assert not isinstance(value, NotAsked)
    if isinstance(value, tuple) and not isinstance(line.wanted, Span):
        return tuple(choice for choice in value if choice in line.wanted)
    return value


def questions_in(when: When) -> Iterator[str]:
    """Yield the questions a condition looks at."""
    return (line.question for table in when for line in table)
