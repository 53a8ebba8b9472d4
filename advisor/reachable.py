"""Which answers a company can give: an exact search for the smallest ones that make some conditions hold.

Answers are reachable when each lies in its question's domain and other answers say that its question is asked. Any
question may be left open. A domain is finite: yes and no, the choices, any set of choices, and for a number one from
each interval between the limits that the pack names.

A condition asks for answers, never for their absence, so one answer more undoes nothing that holds. Two things follow,
and the search rests on them: what can hold at all, holds for one of the smallest answers; and what can hold while
something else does not, does so for one of them too.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import isfinite

from advisor.business import Question
from advisor.conditions import Truth, Value, line_holds, table_holds
from advisor.findings import conditions
from advisor.pack import Pack
from advisor.schema import Line, Span, When

Given = dict[str, Value]
Table = tuple[Line, ...]

ALWAYS: When = ((),)
"""What an empty condition means: one table without lines."""


def example(pack: Pack, lines: Iterable[Line], never: When = ()) -> Given | None:
    """Return reachable answers for which all lines hold and no table of `never` does, or None: there are none."""
    return next(smallest(pack, lines, never), None)


def smallest(pack: Pack, lines: Iterable[Line], never: When = ()) -> Iterator[Given]:
    """Yield reachable answers for which all lines hold and no table of `never` does.

    Whatever reachable answers do so include some of these.
    """
    return grown(pack, {}, tuple(lines), never)


def grown(pack: Pack, given: Given, lines: Table, never: When) -> Iterator[Given]:
    """Yield answers grown until all lines hold, turning back as soon as a table of `never` does."""
    if any(table_holds(table, given) is Truth.YES for table in never):
        return
    if not lines:
        yield given
        return
    line, *rest = lines
    if line_holds(line, given) is Truth.YES:
        yield from grown(pack, given, tuple(rest), never)
        return
    question = pack.questions[line.question]
    gates = ALWAYS if question.id in given else question.when or ALWAYS
    for value in values_for(pack, line, given):
        for gate in gates:
            yield from grown(pack, {**given, question.id: value}, (*gate, *rest), never)


def values_for(pack: Pack, line: Line, given: Given) -> Iterator[Value]:
    """Yield the answers that make a line hold which does not hold yet, each adding no more than one thing it wants."""
    question = pack.questions[line.question]
    had = given.get(question.id)
    if isinstance(line.wanted, Span):
        if had is None:
            yield from (number for number in interval_starts(pack)[question.id] if number in line.wanted)
    elif question.answer == "many":
        chosen = had if isinstance(had, tuple) else ()
        for wanted in line.wanted:
            yield tuple(choice for choice in question.choices if choice in chosen or choice == wanted)
    elif had is None:
        yield from line.wanted


@lru_cache(maxsize=4)
def interval_starts(pack: Pack) -> dict[str, tuple[float, ...]]:
    """Return a number from each interval in which no condition changes, by question."""
    spans: dict[str, list[Span]] = {key: [question.range] for key, question in pack.questions.items()}
    for _, _, when in conditions(pack):
        for line in (line for table in when for line in table):
            if isinstance(line.wanted, Span):
                spans[line.question].append(line.wanted)
    return {key: starts(pack.questions[key], found) for key, found in spans.items()}


def starts(question: Question, spans: Iterable[Span]) -> tuple[float, ...]:
    """Return the first number of each interval that some limits cut a question's range into."""
    limits = sorted({limit for span in spans for limit in (span.at_least, span.under) if isfinite(limit)})
    below = limits[0] - 1 if limits else 0  # stands for all numbers under the least limit
    return tuple(number for number in (below, *limits) if number in question.range)
