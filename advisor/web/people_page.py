"""Several people on one engagement: invited to their part, their answers read, and all of them joined."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from advisor.errors import UserError
from advisor.store.answering import save_answers
from advisor.store.invitations import invite, revoke
from advisor.store.merging import OWN, fresh, joined_sheets, take_over
from advisor.store.records import Engagement, Moved, Sheet
from advisor.store.sheets import own_sheet, sheets_of
from advisor.web.api import TheDesk
from advisor.web.desk import Desk
from advisor.web.facts_shown import PART
from advisor.web.framing import shown
from advisor.web.merging_shown import chosen, clashing
from advisor.web.overview_page import overview_page
from advisor.web.posted import Posted
from advisor.web.said import first
from advisor.web.security import Me, Mine, Visitor, frame

router = APIRouter(include_in_schema=False)


@router.post("/e/{engagement}/invitations")
def invite_somebody(request: Request, desk: TheDesk, me: Me, mine: Mine, fields: Posted) -> Response:
    """Invite somebody to one part, and show the link once."""
    part = [section for section in fields.get("sections", ()) if section in desk.pack.sections]
    try:
        token, made = invite(desk.store, me.owner, mine.id, first(fields, "respondent"), part, desk.now())
    except UserError:
        return overview_page(desk, me, mine, ("Say who is to be invited.",))
    language = own_sheet(desk.store, me.owner, mine.id).content.get(PART, {}).get("language")
    save_answers(desk.store, made.sheet, {(PART, "language"): language}, me.who, desk.now())
    link = str(request.base_url).rstrip("/") + f"/i/{token}"
    names = [desk.pack.sections[section].name for section in made.sections]
    return shown(
        "invited", frame(desk, me, "Invitation", mine), 201, base=f"/e/{mine.id}", link=link, made=made, names=names
    )


@router.post("/e/{engagement}/invitations/{invitation}/revoke")
def take_back(desk: TheDesk, me: Me, mine: Mine, invitation: str) -> Response:
    """Take an invitation back; what was answered stays."""
    revoke(desk.store, me.owner, mine.id, invitation)
    return RedirectResponse(f"/e/{mine.id}", 303)


@router.get("/e/{engagement}/merge")
def ask(desk: TheDesk, me: Me, mine: Mine) -> Response:
    """Show what the answers of all people make together, and where they differ."""
    return merge_page(desk, me, mine)


def merge_page(desk: Desk, me: Visitor, mine: Engagement, changed: bool = False) -> Response:
    """Return the page on which several people's answers are joined; ``changed``: again, since one of them did."""
    every = sheets_of(desk.store, me.owner, mine.id)
    sheets = tuple(map(fresh, every))
    joined, conflicts = joined_sheets(sheets, desk.pack)
    own = sheets[0].content["answers"]
    return shown(
        "merge",
        frame(desk, me, "Join the answers", mine),
        409 if changed else 200,
        changed=changed,
        base=f"/e/{mine.id}",
        people=[(sheet.respondent or OWN, len(sheet.content["answers"])) for sheet in every],
        clashes=clashing(conflicts, sheets, desk.pack),
        new=len([key for key in joined.given if key not in own]),
        seen=stamp(every),
    )


def stamp(sheets: tuple[Sheet, ...]) -> str:
    """Return what tells whether any sheet has changed since it was shown."""
    return " ".join(f"{sheet.id}:{sheet.revision}" for sheet in sheets)


@router.post("/e/{engagement}/merge")
def merge(desk: TheDesk, me: Me, mine: Mine, fields: Posted) -> Response:
    """Take all answers over into the own sheet, unless one of them changed since they were shown."""
    sheets = sheets_of(desk.store, me.owner, mine.id)
    if first(fields, "seen") != stamp(sheets):
        return merge_page(desk, me, mine, changed=True)
    sheets = tuple(map(fresh, sheets))
    joined, conflicts = joined_sheets(sheets, desk.pack)
    settled = chosen(fields, conflicts, sheets)
    try:
        take_over(desk.store, sheets, joined, conflicts, settled, desk.pack, me.who, desk.now())
    except Moved:
        return merge_page(desk, me, mine, changed=True)
    return RedirectResponse(f"/e/{mine.id}/review", 303)
