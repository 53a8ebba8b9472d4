"""The survey: one topic a page, kept as it is filled in, with the advice beside it."""

from dataclasses import replace
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from advisor.business import Question
from advisor.errors import ended, nearest
from advisor.language import later, speaking
from advisor.store.answering import changes_until, content_at, seen_in
from advisor.store.sheets import own_sheet
from advisor.web.api import TheDesk
from advisor.web.framing import Frame, shown
from advisor.web.live import Live, live
from advisor.web.posted import Posted, address_here
from advisor.web.said import Fields, first, revision
from advisor.web.saving import Outcome, new_questions, save_topic
from advisor.web.security import Invited, Me, Mine, frame
from advisor.web.sitting import Sitting
from advisor.web.topics import Marks, Shown, Topic
from advisor.web.topics import shown as shown_question

router = APIRouter(include_in_schema=False)
NEXT, BACK = "next", "back"
LATELY = timedelta(seconds=30)
"""How long the advice goes on to say what an answer moved, while others follow."""


def consultant(desk: TheDesk, me: Me, mine: Mine) -> tuple[Sitting, Frame]:
    """Return a consultant in front of the own sheet of an engagement, and the frame of their pages."""
    sheet = own_sheet(desk.store, me.owner, mine.id)
    return Sitting(desk, sheet, f"/e/{mine.id}", me.who, mine), frame(desk, me, later("Survey"), mine, "survey")


def respondent(desk: TheDesk, me: Me, token: str, invited: Invited) -> tuple[Sitting, Frame]:
    """Return a respondent in front of the sheet of an invitation, and the frame of their pages."""
    invitation, sheet = invited
    return Sitting(desk, sheet, f"/i/{token}", invitation.respondent), Frame(later("Your part"), me.csrf, home=False)


Consultant = Annotated[tuple[Sitting, Frame], Depends(consultant)]
Respondent = Annotated[tuple[Sitting, Frame], Depends(respondent)]
Since = Annotated[int | None, Query(ge=0, le=2**31)]


@router.get("/e/{engagement}/survey")
def go_on(there: Consultant) -> Response:
    """Go to the question that is most worth asking now."""
    return RedirectResponse(best_question(there[0]), 303)


@router.get("/e/{engagement}/survey/{topic}")
def topic_page(there: Consultant, topic: str, since: Since = None, more: str = "") -> Response:
    """Show one topic to a consultant."""
    return page_of(*there, topic, since=since, more=more)


@router.post("/e/{engagement}/survey/{topic}")
def answered(request: Request, there: Consultant, topic: str, fields: Posted) -> Response:
    """Keep what a consultant said."""
    return kept(request, *there, topic, fields)


@router.get("/i/{token}")
def invited_page(there: Respondent) -> Response:
    """Go to the first topic with an open question that a respondent is asked for."""
    return RedirectResponse(best_question(there[0]), 303)


@router.get("/i/{token}/survey/{topic}")
def invited_topic(there: Respondent, topic: str, more: str = "") -> Response:
    """Show one topic to a respondent."""
    return page_of(*there, topic, more=more)


@router.post("/i/{token}/survey/{topic}")
def invited_answered(request: Request, there: Respondent, topic: str, fields: Posted) -> Response:
    """Keep what a respondent said."""
    return kept(request, *there, topic, fields)


def best_question(sitting: Sitting) -> str:
    """Return the address of the question to ask next; the review when there is none."""
    left = [question for question in sitting.asked if not sitting.interview.is_settled(question)]
    if not left:
        return f"{sitting.base}/review"
    best = sitting.interview.next_question() if sitting.engagement else None
    question = best if best in left else left[0]
    return f"{sitting.base}/survey/{question.section}#q-{question.id}"


def questions_in(sitting: Sitting, topic: str) -> tuple[Question, ...]:
    """Return every question of a topic, those that do not apply included. Refuses a topic that is not asked."""
    known = {found.id for found in sitting.topics()}
    if topic not in known:
        hint = nearest(topic[:100], known)
        raise HTTPException(404, ended(f"There is no topic “{topic[:100]}” in this survey{hint}"))
    return tuple(question for question in sitting.pack.questionnaire if question.section == topic)


def page_of(
    sitting: Sitting,
    around: Frame,
    topic: str,
    outcome: Outcome | None = None,
    since: int | None = None,
    more: str = "",
) -> Response:
    """Return the page of a topic."""
    questions = questions_in(sitting, topic)
    asked = {question.id for question in sitting.asked}
    marks = marks_of(sitting, outcome)
    topics = sitting.topics(topic)
    with speaking(sitting.pack.language):
        slots = [
            (question.id, shown_question(question, sitting.answers, marks) if question.id in asked else None)
            for question in questions
        ]
    return shown(
        "survey",
        replace(around, language=sitting.pack.language),
        outcome.status if outcome else 200,
        base=sitting.base,
        topics=topics,
        **neighbours(topics),
        slots=slots,
        wrong=[item for _, item in slots if item and (item.wrong or item.clash)],
        live=live_of(sitting, since),
        opened=sitting.sheet.revision,
        who=sitting.who,
        lang=sitting.pack.language,
        more=[item for _, item in slots if item and item.id in more.split()],
    )


def neighbours(topics: tuple[Topic, ...]) -> dict[str, Topic | None]:
    """Return the current topic, and those before and after it."""
    at = next(number for number, topic in enumerate(topics) if topic.current)
    return {
        "topic": topics[at],
        "before": topics[at - 1] if at else None,
        "after": topics[at + 1] if at + 1 < len(topics) else None,
    }


def marks_of(sitting: Sitting, outcome: Outcome | None) -> Marks:
    """Return what a page knows about questions beside the answers."""
    seen = seen_in(sitting.desk.store, sitting.sheet.id)
    return Marks(seen, outcome.typed, outcome.wrong, outcome.clashes) if outcome else Marks(seen)


def live_of(sitting: Sitting, since: int | None) -> Live | None:
    """Return the advice so far, with what moved since a revision of the sheet; none for a respondent."""
    if sitting.engagement is None:
        return None
    before = None
    if since is not None and since < sitting.sheet.revision:
        before = sitting.with_content(content_at(sitting.desk.store, sitting.sheet, since)).advice
    return live(sitting.advice, before, sitting.effort)


def kept(request: Request, sitting: Sitting, around: Frame, topic: str, fields: Fields) -> Response:
    """Keep a posted topic, and answer with what changed or with the next page."""
    with speaking(sitting.pack.language):
        outcome = save_topic(sitting, questions_in(sitting, topic), fields)
    after = sitting.with_sheet(outcome.sheet)
    if topic not in {found.id for found in after.topics()}:
        return RedirectResponse(best_question(after), 303)
    if request.headers.get("HX-Request") == "true":
        return changes(sitting, after, around, topic, outcome, fields)
    if outcome.status != 200:
        return page_of(after, around, topic, outcome, sitting.sheet.revision)
    return RedirectResponse(where_to(sitting, after, topic, first(fields, "go")), 303)


def where_to(before: Sitting, after: Sitting, topic: str, go: str) -> str:
    """Return the address to go to: where one wanted to, unless an answer brought up questions of the same topic.

    ``go`` is a topic, a direction, or the address of a link that was followed before the page was saved.
    """
    if elsewhere := address_here(go):
        return elsewhere
    news = [question.id for question in new_questions(before.asked, after.asked) if question.section == topic]
    topics = after.topics(topic)
    around = neighbours(topics)
    goal = {NEXT: around["after"], BACK: around["before"], **{one.id: one for one in topics}}.get(go)
    if go == NEXT and goal is None and not news:
        return f"{after.base}/review"
    here = goal.id if goal and not news else topic
    told = {"since": str(before.sheet.revision)} if after.sheet.revision > before.sheet.revision else {}
    words = urlencode({**told, **({"more": " ".join(news)} if news else {})})
    return f"{after.base}/survey/{here}{'?' if words else ''}{words}"


def lately(before: Sitting, fields: Fields) -> Sitting:
    """Return the same person a moment before, on the page that is open: what moved just now is still being read."""
    opened = revision(fields, "opened") if "opened" in fields else before.sheet.revision
    moment = before.desk.now() - LATELY
    made = changes_until(before.desk.store, before.sheet.id, before.sheet.revision)
    past = max((change.revision for change in made if change.at < moment), default=0)
    since = max(opened, past)
    if since >= before.sheet.revision:
        return before
    return before.with_content(content_at(before.desk.store, before.sheet, since))


def changes(before: Sitting, after: Sitting, around: Frame, topic: str, outcome: Outcome, fields: Fields) -> Response:
    """Return the parts of the page that an answer changed, for a browser that puts them in their places.

    ``fields`` say whether the page has a list of what could not be kept, and since when it is open.
    """
    marks = marks_of(after, outcome)
    questions = {question.id: question for question in questions_in(after, topic)}
    was, now = ({question.id for question in sitting.asked} for sitting in (before, after))
    toggled = {key for key in questions if (key in was) != (key in now)}
    redrawn = toggled | outcome.redrawn | outcome.wrong.keys() | outcome.clashes.keys()
    with speaking(after.pack.language):
        items = {key: shown_question(question, after.answers, marks) for key, question in questions.items()}
    topics = after.topics(topic)
    return shown(
        "survey_changes",
        replace(around, language=after.pack.language),
        outcome.status,
        base=after.base,
        topics=topics,
        **neighbours(topics),
        slots=[(key, items[key] if key in now else None) for key in questions if key in redrawn],
        states=states(items, outcome, redrawn),
        saved=[items[key] for key in outcome.saved if key in redrawn & now and key not in outcome.wrong],
        wrong=[item for item in items.values() if item.wrong or item.clash],
        listed="listed" in fields,
        live=live(after.advice, lately(before, fields).advice) if after.engagement else None,
        lang=after.pack.language,
    )


def states(items: dict[str, Shown], outcome: Outcome, redrawn: set[str]) -> list[Shown]:
    """Return the questions that were kept and of which nothing but their state has to be drawn again."""
    return [items[key] for key in outcome.saved if key not in redrawn]
