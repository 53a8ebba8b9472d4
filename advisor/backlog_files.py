"""A backlog in the forms that planning tools import, each checked against a model of its target before it is written.

Odoo: three files for its own import, in the order of their names, joined by external ids. Jira: one file in which
``Parent`` holds the ``Issue Id`` of a row above, and the column of what an issue blocks stands there as often as one
blocks others. Azure DevOps: one file whose tree is told by which ``Title`` column is filled. Odoo and Azure DevOps take
a description for HTML, Jira for text.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from advisor.backlog import Item

Rows = list[dict[str, str]]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
PRIORITY_NUMBERS = {"must": "1", "should": "2", "could": "3"}
LONGEST_TITLE = 255  # letters that Jira and Azure DevOps take
JIRA_PRIORITIES = {"must": "High", "should": "Medium", "could": "Low"}


@dataclass(frozen=True, slots=True)
class Model:
    """What a target accepts: its columns, those that must be filled, and the words that some may hold."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    id: str = ""  # the column that names a row
    references: tuple[str, ...] = ()  # columns that hold names of rows above, with commas
    links: tuple[str, ...] = ()  # columns that hold names of any rows, with commas, and are written once for each


MODELS: Mapping[str, Mapping[str, Model]] = {
    "odoo": {
        "1_project.project.csv": Model(
            ("id", "name", "allow_milestones", "allow_task_dependencies"),
            ("id", "name"),
            {"allow_milestones": frozenset({"True", "False"}), "allow_task_dependencies": frozenset({"True", "False"})},
            "id",
        ),
        "2_project.milestone.csv": Model(
            ("id", "name", "project_id/id"), ("id", "name", "project_id/id"), id="id", references=("project_id/id",)
        ),
        "3_project.task.csv": Model(
            (
                *("id", "name", "project_id/id", "parent_id/id", "milestone_id/id", "depend_on_ids/id"),
                *("allocated_hours", "priority", "description"),
            ),
            ("id", "name", "project_id/id"),
            {"priority": frozenset({"0", "1"})},
            "id",
            ("project_id/id", "parent_id/id", "milestone_id/id", "depend_on_ids/id"),
        ),
    },
    "jira": {
        "jira.csv": Model(
            (
                *("Issue Id", "Parent", "Issue Type", "Summary", "Description", "Priority", "Original Estimate"),
                *("Labels", 'Link "Blocks"'),
            ),
            ("Issue Id", "Issue Type", "Summary"),
            {
                "Issue Type": frozenset({"Epic", "Task", "Sub-task"}),
                "Priority": frozenset({"", "High", "Medium", "Low"}),
            },
            "Issue Id",
            ("Parent",),
            ('Link "Blocks"',),
        ),
    },
    "azure": {
        "azure_devops.csv": Model(
            (
                *("Work Item Type", "Title 1", "Title 2", "Title 3", "Priority", "Original Estimate"),
                *("Description", "Tags"),
            ),
            ("Work Item Type",),
            {
                "Work Item Type": frozenset({"Epic", "Feature", "Task"}),
                "Priority": frozenset({"", "1", "2", "3", "4"}),
            },
        ),
    },
}
"""The files of each target, in the order they are imported."""


def odoo(items: Sequence[Item]) -> dict[str, Rows]:
    """Return rows for Odoo's own import of projects, milestones and tasks."""
    project = next(item for item in items if item.kind == "project")
    goals = [item for item in items if item.kind == "milestone"]
    work = [item for item in items if item.kind in ("phase", "task")]

    def external(key: str) -> str:
        """Return an external id: a module name, a dot, the project's own key, and no further dot."""
        return f"advisor.{project.key}_{key.replace('.', '_')}" if key else ""

    whole = external(project.id)
    return {
        "1_project.project.csv": [
            {"id": whole, "name": project.name, "allow_milestones": "True", "allow_task_dependencies": "True"}
        ],
        "2_project.milestone.csv": [
            {"id": external(item.id), "name": item.name, "project_id/id": whole} for item in goals
        ],
        "3_project.task.csv": [
            {
                "id": external(item.id),
                "name": item.name,
                "project_id/id": whole,
                "parent_id/id": external(item.parent) if item.kind == "task" else "",
                "milestone_id/id": external(item.milestone),
                "depend_on_ids/id": ",".join(external(other) for other in item.after),
                "allocated_hours": hours(item.hours),
                "priority": "1" if item.priority == "must" else "0",
                "description": escape(item.text, quote=False),
            }
            for item in work
        ],
    }


def jira(items: Sequence[Item]) -> dict[str, Rows]:
    """Return rows for Jira: a wave's phase is an epic, a task a task; epics stand first, as Jira wants it."""
    numbers = {item.id: str(number) for number, item in enumerate(items, 1)}
    blocks: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for other in item.after:
            blocks[other].append(numbers[item.id])
    kinds = {"phase": "Epic", "task": "Task"}
    ranked = sorted((item for item in items if item.kind in kinds), key=lambda item: item.kind != "phase")
    rows = [
        {
            "Issue Id": numbers[item.id],
            "Parent": numbers[item.parent] if item.kind == "task" else "",
            "Issue Type": kinds[item.kind],
            "Summary": item.name[:LONGEST_TITLE],
            "Description": item.text,
            "Priority": JIRA_PRIORITIES.get(item.priority, ""),
            "Original Estimate": f"{item.hours * 3600:.0f}" if item.hours else "",
            "Labels": item.role.replace(" ", "-"),
            'Link "Blocks"': ",".join(blocks[item.id]),
        }
        for item in ranked
    ]
    return {"jira.csv": rows}


def azure(items: Sequence[Item]) -> dict[str, Rows]:
    """Return rows for Azure DevOps: project, phases and tasks as epic, features and tasks of the agile process."""
    levels = {"project": ("Epic", "Title 1"), "phase": ("Feature", "Title 2"), "task": ("Task", "Title 3")}
    rows = [
        {
            "Work Item Type": levels[item.kind][0],
            **dict.fromkeys(("Title 1", "Title 2", "Title 3"), ""),
            levels[item.kind][1]: item.name[:LONGEST_TITLE],
            "Priority": PRIORITY_NUMBERS.get(item.priority, ""),
            "Original Estimate": hours(item.hours),
            "Description": escape(item.text, quote=False),
            "Tags": item.role,
        }
        for item in items
        if item.kind in levels
    ]
    return {"azure_devops.csv": rows}


TARGETS: Mapping[str, Callable[[Sequence[Item]], dict[str, Rows]]] = {"odoo": odoo, "jira": jira, "azure": azure}
"""The planning tools a backlog can be written for."""


def hours(number: float) -> str:
    return f"{number:g}" if number else ""


def faults(target: str, files: Mapping[str, Rows]) -> list[str]:
    """Return everything in a target's files that its model does not accept; empty when it can be imported."""
    found: list[str] = []
    known: set[str] = set()
    for name, model in MODELS[target].items():
        everywhere = {row.get(model.id, "") for row in files[name]}
        for number, row in enumerate(files[name], 2):
            found += (f"{name}:{number}: {fault}" for fault in row_faults(model, row, known, everywhere))
            if model.id:
                known.add(row[model.id])
    return found


def row_faults(model: Model, row: Mapping[str, str], above: set[str], everywhere: set[str]) -> Iterable[str]:
    """Yield what is wrong with one row, given the names of the rows above it and of all rows of its file."""
    if tuple(row) != model.columns:
        yield f"columns are {', '.join(row)}; they have to be {', '.join(model.columns)}"
    for column in model.required:
        if not row.get(column):
            yield f"{column} is empty"
    for column, words in model.words.items():
        if row.get(column, "") not in words:
            yield f"'{row.get(column)}' is no {column}"
    places = [(model.references, above, "row above"), (model.links, everywhere, "row")]
    for columns, known, where in places:
        for column in columns:
            for name in names_in(row.get(column, "")):
                if name not in known:
                    yield f"{column} names {name}, which stands in no {where}"


def names_in(cell: str) -> list[str]:
    """Return the names of rows in a cell."""
    return [name for name in cell.split(",") if name]


def as_csv(model: Model, rows: Rows) -> str:
    """Return rows as CSV in which no cell can be taken for a formula; a column of links stands there for each link."""
    widths = {column: max((len(names_in(row[column])) for row in rows), default=0) or 1 for column in model.links}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column for column in model.columns for _ in range(widths.get(column, 1))])
    for row in rows:
        cells: list[str] = []
        for column in model.columns:
            names = names_in(row[column])
            cells += [*names, *[""] * (widths[column] - len(names))] if column in widths else [row[column]]
        writer.writerow(map(harmless, cells))
    return out.getvalue()


def harmless(text: str) -> str:
    """Return a cell that a spreadsheet shows as text: what could start a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def files_for(target: str, items: Sequence[Item]) -> dict[str, str]:
    """Return the files of a target by name, in the order they are imported."""
    rows = TARGETS[target](items)
    return {name: as_csv(model, rows[name]) for name, model in MODELS[target].items()}
