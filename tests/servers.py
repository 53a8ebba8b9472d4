"""Servers that tests talk to without a network, and who talks to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from advisor.pack import Pack
from advisor.settings import Settings
from advisor.store.engagements import create
from advisor.store.invitations import invite
from advisor.store.opening import Store, open_store
from advisor.store.people import add_user, start_session
from advisor.store.records import Engagement, User
from advisor.store.sheets import own_sheet
from advisor.web.app import create_app

from .stores import NOW

PASSWORD = "correct horse battery"
UNCHANGING = {"GET", "HEAD", "OPTIONS"}


@dataclass
class Clock:
    """A clock that tests move."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Server:
    """A server, its clock and its store."""

    app: FastAPI
    store: Store
    clock: Clock
    address: str
    folder: Path

    def client(self, **headers: str) -> TestClient:
        """Return somebody with a browser or a program of their own."""
        return TestClient(self.app, base_url=self.address, headers=headers, follow_redirects=False)

    def routes(self) -> list[tuple[str, str]]:
        """Return (method, path) of every page and every part of the API."""
        return sorted((method, route.path) for route in all_routes(self.app) for method in route.methods or ())


def all_routes(app: FastAPI) -> Iterator[APIRoute]:
    """Yield the routes of an app, those of its routers included."""
    waiting = list(app.routes)
    while waiting:
        route = waiting.pop()
        if isinstance(route, APIRoute):
            yield route
        waiting += getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", [])


@dataclass
class Person:
    """A user who is logged in, with an engagement of their own."""

    server: Server
    user: User
    engagement: Engagement
    token: str
    csrf: str
    ids: dict[str, str] = field(default_factory=dict)  # what stands for the names in addresses

    def browser(self, **headers: str) -> TestClient:
        """Return a browser in which they are logged in."""
        client = self.server.client(**headers)
        client.cookies.set("advisor", self.token)
        return client


def person(server: Server, name: str) -> Person:
    """Return a new user with an engagement, an invitation and a change in the history."""
    store = server.store
    user = add_user(store, name, PASSWORD, NOW)
    token, session = start_session(store, user, NOW)
    made = create(store, user.id, {"engagement": {"company": f"{name}'s customer"}}, NOW, name)
    link, invitation = invite(store, user.id, made.id, "Bob", (), NOW)
    ids = {
        "engagement": made.id,
        "question": "employees",
        "sheet": own_sheet(store, user.id, made.id).id,
        "invitation": invitation.id,
        "token": link,
        "revision": "1",
        "topic": "company",
        "what": "notes",
        "thing": "app:crm",
        "chapter": "doubts",
        "file": "plan.md",
        "target": "odoo",
    }
    return Person(server, user, made, token, session.csrf, ids)


def served(pack: Pack, folder: Path, settings: Settings, address: str) -> Iterator[Server]:
    clock, store = Clock(), open_store(str(folder / "kept"))
    yield Server(create_app(store, pack, settings, clock), store, clock, address, folder / "kept")
    store.close()


@pytest.fixture
def local(pack: Pack, tmp_path: Path) -> Iterator[Server]:
    """A server that only this computer reaches."""
    yield from served(pack, tmp_path, Settings(), "http://127.0.0.1:8000")


@pytest.fixture
def shared(pack: Pack, tmp_path: Path) -> Iterator[Server]:
    """A server that others reach."""
    yield from served(pack, tmp_path, Settings("0.0.0.0", names=("advice.example",)), "http://advice.example")
