"""What if: the smallest change of answers that brings something in, and other answers tried without keeping them."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from advisor.advice import Advice
from advisor.answers import Answers, as_plain
from advisor.conditions import Value
from advisor.errors import UserError, ended, nearest
from advisor.pack import Pack
from advisor.web.delta import delta
from advisor.web.framing import shown
from advisor.web.posted import Posted
from advisor.web.result_pages import Result, TheResult, tab
from advisor.web.said import Fields, said, shown_as, value_of
from advisor.web.topics import shown as shown_question
from advisor.web.topics import words_kept
from advisor.web.work import speaking_of
from advisor.why_not import WhyNot, why_not

router = APIRouter(include_in_schema=False)
LONGEST = 200


@router.get("/e/{engagement}/result/ask")
async def ask(found: TheResult, about: Annotated[str, Query(max_length=LONGEST)] = "") -> Response:
    """Say what would bring something in, or drop it, and let other answers be tried."""
    advice = found.sitting.advice
    wanted = resolved(about.strip(), advice.pack)
    answer: WhyNot | None = None
    wrong = ""
    try:
        if wanted:
            answer = await found.sitting.desk.work.once(
                ("why not shown", found.key, wanted), lambda: speaking_of(advice, lambda: why_not(advice, wanted))
            )
    except UserError as error:
        wrong = ended(f"“{about}” {error.problems[0].message}")
    trying = words_of_change(advice, answer) if answer else []
    return ask_page(found, advice.answers, about=about, answer=answer, wrong=wrong, trying=trying)


def ask_page(found: Result, answers: Answers, **names: object) -> Response:
    """Return the page on which one asks and tries."""
    sitting, pack = found.sitting, found.sitting.advice.pack
    groups = [
        (topic, [shown_question(question, answers) for question in sitting.asked if question.section == topic.id])
        for topic in sitting.topics()
    ]
    usual: dict[str, object] = {"about": "", "answer": None, "wrong": "", "trying": [], "delta": None, "problems": ()}
    return tab(found, "ask", "ask", groups=groups, known=sorted(named(pack)), **{**usual, **names})


def named(pack: Pack) -> dict[str, str]:
    """Return what can be searched for by name, with its id."""
    apps = {app.name: f"app:{key}" for key, app in pack.apps.items()}
    return {function.name: f"function:{key}" for key, function in pack.functions.items()} | apps


def resolved(text: str, pack: Pack) -> str:
    """Return the id that somebody means by a name; what is no name is an id already, or meant to be one."""
    names = {name.casefold(): key for name, key in named(pack).items()}
    close = nearest(text.casefold(), names).partition("'")[2].partition("'")[0]
    known = text.casefold() in names or ":" in text or "_" in text
    return names.get(text.casefold()) or (text if known or not close else names[close])


def words_of_change(advice: Advice, answer: WhyNot) -> list[tuple[str, str]]:
    """Return the fields that try a change of answers."""
    fields = []
    for key, value in answer.change.answers:
        question = advice.pack.questions[key]
        given: dict[str, Value] = {} if value is None else {key: value}
        fields += [(f"try.{key}", "yes")]
        fields += [(f"a.{key}", word) for word in words_kept(question, Answers(given=given))]
    return fields


@router.post("/e/{engagement}/result/ask")
def attempt(request: Request, found: TheResult, fields: Posted) -> Response:
    """Show what other answers would change; nothing is kept."""
    answers, problems = tried(found, fields)
    other = replace(found.sitting.interview, answers=answers)
    other.set_aside()
    content = as_plain(other.answers, found.sitting.pack)
    changes = delta(found.sitting.advice, found.sitting.with_content(content).advice)
    if request.headers.get("HX-Request") == "true":
        return shown("delta_part", found.around, delta=changes, problems=problems, lang=found.sitting.pack.language)
    return ask_page(found, answers, delta=changes, problems=problems)


def tried(found: Result, fields: Fields) -> tuple[Answers, list[str]]:
    """Return the answers with those of a form in their place, and what in the form is no answer."""
    answers, problems = found.sitting.answers, []
    given, unknown = dict(answers.given), set(answers.unknown)
    for question in found.sitting.pack.questionnaire:
        one = said(fields, question)
        same = shown_as(one.words) == shown_as(words_kept(question, answers))
        if f"try.{question.id}" not in fields or same:
            continue
        try:
            value = value_of(one, found.sitting.pack) if one.words else None
        except UserError as error:
            problems.append(f"{question.ask} {error.problems[0].message}")
            continue
        given.pop(question.id, None)
        if value is not None:
            given[question.id] = value
            unknown.discard(question.id)
    return replace(answers, given=given, unknown=tuple(sorted(unknown))), problems
