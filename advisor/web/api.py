"""The HTTP API: the same JSON as the command line, by the very same functions."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, as_plain, checked_value, plain_answers
from advisor.catalog import load_catalog
from advisor.compare import compared
from advisor.contract import advice_json, explanations_json, questions_json, why_not_json
from advisor.documents import content
from advisor.documents.kinds import known_kind
from advisor.errors import Place, Problem, UserError, fail, nearest
from advisor.estimate.change import change_order, changes_json
from advisor.estimate.money_figures import explained
from advisor.install_set import Request as InstallRequest
from advisor.install_set import forecast
from advisor.pack import Pack
from advisor.plan import Limits
from advisor.requests import checked_countries, forecast_json
from advisor.schema import NEWEST
from advisor.trials import with_answers
from advisor.web.asked import AnswerFile, Company, Compared, Install, Named, Planned
from advisor.web.asked import Problem as ProblemShown
from advisor.web.desk import Desk
from advisor.web.desk import TheDesk as TheDesk
from advisor.web.work import key_of, speaking_of
from advisor.why_not import why_not as smallest_change

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemShown, "content": {"application/problem+json": {}}}
    for status in (400, 401, 403, 404, 409, 413, 415, 422, 429, 503)
}
JSON: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {"schema": {}}}}}
router = APIRouter(prefix="/api/v1", tags=["advice"], responses=PROBLEMS)
BODY = "body"
MEDIA = {
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def encoded(value: Any) -> bytes:
    """Return one JSON document."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def as_json(text: bytes, status: int = 200) -> Response:
    return Response(text, status, media_type="application/json")


def checked(asked: AnswerFile, pack: Pack, name: str = BODY) -> Answers:
    """Return the answers of a request. Raises UserError with every problem, each with its place."""
    return plain_answers(asked.content, pack, name)


def advised(desk: Desk, company: Company) -> tuple[str, Advice]:
    """Return the advice for a company of a request, and its fingerprint. Raises UserError with every problem."""
    content = as_plain(checked(company, desk.pack), desk.pack)
    asked = (content, company.series, company.edition)
    return key_of(*asked), desk.work.advice(*asked)


async def made(desk: Desk, key: tuple[object, ...], advice: Advice, make: Callable[[], Any]) -> Response:
    """Return what is made of an advice as JSON, in the language of its report; equal requests make it once."""
    return as_json(await desk.work.once(key, lambda: speaking_of(advice, lambda: encoded(make()))))


@router.get("/questions", responses=JSON)
def questions(desk: TheDesk, quick: Annotated[bool, Query(description="Only the quick questions")] = False) -> Response:
    """Return the questionnaire, as `advisor questions --json`."""
    return as_json(encoded(questions_json(desk.pack, quick)))


@router.post("/advise", responses=JSON)
async def advise_company(desk: TheDesk, company: Company) -> Response:
    """Return the advice for a company, as `advisor advise --json`."""
    key, advice = advised(desk, company)
    return await made(desk, ("advise", key), advice, lambda: advice_json(advice))


@router.post("/plan", responses={200: {"content": {kind: {"schema": {}} for kind in MEDIA.values()}}})
async def plan(desk: TheDesk, asked: Planned) -> Response:
    """Return the plan of a company in one format, as `advisor plan` writes it."""
    kind = known_kind(asked.document)
    key, advice = advised(desk, asked)
    limits = Limits(asked.start, asked.deadline, asked.budget)
    if asked.deadline and not asked.start:
        raise fail(f"{BODY}.deadline", "needs a start, the day of signature")
    try:
        found = await desk.work.plan_of(key, advice, limits)
    except UserError as error:
        raise UserError(map(in_body, error.problems)) from None
    whole = await desk.work.once(
        ("document", key, limits, kind, asked.format),
        lambda: speaking_of(advice, lambda: content(found, kind, asked.format, desk.settings.style)),
    )
    return Response(whole, media_type=MEDIA[asked.format])


def in_body(problem: Problem) -> Problem:
    """Return what is wrong with an option of the command line as what is wrong with the field that stands for it."""
    name = problem.place.file.removeprefix("--")
    return replace(problem, place=Place(f"{BODY}.{name}")) if name in Planned.model_fields else problem


@router.post("/why", responses=JSON)
async def why(desk: TheDesk, asked: Named) -> Response:
    """Say what stands behind something, as `advisor why --json`."""
    key, advice = advised(desk, asked)
    return await made(desk, ("why", key, asked.id), advice, lambda: explanations_json(explained(advice, asked.id)))


@router.post("/why-not", responses=JSON)
async def why_not(desk: TheDesk, asked: Named) -> Response:
    """Say the smallest change of answers that brings something in or drops it, as `advisor why-not --json`."""
    key, advice = advised(desk, asked)
    return await made(
        desk, ("why not", key, asked.id), advice, lambda: why_not_json(advice, smallest_change(advice, asked.id))
    )


@router.post("/compare", responses=JSON)
async def compare(desk: TheDesk, asked: Compared) -> Response:
    """Return what changes between two companies, or when answers are set, as `advisor compare --json`."""
    if (asked.after is None) == (asked.set is None):
        raise fail(BODY, "give either 'after' or 'set'")
    before = checked(asked.before, desk.pack, f"{BODY}.before")
    after = checked(asked.after, desk.pack, f"{BODY}.after") if asked.after else None
    changed = after or with_set(before, asked.set or {}, desk.pack)
    contents = [as_plain(answers, desk.pack) for answers in (before, changed)]
    keys = tuple(key_of(content) for content in contents)

    def changes() -> Any:
        pack = desk.work.pack_in(before.language)
        advices = advise(pack, before), advise(pack, changed)
        return changes_json(compared(*advices), change_order(*advices))

    return await made(desk, ("compare", *keys), desk.work.advice(contents[0], NEWEST, "enterprise"), changes)


def with_set(answers: Answers, settings: dict[str, Any], pack: Pack) -> Answers:
    """Return answers with some changed. Raises UserError for an unknown question or value."""
    new = {}
    for key, plain in settings.items():
        if key not in pack.questions:
            raise fail(f"{BODY}.set", f"'{key}' is no question{nearest(key, pack.questions)}")
        new[key] = checked_value(plain, pack.questions[key], pack)
    return with_answers(answers, new)


@router.post("/install-set", responses=JSON)
async def install_set(desk: TheDesk, asked: Install) -> Response:
    """Return what Odoo will really install for some modules, as `advisor install-set --json`."""
    there = None if asked.installed is None else frozenset(asked.installed)
    countries = checked_countries(asked.countries, f"{BODY}.countries")
    wanted = InstallRequest(tuple(asked.modules), countries, there, asked.hooks)
    found = await desk.work.once(
        ("install", asked.series, wanted), lambda: forecast(load_catalog(asked.series), wanted)
    )
    if {name.module for name in found.unknown} == set(asked.modules):
        raise fail(f"{BODY}.modules", f"none of these can be installed: {', '.join(sorted(set(asked.modules)))}")
    return as_json(encoded(forecast_json(found)))
