"""The interview as a value that only moves forward on request: which question is next, what an answer changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from advisor.advising import advise
from advisor.answers import Answers, effective
from advisor.business import Question
from advisor.conditions import Truth, Value, holds, questions_in
from advisor.estimate.packages import moving_questions
from advisor.pack import Pack
from advisor.what_if import stakes_by_question


@dataclass
class Interview:
    """One run through the questionnaire; answers that stop applying are set aside and come back if they apply again."""

    pack: Pack
    answers: Answers
    quick: bool = False
    sizing: bool = False  # also how much, once the advice is clear
    history: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    aside: dict[str, Value] = field(default_factory=dict)

    def questions(self) -> tuple[Question, ...]:
        """Return the questions to ask, in order; one whose condition is still open may apply."""
        profile = tuple(
            question
            for question in self.applying()
            if question.part == "profile" and (question.quick or not self.quick)
        )
        return (*profile, *self.sizes()) if self.sizing else profile

    def applying(self) -> tuple[Question, ...]:
        """Return every question of the pack that applies, or may, in order."""
        known = effective(self.pack, self.answers)
        return tuple(question for question in self.pack.questionnaire if holds(question.when, known) is not Truth.NO)

    def sizes(self) -> tuple[Question, ...]:
        """Return the sizing questions whose answer moves a figure of this company."""
        moving = moving_questions(advise(self.pack, self.answers))
        return tuple(question for question in self.applying() if question.id in moving)

    def is_settled(self, question: Question) -> bool:
        """Return whether a question needs no asking: answered or left open on purpose, and not up for confirmation."""
        waits = question.id in self.again or question.id in self.answers.prefilled
        return not waits and (question.id in self.answers.given or question.id in self.answers.unknown)

    def next_question(self) -> Question | None:
        """Return the question to ask now, or None when no answer could change the advice any more.

        Questions up for confirmation come first, then the quick ones in their order, then the others by how much their
        answer can still change: apps first, then activities. How much comes last, in its order.
        """
        left = [question for question in self.questions() if not self.is_settled(question)]
        for question in left:
            if question.id in self.again or question.id in self.answers.prefilled or question.quick:
                return question
        worth = self.stakes() if left else {}
        open_points = [question for question in left if question.id in worth]
        if open_points:
            return max(open_points, key=lambda question: worth[question.id])
        return next((question for question in left if question.part == "sizing"), None)

    def stakes(self) -> dict[str, tuple[int, int]]:
        """Return what hangs on each open question: how many apps, how many activities. Nothing: it is left out."""
        advice = advise(self.pack, self.answers)
        return {
            question: (len(stakes.apps), len(stakes.activities))
            for question, stakes in stakes_by_question(advice).items()
            if stakes.apps or stakes.activities
        }

    def progress(self) -> tuple[int, int]:
        """Return how many of the questions that apply are settled, and how many apply."""
        questions = self.questions()
        return sum(self.is_settled(question) for question in questions), len(questions)

    def answer(self, question: Question, value: Value | None) -> None:
        """Take an answer (None: not known yet); questions that depend on it are asked again, with their answer kept."""
        changed = question.id in self.answers.given and self.answers.given[question.id] != value
        given = {key: old for key, old in self.answers.given.items() if key != question.id}
        unknown = set(self.answers.unknown) - {question.id}
        if value is None:
            unknown.add(question.id)
        else:
            given[question.id] = value
        prefilled = tuple(key for key in self.answers.prefilled if key != question.id)
        self.answers = replace(self.answers, given=given, unknown=tuple(sorted(unknown)), prefilled=prefilled)
        self.again = [key for key in self.again if key != question.id]
        self.history = [key for key in self.history if key != question.id] + [question.id]
        if changed:
            self.again += [
                other.id
                for other in self.pack.questionnaire
                if question.id in questions_in(other.when) and other.id in self.answers.given
            ]
        self.set_aside()

    def set_aside(self) -> None:
        """Move answers that do not apply out of the file, and bring back those that apply again."""
        applying = {question.id for question in self.applying()}
        given: dict[str, Value] = {}
        for key, value in {**self.aside, **self.answers.given}.items():
            (given if key in applying else self.aside)[key] = value
        self.aside = {key: value for key, value in self.aside.items() if key not in given}
        returned = [key for key in given if key not in self.answers.given]
        self.again = [key for key in dict.fromkeys([*self.again, *returned]) if key in given]
        self.answers = replace(self.answers, given=given)

    def back(self) -> Question | None:
        """Return the question answered last, to be asked again, or None at the start."""
        while self.history:
            question = self.pack.questions[self.history.pop()]
            if question in self.questions():
                self.again = [question.id, *self.again]
                return question
        return None

    def change(self, question_id: str) -> Question:
        """Return an earlier question, to be asked again."""
        self.again = [question_id, *self.again]
        return self.pack.questions[question_id]


def start(pack: Pack, answers: Answers, quick: bool = False, preset: str = "") -> Interview:
    """Return an interview that resumes from answers; a preset fills in what is still open, marked as such."""
    usual: Mapping[str, Value] = pack.presets[preset].answers if preset else {}
    settled = {*answers.given, *answers.unknown}
    filled = {key: value for key, value in usual.items() if key not in settled and value is not None}
    prefilled = (*answers.prefilled, *(key for key in filled if key not in answers.prefilled))
    made = replace(answers, given={**answers.given, **filled}, prefilled=prefilled, preset=preset or answers.preset)
    return Interview(pack, made, quick)
