"""A server run until it is stopped. The one home of uvicorn; what the command line needs of store and web."""

import gc
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

from advisor.errors import fail
from advisor.pack import Pack
from advisor.settings import Settings, data_folder, is_address, is_loopback

if TYPE_CHECKING:
    from advisor.store.opening import Store

SHARING = 0.001
"""Seconds after which a long calculation lets somebody else's page through."""
UNENCRYPTED = "Passwords travel unencrypted here; put a server with TLS in front, and use --login instead of --host."
MISSING = "needs more to be installed: pip install 'advisor[web]'"


def serve(settings: Settings, pack: Pack, told: Callable[[str], object]) -> None:
    """Serve pages and API until stopped; ``told`` hears the address.

    Raises UserError when something is not installed, an address is taken, or nobody could log in.
    """
    try:
        import uvicorn

        from advisor.web.app import create_app
    except ImportError:
        raise fail("advisor serve", MISSING) from None
    with with_store(settings.data) as (store, people):
        if settings.needs_login and not people.has_users(store):
            raise fail(settings.host, "others can reach this address and nobody can log in: advisor user add NAME")
        listening = listen(settings.host, settings.port)
        app = create_app(store, pack, settings)
        sys.setswitchinterval(SHARING)
        gc.freeze()  # what is known by now stays; nobody waits for it to be looked through again
        if not is_loopback(settings.host):
            told(UNENCRYPTED)
        told(f"advisor is at {address(listening)}  (stop with Ctrl-C)")
        uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])


@contextmanager
def with_store(data: str) -> "Iterator[tuple[Store, ModuleType]]":
    """Give an open store, by default the one in the user's data folder, and what is done with people."""
    try:
        from advisor.store import people
        from advisor.store.opening import open_store
    except ImportError:
        raise fail("advisor serve", MISSING) from None
    store = open_store(data or str(data_folder()))
    try:
        yield store, people
    finally:
        store.close()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises UserError for an address that is taken or not ours."""
    family = socket.AF_INET6 if is_address(host) and ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise fail(f"{host}:{port}", f"cannot be listened on: {error.strerror}; try another --port") from None
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or the second part of a page waits for 40 ms
    return listening


def address(listening: socket.socket) -> str:
    """Return the address of a socket as a browser takes it."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
