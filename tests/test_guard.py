"""What holds for every request and every answer, whatever the page: sizes, kinds of content, headers, refusals."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest

from advisor.web.guard import HEADERS
from advisor.web.refusals import TITLES

from .browsing import Make, Reader
from .servers import Server

MEGABYTE = 1024 * 1024
HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "{{7*7}}",
    "\u202egnp.exe",
    "x" * 10_000,
    "\U0001f469‍\U0001f52c",
    "'; DROP TABLE sheets; --",
)


@pytest.mark.parametrize(
    "path", ["/healthz", "/nowhere", "/api/v1/questions", "/api/v1/nowhere", "/static/advisor.css"]
)
def test_every_answer_carries_the_headers(local: Server, path: str) -> None:
    found = local.client().get(path).headers

    kept = {"Cache-Control": "max-age=3600"} if path.startswith("/static/") else {}
    assert {name: found.get(name) for name in HEADERS} == HEADERS | kept


def test_the_policy_lets_in_nothing_from_elsewhere_and_no_script_in_a_page() -> None:
    policy = HEADERS["Content-Security-Policy"]

    assert [word for word in ("unsafe", "http:", "https:", "*") if word in policy] == []


def test_a_person_gets_a_page_and_a_program_a_problem(local: Server) -> None:
    page, problem = local.client().get("/nowhere"), local.client().get("/api/v1/nowhere")

    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert TITLES[404] in page.text
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")
    assert problem.json()["title"] == TITLES[404]


def test_a_bug_is_a_page_without_a_traceback(local: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.web.api.questions_json", lambda *_: 1 / 0)

    found = local.client().get("/api/v1/questions")

    assert (found.status_code, "Traceback" in found.text, "ZeroDivision" in found.text) == (500, False, False)
    assert found.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_a_bug_is_in_the_log(local: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("advisor.web.api.questions_json", lambda *_: 1 / 0)

    local.client().get("/api/v1/questions")

    assert "ZeroDivisionError" in caplog.text


def test_the_wrong_method_says_so(local: Server) -> None:
    assert local.client().delete("/api/v1/questions").status_code == 405


@pytest.mark.parametrize("kind", ["text/xml", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_the_api_takes_json_only(local: Server, kind: str) -> None:
    found = local.client().post("/api/v1/engagements", content=b"{}", headers={"Content-Type": kind})

    assert found.status_code == 415


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'"x"', b"[" * 100_000, b"\xff\xfe", b'{"answers": 1e999}']
)
def test_what_is_no_json_is_refused(local: Server, body: bytes) -> None:
    found = local.client().post("/api/v1/engagements", content=body, headers={"Content-Type": "application/json"})

    assert found.status_code in (400, 422)
    assert found.headers["content-type"] == "application/problem+json"


async def post(server: Server, parts: Iterator[bytes], **headers: str) -> tuple[int, int]:
    """Send a body in parts and return the status, and how many parts the server took."""
    taken, status = 0, 0

    async def receive() -> dict[str, Any]:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": next(parts), "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)

    shown = {"host": "127.0.0.1", "content-type": "application/json", **headers}
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/engagements",
        "raw_path": b"/api/v1/engagements",
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 50000),
        "headers": [(name.encode(), value.encode()) for name, value in shown.items()],
    }
    await server.app(scope, receive, send)
    return status, taken


def a_hundred_megabytes() -> Iterator[bytes]:
    for _ in range(100):
        yield b" " * MEGABYTE


def test_a_body_that_says_it_is_too_large_is_not_read(local: Server) -> None:
    found = asyncio.run(post(local, a_hundred_megabytes(), **{"content-length": str(100 * MEGABYTE)}))

    assert found == (413, 0)


def test_a_body_that_grows_too_large_is_not_read_to_its_end(local: Server) -> None:
    found = asyncio.run(post(local, a_hundred_megabytes(), **{"transfer-encoding": "chunked"}))

    assert found == (413, 3)


@pytest.mark.parametrize("length", ["-1", "many", "9" * 5000])
def test_a_length_that_is_none_is_refused(local: Server, length: str) -> None:
    found = asyncio.run(post(local, a_hundred_megabytes(), **{"content-length": length}))

    assert found == (413, 0)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(local: Server, text: str) -> None:
    client = local.client()
    made = client.post("/api/v1/engagements", json={"engagement": {"company": text}}).json()

    kept = client.get(f"/api/v1/engagements/{made['id']}/answers").json()

    assert (kept["engagement"]["company"], made["company"]) == (text, text)


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud800", "x" * 10_001])
def test_text_that_cannot_be_kept_is_refused_in_a_sentence(local: Server, text: str) -> None:
    body = json.dumps({"engagement": {"company": text}})
    found = local.client().post("/api/v1/engagements", content=body, headers={"Content-Type": "application/json"})

    assert found.status_code == 422
    assert found.json()["detail"].startswith("body.engagement.company")


def test_every_problem_of_a_request_is_said_at_once(local: Server) -> None:
    found = local.client().post("/api/v1/advise", json={"answers": {"employees": "many", "core_busines": "services"}})

    assert found.status_code == 422
    assert found.json()["problems"] == [
        "body.answers: 'core_busines' is no known question (42 are known); did you mean 'core_business'?",
        "body.answers.employees: 'many' is no number",
    ]


@pytest.mark.parametrize("path", ["/api/v1/engagements/%00", "/api/v1/engagements?words=%00", "/e/%00"])
def test_a_character_that_stands_for_nothing_in_an_address_is_refused(local: Server, path: str) -> None:
    assert local.client().get(path).status_code == 400


@pytest.mark.parametrize("origin", ["http://[", "http://evil.testserver", "null"])
def test_a_page_of_somebody_else_changes_nothing(origin: str, local: Server) -> None:
    found = local.client().post("/new", data={"company": "x"}, headers={"Origin": origin})

    assert (found.status_code, found.headers["X-Content-Type-Options"]) == (403, "nosniff")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"/?words={'x' * 201}", "“words” in the address is too long; 200 characters are the most."),
        ("/e/{item}/history?until=soon", "“until” in the address has to be a whole number."),
    ],
)
def test_a_slip_in_an_address_is_said_in_plain_words(address: str, said: str, reader: Reader, make: Make) -> None:
    reader.go(address.format(item=make().id))

    assert (reader.status, said in reader.words) == (422, True)
