"""What checks of the pack share, and the checks of its questionnaire."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.conditions import Value, questions_in
from advisor.errors import Place, Problem
from advisor.pack import Pack
from advisor.schema import When

MOST_CHOICES = 9
MOST_QUICK = 12
MOST_ASKED = 30
MOST_SIZING = 12
CONDITIONED = {
    "questions": "when",
    "activities": "when",
    "methods": "when",
    "triggers": "when",
    "beliefs": "when",
    "pains": "when",
    "orientations": "when",
    "releases": "running",
    "apps": "waits",
    "plan_rules": "when",
    "work": "when",
    "rollouts": "when",
    "migrations": "when",
    "interfaces": "when",
    "messages": "when",
    "criteria": "when",
    "terms": "when",
}
"""The kinds of entries that may depend on answers, and the field that says on which."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What does not earn its place, and where answers can show it, such answers."""

    problem: Problem
    witness: Mapping[str, Value] | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return str(self.problem)


Findings = Iterator[Finding]


def finding(pack: Pack, kind: str, entry_id: str, message: str, witness: Mapping[str, Value] | None = None) -> Finding:
    """Return a finding at the place where an entry is defined."""
    place = pack.places[kind].get(entry_id, Place("rules"))
    return Finding(Problem(place, f"{entry_id} {message}"), witness)


def conditions(pack: Pack) -> Iterator[tuple[str, str, When]]:
    """Yield (kind, id, condition) for everything in the pack that may depend on answers."""
    for kind, named in CONDITIONED.items():
        entries: Mapping[str, Any] = getattr(pack, kind)
        for entry_id, entry in entries.items():
            yield kind, entry_id, getattr(entry, named)


def questionnaire_is_short(pack: Pack) -> Findings:
    """The quick part, the questions asked of one company, and the choices of a question stay few."""
    profile = [question for question in pack.questionnaire if question.part == "profile"]
    quick = [question for question in profile if question.quick]
    for extra in quick[MOST_QUICK:]:
        yield finding(
            pack, "questions", extra.id, f"is quick question {quick.index(extra) + 1}; at most {MOST_QUICK} are asked"
        )
    # An upper bound: it counts every question as asked of the same company.
    for extra in profile[MOST_ASKED:]:
        yield finding(
            pack, "questions", extra.id, f"is question {profile.index(extra) + 1}; at most {MOST_ASKED} are asked"
        )
    sizing = [question for question in pack.questionnaire if question.part == "sizing"]
    for extra in sizing[MOST_SIZING:]:
        yield finding(
            pack,
            "questions",
            extra.id,
            f"is sizing question {sizing.index(extra) + 1}; at most {MOST_SIZING} are asked",
        )
    for question in pack.questionnaire:
        if len(question.choices) > MOST_CHOICES:
            yield finding(
                pack,
                "questions",
                question.id,
                f"has {len(question.choices)} choices; at most {MOST_CHOICES} can be read",
            )
        if question.answer in ("one", "many") and len(question.choices) < 2:
            yield finding(pack, "questions", question.id, "needs at least two choices")


def questions_look_back(pack: Pack) -> Findings:
    """A question depends only on questions that are asked before it."""
    asked: set[str] = set()
    for question in pack.questionnaire:
        for other in questions_in(question.when):
            if other not in asked:
                yield finding(pack, "questions", question.id, f"depends on '{other}', which is asked later")
        asked.add(question.id)
