"""What holds for every request before any page sees it, and for every answer: hosts, sizes, headers."""

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
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""On every response; one that sets a header itself keeps its own, such as a document shown in a frame of ours."""

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
        headers = Headers(scope=scope)
        reason = self.reason(scope["method"], headers)
        with_headers = sending(send)
        if reason is not None:
            await self.refusal(Request(scope), reason)(scope, receive, with_headers)
        else:
            await self.app(scope, limited(receive, self.settings.largest), with_headers)

    def reason(self, method: str, headers: Headers) -> HTTPException | None:
        """Return why a request is refused, or None."""
        host = headers.get("host", "")
        if not self.settings.answers_to(host_name(host)):
            return HTTPException(421, "This server does not answer to that name.")
        if method not in UNCHANGING and not same_site(headers, host):
            return HTTPException(403, "This request came from another site; nothing was changed.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.settings.largest:
            return TooLarge(self.settings.largest)
        return None


def host_name(host: str) -> str:
    """Return the name in a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def same_site(headers: Headers, host: str) -> bool:
    """Return whether a browser says that its page is ours; what says nothing is no browser."""
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == host
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


def sending(send: Send) -> Send:
    """Return what sends a response with the headers that stand on every one."""

    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return with_headers
