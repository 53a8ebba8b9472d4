"""Somebody who reads pages and fills in their forms, as a browser without JavaScript does."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from advisor.store.engagements import create
from advisor.store.people import local_user
from advisor.store.records import Engagement, Plain

from .servers import Server
from .stores import NOW

Pairs = list[tuple[str, str]]


class Forms(HTMLParser):
    """Reads the forms of a page that change or try something: for each its address, and what a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Pairs]] = []
        self.open_field = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            method = found.get("method", "get")
            self.forms.append((found.get("action", "") if method == "post" else "", []))
        if not self.forms:
            return
        if tag == "input":
            kind = found.get("type", "text")
            if found.get("name") and (kind not in ("checkbox", "radio", "file") or "checked" in found):
                self.forms[-1][1].append((found["name"], found.get("value", "")))
        elif tag == "select":
            self.open_field = found.get("name", "")
        elif tag == "option" and self.open_field and "selected" in found:
            self.forms[-1][1].append((self.open_field, found.get("value", "")))
        elif tag == "textarea":
            self.open_field, self.text = found.get("name", ""), ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.forms:
            self.forms[-1][1].append((self.open_field, self.text))
        if tag in ("textarea", "select"):
            self.open_field = ""


@dataclass
class Reader:
    """A person at a page."""

    client: TestClient
    address: str = ""
    status: int = 0
    text: str = field(default="", repr=False)

    def go(self, address: str) -> "Reader":
        """Open a page, following where it leads."""
        return self.took(self.client.get(address, follow_redirects=True))

    def took(self, response: "object") -> "Reader":
        self.address = response.url.path + ("?" + response.url.query.decode() if response.url.query else "")  # type: ignore[attr-defined]
        self.status, self.text = response.status_code, response.text  # type: ignore[attr-defined]
        return self

    def form(self, action: str) -> Pairs:
        """Return what a form of this page sends as it stands."""
        parser = Forms()
        parser.feed(self.text)
        return next(pairs for address, pairs in parser.forms if address.endswith(action))

    def send(self, action: str, headers: dict[str, str] | None = None, **changed: object) -> "Reader":
        """Fill in a form and send it; ``changed`` names fields with ``__`` for a dot, a list for several values."""
        parser = Forms()
        parser.feed(self.text)
        address, pairs = next((one, pairs) for one, pairs in parser.forms if one.endswith(action))
        wanted = {name.replace("__", "."): value for name, value in changed.items()}
        fields: dict[str, list[str]] = {}
        for name, value in pairs:
            if name not in wanted:
                fields.setdefault(name, []).append(value)
        for name, value in wanted.items():
            fields[name] = list(map(str, value)) if isinstance(value, list) else [str(value)]
        return self.took(self.client.post(address, data=fields, headers=headers, follow_redirects=True))

    @property
    def words(self) -> str:
        """The text of the page as one line."""
        bare = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", self.text, flags=re.DOTALL)
        return " ".join(re.sub(r"<[^>]+>", " ", bare).replace("&#39;", "'").split())


Make = Callable[..., Engagement]


@pytest.fixture
def make(local: Server) -> Make:
    """Make an engagement with some answers."""

    def begun(**answers: object) -> Engagement:
        content: Plain = {
            "engagement": {"company": "Kestrel Cycles", "country": "BE", "currency": "EUR"},
            "answers": answers,
        }
        return create(local.store, local_user(local.store, NOW).id, content, NOW, "ann")

    return begun


@pytest.fixture
def reader(local: Server) -> Reader:
    return Reader(local.client())
