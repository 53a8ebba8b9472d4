"""How documents are laid out: nothing is cut or broken, a page holds what it should, and doubts stand by figures."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.documents import PLAIN, content
from advisor.documents.blocks import Table, as_plain
from advisor.documents.brand import read_brand
from advisor.documents.kinds import document
from advisor.documents.numbers import effort
from advisor.documents.style import Style
from advisor.documents.widths import unbroken
from advisor.estimate.figures import how_many, sum_of
from advisor.estimate.gantt import gantt, weeks
from advisor.language import speaking
from advisor.pack import Pack
from advisor.plan import Limits, Plan, make_plan
from advisor.schema import Three
from advisor.terms import with_terms
from advisor.translation import translated
from advisor.workbook import xlsx

from .conftest import ROOT

START = date(2027, 1, 4)
BRAND = """
name: Meridian Business Systems
address: [Rue de la Loi 1, 1000 Brussels, Belgium]
legal:
  - Meridian Business Systems SRL, registered office Rue de la Loi 1, 1000 Brussels, company number 0123.456.789
  - VAT BE 0123.456.789. Our general terms and conditions apply; a copy is sent on request.
"""


def example(pack: Pack) -> Plan:
    return make_plan(advise(pack, read_answers(ROOT / "rules" / "example.yaml", pack)), Limits(start=START))


@pytest.fixture(scope="module")
def terms(pack: Pack) -> Pack:
    return with_terms(pack, ROOT / "rules" / "example_terms.yaml")


@pytest.fixture(scope="module")
def plan(terms: Pack) -> Plan:
    return example(terms)


@pytest.mark.parametrize("kind", ["report", "proposal", "board"])
def test_what_shows_the_price_says_how_its_days_were_found(kind: str, plan: Plan) -> None:
    said = str(as_plain(document(plan, kind)))

    assert [word for word in ("Illustrative: ", "correlation", "10,000 simulated") if word not in said] == []


def test_a_workbook_says_how_its_days_were_found(plan: Plan) -> None:
    said = zipfile.ZipFile(io.BytesIO(xlsx(plan))).read("xl/sharedStrings.xml").decode()

    assert ("Illustrative: " in said, "correlation" in said) == (True, True)


@pytest.mark.parametrize("kind", ["proposal", "board"])
def test_days_of_a_partners_own_are_not_called_illustrative(kind: str, plan: Plan) -> None:
    assert plan.effort
    own = replace(plan, effort=replace(plan.effort, illustrative=False))

    assert "Illustrative: The table" not in str(as_plain(document(own, kind)))


def test_the_work_is_parted_three_times_and_each_adds_up(plan: Plan) -> None:
    parted = [
        block.rows for block in effort(plan).blocks if isinstance(block, Table) and block.rows[-1][0] == "Together"
    ]

    assert [sum(float(days) for _, days in rows[:-1]) == float(rows[-1][1]) for rows in parted] == [True] * 3


def test_the_days_of_the_effort_show_what_they_assume(plan: Plan) -> None:
    assert plan.effort
    assert [line.name for line in plan.effort.amounts if line.name not in str(effort(plan))] == []


def test_a_heading_of_one_word_is_not_broken_by_a_long_neighbour() -> None:
    narrow, number, _ = Table(("Exigences", "Waves", "For"), (("", "4", "all and more " * 60),), (1,)).widths

    assert (narrow >= 13, number >= 8) == (True, True)


def test_the_longest_words_give_way_first() -> None:
    shares = Table(("a", "Waves", "b"), (("x" * 200, "4", "y" * 200),)).widths

    assert (shares[1] >= 8, sum(shares) <= 100) == (True, True)


def test_a_sum_keeps_its_currency() -> None:
    assert unbroken("for EUR 111,150 or EUR -5") == "for EUR\xa0111,150 or EUR\xa0-5"


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is not installed")
def test_a_page_holds_the_summary_for_a_board_in_french_and_with_a_brand(terms: Pack, tmp_path: Path) -> None:
    (tmp_path / "brand.yaml").write_text(BRAND, encoding="utf-8")
    with speaking("fr"):
        made = content(
            example(translated(terms, "fr")), "board", "pdf", Style(brand=read_brand(tmp_path / "brand.yaml"))
        )
    (tmp_path / "board.pdf").write_bytes(bytes(made))  # type: ignore[arg-type]

    found = subprocess.run(["pdfinfo", str(tmp_path / "board.pdf")], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages: +1\n", found)


@pytest.mark.parametrize(("kind", "close"), [("board", True), ("proposal", False)])
def test_a_word_file_of_one_page_is_set_closely(kind: str, close: bool, plan: Plan) -> None:
    made = content(plan, kind, "docx", PLAIN)
    styles = zipfile.ZipFile(io.BytesIO(bytes(made))).read("word/styles.xml").decode()  # type: ignore[arg-type]

    assert ('<w:sz w:val="21"/>' not in styles) == close


def test_the_weeks_of_the_chart_begin_on_mondays(plan: Plan) -> None:
    assert plan.calendar
    days = [date.fromisoformat(name) for _, name in weeks(plan.calendar)]

    assert {day.weekday() for day in days} == {0}


def test_where_friday_is_free_a_week_begins_on_sunday(plan: Plan) -> None:
    assert plan.calendar
    days = replace(plan.calendar.days, weekend=frozenset({4, 5}))

    assert days.week_of(date(2027, 1, 7)) == date(2027, 1, 3)


def test_every_line_of_the_chart_has_its_name(plan: Plan) -> None:
    assert plan.calendar
    root = ElementTree.fromstring(gantt(plan.calendar).svg)

    lines = [path for path in root.iter("{http://www.w3.org/2000/svg}path") if path.get("class") == "grid"]
    named = [one for one in root.iter("{http://www.w3.org/2000/svg}text") if re.match(r"\d{4}-", one.text or "")]
    assert len(lines) == len(named) > 3


def test_the_charts_of_the_waves_hold_every_task_once(plan: Plan) -> None:
    assert plan.gantt
    assert tuple(line for one in plan.gantt_by_wave for line in one.words) == plan.gantt.words
    assert len({re.search(r'<title id="([^"]+)"', one.svg)[1] for one in plan.gantt_by_wave}) > 1  # type: ignore[index]


def test_markdown_draws_the_calendar_and_prints_no_endless_line(plan: Plan) -> None:
    page = str(content(plan, "proposal", "md"))

    assert "```mermaid\ngantt\n" in page
    assert ".; " not in page


def test_one_day_is_no_days(plan: Plan) -> None:
    assert [said for said in sentences(plan) if re.search(r"(?<![\d.,])1 (?:days|person-days)\b", said)] == []


def sentences(plan: Plan) -> Iterator[str]:
    """Yield what is said about single packages and tasks, many of which take one day or have one day of slack."""
    for line in plan.estimate.lines:
        yield from sum_of([replace(line, days=1.0)])
    assert plan.gantt
    yield from plan.gantt.words


def test_people_are_counted_in_whole_numbers() -> None:
    assert how_many(Three(4.8, 9.6, 16.8)) == "5 to 17 (most likely 10)"


def test_several_questions_are_answered_not_is(plan: Plan) -> None:
    assert plan.effort
    said = [line.said for line in plan.effort.amounts if line.assumed]

    assert [one for one in said if (" and “" in one) != one.endswith("are answered")] == []
