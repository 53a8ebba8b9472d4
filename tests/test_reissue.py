"""A re-issue says what changed since the issue before, each line with its causes; nothing else counts as an issue."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from advisor.documents.blocks import Block, Table
from advisor.documents.kinds import document
from advisor.pack import Pack
from advisor.sealing.issuing import issue
from advisor.sealing.making import planned
from advisor.sealing.order import Order
from advisor.sealing.source import order_in
from advisor.sealing.verify import seal, verify

from .conftest import ROOT, Run

EXAMPLE = (ROOT / "rules" / "example.yaml").read_text(encoding="utf-8")
TERMS = "settings: {runs: 300}\nproject_roles:\n"
RATES = "".join(f"  {role}: {{rates: {{EUR: 900}}}}\n" for role in ("project_leader", "consultant", "developer"))
Change = Callable[[str], str]


def said_otherwise(text: str) -> str:
    """A signature tool less, wages more, and a question that is answered now."""
    return text.replace("paperwork: [signatures, integrations]", "paperwork: [integrations]").replace(
        "people_admin: unknown", "people_admin: [payroll]"
    )


def ordered(folder: Path) -> Order:
    """Return an order for the example, its files in a folder."""
    (folder / "answers.yaml").write_text(EXAMPLE, encoding="utf-8")
    (folder / "terms.yaml").write_text(TERMS + RATES)
    return Order(folder / "answers.yaml", folder / "terms.yaml", start="2027-01-04", formats=("md",), kinds=("board",))


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return ordered(tmp_path)


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    issue(ordered(folder), folder / "plan")
    seal(folder / "plan")
    return folder / "plan"


@pytest.fixture
def sealed(sealed_once: Path, tmp_path: Path) -> Path:
    """A sealed issue of the example."""
    return Path(shutil.copytree(sealed_once, tmp_path / "plan"))


@pytest.fixture(scope="module")
def page(sealed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of a re-issue with changed answers."""
    folder = tmp_path_factory.mktemp("second")
    return again(ordered(folder), Path(shutil.copytree(sealed_once, folder / "plan")))


def again(order: Order, folder: Path, change: Change = said_otherwise, **options: str) -> str:
    """Issue once more with changed answers, and return the page about what changed."""
    order.answers.write_text(change(EXAMPLE), encoding="utf-8")
    words = {name: getattr(order, name) for name in ("start", "series", "edition")} | options
    issue(Order(order.answers, order.terms, formats=("md",), kinds=("board",), **words), folder)  # type: ignore[arg-type]
    page = folder / "changes.md"
    return page.read_text(encoding="utf-8") if page.exists() else ""


def rows(page: str, title: str) -> list[list[str]]:
    """Return the rows of the table below a heading."""
    part = re.split(r"^## ", page, flags=re.MULTILINE)
    lines = next(one for one in part if one.startswith(title)).splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")][2:]


def test_what_comes_and_goes_names_the_answers_behind_it(page: str) -> None:
    assert ["Payroll", "not advised", "Should, first project", "1"] in rows(page, "Apps")
    assert ["Sign", "Should, first project", "not advised", "2"] in rows(page, "Apps")
    assert "1. What do you want to manage for your staff? open → " in page
    assert "2. Which papers and decisions need order? no longer “Contracts" in page


def test_requirements_dates_and_open_points_are_compared_too(page: str) -> None:
    assert [row[1:] for row in rows(page, "Requirements") if row[0].startswith("Have a document signed")] == [
        ["Should, fit", "not needed", "2"]
    ]
    assert [row[-1] for row in rows(page, "Dates")][:1] == ["1 and 2"]
    assert rows(page, "Open points") == [
        ["What do you want to manage for your staff?", "open", "answered, or not asked", "1"]
    ]


def test_a_requirement_names_only_what_really_moves_it(order: Order, sealed: Path) -> None:
    page = again(order, sealed, lambda text: said_otherwise(text).replace("employees: 24", "employees: 40"))

    versions = next(row for row in rows(page, "Requirements") if row[0].startswith("Tell the valid version"))
    number = next(line for line in page.splitlines() if "24 people → 40 people" in line)[0]
    assert versions[-1] == number


def test_the_lines_of_the_work_add_up_to_the_change_of_the_whole(page: str) -> None:
    *lines, whole = ([float(row[1]), row[2]] for row in rows(page, "Work and price"))
    days = {row[0]: float(row[2]) - float(row[1]) for row in rows(page, "In short") if "EUR" not in row[1]}
    assert sum(line[0] for line in lines) == whole[0] == days["Person-days of the partner"]


@pytest.mark.parametrize(
    ("options", "cause", "topic"),
    [
        ({"start": "2027-02-01"}, "1. Start: 2027-01-04 → 2027-02-01", "Dates"),
        ({"edition": "community"}, "1. Edition: enterprise → community", "Requirements"),
    ],
)
def test_an_option_is_a_cause(options: dict[str, str], cause: str, topic: str, order: Order, sealed: Path) -> None:
    page = again(order, sealed, str, **options)

    assert cause in page
    assert {row[-1] for row in rows(page, topic)} == {"1"}


def test_new_terms_are_a_cause(order: Order, sealed: Path) -> None:
    assert order.terms
    order.terms.write_text(TERMS + RATES.replace("900", "990"))

    page = again(order, sealed, str)

    assert "1. The partner's terms are not the same." in page
    assert [row[-1] for row in rows(page, "In short") if row[0] == "Price of the services"] == ["1"]


def test_what_other_rules_move_is_told_apart(order: Order, sealed: Path) -> None:
    path = sealed / "made_from" / "said.json"
    plain = json.loads(path.read_text())
    plain["facts"]["figures"]["days"] = "130"
    plain["facts"]["apps"]["events"] = "should first"
    plain["maker"] = "advisor 0.3.0, knowledge pack 1 (abc)"
    path.write_text(json.dumps(plain))
    seal(sealed)

    page = again(order, sealed)

    assert "3. The rules, or the program that applies them, are not the same: advisor 0.3.0, knowledge pack 1" in page
    assert ["Events", "Should, first project", "not advised", "3"] in rows(page, "Apps")
    assert ["Payroll", "not advised", "Should, first project", "1"] in rows(page, "Apps")
    assert [row[-1] for row in rows(page, "In short") if row[0].startswith("Person-days")] == ["1, 2 and 3"]
    assert [row[-1] for row in rows(page, "Work") if row[0] == "All work, by other rules"] == ["3"]


def test_nothing_changed_is_said(order: Order, sealed: Path) -> None:
    assert "Nothing changed since the issue of 23 November 2026." in again(order, sealed, str)


def test_what_was_never_sealed_is_no_issue(order: Order, sealed: Path) -> None:
    again(order, sealed)

    assert "Nothing changed since the issue of 23 November 2026." in again(order, sealed, str)


def test_a_re_issue_is_sealed_and_made_again_like_any_other(order: Order, sealed: Path) -> None:
    again(order, sealed)

    seal(sealed)
    assert (verify(sealed), order_in(sealed).kinds) == (2, ("board", "changes"))


def test_every_format_tells_it(order: Order, sealed: Path, tmp_path: Path) -> None:
    order.answers.write_text(said_otherwise(EXAMPLE), encoding="utf-8")

    written = issue(
        Order(order.answers, order.terms, formats=("html", "pdf", "docx"), kinds=("changes",)),
        tmp_path / "b",
        len,
        sealed,
    )
    assert [path.name for path in written] == ["changes.html", "changes.pdf", "changes.docx"]


def test_another_company_in_the_same_folder_is_no_re_issue(order: Order, sealed: Path) -> None:
    assert again(order, sealed, lambda text: text.replace("company: Linden", "company: Not Linden")) == ""


def test_what_today_s_rules_no_longer_know_keeps_its_id(order: Order, sealed: Path, pack: Pack) -> None:
    again(order, sealed)
    path = sealed / "made_from" / "since" / "said.json"
    plain = json.loads(path.read_text())
    plain["facts"]["apps"]["telegraph"] = "must first"
    path.write_text(json.dumps(plain))

    with planned(order_in(sealed)) as plan:
        blocks: list[Block] = [block for part in document(plan, "changes").sections for block in part.blocks]
        table = next(block for block in blocks if isinstance(block, Table) and block.rows[-1][0] == "telegraph")
    assert table.rows[-1][1:3] == ("Must, first project", "not advised")


def unsealed(folder: Path) -> None:
    (folder / "seal.json").unlink()


def changed(folder: Path) -> None:
    (folder / "made_from" / "said.json").write_text("{}")


def nobody(folder: Path) -> None:
    changed(folder)
    seal(folder)


def other(folder: Path) -> None:
    path = folder / "made_from" / "answers" / "answers.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("company: Linden", "company: Elm"), encoding="utf-8")
    (folder / "made_from" / "options.json").write_text('{"formats": ["json"], "kinds": []}')
    (folder / "board.md").unlink()
    seal(folder)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "unsealed": (unsealed, "seal.json: is missing"),
    "changed": (changed, "said.json: was changed after the seal, so that what changed since cannot be told"),
    "says nothing": (nobody, "said.json: does not hold what an issue said"),
    "other company": (other, "is an issue of another company than"),
    "nowhere": (
        lambda folder: [path.unlink() for path in folder.rglob("*") if path.is_file()],
        "seal.json: is missing",
    ),
}


@pytest.mark.parametrize("slip", REFUSED)
def test_what_is_no_issue_before_is_refused(slip: str, order: Order, sealed: Path, run: Run, tmp_path: Path) -> None:
    break_it, message = REFUSED[slip]
    break_it(sealed)

    code, _, err = run("plan", order.answers, "-o", tmp_path / "new", "--format", "md", "--since", sealed)

    assert (code, message in err, (tmp_path / "new").exists()) == (2, True, False), err


def test_the_page_cannot_be_asked_for_without_an_issue_before(run: Run, tmp_path: Path) -> None:
    code, _, err = run("plan", ROOT / "rules" / "example.yaml", "-o", tmp_path / "new", "--document", "changes")

    assert (code, "--document changes: needs an issue before this one; name its folder with --since" in err) == (
        2,
        True,
    )
