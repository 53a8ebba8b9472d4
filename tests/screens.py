"""A real browser that tests look at pages with, and what axe-core says of what it shows."""

import shutil
from collections.abc import Iterator
from typing import Literal, NamedTuple

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
).split()


class Violation(NamedTuple):
    """Something that bars somebody from reading a page: where, on what ground, which rule, how bad, first element."""

    page: str
    scheme: str
    rule: str
    impact: str
    element: str


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium, without a window."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


def violations(page: Page, scheme: Literal["light", "dark"] = "light", only: str = "") -> list[Violation]:
    """Return what axe-core finds on a page, all its rules or only one."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"], **({"runOnly": [only]} if only else {})}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        Violation(page.url[-24:], scheme, one["id"], one["impact"], one["nodes"][0]["html"][:160])
        for one in found["violations"]
    ]
