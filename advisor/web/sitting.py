"""One person in front of one sheet: what is asked of them, at which address, and what follows from their answers."""

from dataclasses import dataclass, replace
from functools import cached_property

from advisor.advice import Advice
from advisor.answers import Answers, as_plain, kept_answers
from advisor.business import Question
from advisor.errors import UserError
from advisor.estimate.estimating import Rough
from advisor.estimate.packages import moving_questions
from advisor.language import LANGUAGES, SOURCE
from advisor.pack import Pack
from advisor.store.records import Engagement, Plain, Sheet
from advisor.survey import Interview
from advisor.web.desk import Desk
from advisor.web.topics import Topic, topics
from advisor.web.work import key_of


@dataclass(frozen=True)
class Sitting:
    """One person in front of one sheet; ``engagement`` None: a respondent, who is asked one part and sees no advice."""

    desk: Desk
    sheet: Sheet
    base: str
    who: str
    engagement: Engagement | None = None

    @cached_property
    def pack(self) -> Pack:
        """The questionnaire in the language of the company."""
        language = self.sheet.content.get("engagement", {}).get("language")
        return self.desk.work.pack_in(language if language in LANGUAGES else SOURCE)

    @cached_property
    def interview(self) -> Interview:
        """The interview as far as it is; answers that do not apply are set aside."""
        return interview_of(self.sheet.content, self.pack)

    @property
    def answers(self) -> Answers:
        """The answers that apply."""
        return self.interview.answers

    @cached_property
    def content(self) -> Plain:
        """The answers that apply, as an answer file holds them."""
        return as_plain(self.answers, self.pack)

    @cached_property
    def terms(self) -> str:
        """The terms of this engagement; none where the pack has changed so much that they cannot be read any more."""
        assert self.engagement is not None
        try:
            self.desk.work.pack_in(self.pack.language, self.engagement.terms)
        except UserError:
            return ""
        return self.engagement.terms

    @property
    def key(self) -> str:
        """The fingerprint of the advice so far."""
        assert self.engagement is not None
        return key_of(self.content, self.engagement.series, self.engagement.edition, self.terms)

    @cached_property
    def advice(self) -> Advice:
        """The advice so far, for the series and the edition of this engagement."""
        assert self.engagement is not None
        mine = self.engagement
        return self.desk.work.advice(self.content, mine.series, mine.edition, self.terms)

    @property
    def effort(self) -> Rough | None:
        """Roughly what the first project takes."""
        return self.desk.work.effort(self.key, self.advice)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """Every question that applies, or may; of how much only what moves a figure."""
        profile = self.interview.questions()
        if self.engagement is None:
            part = self.sheet.sections or self.pack.sections
            return tuple(question for question in self.interview.applying() if question.section in part)
        moving = moving_questions(self.advice)
        return (*profile, *(question for question in self.interview.applying() if question.id in moving))

    def topics(self, current: str = "") -> tuple[Topic, ...]:
        """Return the topics that have something to ask."""
        return topics(self.interview, self.asked, current)

    def on_terms(self, terms: str) -> "Sitting":
        """Return the same person in front of the same sheet, on other terms."""
        assert self.engagement is not None
        return replace(self, engagement=replace(self.engagement, terms=terms))

    def with_sheet(self, sheet: Sheet) -> "Sitting":
        """Return the same person in front of what the sheet has become."""
        return replace(self, sheet=sheet)

    def with_content(self, content: Plain) -> "Sitting":
        """Return the same person in front of what the sheet held at another time."""
        return replace(self, sheet=replace(self.sheet, content=content))


def interview_of(content: Plain, pack: Pack) -> Interview:
    """Return the interview that goes on with a sheet; answers that do not apply are set aside."""
    found = Interview(pack, kept_answers(content, pack)[0])
    found.set_aside()
    return found
