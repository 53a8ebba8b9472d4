"""Texts that every database can keep: no character that one of them refuses, and none too long."""

from typing import Any

from advisor.answers import LONGEST
from advisor.errors import fail
from advisor.nodes import NO_CHARACTERS

LONGEST_LINE = 200


def storable(text: str, what: str, longest: int = LONGEST) -> str:
    """Return a text that can be kept. Raises UserError."""
    if NO_CHARACTERS.search(text):
        raise fail(what, "holds a character that stands for nothing; type the text again")
    if len(text) > longest:
        raise fail(what, f"too long with {len(text):,} characters; {longest:,} are the most")
    return text


def one_line(text: str, what: str) -> str:
    """Return a name: one line, no blanks around it. Raises UserError."""
    return storable(" ".join(text.split()), what, LONGEST_LINE)


def storable_value(value: Any, what: str) -> Any:
    """Return an answer whose texts can all be kept. Raises UserError."""
    if isinstance(value, str):
        return storable(value, what)
    return [storable_value(item, what) for item in value] if isinstance(value, list) else value
