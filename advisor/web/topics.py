"""What the survey shows: topics with their questions, each with its answer; made from answers, free of any server."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from advisor.answers import Answers
from advisor.business import Question
from advisor.conditions import Value
from advisor.fields import UNKNOWN
from advisor.language import Words, say
from advisor.store.records import Seen
from advisor.survey import Interview
from advisor.web.said import NONE_OF_THESE, Said, shown_as, span_words
from advisor.words import answer_words, capitalised

YES_NO = Words({"yes": "Yes", "no": "No"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick."""

    word: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Clash:
    """A question that somebody else answered while this page was open: who, when, and both answers in words."""

    revision: int
    who: str
    at: datetime
    before: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as a page shows it."""

    id: str
    ask: str
    why: str
    help: str
    kind: str  # radio, checkbox, number or text
    unit: str
    hint: str
    choices: tuple[Choice, ...]
    none_of_these: bool | None  # None: the question has no such choice
    unsure: bool
    text: str
    note: str
    wrote: str  # the note that is kept, for the page to know whether it was changed
    was: str
    seen: int
    noted: int
    usual: bool  # filled in by a preset, to be confirmed
    wrong: str = ""
    clash: Clash | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """One part of the questionnaire: how far it is, for the list of topics."""

    id: str
    name: str
    settled: int
    asked: int
    current: bool

    @property
    def done(self) -> bool:
        """Whether nothing of it is left to ask."""
        return self.settled == self.asked


@dataclass(frozen=True, slots=True)
class Marks:
    """What a page knows about questions beside the answers: when they changed, what was wrong, who was faster."""

    seen: Seen = field(default_factory=dict)
    typed: Mapping[str, Said] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    clashes: Mapping[str, Clash] = field(default_factory=dict)


def topics(interview: Interview, asked: Iterable[Question], current: str) -> tuple[Topic, ...]:
    """Return the topics of the questions that are asked, in order."""
    inside: dict[str, list[Question]] = {}
    for question in asked:
        inside.setdefault(question.section, []).append(question)
    sections = sorted((interview.pack.sections[key] for key in inside), key=lambda section: section.order)
    return tuple(
        Topic(
            section.id,
            section.name,
            sum(map(interview.is_settled, inside[section.id])),
            len(inside[section.id]),
            section.id == current,
        )
        for section in sections
    )


def shown(question: Question, answers: Answers, marks: Marks = Marks()) -> Shown:
    """Return one question with its answer; what somebody typed and could not be taken stands in place of it."""
    kept = words_kept(question, answers)
    typed, clash = marks.typed.get(question.id), marks.clashes.get(question.id)
    words = typed.words if typed else kept
    return Shown(
        id=question.id,
        ask=question.ask,
        why=question.why,
        help=question.help,
        kind=KINDS[question.answer],
        unit=question.unit,
        hint=hint(question),
        choices=tuple(Choice(word, label, word in words) for word, label in labels(question).items()),
        none_of_these=NONE_OF_THESE in words if question.answer == "many" else None,
        unsure=UNKNOWN in words,
        text=" ".join(word for word in words if word != UNKNOWN) if question.answer in ("number", "text") else "",
        note=typed.note if typed else answers.notes.get(question.id, ""),
        wrote=answers.notes.get(question.id, ""),
        was=shown_as(kept),
        seen=typed.seen if typed and clash else marks.seen.get(("answers", question.id), 0),
        noted=marks.seen.get(("notes", question.id), 0),
        usual=question.id in answers.prefilled,
        wrong=marks.wrong.get(question.id, ""),
        clash=clash,
    )


KINDS: Mapping[str, str] = {"yes_no": "radio", "one": "radio", "many": "checkbox", "number": "number", "text": "text"}
"""How each kind of question is answered on a page."""


def labels(question: Question) -> Mapping[str, str]:
    """Return what can be chosen, by the word a form sends."""
    return YES_NO if question.answer == "yes_no" else question.choices


def words_kept(question: Question, answers: Answers) -> tuple[str, ...]:
    """Return the words a form would send for the answer that is kept; none without one."""
    value = answers.given.get(question.id)
    if value is None:
        return (UNKNOWN,) if question.id in answers.unknown else ()
    if isinstance(value, tuple):
        return value or (NONE_OF_THESE,)
    return (value,) if isinstance(value, str) else (f"{value:g}" if value % 1 else f"{value:.0f}",)


def hint(question: Question) -> str:
    """Return how a question is answered, where the fields do not say it."""
    if question.answer == "many":
        return say("Tick everything that applies.")
    return f"{capitalised(span_words(question.range))}." if question.answer == "number" else ""


def in_words(question: Question, value: Value | None, unanswered: bool = False) -> str:
    """Return an answer in words, those for no answer included."""
    if value is None:
        return say("no answer") if unanswered else say("not sure yet")
    return YES_NO[str(value)] if question.answer == "yes_no" else answer_words(question, value)
