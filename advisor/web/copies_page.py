"""An engagement as a whole: copied, written into a file, deleted for good."""

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from advisor.store import engagements
from advisor.store.files import as_file, as_whole
from advisor.store.sheets import own_sheet
from advisor.web.api import TheDesk
from advisor.web.framing import named, shown
from advisor.web.posted import Posted
from advisor.web.said import first
from advisor.web.security import Me, Mine, frame

router = APIRouter(include_in_schema=False)


@router.get("/e/{engagement}/answers.yaml")
def export(desk: TheDesk, me: Me, mine: Mine) -> Response:
    """Give the answers as a file that can be imported again and that the command line reads."""
    text = as_file(own_sheet(desk.store, me.owner, mine.id), desk.pack)
    headers = {"Content-Disposition": 'attachment; filename="answers.yaml"'}
    return Response(text, media_type="application/yaml; charset=utf-8", headers=headers)


@router.get("/e/{engagement}/engagement.yaml")
def export_whole(desk: TheDesk, me: Me, mine: Mine) -> Response:
    """Give all that is kept of an engagement but its history as a file that can be imported again."""
    text = as_whole(mine, own_sheet(desk.store, me.owner, mine.id), desk.pack)
    headers = {"Content-Disposition": 'attachment; filename="engagement.yaml"'}
    return Response(text, media_type="application/yaml; charset=utf-8", headers=headers)


@router.post("/e/{engagement}/duplicate")
def duplicate(desk: TheDesk, me: Me, mine: Mine, fields: Posted) -> Response:
    """Begin another engagement with the same answers."""
    company = first(fields, "company") or f"Copy of {named(mine)}"[:200]
    made = engagements.duplicate(desk.store, me.owner, mine.id, company, desk.now(), me.who)
    return RedirectResponse(f"/e/{made.id}", 303)


@router.get("/e/{engagement}/delete")
def ask(desk: TheDesk, me: Me, mine: Mine) -> Response:
    """Ask once whether an engagement shall go for good."""
    return shown("delete", frame(desk, me, "Delete for good", mine), mine=mine, base=f"/e/{mine.id}")


@router.post("/e/{engagement}/delete")
def delete(desk: TheDesk, me: Me, mine: Mine) -> Response:
    """Delete an engagement with all that belongs to it."""
    engagements.delete_for_good(desk.store, me.owner, mine.id)
    return RedirectResponse("/", 303)
