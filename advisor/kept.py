"""Values kept between runs in the user's own cache folder, by the digest of all they are made from."""

import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

MADE_BY = (
    "schema.py",
    "business.py",
    "offer.py",
    "estimates.py",
    "delivery.py",
    "model.py",
    "fields.py",
    "nodes.py",
    "conditions.py",
    "errors.py",
    "pack.py",
    "renames.py",
    "translation.py",
    "language/catalogues.py",
)
"""The code that turns files into a pack: a change in it makes older values useless."""

T = TypeVar("T")


def kept(name: str, make: Callable[[], T]) -> T:
    """Return the value kept under a name, or make and keep it. What cannot be kept or read back is simply made."""
    try:
        path = folder() / f"{name}-{code_digest()}.pickle"
    except RuntimeError:  # a user without a home
        return make()
    with suppress(Exception):  # whatever is wrong with a kept value, it can be made again
        value: T = pickle.loads(path.read_bytes())  # noqa: S301 - our own file, in the user's own folder
        return value
    value = make()
    with suppress(OSError, pickle.PickleError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside = path.with_suffix(f".{os.getpid()}")
        aside.write_bytes(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL))
        aside.replace(path)
    return value


def folder() -> Path:
    """Return the user's cache folder for this program."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "advisor"


@cache
def code_digest() -> str:
    """Return a fingerprint of the reading code and of this Python."""
    here = Path(__file__).parent
    return digest([sys.version.encode(), *(here.joinpath(name).read_bytes() for name in MADE_BY)])


def digest(parts: Iterable[bytes]) -> str:
    """Return a short fingerprint of some bytes."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part + b"\0")
    return total.hexdigest()[:16]
