"""The workbook: text stays text, sums are live and right, the same plan gives the same bytes."""

import builtins
import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import html5lib
import pytest
from openpyxl import Workbook, load_workbook

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.customer_text import shown_name
from advisor.pack import Pack
from advisor.plan import Plan, make_plan
from advisor.terms import with_terms
from advisor.workbook import xlsx

from .conftest import HERE, ROOT, Run, opened

EXAMPLE = ROOT / "rules" / "example.yaml"
TERMS = ROOT / "rules" / "example_terms.yaml"


@pytest.fixture(scope="module")
def example(pack: Pack) -> Answers:
    return read_answers(EXAMPLE, pack)


@pytest.fixture(scope="module")
def plan(pack: Pack, example: Answers) -> Plan:
    return make_plan(advise(with_terms(pack, TERMS), example))


@pytest.fixture(scope="module")
def book(plan: Plan) -> Workbook:
    return load_workbook(io.BytesIO(xlsx(plan)))


def test_there_is_a_sheet_for_every_topic(book: Workbook) -> None:
    names = ["Summary", "Apps", "Effort", "Services", "Payments", "Fit-gap", "Install set"]

    assert [name for name in names if name not in book.sheetnames] == []


def test_every_requirement_stands_in_the_fit_gap_matrix(book: Workbook, plan: Plan) -> None:
    rows = list(book["Fit-gap"].iter_rows(min_row=2, values_only=True))

    assert len(rows) == len(plan.advice.needs)


def test_every_paper_of_the_project_has_a_sheet(book: Workbook) -> None:
    words = " ".join(book.sheetnames).lower()

    wanted = ("rtm", "raid", "raci", "migration", "access", "training", "uat")
    assert [word for word in wanted if word not in words] == []


def test_the_effort_has_a_live_sum_that_is_right(plan: Plan) -> None:
    live = load_workbook(io.BytesIO(xlsx(plan)))["Effort"]
    kept = load_workbook(io.BytesIO(xlsx(plan)), data_only=True)["Effort"]

    assert live.cell(live.max_row, 6).value == f"=SUM(F2:F{live.max_row - 1})"
    assert kept.cell(kept.max_row, 6).value == plan.estimate.days


def test_payments_add_up_to_the_services(plan: Plan) -> None:
    book = load_workbook(io.BytesIO(xlsx(plan)), data_only=True)

    sums = [book[name].cell(book[name].max_row, 4).value for name in ("Services", "Payments")]
    assert sums[0] == pytest.approx(sums[1])


def test_other_days_make_another_price(book: Workbook) -> None:
    services, costs, payments = book["Services"], book["Costs"], book["Payments"]

    assert services["B2"].value.startswith("=SUMIF('Effort'!$E$2")
    assert services["D2"].value == "=ROUND(B2*C2,2)"
    assert costs["B2"].value == f"='Services'!$D${services.max_row}"
    assert payments["D2"].value.startswith(f"=ROUND('Services'!$D${services.max_row}*")


def test_the_costs_hold_the_contingency_and_all_years(plan: Plan) -> None:
    sheet = load_workbook(io.BytesIO(xlsx(plan)), data_only=True)["Costs"]

    assert [row[0].value for row in sheet.iter_rows(min_row=2)][:2] == ["Services", "Contingency"]
    assert plan.money
    assert plan.money.total
    assert sheet.cell(sheet.max_row, 2).value == pytest.approx(float(plan.money.total.price.amount))


def test_what_is_counted_is_a_whole_number(book: Workbook) -> None:
    assert {book[name]["A2"].number_format for name in ("Apps", "Effort", "Payments")} == {"#,##0"}


def test_a_row_is_as_high_as_its_wrapped_text(book: Workbook) -> None:
    sheet = book["Summary"]
    width = sheet.column_dimensions["A"].width

    rows = [(str(row[0].value), sheet.row_dimensions[row[0].row].height or 15) for row in sheet.iter_rows(min_row=2)]
    assert [text for text, height in rows if height < 15 * len(text) / width] == []


def test_the_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    assert xlsx(plan) == xlsx(plan)


@pytest.mark.parametrize("name", ["=cmd()", "<script>", "{{7*7}}", "\u202eevil", "😀", "x" * 10_000, "http://a.b"])
def test_a_company_name_stays_text(name: str, pack: Pack, example: Answers) -> None:
    quick = with_terms(pack, HERE / "terms" / "quick.yaml")
    answers = replace(example, engagement={"company": name})

    cell = load_workbook(io.BytesIO(xlsx(make_plan(advise(quick, answers)))))["Summary"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (shown_name(name), "s", None)


def test_without_the_library_the_extra_is_named_and_the_others_are_whole(
    run: Run, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "xlsxwriter":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    code, _, err = run("plan", EXAMPLE, "-o", tmp_path / "out", "--format", "md,xlsx")

    assert code == 2
    assert "pip install 'advisor[xlsx]'" in err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["plan.md"]


@pytest.mark.skipif(not shutil.which("soffice"), reason="libreoffice is not installed")
def test_a_spreadsheet_program_shows_every_text_and_works_out_the_sums(
    plan: Plan, book: Workbook, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(xlsx(plan))
    page = html5lib.parse(opened(tmp_path / "a.xlsx", "html"), namespaceHTMLElements=False)
    shown = {" ".join("".join(cell.itertext()).split()) for cell in page.iter("td")}

    texts = {" ".join(cell.split()) for page in book for row in page.values for cell in row if isinstance(cell, str)}
    assert {text for text in texts - shown if not text.startswith("=")} == set()
    assert f"{plan.estimate.days:.2f}" in shown
