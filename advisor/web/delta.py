"""What another set of answers changes, arranged for reading."""

from dataclasses import dataclass

from advisor.advice import Advice
from advisor.compare import compared
from advisor.conditions import Value
from advisor.errors import UserError
from advisor.estimate.change import ChangeOrder, change_order
from advisor.language import speaking
from advisor.web.live import Move, moved
from advisor.web.topics import in_words


@dataclass(frozen=True, slots=True)
class Delta:
    """What differs between two advices for one company."""

    answers: tuple[tuple[str, str, str], ...]  # question, before, after, in words
    moves: tuple[Move, ...]
    gaps_in: tuple[str, ...]
    gaps_out: tuple[str, ...]
    production: tuple[float, float]
    order: ChangeOrder | None  # the change of days and money


def delta(before: Advice, after: Advice) -> Delta:
    """Return what changes from one advice to another, in the language of the other."""
    with speaking(after.pack.language):
        found = compared(before, after)
        return Delta(
            answers=tuple(answer_line(after, *line) for line in found.answers),
            moves=tuple(moved(before, after)),
            gaps_in=tuple(after.pack.requirements[key].name for key in found.gaps_in),
            gaps_out=tuple(after.pack.requirements[key].name for key in found.gaps_out),
            production=found.production,
            order=order(before, after) if found.answers else None,
        )


def answer_line(advice: Advice, key: str, before: Value | None, after: Value | None) -> tuple[str, str, str]:
    """Return a question with both answers in words."""
    question = advice.pack.questions[key]
    old, new = (in_words(question, value, unanswered=True) for value in (before, after))
    return question.ask, old, new


def order(before: Advice, after: Advice) -> ChangeOrder | None:
    """Return the change of days and money; nothing where a limit leaves none to tell."""
    try:
        return change_order(before, after)
    except UserError:
        return None
