"""How a server is run: where it listens, where it keeps things, what it lets in."""

import ipaddress
import os
from dataclasses import dataclass
from pathlib import Path

from advisor.documents import PLAIN
from advisor.documents.style import Style

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a server listens (``port`` 0: any that is free), and what it lets in."""

    host: str = "127.0.0.1"
    port: int = 8000
    data: str = ""
    names: tuple[str, ...] = ()  # the names under which people reach it, besides its addresses
    login: bool = False  # needed even on this computer, such as behind a server that passes requests on
    terms: Path | None = None  # the partner's own rates, days and prices
    style: Style = PLAIN  # whose documents
    largest: int = 2 * MEGABYTE  # bytes of a request

    @property
    def needs_login(self) -> bool:
        """Whether others than this computer's own user can reach it."""
        return self.login or bool(self.names) or not is_loopback(self.host)

    def answers_to(self, name: str) -> bool:
        """Return whether a request for this host is meant for this server.

        A page elsewhere can point a name of its own at this machine; it cannot do so with an address.
        """
        ours = {own.casefold() for own in (*LOCAL_NAMES, *self.names, self.host)}
        return name.casefold() in ours or (self.needs_login and is_address(name))


def is_loopback(host: str) -> bool:
    """Return whether only this computer reaches a host."""
    return host == "localhost" or (is_address(host) and ipaddress.ip_address(host).is_loopback)


def is_address(host: str) -> bool:
    """Return whether a host is an IP address and not a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def data_folder() -> Path:
    """Return the folder in which a user's engagements are kept unless another place is named."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "advisor"
