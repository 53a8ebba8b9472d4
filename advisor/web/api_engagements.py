"""The HTTP API: engagements that are kept, and logins for programs."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from advisor.answers import as_plain, checked_plain, kept_answers
from advisor.errors import ended, nearest
from advisor.store import answering, engagements
from advisor.store.records import Conflict, Engagement, Stale
from advisor.store.sheets import own_sheet
from advisor.web.api import JSON, PROBLEMS, as_json, checked, encoded
from advisor.web.asked import Answered, Changed, Company, Copied, Login
from advisor.web.desk import TheDesk
from advisor.web.refusals import refused
from advisor.web.security import Me, Mine, log_in, log_out

router = APIRouter(prefix="/api/v1", tags=["engagements"], responses=PROBLEMS)
CREATED: dict[int | str, dict[str, Any]] = {201: JSON[200]}


def shown(item: Engagement) -> dict[str, Any]:
    """Return an engagement as JSON holds it, without whose it is and without its file of terms."""
    plain = asdict(item) | {"created": item.created.isoformat(), "changed": item.changed.isoformat()}
    return {name: value for name, value in plain.items() if name not in ("owner", "terms")}


@router.get("/engagements", responses=JSON)
def listed(
    desk: TheDesk,
    me: Me,
    words: Annotated[str, Query(max_length=200)] = "",
    tag: Annotated[str, Query(max_length=200)] = "",
    archived: bool = False,
) -> Response:
    """Return your engagements, the last changed first."""
    return as_json(encoded([shown(item) for item in engagements.listed(desk.store, me.owner, words, tag, archived)]))


@router.post("/engagements", responses=CREATED, status_code=201)
def create(desk: TheDesk, me: Me, company: Company) -> Response:
    """Keep a new engagement that begins with the answers of an answer file."""
    plain = as_plain(checked(company, desk.pack), desk.pack)
    made = engagements.create(desk.store, me.owner, plain, desk.now(), me.who, company.series, company.edition)
    return as_json(encoded(shown(made)), 201)


@router.get("/engagements/{engagement}", responses=JSON)
def one(mine: Mine) -> Response:
    """Return one engagement."""
    return as_json(encoded(shown(mine)))


@router.patch("/engagements/{engagement}", responses=JSON)
def change(request: Request, desk: TheDesk, me: Me, engagement: str, asked: Changed) -> Response:
    """Change tags, notes, series, edition, or put aside; 409 and nothing changed when it is no longer as seen."""
    wanted = asked.model_dump(exclude_none=True, exclude={"seen"})
    found = engagements.changed(desk.store, me.owner, engagement, asked.seen, desk.now(), **wanted)
    if isinstance(found, Stale):
        return refused(request, 409, ["Somebody changed it meanwhile."], more={"theirs": shown(found.theirs)})
    return as_json(encoded(shown(found)))


@router.delete("/engagements/{engagement}", status_code=204)
def delete(desk: TheDesk, me: Me, engagement: str) -> None:
    """Delete an engagement for good, with its answers, their history and its invitations."""
    engagements.delete_for_good(desk.store, me.owner, engagement)


@router.post("/engagements/{engagement}/duplicate", responses=CREATED, status_code=201)
def duplicate(desk: TheDesk, me: Me, engagement: str, asked: Copied) -> Response:
    """Begin a new engagement with the answers of another."""
    made = engagements.duplicate(desk.store, me.owner, engagement, asked.company, desk.now(), me.who)
    return as_json(encoded(shown(made)), 201)


@router.get("/engagements/{engagement}/answers", responses=JSON)
def answers(desk: TheDesk, me: Me, engagement: str) -> Response:
    """Return your answers as an answer file holds them."""
    sheet = own_sheet(desk.store, me.owner, engagement)
    return as_json(encoded(as_plain(kept_answers(sheet.content, desk.pack)[0], desk.pack)))


@router.get("/engagements/{engagement}/seen", responses=JSON)
def seen(desk: TheDesk, me: Me, engagement: str) -> Response:
    """Return the revision of each answered question: what `seen` has to be when you change its answer."""
    found = answering.seen_in(desk.store, own_sheet(desk.store, me.owner, engagement).id)
    return as_json(encoded({question: revision for (part, question), revision in found.items() if part == "answers"}))


@router.put("/engagements/{engagement}/answers/{question}", responses=JSON)
def answer(request: Request, desk: TheDesk, me: Me, engagement: str, question: str, asked: Answered) -> Response:
    """Keep one answer; 409 and nothing overwritten when the question was changed since you saw it."""
    sheet = own_sheet(desk.store, me.owner, engagement)
    known = desk.pack.questions.get(question)
    if known is None:
        hint = nearest(question[:200], desk.pack.questions)
        raise HTTPException(404, ended(f"'{question[:200]}' is no question{hint}"))
    value = None if asked.value is None else checked_plain(asked.value, known, desk.pack)
    found = answering.save_answer(desk.store, sheet.id, question, value, asked.seen, me.who, desk.now())
    if isinstance(found, Conflict):
        more = asdict(found) | {"at": found.at.isoformat()}
        return refused(request, 409, [f"{found.who} answered this meanwhile."], more=more)
    return as_json(encoded({"revision": found.revision}))


@router.get("/engagements/{engagement}/history", responses=JSON)
def history(desk: TheDesk, me: Me, engagement: str) -> Response:
    """Return who changed what and when, the newest first."""
    found = answering.history(desk.store, own_sheet(desk.store, me.owner, engagement).id)
    return as_json(encoded([asdict(change) | {"at": change.at.isoformat()} for change in found]))


@router.post("/session", responses=CREATED, status_code=201, tags=["login"])
def session(request: Request, desk: TheDesk, asked: Login) -> Response:
    """Log in; send the token as `Authorization: Bearer …` from then on."""
    found = log_in(request, desk, asked.name, asked.password)
    if found is None:
        return refused(request, 401, ["No user has this name and password."])
    token, made = found
    return as_json(encoded({"token": token, "expires": made.expires.isoformat()}), 201)


@router.delete("/session", status_code=204, tags=["login"])
def end(desk: TheDesk, me: Me) -> Response:
    """Log out."""
    gone = Response(status_code=204)
    log_out(desk, me, gone)
    return gone
