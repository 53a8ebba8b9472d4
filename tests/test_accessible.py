"""Pages anybody can use: axe-core in a real browser finds nothing serious on any kind of page of three companies."""

from datetime import date
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser, Page

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.documents import content
from advisor.documents.kinds import KINDS
from advisor.pack import Pack
from advisor.plan import Limits, Plan, make_plan
from advisor.terms import with_terms

from .conftest import HERE, ROOT
from .screens import CHROMIUM, Violation, violations

COMPANIES = {
    "service firm": HERE / "looks" / "service_firm.yaml",
    "hybrid": ROOT / "rules" / "example.yaml",
    "manufacturer": HERE / "looks" / "manufacturer.yaml",
}
SAME_FOR_ALL = "handbook"
NEEDS_BROWSER = pytest.mark.skipif(not CHROMIUM, reason="needs chromium")


def planned(pack: Pack, company: str) -> Plan:
    terms = with_terms(pack, ROOT / "rules" / "example_terms.yaml")
    return make_plan(advise(terms, read_answers(COMPANIES[company], terms)), Limits(start=date(2027, 1, 4)))


@pytest.fixture(scope="module", params=COMPANIES)
def plan(request: pytest.FixtureRequest, pack: Pack) -> Plan:
    return planned(pack, request.param)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1280, "height": 1400})


def serious(plan: Plan, kind: str, page: Page, folder: Path) -> list[Violation]:
    """Return what keeps somebody from reading the page of a kind."""
    file = folder / f"{kind}.html"
    file.write_text(str(content(plan, kind, "html")), encoding="utf-8")
    page.goto(file.as_uri())
    return [one for one in violations(page) if one.impact in ("serious", "critical")]


@NEEDS_BROWSER
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != SAME_FOR_ALL])
def test_nothing_serious_bars_anybody_from_reading(kind: str, plan: Plan, page: Page, tmp_path: Path) -> None:
    assert serious(plan, kind, page, tmp_path) == []


@NEEDS_BROWSER
def test_nothing_serious_bars_anybody_from_the_handbook(pack: Pack, page: Page, tmp_path: Path) -> None:
    assert serious(planned(pack, "hybrid"), SAME_FOR_ALL, page, tmp_path) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_parses_without_an_error(kind: str, plan: Plan) -> None:
    parser = html5lib.HTMLParser(strict=False)

    parser.parse(str(content(plan, kind, "html")))
    assert parser.errors == []
