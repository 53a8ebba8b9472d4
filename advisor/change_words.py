"""A change of answers in sentences that an owner understands."""

from collections.abc import Iterator

from advisor.advice import Advice
from advisor.conditions import Value
from advisor.counterfactual import Change, added, words_of
from advisor.words import asked_and_answered, joined, quoted_answer


def change_sentences(advice: Advice, change: Change, verb: str, advised: bool) -> Iterator[str]:
    """Yield what a change would do, and how far it is proven to be the smallest."""
    where = f"{advice.series}, {advice.edition}"
    if change.answers:
        yield f"It would {'no longer ' if advised else ''}{verb} if you {change_words(advice, change)}."
    elif change.proven:
        yield f"No answer {'drops it' if advised else 'brings it in'} for {where}."
    else:
        yield f"No answer was found that {'drops it' if advised else 'brings it in'} for {where}; not all were tried."
    if len(change.answers) > 1:
        yield "Changing fewer answers would not do." if change.proven else "A smaller change may exist; none was found."


def change_words(advice: Advice, change: Change) -> str:
    """Return new answers as the end of a sentence that starts with *if you*."""
    also = joined(words for key, value in change.answers if (words := gained(advice, key, value)))
    no_longer = joined(words for key, value in change.answers if (words := lost(advice, key, value)))
    parts = [f"also answered {also}" if also else "", f"no longer answered {no_longer}" if no_longer else ""]
    return " and ".join(part for part in parts if part)


def gained(advice: Advice, key: str, value: Value | None) -> str:
    """Return what a new answer says that the given one did not, or nothing."""
    question, given = advice.pack.questions[key], advice.answers.given.get(key)
    if value is None:
        return ""
    if given is None:
        return asked_and_answered(question, value)
    if isinstance(value, tuple):
        news = added(advice, key, value)
        return asked_and_answered(question, news) if news else ""
    return f"{asked_and_answered(question, value)} instead of {quoted_answer(question, given)}"


def lost(advice: Advice, key: str, value: Value | None) -> str:
    """Return what the given answer said that the new one does not, or nothing where another takes its place."""
    given = advice.answers.given.get(key)
    if isinstance(given, tuple):
        gone: Value | None = tuple(choice for choice in given if choice not in words_of(value)) or None
    else:
        gone = given if value is None else None
    return asked_and_answered(advice.pack.questions[key], gone) if gone is not None else ""
