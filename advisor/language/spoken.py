"""Which language is in force."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

SOURCE = "en"
"""The language of the code and of the pack."""

LANGUAGES: Mapping[str, str] = {SOURCE: "English", "fr": "français"}
"""The languages of reports, each under its own name."""

_IN_FORCE: ContextVar[str] = ContextVar("language", default=SOURCE)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Put a language in force for what is said inside."""
    before = _IN_FORCE.set(language)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def spoken() -> str:
    """Return the code of the language in force."""
    return _IN_FORCE.get()
