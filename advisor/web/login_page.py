"""Logging in and out where others can reach the server; what was on its way goes on afterwards."""

import secrets as luck
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from advisor.web.api import TheDesk
from advisor.web.framing import Frame, shown
from advisor.web.posted import Posted, address_here, posted
from advisor.web.refusals import API, refused
from advisor.web.said import Fields, first
from advisor.web.security import BEFORE, FormTooOld, Me, can_wait, keep_cookie, log_in, log_out

router = APIRouter(include_in_schema=False)
ONCE_MORE = "Not saved yet"
CARRIED = "carried."
"""How the fields of a form are named that waits for a login."""


@router.get("/login")
def form(request: Request, me: Me, then: str = "") -> Response:
    """Show the form, unless nobody has to log in or somebody is."""
    if me.user is not None:
        return RedirectResponse(address_here(then) or "/", 303)
    return login_form(request, me.csrf, address_here(then), {})


def login_form(
    request: Request, csrf: str, then: str, carried: Fields, name: str = "", wrong: str = "", code: int = 200
) -> Response:
    """Return the form to log in, with where to go on and the fields of a form that waits."""
    around = Frame("Log in", csrf, home=False)
    page = shown("login", around, code, name=name, wrong=wrong, then=then, carried=pairs(carried))
    keep_cookie(request, page, csrf, BEFORE)
    return page


def pairs(fields: Fields) -> list[tuple[str, str]]:
    """Return what of a form waits, field by field."""
    return [(name, text) for name, texts in fields.items() if name != "csrf" for text in texts]


@router.post("/login")
def enter(request: Request, desk: TheDesk, me: Me, fields: Posted) -> Response:
    """Log somebody in and go on where they were."""
    name, then = first(fields, "name"), address_here(first(fields, "then"))
    carried = {key.removeprefix(CARRIED): texts for key, texts in fields.items() if key.startswith(CARRIED)}
    found = log_in(request, desk, name, first(fields, "password"))
    if found is None:
        wrong = "No user has this name and password."
        return login_form(request, me.csrf, then, carried, name, wrong, 401)
    token, session = found
    going_in: Response = RedirectResponse(then or "/", 303)
    if carried and then:
        going_in = again(Frame(ONCE_MORE, session.csrf, session.user.name), then, carried)
    keep_cookie(request, going_in, token)
    going_in.delete_cookie(BEFORE)
    return going_in


def again(around: Frame, then: str, carried: Mapping[str, Sequence[str]], code: int = 200) -> Response:
    """Return the page on which somebody sends what waited for their login."""
    return shown("again", around, code, then=then, carried=pairs(carried))


async def login_needed(request: Request, _: Exception) -> Response:
    """Ask somebody who is not logged in to do so; a program gets its problem, and a form that was sent waits."""
    path = request.scope["path"]
    if path.startswith(API):
        return refused(request, 401, headers={"WWW-Authenticate": "Bearer"})
    if request.headers.get("HX-Request") == "true":  # a page that is open asks for a part of itself
        return refused(request, 401)
    if can_wait(request):
        csrf = request.cookies.get(BEFORE) or luck.token_urlsafe(32)
        return login_form(request, csrf, address_here(quote(path)), await posted(request), code=401)
    query = request.scope["query_string"].decode("latin-1")
    then = address_here(quote(path) + (f"?{query}" if query else "")) if request.method == "GET" else ""
    return RedirectResponse("/login" + (f"?{urlencode({'then': then})}" if then.strip("/") else ""), 303)


async def form_too_old(request: Request, error: Exception) -> Response:
    """Let somebody who has logged in again send a form of before once more."""
    assert isinstance(error, FormTooOld)
    if request.headers.get("HX-Request") == "true":
        return refused(request, 403)
    me = error.me
    return again(
        Frame(ONCE_MORE, me.csrf, me.who), address_here(quote(request.scope["path"])), await posted(request), 403
    )


@router.post("/logout")
def leave(desk: TheDesk, me: Me) -> Response:
    """Log somebody out."""
    gone = RedirectResponse("/login", 303)
    log_out(desk, me, gone)
    return gone
