"""What a plan has to keep to, and a partner's own terms: asked for on the page of the numbers, refused there too."""

from dataclasses import replace

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from advisor.errors import UserError
from advisor.nodes import decoded, entries_in
from advisor.store import engagements
from advisor.store.records import Stale
from advisor.terms import on_terms
from advisor.web.api import TheDesk
from advisor.web.changing_page import stale_page
from advisor.web.limits import limits_of, typed
from advisor.web.posted import Posted, Uploaded
from advisor.web.result_pages import Result, TheResult, advised, chapters_page
from advisor.web.said import revision
from advisor.web.security import Me, Mine

router = APIRouter(include_in_schema=False)
PAGE = "numbers"
NO_PLAN = "{name} was not taken over, since it makes no plan for these answers: {why}."
MEANWHILE = "Other terms were taken over meanwhile; look at them before you take over these."


@router.post("/e/{engagement}/set/limits")
async def set_limits(desk: TheDesk, me: Me, mine: Mine, found: TheResult, fields: Posted) -> Response:
    """Keep what a plan has to keep to; what is no limit is handed back as it was typed."""
    wanted = typed(fields)
    try:
        limits_of(wanted)
        done = await run_in_threadpool(
            engagements.set_limits, desk.store, me.owner, mine.id, wanted, revision(fields, "seen"), desk.now()
        )
    except UserError as error:
        return await chapters_page(found, PAGE, wanted, tuple(problem.message for problem in error.problems))
    if isinstance(done, Stale):
        return stale_page(desk, me, done.theirs, "limits", fields, {"limits": wanted})
    return RedirectResponse(f"/e/{mine.id}/result/{PAGE}", 303)


@router.post("/e/{engagement}/terms")
async def take_terms(desk: TheDesk, me: Me, mine: Mine, found: TheResult, file: Uploaded) -> Response:
    """Take over a file with a partner's own terms, once it can be read and makes a plan."""
    name, raw = file
    try:
        text = decoded(raw, name)
        tried = await run_in_threadpool(on_these, found, text, name)
    except UserError as error:
        return await chapters_page(found, PAGE, found.limits_typed, tuple(map(str, error.problems)))
    try:
        await desk.work.plan_of(tried.key, tried.sitting.advice)
    except UserError as error:
        wrong = NO_PLAN.format(name=name, why=error.problems[0].message)
        return await chapters_page(found, PAGE, found.limits_typed, (wrong,))
    set_terms = engagements.set_terms
    kept = await run_in_threadpool(set_terms, desk.store, me.owner, mine.id, text, mine.revision, desk.now())
    if isinstance(kept, Stale):
        return await chapters_page(found, PAGE, found.limits_typed, (MEANWHILE,))
    return RedirectResponse(f"/e/{mine.id}/result/{PAGE}", 303)


def on_these(found: Result, text: str, name: str) -> Result:
    """Return a result on other terms. Raises UserError for what of them cannot be read."""
    on_terms(found.sitting.desk.work.pack, entries_in(text, name), text.encode(), name)
    return replace(found, sitting=advised(found.sitting.on_terms(text)))


@router.post("/e/{engagement}/terms/remove")
def drop_terms(desk: TheDesk, me: Me, mine: Mine) -> Response:
    """Go back to the terms of this server."""
    engagements.set_terms(desk.store, me.owner, mine.id, "", mine.revision, desk.now())
    return RedirectResponse(f"/e/{mine.id}/result/{PAGE}", 303)
