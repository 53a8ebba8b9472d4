"""The plan as a workbook: one sheet a topic, text that stays text, sums that are live. The one home of xlsxwriter."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from advisor.errors import fail
from advisor.estimate.figures import named_lines
from advisor.language import Words, say
from advisor.papers import PAPERS
from advisor.papers.paper import briefed
from advisor.plan import Plan
from advisor.words import PRIORITY_WORDS

Cell = str | float | None
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What stands where a workbook wants the time of its making: the same plan gives the same bytes."""
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a name, headings, rows, and the columns of which a live sum stands below."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[int, ...] = ()


def xlsx(plan: Plan) -> bytes:
    """Return the plan as a workbook. Raises UserError when the library for it is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        raise fail("--format xlsx", "needs more to be installed: pip install 'advisor[xlsx]'") from None
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties(
        {"title": say("Implementation plan for {company}", company=plan.company)[:255], "created": NO_CLOCK}
    )
    looks = {
        "head": book.add_format({"bold": True, "text_wrap": True, "bottom": 2, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
        "sum": book.add_format({"bold": True, "num_format": "#,##0.00", "top": 1}),
    }
    for sheet in (one for make in SHEETS for one in make(plan)):
        fill(book.add_worksheet(named(sheet, book.sheetnames)), sheet, looks)
    book.close()
    return out.getvalue()


def named(sheet: Sheet, taken: Collection[str]) -> str:
    """Return a name that a sheet may have: short, without signs, and of its own."""
    name = "".join(letter for letter in sheet.name if letter not in "[]:*?/\\")[:NAME]
    number = 2
    while name.lower() in {other.lower() for other in taken}:
        name = f"{name[: NAME - 3]} {number}"
        number += 1
    return name


NAME = 31  # letters that the name of a sheet may have


def fill(page: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    """Write one sheet: headings that stay in sight, rows, and formulas that are ours alone."""
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for at, heading in enumerate(sheet.columns):
        page.set_column(at, at, width(sheet, at))
        page.write_string(0, at, heading, looks["head"])
    for number, row in enumerate(sheet.rows, 1):
        for at, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, at, cell[:LONGEST], looks["text"])
            elif cell is not None:
                page.write_number(number, at, cell, looks["number"])
    below = len(sheet.rows) + 1
    for at in sheet.sums if sheet.rows else ():
        letter = chr(ord("A") + at)
        total = sum(float(row[at] or 0) for row in sheet.rows)
        page.write_formula(below, at, f"=SUM({letter}2:{letter}{below})", looks["sum"], total)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)


LONGEST = 32_000  # letters that a cell can hold


def width(sheet: Sheet, at: int) -> float:
    """Return how wide a column is, in letters: enough for most of its cells."""
    lengths = sorted(len(str(row[at])) for row in sheet.rows if row[at] is not None)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return min(WIDEST, max(len(sheet.columns[at]), usual) + 2)


def summary(plan: Plan) -> Iterator[Sheet]:
    """Yield what an owner reads first."""
    rows: list[tuple[Cell, ...]] = [(plan.company, None), (", ".join(plan.facts), None), (plan.headline, None)]
    rows += [(sentence, None) for sentence in plan.summary]
    rows += [(sentence, None) for sentence in certainty(plan)]
    rows += [(label, number) for number, label in plan.numbers]
    yield Sheet(say("Summary"), (say("What"), say("How much")), tuple(rows))


def certainty(plan: Plan) -> Iterator[str]:
    """Yield how the days of the other sheets were found, and that they are a judgement where they are."""
    if plan.effort:
        yield from filter(None, (plan.effort.judgement, *plan.effort.method))


def apps(plan: Plan) -> Iterator[Sheet]:
    """Yield the apps in the order they go live."""
    first = {line.app.id for line in plan.first}
    rows = tuple(
        (
            float(line.number),
            line.app.name,
            say("first project") if line.app.id in first else say("later"),
            PRIORITY_WORDS[line.priority],
            line.edition,
            " ".join(line.modules),
            line.reason,
        )
        for line in (*plan.first, *plan.later)
    )
    yield Sheet(
        say("Apps"),
        (say("Number"), say("App"), say("When"), say("Priority"), say("Edition"), say("Modules"), say("Why")),
        rows,
    )


def effort(plan: Plan) -> Iterator[Sheet]:
    """Yield the work packages with live sums."""
    if plan.estimate.lines:
        rows = tuple(
            (
                float(line.wave),
                plan.advice.pack.phases[line.phase].name,
                line.package.app.name if line.package.app else "",
                line.package.work.name,
                line.package.role.name,
                line.days,
                key,
            )
            for key, line in named_lines(plan.estimate)
        )
        columns = (say("Wave"), say("Phase"), say("App"), say("Work"), say("Role"), say("Person-days"), say("Figure"))
        yield Sheet(say("Effort"), columns, rows, sums=(5,))


def money(plan: Plan) -> Iterator[Sheet]:
    """Yield services and payments with live sums."""
    if plan.money and plan.money.services:
        currency = plan.money.currency
        roles = tuple(
            (item.role.name, item.days, float(item.rate.amount), float(item.price.amount))
            for item in plan.money.services.roles
        )
        yield Sheet(
            say("Services"),
            (
                say("Role"),
                say("Days"),
                say("A day, {currency}", currency=currency),
                say("Price, {currency}", currency=currency),
            ),
            roles,
            sums=(1, 3),
        )
        payments = tuple(
            (float(due.wave), due.payment.name, due.phase.acceptance, float(due.price.amount))
            for due in plan.money.payments
        )
        yield Sheet(
            say("Payments"),
            (say("Wave"), say("Falls due when"), say("Accepted when"), say("Amount, {currency}", currency=currency)),
            payments,
            sums=(3,),
        )


def cut(plan: Plan) -> Iterator[Sheet]:
    """Yield what a budget or a day leaves out."""
    if plan.cut and plan.cut.left_out:
        yield Sheet(say("Left out"), plan.cut.heads, plan.cut.rows)


def install_set(plan: Plan) -> Iterator[Sheet]:
    """Yield what a server installs, and why."""
    advice = plan.advice
    unverified = tuple((name, name, CAUSES["chosen"], "") for name in advice.enterprise_modules)
    rows = tuple(
        (item.module.name, item.module.label, CAUSES[item.cause], " ".join(item.by))
        for item in advice.install_set.modules
    )
    yield Sheet(
        say("Install set"), (say("Module"), say("Label"), say("Cause"), say("Because of")), (*unverified, *rows)
    )


CAUSES = Words(
    {
        "base": "base",
        "installed": "installed",
        "chosen": "chosen",
        "country": "country",
        "hook": "hook",
        "needed_by": "needed by",
        "bridge": "bridge",
    }
)


def papers(plan: Plan) -> Iterator[Sheet]:
    """Yield every table of every paper of the project."""
    found = briefed(plan.advice, plan.estimate.waves, plan.open_points)
    for paper in (make(found) for make in PAPERS.values()):
        for table in paper.tables:
            if table.lines:
                yield Sheet(SHEET_NAMES[f"{paper.name} {table.name}"], table.heads, table.rows)


SHEET_NAMES = Words(
    {
        "fit-gap requirements": "Fit-gap",
        "rtm traces": "RTM",
        "raid risks": "RAID risks",
        "raid assumptions": "RAID assumptions",
        "raid issues": "RAID issues",
        "raid dependencies": "RAID dependencies",
        "exclusions exclusions": "Exclusions",
        "raci parties": "RACI parties",
        "raci tasks": "RACI tasks",
        "migration objects": "Migration objects",
        "migration left_behind": "Migration left behind",
        "migration steps": "Migration steps",
        "migration criteria": "Migration criteria",
        "integrations interfaces": "Integrations",
        "access roles": "Access roles",
        "access conflicts": "Access conflicts",
        "training training": "Training training",
        "training messages": "Training messages",
        "uat steps": "UAT",
        "kpis key_figures": "KPIS",
    }
)
"""The sheet of each table of each paper."""


SHEETS: Sequence[Callable[[Plan], Iterator[Sheet]]] = (summary, apps, effort, money, cut, papers, install_set)
"""What makes the sheets, in their order."""
