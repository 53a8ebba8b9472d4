"""What holds for every request before any page sees it, and for every answer: hosts, sizes, headers."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advisor.settings import Settings

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""On every response; one that sets a header itself keeps its own, such as a document shown in a frame of ours."""

LOG = logging.getLogger("advisor")
PASSED_ON = ("x-forwarded-for", "x-forwarded-host", "forwarded", "x-real-ip", "via")
"""What a server in front of this one adds."""

DIGITS = 15  # of a length that is worth reading
UNCHANGING = ("GET", "HEAD", "OPTIONS")


class TooLarge(HTTPException):
    """A request has more bytes than are let in."""

    def __init__(self, most: int) -> None:
        super().__init__(413, f"More than {most // (1024 * 1024)} MB are not taken.")


Refusal = Callable[[Request, Exception], Response]


@dataclass(frozen=True)
class Guard:
    """Refuses what is meant for another host, comes from another site or is too large; adds the headers."""

    app: ASGIApp
    settings: Settings
    refusal: Refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sender = Sender(send)
        reason: Exception | None = self.reason(scope)
        if reason is None:
            try:
                await self.app(scope, limited(receive, self.settings.largest), sender.send)
            except Exception as error:  # whatever it is: the person gets a page, the log gets the traceback
                LOG.exception("%s %s", scope["method"], scope["path"])
                reason = error
        if reason is not None and not sender.begun:
            await self.refusal(Request(scope), reason)(scope, receive, sender.send)

    def reason(self, scope: Scope) -> HTTPException | None:
        """Return why a request is refused, or None."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.settings.needs_login and any(name in headers for name in PASSED_ON):
            return HTTPException(421, "Others reach this server through a proxy; it has to be started with --login.")
        if "\0" in scope["path"] or b"%00" in scope["query_string"]:
            return HTTPException(400, "The address holds a character that stands for nothing.")
        if not self.settings.answers_to(host_name(host)):
            return HTTPException(421, "This server does not answer to that name.")
        if scope["method"] not in UNCHANGING and not same_site(headers, host):
            return HTTPException(403, "This request came from another site; nothing was changed.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > DIGITS or int(length) > self.settings.largest:
            return TooLarge(self.settings.largest)
        return None


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def netloc_of(origin: str) -> str:
    """Return the host and port of an origin."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def same_site(headers: Headers, host: str) -> bool:
    """Return whether a browser says that its page is ours; what says nothing is no browser."""
    origin = headers.get("origin")
    if origin is not None:
        return bool(host) and netloc_of(origin) == host
    return headers.get("sec-fetch-site", "none") in ("same-origin", "none")


def limited(receive: Receive, most: int) -> Receive:
    """Return what receives a request and stops reading when it grows too large, whatever it said of its length."""
    taken = 0

    async def next_part() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLarge(most)
        return message

    return next_part


@dataclass
class Sender:
    """Sends a response with the headers that stand on every one; ``begun`` once it has."""

    to: Send
    begun: bool = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self.to(message)
