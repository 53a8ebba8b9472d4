"""The kinds of documents: what each one holds, for any company, and nothing left to retype."""

from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.check import CASE_PARTS
from advisor.documents import content, write_documents
from advisor.documents.blocks import Section, Table, as_plain
from advisor.documents.kinds import AUDIENCES, KINDS, document
from advisor.documents.technics import install_set
from advisor.errors import UserError
from advisor.going_live import first_stops
from advisor.pack import Pack
from advisor.plan import Limits, Plan, make_plan
from advisor.terms import with_terms

from .conftest import HERE, ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"
TERMS = ROOT / "rules" / "example_terms.yaml"
COMPANIES = sorted((HERE / "companies").glob("*.yaml"))


@pytest.fixture(scope="module")
def plan(pack: Pack) -> Plan:
    terms = with_terms(pack, TERMS)
    return make_plan(advise(terms, read_answers(EXAMPLE, terms)), Limits(start=date(2027, 1, 4)))


def section(plan: Plan, kind: str, title: str) -> Section:
    return next(one for one in document(plan, kind).sections if one.title == title)


def texts(plan: Plan, kind: str) -> str:
    return str(as_plain(document(plan, kind)))


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"report"}))
@pytest.mark.parametrize("form", ["md", "html"])
def test_every_section_stands_on_the_page(kind: str, form: str, plan: Plan) -> None:
    page = unescape(str(content(plan, kind, form)))

    assert [one.title for one in document(plan, kind).sections if one.title not in page] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_company_that_answered_nothing_gets_every_kind(kind: str, pack: Pack) -> None:
    plan = make_plan(advise(with_terms(pack, HERE / "terms" / "quick.yaml"), Answers()))

    assert "{{" not in str(content(plan, kind, "md"))


@pytest.mark.parametrize("kind", KINDS)
def test_no_section_is_empty_and_no_row_lacks_a_cell(kind: str, plan: Plan) -> None:
    blocks = [block for one in document(plan, kind).sections for block in one.blocks]
    rows = [row for table in blocks if isinstance(table, Table) for row in table.rows if len(row) != len(table.heads)]

    assert ([one.title for one in document(plan, kind).sections if not one.blocks], rows) == ([], [])


def test_the_widths_of_a_table_fill_the_page_and_no_more(plan: Plan) -> None:
    tables = [block for kind in KINDS for one in document(plan, kind).sections for block in one.blocks]
    sums = {sum(table.widths) for table in tables if isinstance(table, Table)}

    assert (min(sums) > 90, max(sums) <= 100) == (True, True)


def test_a_column_to_write_in_has_room() -> None:
    table = Table(("Question", "Answer"), (("Which rules are you held to?", ""),))

    assert table.widths[1] > 40


def test_a_proposal_says_everything_that_is_agreed(plan: Plan) -> None:
    titles = [one.title for one in document(plan, "proposal").sections]

    assert titles == [
        "What this is about",
        "Scope: included",
        "Scope: excluded",
        "What the price counts on",
        "Deliverables and acceptance",
        "Calendar",
        "Assumptions",
        "What the customer does",
        "Money",
        "Milestones and payments",
        "Change requests",
        "Validity",
        "Agreed",
    ]


def test_a_proposal_includes_the_first_project_and_excludes_none_of_it(plan: Plan) -> None:
    first = {stop.item.app.name for stop in first_stops(plan.advice)}
    excluded = section(plan, "proposal", "Scope: excluded").blocks[1]

    assert isinstance(excluded, Table)
    assert first & {row[0] for row in excluded.rows} == set()
    assert [name for name in sorted(first) if name not in str(section(plan, "proposal", "Scope: included"))] == []


def test_the_payments_of_a_proposal_are_those_of_the_plan(plan: Plan) -> None:
    table = section(plan, "proposal", "Milestones and payments").blocks[0]

    assert isinstance(table, Table)
    assert plan.money is not None
    assert [row[-1] for row in table.rows] == [str(due.price) for due in plan.money.payments]


def test_an_offer_stands_until_a_day_when_it_has_a_date(plan: Plan) -> None:
    assert "until 7 January 2027" in str(section(plan, "proposal", "Validity"))


def test_an_offer_without_a_date_stands_from_the_day_it_is_sent(plan: Plan) -> None:
    undated = replace(plan.advice, answers=replace(plan.advice.answers, engagement={}))

    assert "from the day it is sent" in str(section(replace(plan, advice=undated), "proposal", "Validity"))


def test_a_proposal_names_the_price_that_is_missing(pack: Pack) -> None:
    plan = make_plan(advise(pack, read_answers(EXAMPLE, pack)))

    assert "Still to be asked: The price of a day in EUR is not known yet" in texts(plan, "proposal")


def test_the_agenda_asks_every_open_point_with_room_for_the_answer(plan: Plan) -> None:
    tables = [block for block in section(plan, "agenda", "Questions to answer").blocks if isinstance(block, Table)]
    asked = {row[0]: row[-1] for table in tables for row in table.rows}

    assert asked == {point.question.ask: "" for point in plan.open_points}


def test_the_technical_annex_holds_the_whole_install_set(plan: Plan) -> None:
    tables = [block for block in install_set(plan).blocks if isinstance(block, Table)]

    assert {row[0] for table in tables for row in table.rows} == plan.advice.install_set.names


def test_the_technical_annex_has_the_lines_for_community_add_ons(pack: Pack) -> None:
    plan = make_plan(advise(pack, read_answers(EXAMPLE, pack), "18.0", "community_oca"))

    assert "pip install --no-deps 'odoo-addon-" in texts(plan, "technical")


def test_the_comparison_holds_every_aspect(plan: Plan) -> None:
    words = texts(plan, "comparison")

    assert [aspect.name for aspect in plan.advice.pack.aspects.values() if aspect.name not in words] == []


def test_the_handbook_holds_every_activity_and_says_which_hold_here(plan: Plan) -> None:
    blocks = section(plan, "handbook", "From answers to requirements").blocks
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]

    assert (len(rows), sum(row[-1] == "yes" for row in rows)) == (
        len(plan.advice.pack.activities),
        len(plan.advice.activities),
    )


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_audience_gets_its_documents(audience: str, run: Run, tmp_path: Path) -> None:
    code, _, _ = run("plan", EXAMPLE, "-o", tmp_path / "out", "--format", "md", "--for", audience)

    names = {"report": "plan"}
    assert code == 0
    assert {path.stem for path in (tmp_path / "out").glob("*.md")} == {
        names.get(one, one) for one in AUDIENCES[audience]
    }


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--document", "propsal"), "--document: 'propsal' is no document; did you mean 'proposal'?"),
        (("--for", "bord"), "--for: 'bord' is nobody known; did you mean 'board'?"),
        (("--format", "pfd"), "--format: 'pfd' is no format; did you mean 'pdf'?"),
        (("--templates", "/nowhere"), "/nowhere: there is no such folder of templates"),
        (("--brand", "/nowhere.yaml"), "/nowhere.yaml: there is no such file"),
    ],
)
def test_an_unknown_word_is_refused_and_nothing_is_written(
    words: tuple[str, str], message: str, run: Run, tmp_path: Path
) -> None:
    code, _, err = run("plan", EXAMPLE, "-o", tmp_path / "out", *words)

    assert (code, message in err, (tmp_path / "out").exists()) == (2, True, False)


def test_data_is_written_once_whatever_documents_are_asked_for(plan: Plan, tmp_path: Path) -> None:
    written = write_documents(plan, tmp_path, ("md", "json"), ("report", "board"))

    assert [path.name for path in written] == ["plan.md", "plan.json", "board.md"]


def test_each_file_is_named_before_it_is_made(plan: Plan, tmp_path: Path) -> None:
    told: list[str] = []

    write_documents(plan, tmp_path, ("md", "html"), ("board",), told=told.append)

    assert told == ["board.md", "board.html"]


def test_progress_is_shown_once_a_second_has_passed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.cli.planning.PATIENCE", -1.0)

    _, _, err = run("plan", EXAMPLE, "-o", tmp_path / "out", "--format", "md", "--document", "board")

    assert "board.md …" in err


@pytest.mark.parametrize("path", COMPANIES, ids=lambda path: path.stem)
def test_the_summary_for_the_board_is_short_for_every_company(path: Path, pack: Pack) -> None:
    plan = make_plan(advise(with_terms(pack, HERE / "terms" / "quick.yaml"), read_answers(path, pack, CASE_PARTS)))

    assert len(str(content(plan, "board", "md"))) < 4_500


def test_a_kind_nobody_knows_is_refused(plan: Plan) -> None:
    with pytest.raises(UserError, match="'minutes' is no document"):
        document(plan, "minutes")
