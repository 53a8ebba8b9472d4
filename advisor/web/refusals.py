"""When something cannot be done: a page a person can read, or a problem a program can, with the right status."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from advisor.errors import UserError
from advisor.store.records import Expired, NotThere
from advisor.web.framing import Frame, shown
from advisor.web.rates import TooOften
from advisor.web.work import Busy

API = "/api/"
TITLES = {
    400: "This request cannot be understood",
    401: "Please log in",
    403: "This is not allowed",
    404: "There is nothing here",
    405: "This cannot be done here",
    409: "Somebody else changed this meanwhile",
    410: "This link is no longer valid",
    413: "This is too large",
    415: "This kind of content is not taken",
    421: "Wrong address",
    422: "Something has to be corrected",
    429: "Too many tries",
    500: "Something went wrong on our side",
    503: "Too much is going on",
}
SENTENCES = {
    404: "The address may be mistyped, or what was here was deleted or belongs to somebody else.",
    410: "It has expired or was taken back. Ask the person who sent it for a new one.",
    503: "Others are being served; please try again in a moment.",
    500: "Your answers are kept. Please try again; if it happens again, tell whoever runs this server.",
}


class LoginNeeded(Exception):
    """Nobody is logged in."""


def refused(
    request: Request,
    status: int,
    sentences: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> Response:
    """Return the answer to what cannot be done: a page, or for the API a problem (RFC 9457) with ``more`` to it."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    said = list(sentences) or [SENTENCES.get(status, f"{title}.")]
    if request.scope["path"].startswith(API):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": said[0], "problems": said}
        text = json.dumps({**problem, **(more or {})}, ensure_ascii=True)
        return Response(text, status, media_type="application/problem+json", headers=headers)
    around = Frame(title, home=not request.scope["path"].startswith("/i/"))
    return shown("error", around, status, headers, status=status, sentences=said)


def answer_to(request: Request, error: Exception) -> Response:
    """Return the answer to an error."""
    if isinstance(error, UserError):
        return refused(request, 422, [str(problem) for problem in error.problems])
    if isinstance(error, RequestValidationError):
        return refused(request, 422, list(map(slip, error.errors())))
    if isinstance(error, TooOften):
        wait = f"Please wait {error.wait} seconds and try again."
        return refused(request, 429, [wait], {"Retry-After": str(error.wait)})
    if isinstance(error, HTTPException):
        own = error.detail if error.detail != HTTPStatus(error.status_code).phrase else ""
        return refused(request, error.status_code, [own] if own else (), dict(error.headers or {}))
    return refused(request, STATUSES.get(type(error), 500))


STATUSES: dict[type[Exception], int] = {NotThere: 404, Expired: 410, Busy: 503}


def slip(error: dict[str, object]) -> str:
    """Return one fault of a request as a sentence: of an address with the name in it, of a body with the place."""
    place = error["loc"] if isinstance(error["loc"], tuple) else (error["loc"],)
    told, more = SLIPS.get(str(error["type"])), error.get("ctx")
    sentence = told.format(**more if isinstance(more, dict) else {}) if told else error["msg"]
    if place[0] in ("query", "path"):
        return f"“{place[-1]}” in the address {sentence}."
    return f"{'.'.join(map(str, place))}: {sentence}"


SLIPS: Mapping[str, str] = {
    "string_too_long": "is too long; {max_length} characters are the most",
    "string_too_short": "is too short; {min_length} characters are the least",
    "int_parsing": "has to be a whole number",
    "int_from_float": "has to be a whole number",
    "int_type": "has to be a whole number",
    "bool_parsing": "has to be true or false",
    "greater_than": "has to be more than {gt}",
    "greater_than_equal": "has to be {ge} or more",
    "less_than_equal": "has to be {le} or less",
    "missing": "is missing",
    "extra_forbidden": "is no name known here",
    "literal_error": "has to be one of {expected}",
    "string_type": "has to be a text",
    "list_type": "has to be a list",
    "dict_type": "has to hold names and values",
    "too_long": "holds too many; {max_length} are the most",
    "too_short": "holds too few; {min_length} are the least",
    "date_from_datetime_parsing": "has to be a day, written as 2027-01-04",
    "date_parsing": "has to be a day, written as 2027-01-04",
    "decimal_parsing": "has to be a number",
    "json_invalid": "is no JSON: {error}",
}
"""The faults of requests in plain words."""


async def refuse(request: Request, error: Exception) -> Response:
    """Answer an error; the page is made here, since it is small."""
    return answer_to(request, error)


KINDS = (HTTPException, RequestValidationError, UserError, NotThere, Expired, TooOften, Busy)
"""The errors that are answered; any other is ours, and the guard answers it."""


def add_refusals(app: FastAPI) -> None:
    """Let an app answer every error in its own way."""
    for kind in KINDS:
        app.add_exception_handler(kind, refuse)
