"""A change of answers in sentences that an owner understands."""

from collections.abc import Iterator, Mapping

from advisor.advice import Advice
from advisor.conditions import Value
from advisor.counterfactual import Change, added, words_of
from advisor.language import later, say
from advisor.words import asked_and_answered, joined, quoted_answer


def change_sentences(advice: Advice, change: Change, kind: str, advised: bool) -> Iterator[str]:
    """Yield what a change would do, and how far it is proven to be the smallest."""
    if change.answers:
        turned = say(TURNED[kind][advised])
        yield say("{it_would} if you {changed}.", it_would=turned, changed=changed(advice, change))
    else:
        none = NONE_PROVEN if change.proven else NONE_FOUND
        yield say(none[advised], series=advice.series, edition=advice.edition)
    if len(change.answers) > 1 and change.proven:
        yield say("Changing fewer answers would not do.")
    elif len(change.answers) > 1:
        yield say("A smaller change may exist; none was found.")


TURNED: Mapping[str, tuple[str, str]] = {
    "app": (later("It would be advised"), later("It would no longer be advised")),
    "requirement": (later("It would be needed"), later("It would no longer be needed")),
    "activity": (later("It would be part of what you do"), later("It would no longer be part of what you do")),
    "function": (later("It would be used here"), later("It would no longer be used here")),
    "module": (later("It would be taken by an app"), later("It would no longer be taken by an app")),
}
"""How a goal is said that a change reaches, and one that it loses, by kind."""
NONE_PROVEN = (
    later("No answer brings it in for {series}, {edition}."),
    later("No answer drops it for {series}, {edition}."),
)
NONE_FOUND = (
    later("No answer was found that brings it in for {series}, {edition}; not all were tried."),
    later("No answer was found that drops it for {series}, {edition}; not all were tried."),
)


def changed(advice: Advice, change: Change) -> str:
    """Return new answers as the end of a sentence that starts with *if you*."""
    also = joined(words for key, value in change.answers if (words := gained(advice, key, value)))
    no_longer = joined(words for key, value in change.answers if (words := lost(advice, key, value)))
    parts = [
        say("also answered {answers}", answers=also) if also else "",
        say("no longer answered {answers}", answers=no_longer) if no_longer else "",
    ]
    return joined([part for part in parts if part])


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
    new, old = asked_and_answered(question, value), quoted_answer(question, given)
    return say("{new_answer} instead of {old_answer}", new_answer=new, old_answer=old)


def lost(advice: Advice, key: str, value: Value | None) -> str:
    """Return what the given answer said that the new one does not, or nothing where another takes its place."""
    given = advice.answers.given.get(key)
    if isinstance(given, tuple):
        gone: Value | None = tuple(choice for choice in given if choice not in words_of(value)) or None
    else:
        gone = given if value is None else None
    return asked_and_answered(advice.pack.questions[key], gone) if gone is not None else ""
