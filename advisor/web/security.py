"""Who is there, and whether a change was meant by them: logins, and the secret that every form carries."""

import secrets as luck
from dataclasses import dataclass
from hmac import compare_digest
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from advisor.store.engagements import found
from advisor.store.invitations import opened
from advisor.store.people import LASTS, digest, end_session, known_user, session_of, start_session
from advisor.store.records import Engagement, Invitation, NotThere, Session, Sheet, User
from advisor.web.desk import Desk, the_desk
from advisor.web.framing import Frame
from advisor.web.guard import UNCHANGING
from advisor.web.refusals import API, LoginNeeded

COOKIE, BEFORE = "advisor", "advisor_before"
FIELD, HEADER = "csrf", "X-CSRF-Token"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SESSION = f"{API}v1/session"
INVITED = "/i/"
OPEN = ("/healthz", "/login", INVITED, "/static/", SESSION, f"{API}v1/openapi.json")
"""Where people may go without login; everything else needs one on a server that others reach."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is there; ``csrf`` is what their forms carry. Programs with a token of their own need none."""

    user: User | None
    csrf: str
    token: str = ""
    program: bool = False

    @property
    def owner(self) -> str:
        """The id of the user, to whom the engagements belong. Raises LoginNeeded."""
        return self.known.id

    @property
    def who(self) -> str:
        """The name that stands in the history. Raises LoginNeeded."""
        return self.known.name

    @property
    def known(self) -> User:
        if self.user is None:
            raise LoginNeeded
        return self.user


async def visitor(request: Request) -> Visitor:
    """Return who is there. Raises LoginNeeded where a login is needed and there is none."""
    desk, path = the_desk(request), request.scope["path"]
    if path.startswith(INVITED):
        return Visitor(None, digest(f"form {request.path_params.get('token', '')}"))
    if desk.local is not None:
        return Visitor(desk.local, desk.secret, program=path.startswith(API))
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    program = scheme.lower() == "bearer" and path.startswith(API)
    token = bearer if program else request.cookies.get(COOKIE, "")
    try:
        session = await run_in_threadpool(session_of, desk.store, token, desk.now())
    except NotThere:
        if not path.startswith(OPEN):
            raise LoginNeeded from None
        return Visitor(None, request.cookies.get(BEFORE) or luck.token_urlsafe(32))
    return Visitor(session.user, session.csrf, token, program)


Me = Annotated[Visitor, Depends(visitor)]


async def meant(request: Request, me: Me) -> None:
    """Let a change pass only with the secret of the visitor, in a form's field or in a header.

    A program sends JSON with a token that no browser adds by itself; another site's page can send neither.
    """
    if request.method in UNCHANGING:
        return
    kind = kind_of(request)
    is_api = request.scope["path"].startswith(API)
    if kind not in (("application/json", "") if is_api else (*FORMS, "")):
        raise HTTPException(415, f"'{kind[:100]}' is not taken here.")
    if me.program or (request.method == "POST" and request.scope["path"] == SESSION):
        return
    given = request.headers.get(HEADER, "")
    if not given and kind in FORMS:
        form = await request.form()
        given = str(form.get(FIELD, ""))
    if not compare_digest(given.encode(errors="replace"), me.csrf.encode()):
        if me.user is not None and can_wait(request):
            raise FormTooOld(me)
        raise HTTPException(403, "This form is no longer valid; go back, reload the page and try again.")


class FormTooOld(Exception):
    """A form of our own page carries the secret of an earlier login; ``me`` is who is there now."""

    def __init__(self, me: Visitor) -> None:
        super().__init__()
        self.me = me


def kind_of(request: Request) -> str:
    """Return what kind of content a request brings."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def can_wait(request: Request) -> bool:
    """Return whether a browser says that a form comes from a page of ours, so that it may be sent once more.

    The guard has refused what comes from elsewhere; what says nothing of where it comes from is not trusted with that.
    """
    ours = "origin" in request.headers or request.headers.get("sec-fetch-site") == "same-origin"
    return ours and request.method == "POST" and kind_of(request) == FORMS[0]


async def the_engagement(request: Request, me: Me) -> Engagement | None:
    """Return the engagement in an address, or None where there is none. Raises NotThere for somebody else's.

    Every address about an engagement holds ``{engagement}``, so that nobody reaches what is not theirs.
    """
    key = request.path_params.get("engagement")
    return None if key is None else await run_in_threadpool(found, the_desk(request).store, me.owner, key)


async def my_engagement(engagement: Annotated[Engagement | None, Depends(the_engagement)]) -> Engagement:
    """Return the engagement in an address."""
    if engagement is None:
        raise NotThere
    return engagement


Mine = Annotated[Engagement, Depends(my_engagement)]
"""The engagement in an address that holds ``{engagement}``."""


async def the_invitation(request: Request) -> tuple[Invitation, Sheet] | None:
    """Return the invitation in an address and its sheet, or None where there is none.

    Raises NotThere, Expired, and TooOften for those who guess. Every address below ``/i/`` begins with ``{token}``.
    """
    if not request.scope["path"].startswith(INVITED):
        return None
    desk, guesser = the_desk(request), address(request)
    desk.links.check(guesser, desk.now())
    try:
        return await run_in_threadpool(opened, desk.store, request.path_params["token"], desk.now())
    except NotThere:
        desk.links.count(guesser, desk.now())
        raise


async def my_invitation(
    found: Annotated[tuple[Invitation, Sheet] | None, Depends(the_invitation)],
) -> tuple[Invitation, Sheet]:
    """Return the invitation in an address and its sheet."""
    if found is None:
        raise NotThere
    return found


Invited = Annotated[tuple[Invitation, Sheet], Depends(my_invitation)]
"""The invitation in an address below ``/i/{token}``, valid now, and its sheet."""


def address(request: Request) -> str:
    """Return where a request came from."""
    return request.client.host if request.client else ""


def log_in(request: Request, desk: Desk, name: str, password: str) -> tuple[str, Session] | None:
    """Return a new session and its token, or None for a wrong name or password. Raises TooOften."""
    now, origin, named = desk.now(), address(request), name.casefold()[:200]
    desk.logins.count(origin, now)
    desk.names.count(named, now)
    user = known_user(desk.store, name, password)
    if user is None:
        return None
    desk.logins.forget(origin)
    return start_session(desk.store, user, now)


def log_out(desk: Desk, me: Visitor, response: Response) -> None:
    """End the session and take its cookie away."""
    end_session(desk.store, me.token)
    response.delete_cookie(COOKIE)


def keep_cookie(request: Request, response: Response, token: str, name: str = COOKIE) -> None:
    """Give the browser a token that no script reads and no other site sends."""
    secure = request.scope["scheme"] == "https"
    response.set_cookie(
        name, token, max_age=int(LASTS.total_seconds()), httponly=True, samesite="lax", secure=secure, path="/"
    )


def frame(desk: Desk, me: Visitor, title: str, engagement: Engagement | None = None, step: str = "") -> Frame:
    """Return the frame of a page for somebody who has come in."""
    user = "" if desk.local is not None or me.user is None else me.who
    return Frame(title, me.csrf, user, me.user is not None, engagement, step)
