"""What a plan has to keep to, and a partner's own terms: refused where they are given, never a dead end."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from advisor import documents
from advisor.pack import Pack
from advisor.settings import Settings
from advisor.store.engagements import create, found, set_terms
from advisor.store.people import local_user
from advisor.store.records import Engagement
from advisor.web.documents_page import OFFERED
from advisor.web.result_pages import TABS

from .browsing import Make, Reader
from .conftest import ROOT
from .servers import Server, served
from .stores import NOW

RATES = """
project_roles:
  consultant: {rates: {EUR: 800}}
  developer: {rates: {EUR: 700}}
  project_leader: {rates: {EUR: 900}}
"""
NO_PLAN = RATES + "settings: {load_limit: 1}\n"
SHOP = {
    "core_business": "goods_we_resell",
    "offers": ["traded_goods"],
    "employees": 12,
    "order_channels": ["shop_counter"],
    "stock_kept": ["goods_for_sale"],
    "buying": ["restock"],
}


@pytest.fixture
def shop(make: Make) -> Engagement:
    return make(**SHOP)


def stored(server: Server, item: Engagement) -> Engagement:
    return found(server.store, item.owner, item.id)


def take_over(reader: Reader, item: Engagement, terms: str) -> Reader:
    token = dict(reader.go(f"/e/{item.id}/result/numbers").form("/set/limits"))["csrf"]
    files = {"file": ("mine.yaml", terms)}
    return reader.took(reader.client.post(f"/e/{item.id}/terms", files=files, data={"csrf": token}))


def test_terms_that_make_no_plan_are_refused_with_the_reason(local: Server, reader: Reader, shop: Engagement) -> None:
    take_over(reader, shop, NO_PLAN)

    assert (reader.status, stored(local, shop).terms) == (422, "")
    assert "mine.yaml was not taken over, since it makes no plan for these answers: " in reader.words


@pytest.mark.parametrize(
    "tab", [f"result/{tab}".rstrip("/") for tab in TABS] + ["why/figure:effort", "documents/handbook.md"]
)
def test_terms_that_no_longer_fit_lock_nobody_out(tab: str, local: Server, reader: Reader, shop: Engagement) -> None:
    set_terms(local.store, shop.owner, shop.id, NO_PLAN, shop.revision, NOW)

    assert reader.go(f"/e/{shop.id}/{tab}").status == 200


def test_terms_that_no_longer_fit_are_said_and_left_with_a_button(
    local: Server, reader: Reader, shop: Engagement
) -> None:
    set_terms(local.store, shop.owner, shop.id, NO_PLAN, shop.revision, NOW)

    said = reader.go(f"/e/{shop.id}/result").words
    reader.send("/terms/remove")

    assert "Your own terms make no plan for these answers" in said
    assert (stored(local, shop).terms, "make no plan" in reader.go(f"/e/{shop.id}/result").words) == ("", False)


def test_terms_that_cannot_be_read_any_more_lock_nobody_out(local: Server, reader: Reader, shop: Engagement) -> None:
    set_terms(local.store, shop.owner, shop.id, "gone: {away: 1}", shop.revision, NOW)

    pages = [reader.go(f"/e/{shop.id}{page}").status for page in ("", "/survey/company", "/result")]

    assert (pages, "cannot be read any more" in reader.words) == ([200, 200, 200], True)


@pytest.fixture
def on_terms(pack: Pack, tmp_path: Path) -> Iterator[Server]:
    """A server with terms that make no plan for a shop."""
    (tmp_path / "terms.yaml").write_text(NO_PLAN)
    yield from served(pack, tmp_path, Settings(terms=tmp_path / "terms.yaml"), "http://127.0.0.1:8000")


def test_terms_of_the_server_lock_nobody_out(on_terms: Server) -> None:
    owner = local_user(on_terms.store, NOW).id
    item = create(on_terms.store, owner, {"answers": SHOP}, NOW, "ann")

    reader = Reader(on_terms.client()).go(f"/e/{item.id}/result/numbers")

    assert (reader.status, "This server's terms make no plan for these answers" in reader.words) == (200, True)


def test_what_was_typed_beside_a_limit_that_is_none_is_still_there(reader: Reader, shop: Engagement) -> None:
    typed = {"start": "2027-01-04", "deadline": "2027-09-01", "budget": "abc"}

    reader.go(f"/e/{shop.id}/result/numbers").send("/set/limits", **typed)

    assert (reader.status, {name: dict(reader.form("/set/limits"))[name] for name in typed}) == (422, typed)


def test_documents_that_a_budget_rules_out_are_not_offered(local: Server, reader: Reader, shop: Engagement) -> None:
    take_over(reader, shop, RATES)
    reader.go(f"/e/{shop.id}/result/numbers").send("/set/limits", budget="1")

    reader.go(f"/e/{shop.id}/result/documents")
    links = [f"/e/{shop.id}/documents/{kind}.md" for kind in OFFERED]

    assert "too little for any app" in reader.words
    assert [link for link in links if link in reader.text] == [f"/e/{shop.id}/documents/handbook.md"]
    assert reader.go(f"/e/{shop.id}/documents/handbook.md").status == 200
    assert 'plan.pdf"' not in reader.go(f"/e/{shop.id}/result").text


@pytest.mark.parametrize(("word", "library"), [("pdf", "typst"), ("docx", "docxtpl"), ("xlsx", "xlsxwriter")])
def test_what_is_not_installed_is_not_offered(
    word: str, library: str, reader: Reader, shop: Engagement, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = documents.find_spec
    monkeypatch.setattr(documents, "find_spec", lambda name: None if name == library else there(name))

    reader.go(f"/e/{shop.id}/result/documents")

    assert (f'.{word}"' in reader.text, "is not installed" in reader.words) == (False, True)


def test_documents_of_the_pages_are_in_the_partners_style(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("Written in the house of {{ plan.company }}")
    settings = Settings(style=documents.Style(own=tmp_path))

    for server in served(pack, tmp_path, settings, "http://127.0.0.1:8000"):
        item = create(server.store, local_user(server.store, NOW).id, {"answers": SHOP}, NOW, "ann")
        client: TestClient = server.client()
        assert "Written in the house" in client.get(f"/e/{item.id}/documents/plan.md").text


def test_the_pages_bring_along_what_makes_their_documents() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]

    assert "advisor[docx,pdf,xlsx]" in extras["web"]
