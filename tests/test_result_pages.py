"""The pages of the result: the plan, its reasons, what if, and every document."""

import io
import re
import zipfile

import pytest

from advisor.advising import advise
from advisor.answers import kept_answers
from advisor.documents import DATA, LAYOUTS
from advisor.pack import Pack
from advisor.store.engagements import create, found
from advisor.store.people import local_user
from advisor.store.records import Engagement
from advisor.store.sheets import own_sheet
from advisor.web.columns import on_the_point
from advisor.web.documents_page import OFFERED
from advisor.web.result_pages import TABS

from .browsing import Make, Reader
from .servers import Server
from .stores import NOW

TERMS = """
project_roles:
  consultant: {rates: {EUR: 800}}
  developer: {rates: {EUR: 700}}
  project_leader: {rates: {EUR: 900}}
"""


@pytest.fixture
def shop(make: Make) -> Engagement:
    """A shop that keeps stock and sells at its counter."""
    return make(
        core_business="goods_we_resell",
        offers=["traded_goods"],
        employees=12,
        order_channels=["shop_counter"],
        stock_kept=["goods_for_sale"],
        buying=["restock"],
    )


def stored(local: Server, item: Engagement) -> Engagement:
    return found(local.store, local_user(local.store, NOW).id, item.id)


def in_plain(local: Server, item: Engagement) -> object:
    return own_sheet(local.store, local_user(local.store, NOW).id, item.id).content


@pytest.mark.parametrize("tab", TABS)
def test_every_page_of_a_result_stands(tab: str, reader: Reader, shop: Engagement) -> None:
    assert reader.go(f"/e/{shop.id}/result/{tab}".rstrip("/")).status == 200


@pytest.mark.parametrize("tab", TABS)
def test_every_page_of_a_result_stands_before_anything_is_answered(tab: str, reader: Reader, make: Make) -> None:
    assert reader.go(f"/e/{make().id}/result/{tab}".rstrip("/")).status == 200


def test_the_result_names_every_app_of_the_advice(local: Server, reader: Reader, shop: Engagement, pack: Pack) -> None:
    answers, _ = kept_answers(in_plain(local, shop), pack)  # type: ignore[arg-type]

    reader.go(f"/e/{shop.id}/result")

    assert [item.app.name for item in advise(pack, answers).apps if item.app.name not in reader.words] == []


def test_a_box_of_the_picture_leads_to_what_stands_behind_it(reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}/result/picture")

    assert f'href="/e/{shop.id}/why/app:pos"' in reader.text
    assert "because you answered" in reader.go(f"/e/{shop.id}/why/app:pos").words


@pytest.mark.parametrize("thing", ["area:retail", "function:inventory_management", "app:crm", "figure:effort"])
def test_whatever_a_page_points_to_can_be_asked_why(thing: str, reader: Reader, shop: Engagement, pack: Pack) -> None:
    thing = f"area:{next(iter(pack.areas))}" if thing.startswith("area:") else thing
    thing = f"function:{next(iter(pack.functions))}" if thing.startswith("function:") else thing

    assert reader.go(f"/e/{shop.id}/why/{thing}").status == 200


def test_what_nobody_knows_is_said_with_the_nearest_word(reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}/why/app:inventry")

    assert (reader.status, "did you mean 'inventory'" in reader.words) == (404, True)


@pytest.mark.parametrize("about", ["Rental", "rental", "app:rental", "Rentals"])
def test_why_not_gives_the_smallest_change(about: str, reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}/result/ask?about={about}")

    assert "Rental is not advised. It would be advised if you" in reader.words


def test_why_not_of_a_module_says_what_it_waits_for(reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}/result/ask?about=sale_mrp")

    assert "sale_mrp installs itself where" in reader.words


def test_a_change_is_tried_and_not_kept(local: Server, reader: Reader, shop: Engagement) -> None:
    before = in_plain(local, shop)

    reader.go(f"/e/{shop.id}/result/ask?about=Rental").send("/result/ask", try__offers="yes", a__offers=["rental"])

    assert "Rental comes in" in reader.words
    assert "1 answer differs" in reader.words
    assert in_plain(local, shop) == before


def test_a_budget_is_kept_and_cuts_the_plan(local: Server, reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}/result/numbers")
    local.client().post(
        f"/e/{shop.id}/terms",
        files={"file": ("terms.yaml", TERMS)},
        data={"csrf": dict(reader.form("/set/limits"))["csrf"]},
    )
    reader.go(f"/e/{shop.id}/result/numbers").send("/set/limits", budget="900000", start="2027-01-04")

    assert stored(local, shop).limits == {"start": "2027-01-04", "budget": "900000"}
    assert "900,000" in reader.words


def test_a_budget_nothing_fits_into_is_said_beside_the_plan(local: Server, reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}/result/numbers")
    local.client().post(
        f"/e/{shop.id}/terms",
        files={"file": ("terms.yaml", TERMS)},
        data={"csrf": dict(reader.form("/set/limits"))["csrf"]},
    )

    reader.go(f"/e/{shop.id}/result/numbers").send("/set/limits", budget="1")

    assert (reader.status, "too little for any app" in reader.words) == (200, True)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"budget": "lots"}, "“lots” is no budget"),
        ({"start": "soon"}, "“soon” is no day"),
        ({"deadline": "2027-06-01"}, "needs a day of signature"),
    ],
)
def test_what_is_no_limit_is_said_and_not_kept(
    limits: dict[str, str], said: str, local: Server, reader: Reader, shop: Engagement
) -> None:
    reader.go(f"/e/{shop.id}/result/numbers").send("/set/limits", **limits)

    assert (reader.status, said in reader.words, stored(local, shop).limits) == (422, True, {})


def test_terms_that_cannot_be_read_are_said_with_their_line(local: Server, reader: Reader, shop: Engagement) -> None:
    token = dict(reader.go(f"/e/{shop.id}/result/numbers").form("/set/limits"))["csrf"]

    response = local.client().post(
        f"/e/{shop.id}/terms", files={"file": ("mine.yaml", "rats: {}")}, data={"csrf": token}
    )

    assert (response.status_code, "mine.yaml:1" in response.text, stored(local, shop).terms) == (422, True, "")


@pytest.mark.parametrize("kind", OFFERED)
@pytest.mark.parametrize("word", [*LAYOUTS, *DATA])
def test_every_document_is_offered(kind: str, word: str, reader: Reader, shop: Engagement) -> None:
    name = "plan" if kind == "report" or word in DATA else kind

    reader.go(f"/e/{shop.id}/result/documents")

    assert f'href="/e/{shop.id}/documents/{name}.{word}"' in reader.text


@pytest.mark.parametrize(
    ("file", "begins"),
    [("plan.pdf", b"%PDF"), ("board.docx", b"PK"), ("plan.xlsx", b"PK"), ("agenda.md", b"# "), ("plan.json", b"{")],
)
def test_a_document_comes_as_a_file(file: str, begins: bytes, local: Server, shop: Engagement) -> None:
    response = local.client().get(f"/e/{shop.id}/documents/{file}")

    assert response.content.startswith(begins)
    assert response.headers["content-disposition"] == f'attachment; filename="{file}"'


@pytest.mark.parametrize("file", ["plan.exe", "plans.pdf", "..%2Fplan.pdf", "changes.pdf"])
def test_what_is_no_document_is_not_found(file: str, local: Server, shop: Engagement) -> None:
    assert local.client().get(f"/e/{shop.id}/documents/{file}").status_code == 404


def test_editions_and_series_stand_side_by_side(reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}/result/editions")

    sides = [
        f"Odoo {series}, {edition}" for series in ("17.0", "18.0", "19.0") for edition in ("Community", "Enterprise")
    ]
    assert [side for side in sides if side not in reader.words] == []


def test_the_result_speaks_the_language_of_the_company(reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}").send("/facts", fact__language="fr")

    reader.go(f"/e/{shop.id}/result")

    assert "est une entreprise" in reader.words


def test_requirements_and_modules_are_counted_alike_on_every_page(reader: Reader, make: Make) -> None:
    item = make(stock_kept=["goods_for_sale"], offers=["traded_goods"], shared_info=["shared_documents"])
    short, modules, editions = (reader.go(f"/e/{item.id}/result{page}").words for page in ("", "/modules", "/editions"))
    row = editions.partition("Odoo 19.0, Enterprise ")[2].removeprefix("as chosen ").split()

    assert re.search(r"requirements met (\d+) requirements met in part (\d+)", short).groups() == (row[0], row[1])  # type: ignore[union-attr]
    assert re.findall(r"apps? → (\d+) modules", modules)[-1] == row[4]


@pytest.mark.parametrize(
    ("target", "name", "files"),
    [
        ("odoo", "backlog_odoo.zip", ["1_project.project.csv", "2_project.milestone.csv", "3_project.task.csv"]),
        ("jira", "jira.csv", []),
        ("azure", "azure_devops.csv", []),
    ],
)
def test_the_backlog_is_offered_for_every_planning_tool(
    target: str, name: str, files: list[str], reader: Reader, shop: Engagement
) -> None:
    offered = f'href="/e/{shop.id}/backlog/{target}"' in reader.go(f"/e/{shop.id}/result/documents").text

    given, again = (reader.client.get(f"/e/{shop.id}/backlog/{target}") for _ in range(2))

    packed = zipfile.ZipFile(io.BytesIO(given.content)).namelist() if files else []
    assert (offered, packed, given.content) == (True, files, again.content)
    assert given.headers["content-disposition"] == f'attachment; filename="{name}"'


def test_a_backlog_nobody_imports_is_not_found(reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}/backlog/jirra")

    assert (reader.status, "for “jirra”; did you mean 'jira'? " in reader.words) == (404, True)


@pytest.mark.parametrize("thing", ["unknown", "apps:crm", "figure:effrot"])
def test_nothing_stands_behind_what_nobody_knows(thing: str, reader: Reader, shop: Engagement) -> None:
    reader.go(f"/e/{shop.id}/why/{thing}")

    assert (reader.status, "?." in reader.words, "`" in reader.words) == (404, False, False)


def test_a_budget_without_a_currency_says_where_to_give_one(local: Server, reader: Reader) -> None:
    item = create(local.store, local_user(local.store, NOW).id, {"answers": {"employees": 5}}, NOW, "ann")

    reader.go(f"/e/{item.id}/result/numbers").send("/set/limits", budget="40000")

    assert (reader.status, "“About the company” on the overview" in reader.words) == (200, True)


def test_the_points_of_a_column_stand_below_each_other() -> None:
    assert on_the_point(("123.75", "12.5", "3", "EUR 1,000", "not known yet")) == (
        *("123.75", "12.5\u2007", "3\u2008\u2007\u2007", "EUR 1,000\u2008\u2007\u2007", "not known yet"),
    )
