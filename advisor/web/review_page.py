"""The review: every answer on one page, made from the questions."""

from dataclasses import replace

from fastapi import APIRouter
from starlette.responses import Response

from advisor.conditions import Value
from advisor.language import later, speaking
from advisor.web.framing import Frame, shown
from advisor.web.live import live
from advisor.web.sitting import Sitting
from advisor.web.survey_page import Consultant, Respondent
from advisor.web.topics import in_words

router = APIRouter(include_in_schema=False)


@router.get("/e/{engagement}/review")
def review(there: Consultant) -> Response:
    """Show all answers to a consultant."""
    sitting, around = there
    return review_page(sitting, Frame(later("Review"), around.csrf, around.user, True, sitting.engagement, "review"))


@router.get("/i/{token}/review")
def invited_review(there: Respondent) -> Response:
    """Show all their answers to a respondent."""
    return review_page(*there)


def review_page(sitting: Sitting, around: Frame) -> Response:
    """Return the page of all answers."""
    topics, language = sitting.topics(), sitting.pack.language
    with speaking(language):
        lines = [
            (topic, [line_of(sitting, question.id) for question in sitting.asked if question.section == topic.id])
            for topic in topics
        ]
    return shown(
        "review",
        replace(around, language=language),
        base=sitting.base,
        lines=lines,
        topics=topics,
        live=live(sitting.advice, effort=sitting.effort) if sitting.engagement else None,
        lang=language,
        who=sitting.who,
    )


def line_of(sitting: Sitting, key: str) -> tuple[str, str, tuple[str, ...], str, str]:
    """Return one answer: question id, words, answer line by line, state (given, usual, unsure or open) and note."""
    answers, question = sitting.answers, sitting.pack.questions[key]
    value: Value | None = answers.given.get(key)
    state = "unsure" if key in answers.unknown else "open" if value is None else "given"
    state = "usual" if key in answers.prefilled and state == "given" else state
    whole = in_words(question, value, unanswered=key not in answers.unknown)
    lines = tuple(question.choices[choice] for choice in value) if isinstance(value, tuple) and value else (whole,)
    return key, question.ask, lines, state, answers.notes.get(key, "")
