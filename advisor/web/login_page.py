"""Logging in and out where others can reach the server."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from advisor.web.api import TheDesk
from advisor.web.framing import Frame, shown
from advisor.web.posted import Posted
from advisor.web.said import first
from advisor.web.security import BEFORE, Me, keep_cookie, log_in, log_out

router = APIRouter(include_in_schema=False)


@router.get("/login")
def form(request: Request, me: Me) -> Response:
    """Show the form, unless nobody has to log in or somebody is."""
    if me.user is not None:
        return RedirectResponse("/", 303)
    page = shown("login", Frame("Log in", me.csrf, home=False), name="", wrong="")
    keep_cookie(request, page, me.csrf, BEFORE)
    return page


@router.post("/login")
def enter(request: Request, desk: TheDesk, me: Me, fields: Posted) -> Response:
    """Log somebody in."""
    name = first(fields, "name")
    found = log_in(request, desk, name, first(fields, "password"))
    if found is None:
        wrong = "No user has this name and password."
        return shown("login", Frame("Log in", me.csrf, home=False), 401, name=name, wrong=wrong)
    gone_in = RedirectResponse("/", 303)
    keep_cookie(request, gone_in, found[0])
    gone_in.delete_cookie(BEFORE)
    return gone_in


@router.post("/logout")
def leave(desk: TheDesk, me: Me) -> Response:
    """Log somebody out."""
    gone = RedirectResponse("/login", 303)
    log_out(desk, me, gone)
    return gone
