"""The plan with limits: a start, a deadline, a budget; each slip is said, and nothing is written."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.documents import render
from advisor.pack import Pack, load_pack
from advisor.plan import Limits, make_plan
from advisor.terms import with_terms

from .conftest import ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"
TERMS = ROOT / "rules" / "example_terms.yaml"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--start", "soon"), "--start: 'soon' is no day; write YYYY-MM-DD"),
        (("--start", "9999-01-01"), "--start: 9999-01-01 is out of reach; give a day from 1990 to 2199"),
        (("--deadline", "2027-02-01"), "--deadline: needs a start; give --start YYYY-MM-DD"),
        (("--start", "2027-01-04", "--deadline", "2027-01-04"), "--deadline: 2027-01-04 is not after the start"),
        (("--start", "2027-01-04", "--deadline", "2027-02-01"), "--deadline: nothing can be live by 2027-02-01"),
        (("--format", ""), "--format: names no format; give at least one of: md, html"),
        (("--budget", "lots"), "--budget: 'lots' is no amount"),
        (("--budget", "0"), "--budget: '0' is no budget; give more than 0"),
        (("--budget", "nan"), "--budget: 'nan' is no amount"),
        (("--budget", "1e27"), "--budget: '1e27' is no amount"),
        (("--budget", "9999999999999"), "--budget: '9999999999999' is no budget"),
        (("--budget", "10"), "--budget: EUR 10 is too little for any app"),
    ],
)
def test_a_limit_that_cannot_be_kept_writes_nothing(
    words: tuple[str, ...], message: str, run: Run, tmp_path: Path
) -> None:
    code, _, err = run("plan", EXAMPLE, "-o", tmp_path / "out", "--terms", TERMS, *words)

    assert (code, (tmp_path / "out").exists()) == (2, False)
    assert message in err


def test_a_budget_without_rates_says_where_to_give_them(run: Run, tmp_path: Path) -> None:
    code, _, err = run("plan", EXAMPLE, "-o", tmp_path / "out", "--budget", "50000")

    assert (code, (tmp_path / "out").exists()) == (2, False)
    assert "--terms: no price of a day in EUR" in err


@pytest.fixture(scope="module")
def written() -> str:
    pack = with_terms(load_pack(), TERMS)
    limits = Limits(date(2027, 1, 4), date(2027, 8, 1), Decimal(100_000))
    return render(make_plan(advise(pack, read_answers(EXAMPLE, pack)), limits))


@pytest.mark.parametrize(
    "words",
    [
        "## Effort",
        "## Calendar",
        "weeks from signature to the end of standing by, 4 January 2027 to",
        "The last wave goes live on ",
        "## Within a budget of EUR 100,000 and live by 1 August 2027",
        "By 1 August 2027 all that stays is live, the last of it on ",
        "| Left out | Loses | Keeping it costs | All live then by |\n|---|---|---|---|\n",
        "## Money",
        "without subscription",
        "Within EUR 100,000 the services are expected to cost EUR",
        "Still to be asked: The price of the Custom plan for Belgium in EUR is not known yet",
        "## What moves it most",
    ],
)
def test_the_plan_says_what_it_takes(words: str, written: str) -> None:
    assert words in written


def test_without_rates_there_is_effort_and_an_open_point(run: Run, tmp_path: Path) -> None:
    run("plan", EXAMPLE, "-o", tmp_path / "out")

    page = (tmp_path / "out" / "plan.md").read_text(encoding="utf-8")
    assert "The price of a day in EUR is not known yet for" in page


def test_without_a_first_project_there_are_no_numbers(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none.yaml").write_text("answers: {}\n")

    run("plan", tmp_path / "none.yaml", "-o", tmp_path / "out")
    assert "## Effort" not in (tmp_path / "out" / "plan.md").read_text(encoding="utf-8")


def test_the_demo_has_prices(run: Run, tmp_path: Path) -> None:
    run("demo", "-o", tmp_path)

    assert "EUR 880" in (tmp_path / "plan.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("format", ["md", "html"])
def test_a_slip_in_the_answer_file_is_not_told_to_the_customer(pack: Pack, format: str) -> None:
    answers = Answers(given={"offers": ("traded_goods",), "production_mode": ("to_stock",)}, file="sales-call.yaml")
    advice = advise(pack, answers)

    assert advice.slips
    assert advice.slips[0] not in render(make_plan(advice), format)


def test_the_plan_as_json_holds_effort_calendar_and_money(run: Run, tmp_path: Path) -> None:
    run("plan", EXAMPLE, "-o", tmp_path, "--format", "json", "--terms", TERMS, "--start", "2027-01-04")
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))

    assert plan["estimate"] == json.loads(run("estimate", EXAMPLE, "--terms", TERMS, "--json")[1])
    assert plan["estimate"]["figures"]["services"] == plan["money"]["parts"][0]["amount"]
    assert plan["calendar"]["milestones"][0]["date"] > "2027-01-04"


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("2027-01-02", "2027-01-02 is no working day; work begins on 2027-01-04"),
        ("2027-05-06", "2027-05-06 is no working day; work begins on 2027-05-07"),
        ("2027-01-04", ""),
    ],
)
def test_a_start_on_a_day_off_is_told(start: str, said: str, run: Run, tmp_path: Path) -> None:
    code, _, err = run("plan", EXAMPLE, "-o", tmp_path, "--format", "md", "--document", "board", "--start", start)

    assert (code, [said] if said else []) == (
        0,
        [line.removeprefix("warning: ") for line in err.splitlines() if "no working day" in line],
    )


def test_no_user_at_all_is_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "nobody.yaml"
    path.write_text(
        EXAMPLE.read_text().replace("  employees: 24", "  employees: 24\n  desk_users: 0\n  floor_users: 0")
    )

    _, _, err = run("plan", path, "-o", tmp_path / "out", "--format", "md", "--document", "board")

    assert "nobody uses the system; the plan counts no user" in err
