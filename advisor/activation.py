"""What makes an activity one that a company does: which answers, and which questions have to apply first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import inf, isfinite

from advisor.business import Question
from advisor.conditions import Known, Truth, Value, line_holds, table_holds
from advisor.pack import Pack
from advisor.schema import Line, Span, When

Table = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way for a condition to hold: lines that must be true, and lines of gates that must not be false."""

    lines: Table
    gates: Table

    @property
    def questions(self) -> frozenset[str]:
        """Every question that the way looks at; while none of them changes, it goes on to hold."""
        return frozenset(line.question for line in self.lines + self.gates)

    def on(self, question: str) -> Table:
        """Return the lines about one question, those of gates included."""
        return tuple(line for line in self.lines + self.gates if line.question == question)


@lru_cache(maxsize=4)
def ways_by_activity(pack: Pack) -> Mapping[str, tuple[Way, ...]]:
    """Return every way to each activity, by activity."""
    return {activity.id: tuple(ways_to_hold(pack, activity.when)) for activity in pack.activities.values()}


def ways_to_hold(pack: Pack, when: When) -> Iterator[Way]:
    """Yield the ways for a condition to hold, one for each table and each choice of gates."""
    for table in when or ((),):
        for gates in product(*(gates_of(pack, line.question) for line in table)):
            yield Way(table, tuple(dict.fromkeys(line for gate in gates for line in gate)))


@lru_cache(maxsize=256)
def gates_of(pack: Pack, question: str) -> list[Table]:
    """Return the choices of lines that must not be false for a question to apply, gates of gates included.

    Like `effective`, it takes the answer to a question that is asked later as it was given.
    """
    order = [asked.id for asked in pack.questionnaire]
    asked_before = set(order[: order.index(question)])
    found = []
    for table in pack.questions[question].when:
        earlier = [gates_of(pack, line.question) if line.question in asked_before else [()] for line in table]
        found += [(*table, *(line for gate in gates for line in gate)) for gates in product(*earlier)]
    return found or [()]


def lacking(way: Way, given: Mapping[str, Value]) -> frozenset[str]:
    """Return the questions whose answer has to change for a way to hold; all of them, and no other."""
    false = (line.question for line in way.gates if line_holds(line, given) is Truth.NO)
    missing = (line.question for line in way.lines if line_holds(line, given) is not Truth.YES)
    return frozenset((*false, *missing))


def held_by(ways: Iterable[Way], known: Known) -> Iterator[Way]:
    """Yield the ways that hold; a question of each has to change before the activity can end."""
    for way in ways:
        if table_holds(way.lines, known) is Truth.YES and not any_false(way.gates, known):
            yield way


def any_false(lines: Iterable[Line], known: Known) -> bool:
    """Return whether some line is known to be false."""
    return any(line_holds(line, known) is Truth.NO for line in lines)


def value_meeting(question: Question, lines: Iterable[Line], given: Value | None) -> Value | None:
    """Return the answer nearest to the given one that makes all lines true, or None when they exclude each other."""
    wanted = [line.wanted for line in lines]
    spans = [words for words in wanted if isinstance(words, Span)]
    words = [words for words in wanted if not isinstance(words, Span)]
    if spans:
        return None if words else number_in((*spans, question.range))
    if question.answer == "many":
        return with_choices(question, given if isinstance(given, tuple) else (), words)
    return next((choice for choice in words[0] if all(choice in more for more in words)), None) if words else given


def number_in(spans: Iterable[Span]) -> float | None:
    """Return the least number in all spans, or None when there is none."""
    low = max((span.at_least for span in spans), default=-inf)
    high = min((span.under for span in spans), default=inf)
    number = low if isfinite(low) else min(0.0, high - 1)
    return number if low <= number < high else None


def with_choices(question: Question, had: tuple[str, ...], wanted: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return a list of choices with the fewest words added, in the questionnaire's order."""
    for words in wanted:
        if not set(words).intersection(had):
            had = (*had, words[0])
    return tuple(choice for choice in question.choices if choice in had)
