"""A posted topic kept: each answer on its own, so that one that cannot be taken holds up no other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from advisor.answers import checked_value, plain_value
from advisor.business import Question
from advisor.errors import UserError
from advisor.fields import UNKNOWN
from advisor.store.answering import save_answer
from advisor.store.records import Conflict, Sheet
from advisor.web.framing import said_who
from advisor.web.said import Fields, Said, said, value_of
from advisor.web.sitting import Sitting
from advisor.web.topics import Clash, in_words

THEIRS, YOURS = "theirs", "yours"


@dataclass
class Outcome:
    """What became of a posted topic: the sheet, and by question what is saved, wrong, in conflict or to be redrawn."""

    sheet: Sheet
    saved: list[str] = field(default_factory=list)
    typed: dict[str, Said] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, Clash] = field(default_factory=dict)
    redrawn: set[str] = field(default_factory=set)  # what the page shows besides the answer has changed

    @property
    def status(self) -> int:
        """The status of the response."""
        return 409 if self.clashes else 422 if self.wrong else 200


def save_topic(sitting: Sitting, questions: Iterable[Question], fields: Fields) -> Outcome:
    """Keep what a form says about some questions; those that are not in it stay as they are."""
    outcome = Outcome(sitting.sheet)
    for question in questions:
        if f"seen.{question.id}" in fields:
            found = said(fields, question)
            save_said(sitting, outcome, found)
            save_note(sitting, outcome, found)
            outcome.redrawn |= {question.id} if found.erred else set()
    return outcome


def save_said(sitting: Sitting, outcome: Outcome, found: Said) -> None:
    """Keep one answer, or note why not. In a conflict it is kept only once the person has chosen it over the other."""
    key = found.question.id
    if found.theirs:
        outcome.redrawn.add(key)
        if found.choice == THEIRS:
            return
    elif found.untouched and not found.confirmed:
        return
    try:
        value = plain(value_of(found, sitting.pack), found.question) if found.words else None
        seen = found.theirs if found.choice == YOURS else found.seen
        kept = save(sitting, outcome, "answers", found, value, seen)
    except UserError as error:
        outcome.wrong[key] = error.problems[0].message
        outcome.typed[key] = found
        return
    if isinstance(kept, Conflict):
        outcome.clashes[key] = clash(found.question, kept, sitting)
        outcome.typed[key] = found


def save_note(sitting: Sitting, outcome: Outcome, found: Said) -> None:
    """Keep the note to a question, or say who wrote another meanwhile."""
    key = found.question.id
    if found.note_untouched:
        return
    try:
        kept = save(sitting, outcome, "notes", found, found.note or None, found.note_seen)
    except UserError as error:
        outcome.wrong[key] = error.problems[0].message
        outcome.typed[key] = found
        return
    if isinstance(kept, Conflict):
        theirs = f"“{kept.theirs}”" if kept.theirs else "nothing"
        outcome.wrong[key] = (
            f"{said_who(kept.who, sitting.who)} changed this note meanwhile to {theirs}. "
            "Save again to put yours in its place."
        )
        outcome.typed[key] = found


def save(sitting: Sitting, outcome: Outcome, part: str, found: Said, value: Any, seen: int) -> Sheet | Conflict:
    """Keep one value of the sheet and return what it has become, or the conflict."""
    key, desk = found.question.id, sitting.desk
    kept = save_answer(desk.store, outcome.sheet.id, key, value, seen, sitting.who, desk.now(), part)
    if isinstance(kept, Sheet):
        outcome.sheet = kept
        outcome.saved += [key] if key not in outcome.saved else []
        if key in sitting.answers.prefilled:
            outcome.redrawn.add(key)
    return kept


def plain(value: Any, question: Question) -> Any:
    """Return an answer as an answer file holds it."""
    return UNKNOWN if value is None else plain_value(value, question)


def clash(question: Question, found: Conflict, sitting: Sitting) -> Clash:
    """Return a conflict in words."""
    before, theirs, yours = (words(question, value, sitting) for value in (found.before, found.theirs, found.yours))
    return Clash(found.revision, said_who(found.who, sitting.who), found.at, before, theirs, yours)


def words(question: Question, value: Any, sitting: Sitting) -> str:
    """Return a plain value in words."""
    if value is None:
        return "no answer"
    try:
        return in_words(question, checked_value(value, question, sitting.pack))
    except UserError:
        return str(value)


def new_questions(before: Iterable[Question], after: Iterable[Question]) -> Iterator[Question]:
    """Yield the questions that apply now and did not before."""
    known = {question.id for question in before}
    return (question for question in after if question.id not in known)
