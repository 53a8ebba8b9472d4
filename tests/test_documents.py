"""Documents: text stays text, a page needs nothing but itself, and a file appears whole or not at all."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.customer_text import shown_name
from advisor.documents import render, write_documents
from advisor.errors import UserError
from advisor.pack import Pack
from advisor.plan import Plan, make_plan

from .conftest import ROOT

HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd()",
    "{{7*7}} {% raise %}",
    "\u202eevil\u202c",
    "x" * 10_000,
    "Crème & Fils \U0001f35e",
    "a|b `c` *d* [e](f) # g",
    "</style><img src=x onerror=alert(1)>",
    "multi\nline",
]
VOID = {"meta", "br", "img", "link", "hr", "input"}


def plan_for(company: str, pack: Pack) -> Plan:
    said = read_answers(ROOT / "rules" / "example.yaml", pack)
    engagement = {**said.engagement, "company": company, "prepared_by": company}
    return make_plan(advise(pack, replace(said, engagement=engagement, notes={"employees": company})))


class Tags(HTMLParser):
    """Checks that tags close in order and collects what a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.fetched: list[str] = []
        self.ids: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        facts = dict(attrs)
        self.ids += [facts["id"]] if facts.get("id") else []
        self.fetched += [
            value for key, value in attrs if key in ("src", "href") and value and not value.startswith("#")
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    tags.close()
    return tags


@pytest.mark.parametrize("company", HOSTILE, ids=lambda text: repr(text[:20]))
def test_a_hostile_company_name_stays_text_in_html(company: str, pack: Pack) -> None:
    tags = read(render(plan_for(company, pack), "html"))

    assert (tags.open, tags.seen.count("script"), tags.seen.count("img")) == ([], 1, 0)
    assert shown_name(company).split()[0] in tags.text


@pytest.mark.parametrize("company", HOSTILE, ids=lambda text: repr(text[:20]))
def test_a_hostile_company_name_stays_text_in_markdown(company: str, pack: Pack) -> None:
    page = render(plan_for(company, pack), "md")

    title = page.splitlines()[0]
    assert title.startswith("# Implementation plan for ")
    assert not re.search(r"<[a-z/]", page)
    assert not re.search(r"(?<!\\)[|`*]", title)


def test_the_html_page_is_well_formed_and_needs_no_network(pack: Pack) -> None:
    page = render(plan_for("Kestrel Cycles", pack), "html")
    tags = read(page)

    assert (tags.open, tags.fetched) == ([], [])
    assert len(tags.ids) == len(set(tags.ids))
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_every_link_of_the_contents_leads_somewhere(pack: Pack) -> None:
    page = render(plan_for("Kestrel Cycles", pack), "html")

    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(read(page).ids)


def test_every_advised_app_and_gap_is_on_both_pages(pack: Pack) -> None:
    plan = plan_for("Kestrel Cycles", pack)
    names = [item.app.name for item in plan.advice.apps]
    gaps = [gap.need.requirement.gap for gap in plan.advice.gaps]

    for page in (render(plan, "md"), read(render(plan, "html")).text):
        assert [name for name in [*names, *gaps] if name not in page] == []


def test_a_company_that_answered_nothing_still_gets_a_page(pack: Pack) -> None:
    plan = make_plan(advise(pack, Answers()))

    assert "Your answers do not call for any app yet" in render(plan, "md")
    assert read(render(plan, "html")).open == []


def test_nothing_is_written_when_a_format_is_unknown(pack: Pack, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="'odt' is no format"):
        write_documents(plan_for("Kestrel Cycles", pack), tmp_path / "plan", ("md", "odt"))

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_no_part(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "plan" / "plan.md").mkdir(parents=True)

    with pytest.raises(UserError, match=r"plan\.md: cannot be written"):
        write_documents(plan_for("Kestrel Cycles", pack), tmp_path / "plan")

    assert [path.name for path in (tmp_path / "plan").iterdir()] == ["plan.md"]


def test_prefilled_answers_are_shown_as_such(pack: Pack) -> None:
    said = Answers(given={"core_business": "services"}, prefilled=("core_business",), preset="consulting")

    page = render(make_plan(advise(pack, said)), "md")

    assert "Filled in by the sector preset and not confirmed" in page
