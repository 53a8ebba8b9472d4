"""The plan as a workbook: one sheet a topic, text that stays text, sums that are live. The one home of xlsxwriter."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from advisor.errors import fail
from advisor.estimate.estimating import setting
from advisor.estimate.figures import named_lines
from advisor.estimate.money import Money
from advisor.estimate.services import Services
from advisor.language import Words, say, say_many
from advisor.papers import PAPERS
from advisor.papers.paper import briefed
from advisor.plan import Plan
from advisor.words import PRIORITY_WORDS, capitalised, titled
from advisor.worksheet import Cell, Formula, Sheet, height, look_of, number_of, width

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What stands where a workbook wants the time of its making: the same plan gives the same bytes."""


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
        "count": book.add_format({"num_format": "#,##0", "valign": "top"}),
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
    widths = [width(sheet, at) for at in range(len(sheet.columns))]
    for at, letters in enumerate(widths):
        page.set_column(at, at, letters)
        page.write_string(0, at, sheet.columns[at], looks["head"])
    page.set_row(0, height(sheet.columns, widths))
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, height(row, widths))
        for at, cell in enumerate(row):
            write(page, (number, at), cell, looks[look_of(cell)])
    for at in sheet.sums if sheet.rows else ():
        letter = chr(ord("A") + at)
        total = sum(number_of(row[at]) for row in sheet.rows)
        page.write_formula(sheet.below - 1, at, f"=SUM({letter}2:{letter}{sheet.below - 1})", looks["sum"], total)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)


def write(page: Any, place: tuple[int, int], cell: Cell, look: Any) -> None:
    """Write one cell: a text as text, a number as a number; a formula is always ours."""
    if isinstance(cell, str):
        page.write_string(*place, cell[:LONGEST], look)
    elif isinstance(cell, Formula):
        page.write_formula(*place, cell.text.format(row=place[0] + 1), look, cell.value)
    elif cell is not None:
        page.write_number(*place, cell, look)


LONGEST = 32_000  # letters that a cell can hold


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
            line.number,
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
                line.wave,
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
    """Yield services, costs over the years and payments; other days on the sheet of the effort make other prices."""
    found = plan.money
    if found and found.services:
        of_roles = services_sheet(found.services, next(effort(plan)))
        whole = of_roles.reference(f"$D${of_roles.below}")
        yield of_roles
        yield costs_sheet(plan, found, whole)
        yield payments_sheet(found, whole)


def services_sheet(found: Services, lines: Sheet) -> Sheet:
    """Return days and price of each role, from the lines of the effort."""
    currency = found.price.currency
    roles, days = (lines.reference(f"${column}$2:${column}${lines.below - 1}") for column in "EF")
    rows = tuple(
        (
            item.role.name,
            Formula(f"=SUMIF({roles},A{{row}},{days})", item.days),
            float(item.rate.amount),
            Formula("=ROUND(B{row}*C{row},2)", float(item.price.amount)),
        )
        for item in found.roles
    )
    day, price = say("A day, {currency}", currency=currency), say("Price, {currency}", currency=currency)
    return Sheet(say("Services"), (say("Role"), say("Days"), day, price), rows, sums=(1, 3))


def costs_sheet(plan: Plan, found: Money, whole: str) -> Sheet:
    """Return the parts of the costs over the years; the contingency comes from the simulation and stays as it is."""
    part = setting(plan.advice, "support_share")
    live = {"services": f"={whole}", "support": f"=ROUND({whole}*{part:g},2)*{found.years}"}
    rows: list[tuple[Cell, ...]] = []
    for one in found.parts:
        price: Cell = float(one.price.amount) if one.price else one.words
        if one.figure in live and isinstance(price, float):
            price = Formula(live[one.figure], price)
        rows.append((capitalised(one.name), price))
    years = say_many("{number} year together", "{number} years together", found.years)
    name = titled(years, say("Price, {currency}", currency=found.currency))
    return Sheet(say("Costs"), (say("What"), name), tuple(rows), sums=(1,))


def payments_sheet(found: Money, whole: str) -> Sheet:
    """Return what falls due on each acceptance, as a share of the services."""
    price = sum(due.price.cents for due in found.payments) or 1
    rows = tuple(
        (
            due.wave,
            due.payment.name,
            due.phase.acceptance,
            Formula(f"=ROUND({whole}*{due.price.cents / price:.10f},2)", float(due.price.amount)),
        )
        for due in found.payments
    )
    amount = say("Amount, {currency}", currency=found.currency)
    return Sheet(say("Payments"), (say("Wave"), say("Falls due when"), say("Accepted when"), amount), rows, sums=(3,))


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
        "training training": "Training",
        "training messages": "Training messages",
        "uat steps": "UAT",
        "kpis key_figures": "KPIs",
    }
)
"""The sheet of each table of each paper."""


SHEETS: Sequence[Callable[[Plan], Iterator[Sheet]]] = (summary, apps, effort, money, cut, papers, install_set)
"""What makes the sheets, in their order."""
