"""How the pages look in a real browser: readable pictures in both colour schemes, true paths, nothing cut."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from .screens import CHROMIUM
from .test_pages_in_browser import Screens, Site, begin, screens, site

__all__ = ["screens", "site"]  # fixtures
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="needs chromium")]
LEAST = 4.5  # contrast of text, by WCAG 2.2 AA
FAINT = """() => {
  const seen = colour => { const found = colour.match(/[\\d.]+/g); return found && found.slice(0, 3).map(Number); };
  const light = colour => {
    const [red, green, blue] = seen(colour).map(part => {
      part /= 255;
      return part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
    });
    return .2126 * red + .7152 * green + .0722 * blue;
  };
  const solid = colour => /^rgb/.test(colour) && !/, 0\\)$/.test(colour);
  const ground = text => {
    const own = getComputedStyle(text);
    if (own.paintOrder.startsWith('stroke')) return own.stroke;
    const box = text.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
    let found = '';
    for (const shape of text.ownerSVGElement.querySelectorAll('rect, path')) {
      if (shape.closest('defs') || text.compareDocumentPosition(shape) & 4) continue;
      const place = shape.getBoundingClientRect(), fill = getComputedStyle(shape).fill;
      const under = place.left <= x && x <= place.right && place.top <= y && y <= place.bottom;
      if (under && solid(fill)) found = fill;
    }
    for (let around = text.ownerSVGElement; !found && around; around = around.parentElement) {
      const back = getComputedStyle(around).backgroundColor;
      if (solid(back)) found = back;
    }
    return found;
  };
  const texts = [...document.querySelectorAll('svg text')];
  return [texts.length, texts.map(text => {
    const pair = [light(getComputedStyle(text).fill), light(ground(text))].sort((a, b) => b - a);
    return [(pair[0] + .05) / (pair[1] + .05), text.textContent];
  })];
}"""


def engagement(site: Site) -> str:
    return f"{site.address}/e/{site.engagement.id}"


def faint(page: Page) -> list[str]:
    """Return the texts in pictures that are hard to read on what they stand on."""
    count, found = page.evaluate(FAINT)
    assert count > 10
    return [f"{words} ({contrast:.1f})" for contrast, words in found if contrast < LEAST]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["picture", "reasons", "numbers"])
def test_every_word_in_a_picture_can_be_read(
    tab: str, scheme: Literal["light", "dark"], screens: Screens, site: Site
) -> None:
    page = screens.new()
    page.emulate_media(color_scheme=scheme)

    page.goto(f"{engagement(site)}/result/{tab}")

    assert faint(page) == []


def test_on_a_phone_a_tapped_box_answers_where_one_looks(screens: Screens, site: Site) -> None:
    page = screens.new(width=390)
    page.goto(f"{engagement(site)}/result/picture")

    page.locator("a[data-id='app:manufacturing']").click()

    expect(page.locator("#why h2")).to_have_text("Manufacturing")
    expect(page.locator("#why h2")).to_be_in_viewport()


def test_a_box_of_the_picture_has_one_name(screens: Screens, site: Site) -> None:
    page = screens.new()

    page.goto(f"{engagement(site)}/result/picture")

    expect(page.get_by_role("link", name="Manufacturing", exact=True)).to_have_count(1)


def test_a_box_lights_only_what_hangs_on_it(screens: Screens, site: Site) -> None:
    page = screens.new()
    begin(page, site)
    own = page.url.partition("/survey")[0]
    page.goto(f"{own}/survey/selling")
    for question, choice in (("promotion", "newsletters"), ("enquiries", "followed_up")):
        page.locator(f"#a-{question}-{choice}").check()
        expect(page.locator(f"#saved-{question}")).to_have_text("Saved")

    page.goto(f"{own}/result/picture")
    page.locator("a[data-id='area:marketing']").click()

    lit = page.locator(".box.lit").evaluate_all("boxes => boxes.map(box => box.dataset.id)")
    assert [key for key in lit if key.startswith(("area:", "app:"))] == ["area:marketing", "app:email_marketing"]


def test_the_reasons_begin_where_the_picture_begins(screens: Screens, site: Site) -> None:
    page = screens.new()
    page.goto(f"{engagement(site)}/result/picture")

    tops = page.evaluate("['.map .figure', '#why'].map(one => document.querySelector(one).getBoundingClientRect().top)")

    assert tops[0] == tops[1]


def test_the_reasons_are_folded_on_a_phone(screens: Screens, site: Site) -> None:
    page = screens.new(width=390)

    page.goto(f"{engagement(site)}/result/reasons")

    assert page.evaluate("document.documentElement.scrollHeight") < 25_000


def test_no_badge_is_cut_and_no_page_moves_sideways_at_400_per_cent(screens: Screens, site: Site) -> None:
    page = screens.new(width=320)
    found = []
    for path in ("/survey/goods", "/result/numbers", "/result/reasons", "/result/editions"):
        page.goto(engagement(site) + path)
        found.append(page.evaluate("document.documentElement.scrollWidth"))

    cut = "[...document.querySelectorAll('.applist .badge')].filter(one => one.scrollWidth > one.clientWidth).length"
    page.goto(f"{engagement(site)}/survey/goods")
    assert (found, page.evaluate(cut)) == ([320] * 4, 0)
