"""Which changed answers move something between two advices: found by taking them over and advising anew, not guessed.

What does not follow from any answer (another edition, other terms) has no causes here. Of one thing that a single
changed answer brings, each answer that does it alone is a cause. Of anything else the causes are a set that brings it
and of which none can be left out (QuickXplain, Junker 2004: few advices even for many changed answers).
"""

from collections.abc import Callable
from typing import Any

from advisor.advice import Advice
from advisor.advising import advise
from advisor.trials import with_answers

Questions = tuple[str, ...]
Said = Callable[[Advice], Any]
"""What is looked at: the same of two advices when nothing of it changed."""


class Causes:
    """The changed answers between two advices, and what is advised when only some of them are taken over."""

    def __init__(self, before: Advice, after: Advice) -> None:
        self.before, self.after = before, after
        self.old, new = before.answers.given, after.answers.given
        self.changed = tuple(
            question.id for question in after.pack.questionnaire if self.old.get(question.id) != new.get(question.id)
        )
        self.made = {frozenset(self.changed): after}
        if options_of(before) == options_of(after):
            self.made[frozenset()] = before

    def advice(self, taken: Questions) -> Advice:
        """Return the advice for the answers before with some changed ones taken over, by the options of now."""
        key, now = frozenset(taken), self.after
        if key not in self.made:
            back = {question: self.old.get(question) for question in self.changed if question not in key}
            self.made[key] = advise(now.pack, with_answers(now.answers, back), now.series, now.edition)
        return self.made[key]

    def of(self, said: Said) -> Questions:
        """Return the changed questions that make something what it is now, in the order of the questionnaire."""
        now = said(self.after)

        def brings(taken: Questions) -> bool:
            return bool(said(self.advice(taken)) == now)

        if brings(()):
            return ()
        alone = tuple(key for key in self.changed if brings((key,)))
        found = alone or needed(brings, (), self.changed, False)
        return tuple(key for key in self.changed if key in found) if brings(found) else self.changed


def options_of(advice: Advice) -> tuple[object, ...]:
    """Return what an advice rests on beside the answers; packs are the same when they hold the same."""
    return advice.pack.digest, advice.series, advice.edition, dict(advice.answers.engagement)


def needed(brings: Callable[[Questions], bool], held: Questions, rest: Questions, told: bool) -> Questions:
    """Return those of the rest without which what is held does not bring it; ``told``: something was just added."""
    if told and brings(held):
        return ()
    if len(rest) < 2:
        return rest
    half = len(rest) // 2
    first, second = rest[:half], rest[half:]
    of_second = needed(brings, (*held, *first), second, True)
    return (*needed(brings, (*held, *of_second), first, bool(of_second)), *of_second)
