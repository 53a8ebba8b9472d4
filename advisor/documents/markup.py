"""How text stays text in Markdown and HTML, and how sentences are said there: with parts that are laid out already."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from advisor.language import wording, wording_of_many, written
from advisor.language.figures import dated, figure, roughly, share
from advisor.words import (
    DIRECTION_WORDS,
    FIT_WORDS,
    LEVEL_WORDS,
    NOTICE_WORDS,
    PRIORITY_IN_SENTENCE,
    capitalised,
)

SPACES = re.compile(r"[^\S\xa0\u202f]+")
"""Spaces that may become one; those that hold together what they divide may not."""
ENTITY = re.compile(r"&(?=#?\w+;)")
MARKDOWN_SIGNS = re.compile(r"[\\`*\[\]|_](?:(?<=[^_])|(?<!\w_)|(?!\w))")
"""Signs with a meaning in Markdown, `_` only at the edge of a word; one set comes first, so that searching is fast."""


class Verbatim(str):
    """Text that is already Markdown."""


def markdown_text(value: Any) -> Any:
    """Return text that stays text in Markdown: signs are escaped, HTML is not passed on, lines do not break."""
    return value if isinstance(value, Verbatim) or not isinstance(value, str) else escaped(value)


@lru_cache(maxsize=4096)
def escaped(value: str) -> str:
    """Return text as one line with its signs escaped; tables say the same words again and again."""
    return without_signs(SPACES.sub(" ", value).strip(" "))


def without_signs(value: str) -> str:
    """Return text in which nothing has a meaning in Markdown."""
    return MARKDOWN_SIGNS.sub(lambda match: "\\" + match[0], ENTITY.sub("&amp;", value).replace("<", "&lt;"))


def code(value: str) -> Verbatim:
    """Return a technical name in Markdown's code font."""
    return Verbatim("`" + value.replace("`", "'") + "`")


def strong(value: str) -> Verbatim:
    """Return text in bold in Markdown."""
    return Verbatim(f"**{markdown_text(value)}**")


def table_row(cells: Iterable[str]) -> Verbatim:
    """Return one row of a Markdown table."""
    return Verbatim(f"| {' | '.join(map(markdown_text, cells))} |")


def say_in_markdown(sentence: str, **parts: Any) -> Verbatim:
    """Return a sentence as Markdown; parts that are Markdown already stay so, all else stays text."""
    return Verbatim(without_signs(wording(sentence)).format(**{name: in_line(part) for name, part in parts.items()}))


def say_many_in_markdown(one: str, many: str, number: float, **parts: Any) -> Verbatim:
    """Return the sentence that goes with a number as Markdown."""
    found = {name: in_line(part) for name, part in {"number": number, **parts}.items()}
    return Verbatim(without_signs(wording_of_many(one, many, number)).format(**found))


def in_line(part: Any) -> Any:
    """Return a part of a sentence as Markdown."""
    return markdown_text(written(part))


def say_in_html(sentence: str, **parts: Any) -> Markup:
    """Return a sentence as HTML; parts that are HTML already stay so, all else stays text."""
    return escape(wording(sentence)).format(**{name: written(part) for name, part in parts.items()})


def say_many_in_html(one: str, many: str, number: float, **parts: Any) -> Markup:
    """Return the sentence that goes with a number as HTML."""
    found = {name: written(part) for name, part in {"number": number, **parts}.items()}
    return escape(wording_of_many(one, many, number)).format(**found)


def tag(name: str) -> Callable[[str], Markup]:
    """Return what puts text between the tags of an element."""
    return lambda text: Markup("<{0}>{1}</{0}>").format(name, text)


def link(text: str, address: str) -> Markup:
    """Return text as a link in HTML."""
    return Markup('<a href="{}">{}</a>').format(address, text)


IN_MARKDOWN: Mapping[str, Callable[..., str]] = {"say": say_in_markdown, "say_many": say_many_in_markdown}
IN_HTML: Mapping[str, Callable[..., str]] = {"say": say_in_html, "say_many": say_many_in_html}
MARKDOWN_FILTERS: Mapping[str, Callable[..., str]] = {
    "code": code,
    "strong": strong,
    "table_row": table_row,
    "verbatim": Verbatim,
}
HTML_FILTERS: Mapping[str, Callable[..., str]] = {"code": tag("code"), "emphasised": tag("em"), "link": link}
FIGURES: Mapping[str, Callable[..., str]] = {
    "capitalised": capitalised,
    "dated": dated,
    "direction": DIRECTION_WORDS.__getitem__,
    "figure": figure,
    "fit": FIT_WORDS.__getitem__,
    "level": LEVEL_WORDS.__getitem__,
    "notice": NOTICE_WORDS.__getitem__,
    "priority": PRIORITY_IN_SENTENCE.__getitem__,
    "roughly": roughly,
    "share": share,
}
"""How values are written in the language in force, by the names that filters have."""
