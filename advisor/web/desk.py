"""What every page works with: the store, the pack, the settings, the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends, Request

from advisor.pack import Pack
from advisor.settings import Settings
from advisor.store.opening import Store
from advisor.store.records import User
from advisor.web.rates import Limit
from advisor.web.work import Work

WHILE = timedelta(minutes=5)


def clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """One server's own things; ``local`` is the one user of a server without login, ``secret`` what its forms carry."""

    store: Store
    pack: Pack
    settings: Settings
    local: User | None
    secret: str
    work: Work
    now: Callable[[], datetime] = clock
    logins: Limit = field(default_factory=lambda: Limit(10, WHILE))  # from one address
    names: Limit = field(default_factory=lambda: Limit(50, WHILE))  # for one name, from anywhere
    links: Limit = field(default_factory=lambda: Limit(20, WHILE))  # wrong ones, from one address


def the_desk(request: Request) -> Desk:
    """Return the desk of the server that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


async def at_desk(request: Request) -> Desk:
    """Return the desk at once: what needs no waiting needs no thread of its own either."""
    return the_desk(request)


TheDesk = Annotated[Desk, Depends(at_desk)]
