"""The one home of Jinja: pages from the templates in ``templates/``, where a folder of one's own has its way."""

import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Call, Const, Name
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advisor.documents.markup import FIGURES, HTML_FILTERS, IN_HTML, IN_MARKDOWN, MARKDOWN_FILTERS, markdown_text
from advisor.errors import Place, Problem, UserError, fail, nearest
from advisor.kept import folder as cache_folder
from advisor.language import spoken
from advisor.shipped import shipped


def page(name: str, names: Mapping[str, Any], own: Path | None = None) -> str:
    """Return a template filled in; a file of that name in a folder of one's own stands in the place of the shipped one.

    Raises UserError with template and line for what is wrong in the own folder.
    """
    made = environment(own, name.endswith(".md"))
    if own and (own / name).is_file():
        refuse_unknown_names(own / name, made, names)
    try:
        return made.get_template(name).render(**names)
    except Exception as error:
        place = own_place(error, own)
        if place is None:
            raise
        raise fail(place, str(error)) from None


def refuse_unknown_names(path: Path, made: Environment, names: Mapping[str, Any]) -> None:
    """Raise UserError for names nobody knows in one's own template, also where this document would not use them."""
    try:
        tree = made.parse(path.read_text(encoding="utf-8"))
    except (TemplateSyntaxError, UnicodeDecodeError):  # told when the template is used
        return
    unknown = find_undeclared_variables(tree) - names.keys() - made.globals.keys()
    used = [one for one in tree.find_all(Name) if one.ctx == "load" and one.name in unknown]
    if used:
        known = (*names, *made.globals)
        raise UserError(
            Problem(Place(str(path), one.lineno), f"'{one.name}' is undefined{nearest(one.name, known)}")
            for one in used
        )


def own_place(error: BaseException, own: Path | None) -> Place | None:
    """Return the line of a template in the own folder at which an error arose, or None when it arose elsewhere."""
    lines = [(error.filename, error.lineno)] if isinstance(error, TemplateSyntaxError) else []
    trace = error.__traceback__
    while trace is not None:
        lines.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    inside = [Place(file, line) for file, line in lines if own and file and Path(file).is_relative_to(own)]
    return inside[-1] if inside else None


@cache
def environment(own: Path | None, markdown: bool) -> Environment:
    """Return the template environment: undefined names are errors, and what is filled in stays text.

    Templates of one's own run in a sandbox, from which nothing inside Python can be reached.
    """
    loader = FileSystemLoader([*([own] if own else []), shipped("templates")])
    kind = ImmutableSandboxedEnvironment if own else Environment
    common: dict[str, Any] = {
        "loader": loader,
        "undefined": StrictUndefined,
        "bytecode_cache": None if own else bytecode_cache(),
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
    }
    made = kind(autoescape=not markdown, finalize=markdown_text if markdown else None, **common)
    made.globals.update(IN_MARKDOWN if markdown else IN_HTML, language=spoken)
    made.filters.update({**FIGURES, **(MARKDOWN_FILTERS if markdown else HTML_FILTERS)})
    return made


def calls_in(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each function that a template calls with texts: its name, and the texts in their order."""
    for call in Environment(autoescape=True).parse(path.read_text(encoding="utf-8")).find_all(Call):
        if isinstance(call.node, Name):
            texts = (one.value for one in call.args if isinstance(one, Const))
            yield call.node.name, tuple(text for text in texts if isinstance(text, str))


def bytecode_cache() -> FileSystemBytecodeCache | None:
    """Return where compiled templates are kept, by the digest of their source, or None where nothing can be kept."""
    place = cache_folder() / "templates"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(place)) if os.access(place, os.W_OK) else None
