"""The house rules: imports run one way, each outside library has one home, the top holds the standard shape only."""

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from advisor.findings import conditions
from advisor.pack import load_pack

from .conftest import ROOT

ORDER = tuple(
    """
    errors shipped walk kept customer_text language schema business offer delivery estimates model nodes conditions
    fields renames catalog manifests install_set truth pack translation sound terms answers coverage what_if advice
    advising words typed hitting activation trials goals counterfactual change_words confidence causes compare
    requests reasons why_not explain svg untangling drawing picture coverage_map graph contract findings reachable
    effects proof number_findings delivery_findings check handbook evaluate sections prospects going_live installing
    estimate survey side_by_side summary backlog backlog_files papers reissue plan worksheet workbook documents texts
    sealing settings store web serve cli
    """.split()
)
"""Rooms from left to right; a room may import only rooms to its left."""

HOMES = {
    "babel": "language",
    "yaml": "nodes",
    "networkx": "graph",
    "jinja2": "documents",
    "markupsafe": "documents",
    "typst": "documents.pdf",
    "anyascii": "documents.pdf",
    "docxtpl": "documents.word",
    "typer": "cli",
    "holidays": "estimate.workdays",
    "xlsxwriter": "workbook",
    "sqlalchemy": "store",
    "alembic": "store",
    "argon2": "store.people",
    "anyio": "web",
    "fastapi": "web",
    "pydantic": "web",
    "starlette": "web",
    "uvicorn": "serve",
}
"""The one home of each outside library: a room, or a module in one."""
OWN = ("advisor",)


def room(path: Path) -> str:
    return path.relative_to(ROOT / "advisor").parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


FILES = [path for path in sorted((ROOT / "advisor").rglob("*.py")) if room(path) not in ("__init__", "__main__")]
LOCAL = {path: {name.split(".")[1] for name in imports(path) if name.startswith("advisor.")} for path in FILES}


def test_every_file_stands_in_the_order() -> None:
    assert {room(path) for path in FILES} == set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_imports_run_one_way(path: Path) -> None:
    to_the_right = {name for name in LOCAL[path] & set(ORDER) if ORDER.index(name) > ORDER.index(room(path))}

    assert to_the_right == set()


def test_command_line_and_web_never_import_each_other() -> None:
    pairs = {(room(path), name) for path in FILES for name in LOCAL[path]}

    assert pairs.isdisjoint({("cli", "web"), ("web", "cli")})


def test_there_is_no_ring() -> None:
    graph: dict[str, set[str]] = {}
    for path in FILES:
        graph.setdefault(room(path), set()).update((LOCAL[path] & set(ORDER)) - {room(path)})

    assert len(list(TopologicalSorter(graph).static_order())) == len(ORDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_outside_libraries_stay_at_home(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports(path)} - set(sys.stdlib_module_names) - set(OWN)

    module = ".".join(path.relative_to(ROOT / "advisor").with_suffix("").parts)
    assert {name for name in outside if HOMES.get(name) not in (room(path), module)} == set()


def test_nothing_else_stands_at_the_top() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not tracked:
        pytest.skip("not a git checkout")

    top = {name.split("/")[0] for name in tracked if not name.startswith(".")}
    assert top == {"advisor", "rules", "templates", "tests", "pyproject.toml", "README.md", "LICENSE"}


def test_no_condition_looks_at_a_sector_or_preset() -> None:
    questions = {line.question for _, _, when in conditions(load_pack()) for table in when for line in table}

    assert {question for question in questions if "sector" in question or "preset" in question} == set()
