"""Pages anybody can use: axe-core in a real browser finds nothing serious on any kind of page of three companies."""

import html
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.documents import content
from advisor.documents.kinds import KINDS
from advisor.pack import Pack
from advisor.plan import Limits, Plan, make_plan
from advisor.terms import with_terms

from .conftest import HERE, ROOT
from .test_browser import browse

COMPANIES = {
    "service firm": HERE / "looks" / "service_firm.yaml",
    "hybrid": ROOT / "rules" / "example.yaml",
    "manufacturer": HERE / "looks" / "manufacturer.yaml",
}
RUN = """
<script>{axe}</script>
<script>addEventListener("load", () => axe.run().then(
  found => parent.postMessage({{kind: "{kind}", found: found.violations.map(
    one => [one.impact, one.id, one.nodes[0].html.slice(0, 200)])}}, "*"),
  error => parent.postMessage({{kind: "{kind}", found: [["critical", String(error), ""]]}}, "*")))</script>
"""
LISTEN = """
<script>const said = {}; addEventListener("message", event => {
  said[event.data.kind] = event.data.found; document.title = JSON.stringify(said) })</script>
"""


@pytest.fixture(scope="module", params=COMPANIES)
def plan(request: pytest.FixtureRequest, pack: Pack) -> Plan:
    terms = with_terms(pack, ROOT / "rules" / "example_terms.yaml")
    return make_plan(advise(terms, read_answers(COMPANIES[request.param], terms)), Limits(start=date(2027, 1, 4)))


def judged(plan: Plan, folder: Path) -> dict[str, list[list[Any]]]:
    """Return what axe-core finds on the page of each kind: how bad it is, the rule, the element."""
    axe = (HERE / "axe" / "axe.min.js").read_text(encoding="utf-8")
    frames = ""
    for kind in KINDS:
        page = str(content(plan, kind, "html")).replace("</body>", RUN.format(axe=axe, kind=kind) + "</body>")
        (folder / f"{kind}.html").write_text(page, encoding="utf-8")
        frames += f'<iframe title="{kind}" src="{kind}.html" style="width:1280px;height:1400px"></iframe>'
    outer = folder / "outer.html"
    outer.write_text(f"<!doctype html><title>{{}}</title>{LISTEN}{frames}", encoding="utf-8")
    shown = browse(folder, "--virtual-time-budget=60000", "--dump-dom", outer.as_uri())
    title = re.search(r"<title>(.*?)</title>", shown, re.DOTALL)
    found: dict[str, list[list[Any]]] = json.loads(html.unescape(title[1])) if title else {}
    return found


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium")
def test_nothing_serious_bars_anybody_from_reading(plan: Plan, tmp_path: Path) -> None:
    found = judged(plan, tmp_path)

    assert set(found) == set(KINDS)
    assert [(kind, one) for kind, some in found.items() for one in some if one[0] in ("serious", "critical")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_parses_without_an_error(kind: str, plan: Plan) -> None:
    parser = html5lib.HTMLParser(strict=False)

    parser.parse(str(content(plan, kind, "html")))
    assert parser.errors == []
