"""Templates of one's own: copied from the shipped ones, and checked by filling them in with the built-in example."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

from advisor.advising import advise
from advisor.answers import make_folder, read_answers, write_whole
from advisor.documents.kinds import KINDS
from advisor.documents.pages import html, markdown
from advisor.documents.pdf import pdf
from advisor.documents.style import Style, known_template
from advisor.documents.word import TEMPLATE, docx, unknown_fields
from advisor.errors import Place, Problem, UserError, fail, nearest
from advisor.pack import load_pack
from advisor.plan import Plan, make_plan
from advisor.shipped import shipped

Check = Callable[[Plan, Style], object]


def all_kinds(layout: Callable[[Plan, str, Style], object]) -> Check:
    """Return a check that lays out every kind of document."""
    return lambda plan, style: [layout(plan, kind, style) for kind in KINDS]


def word_fields(plan: Plan, style: Style) -> None:
    """Check the Word template. Raises UserError naming every field nobody knows, with its place."""
    path = style.file(TEMPLATE)
    problems = [
        Problem(Place(str(path)), f"{place}'{name}' is no field{nearest(name, known)}")
        for name, known in unknown_fields(plan, style)
        for place in places(path, name)
    ]
    if problems:
        raise UserError(problems)
    docx(plan, "board", style)


CHECKS: Mapping[str, Check] = {
    ".md": all_kinds(markdown),
    ".html": all_kinds(html),
    ".css": all_kinds(html),
    ".js": all_kinds(html),
    ".typ": lambda plan, style: pdf(plan, "board", style),
    ".xml": lambda plan, style: docx(plan, "report", style),
    ".docx": word_fields,
}
"""How a template is tried, by what its name ends with."""


def copy_templates(names: Sequence[str], folder: Path) -> tuple[Path, ...]:
    """Copy shipped templates, by default the Word file. Raises UserError for unknown names and files that are there."""
    wanted = {name: folder / name for name in names or (TEMPLATE,)}
    problems = [known_template(name, Place("NAME")) for name in wanted]
    problems += [
        Problem(Place(str(path)), "is there already; move it away first") for path in wanted.values() if path.exists()
    ]
    if found := [problem for problem in problems if problem]:
        raise UserError(found)
    make_folder(folder)
    for name, path in wanted.items():
        write_whole(path, (shipped("templates") / name).read_bytes())
    return tuple(wanted.values())


def check_templates(path: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the names of the templates in a folder, or of one file in it, and everything that is wrong with them."""
    if not path.exists():
        raise fail(str(path), "there is no such file or folder")
    files = [path] if path.is_file() else sorted(file for file in path.iterdir() if file.is_file())
    problems = [problem for file in files if (problem := known_template(file.name, Place(str(file))))]
    style, plan = Style(own=path.parent if path.is_file() else path), example()
    checks = dict.fromkeys(CHECKS[file.suffix] for file in files if file.suffix in CHECKS)
    for check in checks:
        try:
            check(plan, style)
        except UserError as error:
            problems += error.problems
    return tuple(file.name for file in files), tuple(problems)


def example() -> Plan:
    """Return the plan of the built-in example."""
    pack = load_pack()
    return make_plan(advise(pack, read_answers(shipped("rules") / "example.yaml", pack)))


def places(path: Path, name: str) -> Iterator[str]:
    """Yield in which paragraphs of a Word file a field stands, in words; a name may be split between runs."""
    tag = re.compile(r"\{[{%][^{}]*\b" + re.escape(name) + r"\b[^{}]*[}%]\}")
    with ZipFile(path) as file:
        for part in sorted(
            one for one in file.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", one)
        ):
            paragraphs = re.findall(r"<w:p[ >].*?</w:p>", file.read(part).decode(), re.DOTALL)
            for number, paragraph in enumerate(paragraphs, 1):
                if tag.search(text := re.sub(r"<[^>]+>", "", paragraph)):
                    where = Path(part).stem
                    yield f"{where}, paragraph {number}: {text.strip()[:80]}: "
