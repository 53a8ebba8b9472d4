"""The page in a real browser: it fits a laptop and a phone, its picture answers clicks, and it prints whole."""

import html
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.documents import render
from advisor.pack import Pack
from advisor.plan import Plan, make_plan

from .conftest import ROOT
from .screens import CHROMIUM, FLAGS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and shutil.which("pdftotext")), reason="needs chromium and poppler-utils"),
]


def browse(folder: Path, *words: str) -> str:
    """Run the browser once and return what it prints."""
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'profile'}", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def plan(pack: Pack) -> Plan:
    return make_plan(advise(pack, read_answers(ROOT / "rules" / "example.yaml", pack)))


def page_with(plan: Plan, folder: Path, script: str) -> Path:
    """Write the page with a script that puts what it finds into the title."""
    page = render(plan, "html").replace(
        "</body>", f"<script>document.title = String((() => {{{script}}})())</script></body>"
    )
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return path


def title(plan: Plan, folder: Path, script: str, width: int = 1280) -> str:
    """Return what a script finds on the page in a frame of a given width."""
    inner = page_with(plan, folder, script)
    outer = folder / "outer.html"
    outer.write_text(
        f'<iframe id="f" src="{inner.name}" style="width:{width}px;height:900px;border:0"></iframe>'
        "<script>f.onload = () => document.title = f.contentDocument.title</script>"
    )
    words = ("--allow-file-access-from-files", "--virtual-time-budget=4000", "--dump-dom", outer.as_uri())
    found = re.search(r"<title>(.*?)</title>", browse(folder, f"--window-size={width + 40},1000", *words), re.DOTALL)
    return html.unescape(found[1]) if found else ""


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_screen(width: int, plan: Plan, tmp_path: Path) -> None:
    script = "return document.documentElement.scrollWidth + ' of ' + document.documentElement.clientWidth"

    assert title(plan, tmp_path, script, width) == f"{width} of {width}"


def test_a_click_on_a_box_lights_what_leads_there(plan: Plan, tmp_path: Path) -> None:
    script = """
      const box = document.querySelector('.box[data-id="app:manufacturing"]');
      box.dispatchEvent(new MouseEvent('click', {bubbles: true}));
      const lit = [...document.querySelectorAll('.box.lit')].map(b => b.dataset.id);
      return lit.includes('app:manufacturing') + ' ' + lit.some(id => id.startsWith('function:'))
        + ' ' + lit.includes('app:website');
    """

    assert title(plan, tmp_path, script) == "true true false"


def test_the_page_asks_nothing_of_the_network(plan: Plan, tmp_path: Path) -> None:
    script = "return performance.getEntriesByType('resource').length"

    assert title(plan, tmp_path, script) == "0"


def test_it_prints_whole(plan: Plan, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(render(plan, "html"), encoding="utf-8")
    browse(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'page.pdf'}", path.as_uri())

    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    words = " ".join(text.split())

    assert [line.app.name for line in plan.first if line.app.name not in words] == []
    assert [line.name for _, lines in plan.areas for line in lines if line.name.split()[0] not in words] == []
    assert "Click or tap" not in words
