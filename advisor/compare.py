"""What changes when answers change, and answers of several people joined."""

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.answers import Answers
from advisor.causes import Causes
from advisor.conditions import Value
from advisor.pack import Pack
from advisor.words import answer_words


@dataclass(frozen=True, slots=True)
class AppChange:
    """An app that comes, goes or changes its priority, and the changed answers that make it do so."""

    app: str
    before: str  # priority, or empty
    after: str
    because: tuple[str, ...]  # questions


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two advices for one company."""

    answers: tuple[tuple[str, Value | None, Value | None], ...]  # question, before, after
    apps: tuple[AppChange, ...]
    gaps_in: tuple[str, ...]
    gaps_out: tuple[str, ...]
    production: tuple[float, float]


def compared(before: Advice, after: Advice, causes: Causes | None = None) -> Comparison:
    """Return what differs between two advices, with the answers that cause it."""
    causes = causes or Causes(before, after)
    old, new = before.answers.given, after.answers.given
    priorities = [priorities_of(advice) for advice in (before, after)]
    gaps = [{gap.need.requirement.id for gap in advice.gaps} for advice in (before, after)]
    return Comparison(
        answers=tuple((key, old.get(key), new.get(key)) for key in causes.changed),
        apps=tuple(
            AppChange(key, priorities[0].get(key, ""), priorities[1].get(key, ""), causes_of_app(key, causes))
            for key in sorted(priorities[0].keys() | priorities[1].keys())
            if priorities[0].get(key) != priorities[1].get(key)
        ),
        gaps_in=tuple(sorted(gaps[1] - gaps[0])),
        gaps_out=tuple(sorted(gaps[0] - gaps[1])),
        production=(before.orientation.production, after.orientation.production),
    )


def priorities_of(advice: Advice) -> dict[str, str]:
    """Return how strongly each app is advised."""
    return {item.app.id: item.priority for item in advice.apps}


def causes_of_app(app: str, causes: Causes) -> tuple[str, ...]:
    """Return the changed questions that bring an app, drop it, or change its priority."""
    return causes.of(lambda advice: priorities_of(advice).get(app))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A question that people answered differently: who said what, and what became of it."""

    question: str
    said: tuple[tuple[str, str], ...]  # (who, in words)
    joined: bool  # True: lists were joined; False: left unknown


def facts_of(people: Mapping[str, Answers]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what each fact about the company is, for everybody who names it: (who, the fact)."""
    facts = {key for answers in people.values() for key in answers.engagement}
    return {
        key: tuple((who, answers.engagement[key]) for who, answers in people.items() if key in answers.engagement)
        for key in sorted(facts)
    }


def merged(pack: Pack, people: Mapping[str, Answers]) -> tuple[Answers, tuple[Conflict, ...]]:
    """Return one set of answers from several people, and every question on which they differ.

    What only some know is taken from them. Lists are joined. Anything else that differs is left unknown, with a note of
    who said what. Of facts about the company the first counts; ``facts_of`` tells where they differ.
    """
    given: dict[str, Value] = {}
    notes: dict[str, str] = {}
    conflicts: list[Conflict] = []
    unknown = {key for answers in people.values() for key in answers.unknown}
    for question in pack.questionnaire:
        said = {who: answers.given[question.id] for who, answers in people.items() if question.id in answers.given}
        if len(set(said.values())) == 1:
            given[question.id] = next(iter(said.values()))
        elif said:
            words = tuple((who, answer_words(question, value)) for who, value in said.items())
            conflicts.append(Conflict(question.id, words, question.answer == "many"))
            if question.answer == "many":
                picked = {choice for value in said.values() if isinstance(value, tuple) for choice in value}
                given[question.id] = tuple(choice for choice in question.choices if choice in picked)
            else:
                unknown.add(question.id)
            notes[question.id] = "; ".join(f"{who}: {text}" for who, text in words)
    for answers in people.values():
        for key, note in answers.notes.items():
            notes[key] = both(notes.get(key, ""), note)
    engagement = {key: said[0][1] for key, said in facts_of(people).items()}
    left = tuple(sorted(unknown - given.keys()))
    return Answers(given=given, unknown=left, engagement=engagement, notes=notes), tuple(conflicts)


def both(first: str, second: str) -> str:
    """Return two notes as one; what one of them says already is not said again."""
    return first if second in first else second if first in second else f"{first}; {second}"
