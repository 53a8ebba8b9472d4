"""What would follow from changed answers: the engine asked again, only as far as the change reaches."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from math import isfinite

from advisor.advice import Active, Advice
from advisor.advising import needed_requirements
from advisor.answers import Answers, effective
from advisor.business import Activity, Question
from advisor.conditions import Truth, Value, holds, questions_in
from advisor.coverage import Option, choose, options
from advisor.pack import Pack
from advisor.schema import Priority, Span

NewAnswers = Mapping[str, Value | None]
"""Question -> its new answer; None: it is no longer answered."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What an advice would hold: activities, needed requirements, and the way each of them is met."""

    activities: frozenset[str]
    priorities: Mapping[str, Priority]
    taken: Mapping[str, Option]


def tried(advice: Advice, new: NewAnswers) -> Trial:
    """Return what `advise` would find for changed answers; only activities that the change reaches are looked at."""
    pack = advice.pack
    known = effective(pack, with_answers(advice.answers, new))
    reached = {key for key in pack.questions if known.get(key) != advice.known.get(key)}
    looked_at = {item.id: item for key in reached for item in activities_on(pack).get(key, ())}
    active = [item for item in advice.activities if item.activity.id not in looked_at]
    active += [Active(item, ()) for item in looked_at.values() if holds(item.when, known) is Truth.YES]
    priorities, _ = needed_requirements(active)
    ways = options(pack, advice.edition, advice.series)
    taken = choose(priorities, ways, pack, advice.edition, advice.series)
    return Trial(frozenset(item.activity.id for item in active), priorities, taken)


def with_answers(answers: Answers, new: NewAnswers) -> Answers:
    """Return answers with some changed; one that is no longer given is open."""
    given = {key: value for key, value in answers.given.items() if key not in new}
    given |= {key: value for key, value in new.items() if value is not None}
    taken_back = {key for key, value in new.items() if value is None}
    unknown = tuple(sorted((set(answers.unknown) - new.keys()) | taken_back))
    prefilled = tuple(key for key in answers.prefilled if key not in new)
    return replace(answers, given=given, unknown=unknown, prefilled=prefilled)


@lru_cache(maxsize=4)
def activities_on(pack: Pack) -> Mapping[str, tuple[Activity, ...]]:
    """Return the activities whose condition looks at a question, by question."""
    found: dict[str, dict[str, Activity]] = {}
    for activity in pack.activities.values():
        for question in questions_in(activity.when):
            found.setdefault(question, {})[activity.id] = activity
    return {question: tuple(items.values()) for question, items in found.items()}


@lru_cache(maxsize=256)
def possible_values(pack: Pack, question: Question) -> tuple[Value | None, ...]:
    """Return every answer to a question that the engine can tell apart, no answer first; nothing for a free text."""
    if question.answer == "text":
        return ()
    if question.answer == "number":
        return (None, *steps_of(pack, question))
    if question.answer == "yes_no":
        return (None, "yes", "no")
    if question.answer == "one":
        return (None, *question.choices)
    sizes = range(len(question.choices) + 1)
    return (None, *(some for size in sizes for some in combinations(question.choices, size)))


def steps_of(pack: Pack, question: Question) -> list[float]:
    """Return a number from each stretch between the limits that any condition sets on a question."""
    spans = (
        line.wanted
        for when in (*(item.when for item in pack.activities.values()), *(item.when for item in pack.questionnaire))
        for table in when
        for line in table
        if line.question == question.id and isinstance(line.wanted, Span)
    )
    limits = {limit for span in spans for limit in (span.at_least, span.under) if isfinite(limit)}
    lowest = question.range.at_least
    below = lowest if isfinite(lowest) else min(limits, default=0.0) - 1
    return sorted(limit for limit in {*limits, below} if limit in question.range)
