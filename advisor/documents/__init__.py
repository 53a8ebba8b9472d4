"""Documents from a plan: a kind says what stands in one, a format how it is laid out; a file is whole or not there."""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from advisor.answers import make_folder, write_whole
from advisor.contract import advice_json
from advisor.documents.kinds import known_kind
from advisor.documents.pages import html, markdown
from advisor.documents.pdf import pdf
from advisor.documents.plan_json import plan_json
from advisor.documents.style import Style
from advisor.documents.word import docx
from advisor.errors import Problem, UserError, fail, nearest
from advisor.plan import Plan
from advisor.workbook import xlsx

Content = str | bytes
PLAIN = Style()


def as_json(plan: Plan) -> str:
    """Return the whole plan as JSON: the advice, and beside it the estimate, the calendar and the money."""
    return json.dumps(advice_json(plan.advice) | plan_json(plan), indent=1, ensure_ascii=False) + "\n"


LAYOUTS: Mapping[str, Callable[[Plan, str, Style], Content]] = {"md": markdown, "html": html, "pdf": pdf, "docx": docx}
"""What a document of any kind can be laid out as."""

DATA: Mapping[str, Callable[[Plan], Content]] = {"json": as_json, "xlsx": xlsx}
"""What holds the whole plan, whatever documents are asked for."""

FORMATS = (*LAYOUTS, *DATA)
FILE_NAMES = {"report": "plan"}
"""The kinds of documents whose file is not named after them."""


LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "pdf": ("anyascii", "typst"),
    "docx": ("anyascii", "docxtpl", "typst"),
    "xlsx": ("xlsxwriter",),
}
"""What has to be installed for a format, besides what always is."""


def installed(format: str) -> bool:
    """Return whether documents of a format can be made here."""
    return all(find_spec(name) for name in LIBRARIES.get(format, ()))


def render(plan: Plan, format: str = "md", kind: str = "report", style: Style = PLAIN) -> str:
    """Return a document as text. Raises UserError for a format that is no text."""
    texts = ("md", "html", "json")
    if format not in texts:
        raise fail("--format", f"'{format}' is no format of text{nearest(format, texts)} (formats: {', '.join(texts)})")
    return str(content(plan, known_kind(kind), format, style))


def content(plan: Plan, kind: str, format: str, style: Style = PLAIN) -> Content:
    """Return what a file of a document holds. Raises UserError for what is not installed or wrong in own templates."""
    return DATA[format](plan) if format in DATA else LAYOUTS[format](plan, kind, style)


def write_documents(
    plan: Plan,
    folder: Path,
    formats: Sequence[str] = ("md", "html"),
    kinds: Sequence[str] = ("report",),
    style: Style = PLAIN,
    told: Callable[[str], object] = len,
) -> tuple[Path, ...]:
    """Write documents in each format and return the files; ``told`` hears the name of each before it is made.

    Raises UserError for an unknown format or kind, with nothing written; and for a file that cannot be made here, with
    the others written.
    """
    wanted = files(formats, kinds)
    problems: list[Problem] = []
    made: dict[Path, Content] = {}
    for name, (kind, layout) in wanted.items():
        told(name)
        try:
            made[folder / name] = content(plan, kind, layout, style)
        except UserError as error:
            problems += error.problems
    if made:
        make_folder(folder)
    for path, found in made.items():
        write_whole(path, found)
    if problems:
        raise UserError(problems)
    return tuple(made)


def files(formats: Sequence[str], kinds: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the kind and the format of each file to write, by its name. Raises UserError for an unknown word."""
    if not formats:
        raise fail("--format", f"names no format; give at least one of: {', '.join(FORMATS)}")
    for word in formats:
        if word not in FORMATS:
            raise fail("--format", f"'{word}' is no format{nearest(word, FORMATS)} (formats: {', '.join(FORMATS)})")
    found: dict[str, tuple[str, str]] = {}
    for kind in map(known_kind, kinds):
        for word in formats:
            name = "plan" if word in DATA else FILE_NAMES.get(kind, kind)
            found[f"{name}.{word}"] = (kind, word)
    return found
