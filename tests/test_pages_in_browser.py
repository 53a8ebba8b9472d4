"""The pages in a real browser: by mouse and by keyboard, with and without JavaScript, for everybody, on any screen."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect

from advisor.pack import Pack
from advisor.serve import address, listen
from advisor.settings import Settings
from advisor.store.engagements import set_tags
from advisor.store.files import import_file
from advisor.store.invitations import invite, revoke
from advisor.store.opening import Store, open_store
from advisor.store.people import local_user
from advisor.store.records import Engagement
from advisor.web.app import create_app
from advisor.web.desk import clock

from .conftest import ROOT
from .screens import CHROMIUM, violations

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="needs chromium")]
PATIENCE = 30_000  # milliseconds; the machine may be busy
PATIENT = 40  # times a page is asked for again
expect.set_options(timeout=PATIENCE)
HOSTILE = "<script>alert(1)</script> {{7*7}} =cmd() \u202egnp.exe \U0001f469‍\U0001f52c"
ENGAGEMENT_PAGES = (
    *("", "/survey/company", "/survey/goods", "/review", "/history", "/compare", "/merge", "/delete"),
    *("/why/app:crm", "/result", "/result/picture", "/result/reasons", "/result/numbers", "/result/doubts"),
    *("/result/modules", "/result/editions", "/result/ask?about=rental", "/result/documents"),
)
ALSO_DARK = ("/new", "/survey/goods", "/review", "/result", "/result/picture", "/result/numbers", "/merge", "/delete")
"""Pages that together hold every piece of the look."""


@dataclass
class Site:
    """A running server with one engagement full of answers, and a link for a respondent."""

    address: str
    engagement: Engagement
    link: str
    store: Store

    @property
    def pages(self) -> list[str]:
        own = [f"/e/{self.engagement.id}{path}" for path in ENGAGEMENT_PAGES]
        asked = [f"/i/{self.link}/survey/goods", f"/i/{self.link}/review"]
        return [self.address + path for path in ("/", "/?archived=true", "/new", "/nowhere", *own, *asked)]


@pytest.fixture(scope="module")
def site(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    store = open_store(str(tmp_path_factory.mktemp("site")))
    me, raw = local_user(store, clock()), (ROOT / "rules" / "example.yaml").read_bytes()
    made = import_file(store, me.id, raw, "example.yaml", pack, clock(), me.name)
    set_tags(store, me.id, made.id, ["maker"], made.revision, clock())
    link, _ = invite(store, me.id, made.id, "Bob", ("goods",), clock())
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(store, pack, Settings()), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield Site(address(listening).rstrip("/"), made, link, store)
    server.should_exit = True
    thread.join()
    store.close()


@pytest.fixture
def screens(browser: Browser, site: Site) -> Iterator["Screens"]:
    """Browsers of different people; none of them may ask anything of anybody but the server, or complain."""
    made = Screens(browser, site)
    yield made
    for context in made.open:
        context.close()
    assert (made.strayed, made.complaints) == ([], [])


@dataclass
class Screens:
    """Opens browsers of different people, each watched."""

    browser: Browser
    site: Site
    open: list[BrowserContext] = field(default_factory=list)
    strayed: list[str] = field(default_factory=list)  # requests to somebody else
    complaints: list[str] = field(default_factory=list)  # what the browsers said on their consoles

    def new(self, javascript: bool = True, width: int = 1280) -> Page:
        context = self.browser.new_context(
            java_script_enabled=javascript, viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        self.open.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.asked(request.url))
        page.on("console", lambda message: self.said(message.type, message.text))
        page.on("pageerror", lambda error: self.said("error", str(error)))
        page.on("dialog", lambda dialog: self.said("error", f"dialog: {dialog.message}"))
        return page

    def asked(self, url: str) -> None:
        if not url.startswith((self.site.address, "data:")):
            self.strayed.append(url)

    def said(self, kind: str, text: str) -> None:
        if kind == "error" and "the server responded with a status of 4" not in text:
            self.complaints.append(text)


def begin(page: Page, site: Site, company: str = "Kestrel Cycles") -> None:
    """Begin an engagement."""
    page.goto(f"{site.address}/new")
    page.get_by_label("Company").fill(company)
    page.get_by_role("button", name="Begin the survey").click()
    page.wait_for_url("**/survey/company*")


def through_the_survey(page: Page) -> int:
    """Answer the first question of each topic with its first choice, and return how many topics there were."""
    for topic in range(1, 20):
        page.locator("fieldset.question .tick input").first.check()
        page.locator(".actions .main-button").click()
        page.wait_for_load_state()
        if page.url.endswith("/review"):
            return topic
    return 0


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_whole_survey_leads_to_a_pdf(javascript: bool, screens: Screens, site: Site, tmp_path: Path) -> None:
    page = screens.new(javascript)
    begin(page, site)
    topics = through_the_survey(page)
    page.get_by_role("link", name="See the result").click()

    with page.expect_download() as download:
        page.get_by_role("link", name="Plan as PDF").click()

    download.value.save_as(tmp_path / "plan.pdf")
    assert topics == 8
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF")


def test_the_advice_follows_while_one_answers(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)
    page.goto(page.url.replace("company", "goods").partition("#")[0])

    page.get_by_label("Goods for sale", exact=True).check()

    expect(page.locator("#live-moves")).to_contain_text("Inventory comes in")
    expect(page.locator("#live-moves")).to_contain_text("because you chose “Goods for sale”")
    expect(page.locator("#slot-warehouse_work fieldset")).to_be_visible()


def test_the_effort_follows(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)

    page.get_by_label("Goods we make, grow, cook, pack or assemble ourselves").check()

    expect(page.locator("#effort")).to_contain_text("person-days")


def test_on_a_phone_the_advice_is_announced_at_the_edge(screens: Screens, site: Site) -> None:
    page = screens.new(width=390)
    begin(page, site)

    page.get_by_label("Goods we make, grow, cook, pack or assemble ourselves").check()

    expect(page.get_by_role("link", name="Advice so far: 1 app + Invoicing")).to_be_in_viewport()


def test_two_quick_answers_are_both_kept(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)

    for label in ("Several legal companies", "Several shops, branches, plants or warehouses"):
        page.get_by_label(label).check()

    expect(page.locator("#state-structure input[name='was.structure']")).to_have_value(
        "several_companies several_sites"
    )


def test_not_sure_yet_takes_the_other_ticks_away(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)
    question = page.locator("#q-offers")
    question.get_by_label("Goods we buy and resell").check()

    question.get_by_label("Not sure yet").check()

    expect(question.locator("input:checked")).to_have_count(1)
    expect(page.locator("#saved-offers")).to_have_text("Saved")


def test_what_is_being_typed_goes_along_when_one_leaves(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)
    page.locator("#a-employees").press_sequentially("24")

    page.evaluate("location.href = location.pathname.replace('survey/company', 'review')")
    page.wait_for_url("**/review")

    for _ in range(PATIENT):  # what was typed is still on its way when the next page comes
        if page.get_by_text("24 people").is_visible():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(page.get_by_text("24 people")).to_be_visible()


def test_a_link_followed_at_once_shows_what_was_just_typed(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)
    page.locator("#a-employees").press_sequentially("46")

    page.get_by_role("link", name="Review").click()
    page.wait_for_url("**/review")

    expect(page.get_by_text("46 people")).to_be_visible()


def test_what_was_wrong_is_no_longer_said_once_it_is_right(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)
    page.locator("#a-employees").fill("abc")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("#errors")).to_contain_text("1 answer is not kept yet")

    page.locator("#a-employees").fill("50")
    page.locator("#a-employees").press("Tab")

    expect(page.locator("#saved-employees")).to_have_text("Saved")
    expect(page.locator("#wrong-employees")).to_have_count(0)
    expect(page.locator("#errors")).to_have_count(0)
    screens.complaints.clear()


def test_a_link_that_ends_while_it_is_open_says_so(screens: Screens, site: Site) -> None:
    page = screens.new()
    item = site.engagement
    link, made = invite(site.store, item.owner, item.id, "Carl", ("goods",), clock())
    page.goto(f"{site.address}/i/{link}/survey/goods")
    revoke(site.store, item.owner, item.id, made.id)

    page.get_by_label("Goods for sale", exact=True).check()

    expect(page.locator("#trouble")).to_contain_text(
        "Not saved: This link is no longer valid. It has expired or was taken back."
    )
    screens.complaints.clear()


def test_an_answer_that_did_not_arrive_is_said(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)
    page.route("**/survey/company", lambda route: route.abort())

    page.get_by_label("Several legal companies").check()

    expect(page.locator("#trouble")).to_contain_text("Not saved: the server did not answer as it should.")
    screens.complaints.clear()


def test_one_goes_back_and_changes_an_answer(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)
    page.locator("#a-employees").fill("24")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/survey/selling*")

    page.get_by_role("button", name="Back", exact=True).click()
    page.wait_for_url("**/survey/company*")
    page.locator("#a-employees").fill("30")
    page.get_by_role("button", name="Save and continue").click()
    page.goto("/".join(page.url.split("/")[:5]) + "/review")

    expect(page.get_by_text("30 people")).to_be_visible()


def test_two_browsers_on_one_engagement_overwrite_nothing(screens: Screens, site: Site) -> None:
    ann, bea = screens.new(), screens.new()
    begin(ann, site)
    bea.goto(ann.url)
    ann.locator("#a-employees").fill("24")
    ann.locator("#a-employees").press("Tab")
    expect(ann.locator("#saved-employees")).to_have_text("Saved")

    bea.locator("#a-employees").fill("30")
    bea.locator("#a-employees").press("Tab")
    expect(bea.locator("#q-employees .clash")).to_contain_text("Theirs: 24 people")
    bea.get_by_label("Yours: 30 people").click()  # it goes as soon as it is chosen
    expect(bea.locator("#q-employees .clash")).to_have_count(0)
    ann.reload()

    expect(ann.locator("#a-employees")).to_have_value("30")


def test_versions_stand_in_the_time_of_the_reader(screens: Screens, site: Site) -> None:
    page = screens.new()

    page.goto(f"{site.address}/e/{site.engagement.id}/compare")

    expect(page.locator("#before option[data-at]").first).to_contain_text("(newest)")
    expect(page.locator("#before option[data-at]").first).not_to_contain_text("UTC")


def test_leaving_something_unsent_is_asked_about(screens: Screens, site: Site) -> None:
    page = screens.new()
    page.goto(f"{site.address}/e/{site.engagement.id}")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))  # type: ignore[func-returns-value]
    page.locator("#notes").press_sequentially("call on Monday")

    page.get_by_role("link", name="Review", exact=True).click()
    page.wait_for_url("**/review")

    assert asked == ["beforeunload"]
    screens.complaints.clear()


def test_a_box_of_the_picture_says_why(screens: Screens, site: Site) -> None:
    page = screens.new()
    page.goto(f"{site.address}/e/{site.engagement.id}/result/picture")

    page.locator("a[data-id='app:manufacturing']").click()

    expect(page.locator("#why h2")).to_have_text("Manufacturing")
    expect(page.locator(".box.lit").first).to_be_visible()


def test_other_answers_are_tried_without_keeping_them(screens: Screens, site: Site) -> None:
    page = screens.new()
    page.goto(f"{site.address}/e/{site.engagement.id}/result/ask")
    page.get_by_text("Customers and orders").click()

    page.get_by_label("At our counter, desk or shop, paid on the spot").check()

    expect(page.locator("#delta")).to_contain_text("Point of Sale (shop) comes in")


def test_the_survey_is_filled_in_by_keyboard_alone(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)
    page.reload()
    keys = page.keyboard
    keys.press("Tab")
    skip = page.evaluate("document.activeElement.textContent")
    keys.press("Enter")
    for _ in range(30):
        keys.press("Tab")
        if page.evaluate("document.activeElement.name") == "a.core_business":
            break
    keys.press("Space")
    expect(page.locator("#saved-core_business")).to_have_text("Saved")
    for _ in range(60):
        keys.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Save and continue":
            break
    keys.press("Enter")

    page.wait_for_url("**/survey/selling*")
    assert skip == "Skip to the content"


def test_what_has_the_focus_is_seen(screens: Screens, site: Site) -> None:
    page = screens.new()
    page.goto(f"{site.address}/")
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))

    assert set(seen) == {"solid"}


def test_axe_finds_nothing_on_any_page(screens: Screens, site: Site) -> None:
    page = screens.new()
    found = []
    for url in site.pages:
        page.goto(url)
        found += violations(page)
        if url.endswith(ALSO_DARK):
            found += violations(page, "dark", "color-contrast")

    assert found == []


@pytest.mark.parametrize("width", [390, 640], ids=["phone", "laptop at 200 %"])
def test_no_page_is_wider_than_the_screen(width: int, screens: Screens, site: Site) -> None:
    page = screens.new(width=width)
    wide = []
    for url in site.pages:
        page.goto(url)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(url)

    assert wide == []


def test_a_hostile_name_stays_text(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site, HOSTILE)
    page.goto("/".join(page.url.split("/")[:5]))

    expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
