"""What checks of the pack share, and the checks of its questionnaire."""

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.conditions import questions_in
from advisor.errors import Place, Problem
from advisor.pack import Pack
from advisor.schema import Line, When

MOST_CHOICES = 9
MOST_QUICK = 12
MOST_ASKED = 30
CONDITIONED = (
    "questions",
    "activities",
    "methods",
    "triggers",
    "beliefs",
    "pains",
    "orientations",
    "releases",
    "plan_rules",
    "migrations",
    "interfaces",
    "messages",
    "criteria",
    "terms",
)

Findings = Iterator[Problem]


def finding(pack: Pack, kind: str, entry_id: str, message: str) -> Problem:
    """Return a finding at the place where an entry is defined."""
    return Problem(pack.places[kind].get(entry_id, Place("rules")), f"{entry_id} {message}")


def conditions(pack: Pack) -> Iterator[tuple[str, str, When]]:
    """Yield (kind, id, condition) for everything in the pack that may depend on answers."""
    for kind in CONDITIONED:
        entries: Mapping[str, Any] = getattr(pack, kind)
        for entry_id, entry in entries.items():
            yield kind, entry_id, entry.running if kind == "releases" else entry.when


def questions_matter(pack: Pack) -> Findings:
    """Something depends on every question and on every choice of it."""
    lines = [line for kind, _, when in conditions(pack) if kind != "questions" for table in when for line in table]
    used = {line.question for line in lines}
    for question in pack.questionnaire:
        if question.part != "profile":
            continue
        if question.id not in used:
            yield finding(pack, "questions", question.id, "changes nothing: no condition depends on it")
            continue
        wanted = {choice for line in lines if line.question == question.id for choice in choices_of(line)}
        for choice in question.choices:
            if choice not in wanted:
                yield finding(pack, "questions", question.id, f"has the choice '{choice}', on which nothing depends")


def choices_of(line: Line) -> tuple[str, ...]:
    return line.wanted if isinstance(line.wanted, tuple) else ()


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
