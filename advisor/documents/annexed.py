"""The chapters made of papers: fit-gap, RAID, exclusions, RACI, migration and the others, as tables that fit a page."""

from collections.abc import Callable, Iterator, Mapping

from advisor.documents.blocks import Block, Heading, Paragraph, Section, Table
from advisor.papers.paper import Paper
from advisor.papers.paper import Table as Lines
from advisor.plan import Plan

SHOWN: Mapping[str, tuple[str, ...]] = {
    "requirements": ("software_must", "priority", "fit", "resolution", "app", "what_is_missing"),
    "objects": ("data", "wave", "comes_from", "owner", "reconciled_when"),
    "interfaces": ("interface", "other_side", "data", "odoo_brings", "to_be_known"),
    "roles": ("role", "does", "leads", "works_in", "sensitive_duties"),
    "conflicts": ("duty", "and_duty", "danger", "control"),
    "risks": ("risk", "likelihood", "impact", "mitigation", "owner"),
}
"""The columns of wide tables that a page takes; the workbook holds them all."""


def chapter(name: str) -> Callable[[Plan], Section]:
    """Return the chapter made of one paper."""

    def of(plan: Plan) -> Section:
        found = paper_of(plan, name)
        return Section(found.title, (Paragraph(found.purpose), *tables(found))) if found else Section(name, ())

    return of


def paper_of(plan: Plan, name: str) -> Paper | None:
    """Return a paper of a plan, or None where the plan has none."""
    return next((paper for paper in plan.annexes if paper.name == name), None)


def tables(paper: Paper) -> Iterator[Block]:
    """Yield the tables of a paper, each below its heading and its note."""
    for lines in paper.tables:
        if lines.lines:
            yield from (Heading(lines.title) for _ in paper.tables[1:2])
            yield from (Paragraph(note) for note in (lines.note,) if note)
            yield table(lines)


def table(lines: Lines) -> Table:
    """Return the lines of a paper as a table with the columns that a page takes."""
    fields: tuple[str, ...] = getattr(lines.lines[0], "_fields", ())
    kept = [at for at, name in enumerate(fields) if name in SHOWN.get(lines.name, fields)]
    rows = tuple(tuple(row[at] for at in kept) for row in lines.rows)
    return Table(tuple(lines.heads[at] for at in kept), rows)


def lines_of(plan: Plan, paper: str, name: str) -> Lines | None:
    """Return one table of a paper, or None where the plan has no such lines."""
    found = paper_of(plan, paper)
    return next((one for one in found.tables if one.name == name and one.lines), None) if found else None
