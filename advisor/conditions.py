"""Conditions over answers, with three truth values: yes, no, and not yet known."""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, IntEnum

from advisor.schema import Line, Span, When


class Truth(IntEnum):
    """Ordered so that *and* is the least and *or* the greatest."""

    NO = 0
    UNKNOWN = 1
    YES = 2


class NotAsked(Enum):
    """The value of a question that does not apply: every condition on it is false."""

    NOT_ASKED = "not asked"


NOT_ASKED = NotAsked.NOT_ASKED

Value = str | float | tuple[str, ...]
Known = Mapping[str, Value | NotAsked]
"""What is known: question -> value. A question that is missing here is unknown."""


def holds(when: When, known: Known) -> Truth:
    """Return whether any table of a condition holds; an empty condition always does."""
    if not when:
        return Truth.YES
    best = Truth.NO
    for table in when:
        truth = table_holds(table, known)
        if truth is Truth.YES:
            return truth
        best = max(best, truth)
    return best


def table_holds(table: tuple[Line, ...], known: Known) -> Truth:
    """Return whether all lines of one table hold."""
    least = Truth.YES
    for line in table:
        truth = line_holds(line, known)
        if truth is Truth.NO:
            return truth
        least = min(least, truth)
    return least


def line_holds(line: Line, known: Known) -> Truth:
    """Return whether the answer to one question is, or contains, one of the wanted values."""
    value = known.get(line.question)
    if value is None:
        return Truth.UNKNOWN
    if value is NOT_ASKED:
        return Truth.NO
    wanted = line.wanted
    if isinstance(value, tuple):
        met = any_in(value, wanted)
    elif isinstance(wanted, Span):
        met = not isinstance(value, str) and value in wanted
    else:
        met = value in wanted
    return Truth.YES if met else Truth.NO


def any_in(chosen: tuple[str, ...], wanted: tuple[str, ...] | Span) -> bool:
    """Return whether any chosen word is a wanted one."""
    if not isinstance(wanted, Span):
        for choice in chosen:  # a loop, because this is where the engine spends its time
            if choice in wanted:
                return True
    return False


def because(when: When, known: Known) -> tuple[tuple[str, Value], ...]:
    """Return the answers that make a condition hold: (question, the part of its value that counts)."""
    counting: dict[str, list[Line]] = {}
    for table in when:
        if table_holds(table, known) is Truth.YES:
            for line in table:
                counting.setdefault(line.question, []).append(line)
    return tuple((question, _counting(lines, known[question])) for question, lines in counting.items())


def _counting(lines: Iterable[Line], value: Value | NotAsked) -> Value:
    assert value is not NOT_ASKED
    if not isinstance(value, tuple):
        return value
    wanted = {choice for line in lines if not isinstance(line.wanted, Span) for choice in line.wanted}
    return tuple(choice for choice in value if choice in wanted)


def questions_in(when: When) -> Iterator[str]:
    """Yield the questions a condition looks at."""
    return (line.question for table in when for line in table)
