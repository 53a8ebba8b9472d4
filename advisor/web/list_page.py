"""The engagements of a consultant: listed, searched, begun, and taken over from a file."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from advisor.answers import Answers, as_plain
from advisor.errors import UserError, fail, nearest
from advisor.store import engagements
from advisor.store.files import import_file
from advisor.store.records import Plain
from advisor.survey import start
from advisor.web.api import TheDesk
from advisor.web.desk import Desk
from advisor.web.facts_shown import LABELS, checked_facts, facts
from advisor.web.framing import shown
from advisor.web.posted import Posted, Uploaded
from advisor.web.said import Fields, first
from advisor.web.security import Me, Visitor, frame

router = APIRouter(include_in_schema=False)
Words = Annotated[str, Query(max_length=200)]


@router.get("/")
def listed(desk: TheDesk, me: Me, words: Words = "", tag: Words = "", archived: bool = False) -> Response:
    """List the engagements of a consultant."""
    return shown(
        "list",
        frame(desk, me, "Engagements", step="list"),
        items=engagements.listed(desk.store, me.owner, words, tag, archived),
        tags=engagements.tags_of(desk.store, me.owner),
        words=words,
        tag=tag,
        archived=archived,
    )


@router.get("/new")
def new(desk: TheDesk, me: Me) -> Response:
    """Show how an engagement begins."""
    return new_page(desk, me, {})


@router.post("/new")
def begin(desk: TheDesk, me: Me, fields: Posted) -> Response:
    """Begin an engagement and go to its survey."""
    try:
        content = begun(desk, fields)
    except UserError as error:
        return new_page(desk, me, fields, [problem.message for problem in error.problems])
    made = engagements.create(desk.store, me.owner, content, desk.now(), me.who)
    return RedirectResponse(f"/e/{made.id}/survey", 303)


@router.post("/import")
def take_over(desk: TheDesk, me: Me, file: Uploaded) -> Response:
    """Begin an engagement with the answers of a file."""
    name, raw = file
    try:
        made = import_file(desk.store, me.owner, raw, name, desk.pack, desk.now(), me.who)
    except UserError as error:
        return new_page(desk, me, {}, list(map(str, error.problems)))
    return RedirectResponse(f"/e/{made.id}", 303)


def begun(desk: Desk, fields: Fields) -> Plain:
    """Return what a new engagement holds. Raises UserError for what cannot be."""
    typed = {key: " ".join(first(fields, f"fact.{key}").split()) for key in LABELS}
    known = checked_facts(typed, desk.pack)
    preset = first(fields, "preset")
    if preset and preset not in desk.pack.presets:
        raise fail("preset", f"“{preset[:100]}” is no sector{nearest(preset[:100], desk.pack.presets)}")
    return as_plain(start(desk.pack, Answers(engagement=known), preset=preset).answers, desk.pack)


def new_page(desk: Desk, me: Visitor, fields: Fields, wrong: list[str] | None = None) -> Response:
    """Return the page on which an engagement begins."""
    typed = Answers(engagement={key: first(fields, f"fact.{key}") for key in LABELS})
    return shown(
        "new",
        frame(desk, me, "New engagement"),
        422 if wrong else 200,
        facts=[fact for fact in facts(typed, {}, desk.pack) if fact.key in ("company", "country", "language")],
        presets=sorted(desk.pack.presets.values(), key=lambda preset: preset.name),
        preset=first(fields, "preset"),
        wrong=wrong or [],
    )
