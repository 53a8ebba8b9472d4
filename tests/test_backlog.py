"""The backlog: every row fits a model of its target, hours add up, and nothing becomes a formula."""

import csv
import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.backlog import Item, backlog
from advisor.backlog_files import MODELS, TARGETS, faults, files_for, harmless
from advisor.estimate.estimating import Estimate, estimate
from advisor.pack import Pack
from advisor.terms import with_terms

from .conftest import HERE, ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"
ESCAPED = "&lt;b&gt; R&amp;D"
QUICK = HERE / "terms" / "quick.yaml"


@pytest.fixture(scope="module")
def example(pack: Pack) -> Answers:
    return read_answers(EXAMPLE, pack)


@pytest.fixture(scope="module")
def made(pack: Pack, example: Answers) -> Estimate:
    return estimate(advise(with_terms(pack, HERE / "terms" / "waves.yaml"), example))


@pytest.fixture(scope="module")
def items(made: Estimate) -> tuple[Item, ...]:
    return backlog(made)


def rows(text: str) -> list[dict[str, str]]:
    """Return written rows; a column that stands there several times holds all its cells, with commas."""
    heads, *lines = csv.reader(io.StringIO(text))
    found: list[dict[str, str]] = []
    for line in lines:
        cells = [(head, [cell for other, cell in zip(heads, line, strict=True) if other == head]) for head in heads]
        found.append({head: ",".join(filter(None, some)) for head, some in cells})
    return found


@pytest.mark.parametrize("target", TARGETS)
def test_every_row_fits_the_model_of_its_target(target: str, items: tuple[Item, ...]) -> None:
    assert faults(target, TARGETS[target](items)) == []


@pytest.mark.parametrize(
    ("target", "column", "kept"),
    [("odoo", "description", ESCAPED), ("azure", "Description", ESCAPED), ("jira", "Description", "<b> R&D")],
)
def test_where_a_description_is_html_text_stays_text(
    target: str, column: str, kept: str, items: tuple[Item, ...]
) -> None:
    written = TARGETS[target]([replace(item, text="<b> R&D") for item in items])

    assert {row[column] for file in written.values() for row in file if column in row} == {kept}


@pytest.mark.parametrize("target", TARGETS)
def test_the_written_files_read_back_as_they_were(target: str, items: tuple[Item, ...]) -> None:
    back = {name: rows(text) for name, text in files_for(target, items).items()}

    assert back == TARGETS[target](items)


def test_hours_add_up_to_the_estimate(made: Estimate, items: tuple[Item, ...]) -> None:
    assert sum(item.hours for item in items) == made.days * 8


def external_ids(pack: Pack, example: Answers, company: str) -> set[str]:
    """Return the external ids of the backlog of a company that says the same as the example."""
    engagement = {**example.engagement, "company": company} if company else {}
    made = estimate(advise(pack, replace(example, engagement=engagement)))
    return {row["id"] for file in TARGETS["odoo"](backlog(made)).values() for row in file}


def test_no_two_companies_share_an_external_id(pack: Pack, example: Answers) -> None:
    quick = with_terms(pack, QUICK)
    names = ("Linden & Loft", "Linden Loft", "شركة", "")

    every = [key for name in names for key in external_ids(quick, example, name)]
    assert len(every) == len(set(every))


def test_an_external_id_stays_when_answers_change(pack: Pack, example: Answers) -> None:
    quick = with_terms(pack, QUICK)
    fewer = replace(example, given={**example.given, "employees": 20})

    known = external_ids(quick, example, "Linden & Loft")
    assert external_ids(quick, fewer, "Linden & Loft") & known
    assert {key for key in known if not key.startswith("advisor.linden_loft_")} == set()


def test_tasks_under_half_a_day_are_joined_with_others_of_their_role(items: tuple[Item, ...]) -> None:
    tasks = [item for item in items if item.kind == "task"]
    alike = Counter((item.parent, item.role) for item in tasks)

    assert [item.name for item in tasks if item.hours < 4 and alike[item.parent, item.role] > 1] == []


def test_a_joined_task_says_what_it_holds(items: tuple[Item, ...]) -> None:
    text = next(
        item.text for item in items if item.name == "Invoicing: Configuring and trying out with examples of the company"
    )

    assert text.startswith(
        "Holds: Invoicing: Configuring (10 h); Invoicing: Trying out with examples of the company (2 h)."
    )


def test_no_task_is_empty(items: tuple[Item, ...]) -> None:
    assert [item.id for item in items if item.kind == "task" and not item.hours] == []


def test_everything_stands_after_its_parent_and_what_it_waits_for(items: tuple[Item, ...]) -> None:
    place = {item.id: number for number, item in enumerate(items)}

    needs = [(item.id, other) for item in items for other in (item.parent, item.milestone, *item.after) if other]
    assert [pair for pair in needs if place[pair[1]] >= place[pair[0]]] == []


def test_a_wave_waits_for_the_one_before(items: tuple[Item, ...]) -> None:
    waits = {item.id: item.after for item in items}

    assert waits["wave2.discovery"] == ("wave1.go_live",)


def test_a_go_live_blocks_all_that_waits_for_it(items: tuple[Item, ...]) -> None:
    heads = next(csv.reader(io.StringIO(files_for("jira", items)["jira.csv"])))
    issues = {row["Summary"]: row for row in rows(files_for("jira", items)["jira.csv"])}

    blocked = [issues[name]["Issue Id"] for name in ("Wave 1: Hypercare", "Wave 2: Discovery and gap analysis")]
    assert issues["Wave 1: Go-live"]['Link "Blocks"'].split(",") == blocked
    assert heads.count('Link "Blocks"') == 2


def test_a_link_to_nowhere_is_refused(items: tuple[Item, ...]) -> None:
    files = TARGETS["jira"](items)
    files["jira.csv"][0]['Link "Blocks"'] += ",9999"

    assert faults("jira", files) == ['jira.csv:2: Link "Blocks" names 9999, which stands in no row']


def test_a_milestone_says_how_it_is_accepted(items: tuple[Item, ...]) -> None:
    assert [item.id for item in items if item.kind == "milestone" and not item.text] == []


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        ({"priority": "urgent"}, "'urgent' is no priority"),
        ({"name": ""}, "name is empty"),
        ({"parent_id/id": "advisor.nowhere"}, "parent_id/id names advisor.nowhere, which stands in no row above"),
    ],
)
def test_the_model_refuses_what_the_target_would(slip: dict[str, str], message: str, items: tuple[Item, ...]) -> None:
    files = TARGETS["odoo"](items)
    files["3_project.task.csv"][0] |= slip

    assert faults("odoo", files) == [f"3_project.task.csv:2: {message}"]


def test_a_column_too_many_is_refused(items: tuple[Item, ...]) -> None:
    files = TARGETS["jira"](items)
    files["jira.csv"][0]["Sprint"] = "1"

    assert "columns are" in faults("jira", files)[0]


@pytest.mark.parametrize("name", ["=cmd()", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_company_name_never_becomes_a_formula(name: str, pack: Pack, example: Answers) -> None:
    answers = replace(example, engagement={"company": name})

    found = backlog(estimate(advise(with_terms(pack, QUICK), answers)))
    cells = [cell for text in files_for("azure", found).values() for row in rows(text) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []


def test_plain_text_stays_as_it_is() -> None:
    assert harmless("Sales: Configuring") == "Sales: Configuring"


def test_the_files_are_written_in_the_order_of_their_import(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("backlog", EXAMPLE, "-o", tmp_path / "b", "--terms", QUICK)

    assert code == 0
    assert [path.name for path in sorted((tmp_path / "b").iterdir())] == list(MODELS["odoo"])
    assert "1_project.project.csv" in out


def test_an_unknown_target_is_refused(run: Run, tmp_path: Path) -> None:
    code, _, err = run("backlog", EXAMPLE, "--for", "trello", "-o", tmp_path / "b")

    assert (code, (tmp_path / "b").exists()) == (2, False)
    assert "--for: 'trello' is not known" in err
