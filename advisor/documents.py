"""Documents from a plan, by the templates in ``templates/``. The one home of Jinja."""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from advisor.answers import make_folder, write_whole
from advisor.contract import advice_json
from advisor.errors import Problem, UserError, fail, nearest
from advisor.kept import folder as cache_folder
from advisor.plan import Plan
from advisor.shipped import shipped
from advisor.workbook import xlsx

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
    """Return text with its signs escaped; tables say the same words again and again."""
    line = ENTITY.sub("&amp;", " ".join(value.split())).replace("<", "&lt;")
    return MARKDOWN_SIGNS.sub(lambda match: "\\" + match[0], line)


def code(value: str) -> Verbatim:
    """Return a technical name in Markdown's code font."""
    return Verbatim("`" + value.replace("`", "'") + "`")


def table_row(cells: Iterable[str]) -> Verbatim:
    """Return one row of a Markdown table."""
    return Verbatim(f"| {' | '.join(map(markdown_text, cells))} |")


@cache
def environment(folder: Path, escaping: str) -> Environment:
    """Return the template environment: undefined names are errors, and what is filled in stays text."""
    loader = FileSystemLoader(folder)
    common: dict[str, Any] = {
        "loader": loader,
        "undefined": StrictUndefined,
        "bytecode_cache": bytecode_cache(),
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
    }
    if escaping == "html":
        return Environment(autoescape=True, **common)
    made = Environment(autoescape=False, finalize=markdown_text, **common)  # noqa: S701 - finalize escapes
    made.filters["code"] = code
    made.filters["table_row"] = table_row
    made.filters["verbatim"] = Verbatim
    return made


def bytecode_cache() -> FileSystemBytecodeCache | None:
    """Return where compiled templates are kept, by the digest of their source, or None where nothing can be kept."""
    place = cache_folder() / "templates"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(place)) if os.access(place, os.W_OK) else None


def filled(plan: Plan) -> dict[str, Any]:
    """Return the names a template may use."""
    return {"plan": plan, "advice": plan.advice}


def markdown(plan: Plan) -> str:
    """Return the plan as Markdown."""
    text = environment(shipped("templates"), "markdown").get_template("plan.md").render(**filled(plan))
    return re.sub(r"\n+(#+ )|\n{3,}", lambda found: "\n\n" + (found[1] or ""), text)


def html(plan: Plan) -> str:
    """Return the plan as one HTML page that needs nothing else."""
    return environment(shipped("templates"), "html").get_template("plan.html").render(**filled(plan))


def as_json(plan: Plan) -> str:
    """Return the advice behind the plan as JSON."""
    return json.dumps(advice_json(plan.advice), indent=1, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Plan], str]] = {"md": markdown, "html": html, "json": as_json}
"""What a plan can be written as."""


BINARY: Mapping[str, Callable[[Plan], bytes]] = {"xlsx": xlsx}
"""What a plan can be written as that is no text."""


def render(plan: Plan, format: str = "md") -> str:
    """Return a plan as text in one of FORMATS. Raises UserError for another word."""
    if format not in FORMATS:
        raise fail("--format", f"'{format}' is no format{nearest(format, FORMATS)} (formats: {', '.join(FORMATS)})")
    return FORMATS[format](plan)


def write_documents(plan: Plan, folder: Path, formats: tuple[str, ...] = ("md", "html")) -> tuple[Path, ...]:
    """Write the plan in each format and return the files; each appears whole or not at all.

    Raises UserError for an unknown format, with nothing written; and for a format that cannot be made here, with the
    others written.
    """
    makers: Mapping[str, Callable[[Plan], str | bytes]] = {**FORMATS, **BINARY}
    for name in formats:
        if name not in makers:
            raise fail("--format", f"'{name}' is no format{nearest(name, makers)} (formats: {', '.join(makers)})")
    problems: list[Problem] = []
    made: dict[Path, str | bytes] = {}
    for name in formats:
        try:
            made[folder / f"plan.{name}"] = makers[name](plan)
        except UserError as error:
            problems += error.problems
    if made:
        make_folder(folder)
    for path, content in made.items():
        write_whole(path, content)
    if problems:
        raise UserError(problems)
    return tuple(made)
