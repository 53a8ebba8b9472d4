"""Hostile input in every format and kind: text stays text, an error is a sentence, nothing is half written."""

import io
import re
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path

import html5lib
import pytest
from openpyxl import load_workbook

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.customer_text import LONGEST_NAME, shown_name
from advisor.documents import DATA, LAYOUTS, content, write_documents
from advisor.documents.kinds import KINDS
from advisor.pack import Pack
from advisor.plan import Plan, make_plan
from advisor.terms import with_terms

from .conftest import HERE, ROOT, Run

COMPANIES = {
    "script": "<script>alert(1)</script>",
    "formula": "=cmd()",
    "template": "{{91*93}}",
    "right to left": "\u202eevil\u202c",
    "turned": "a\u202eb\u200f evil",
    "hebrew": "חברת הגנים בע״מ",
    "long": "x" * 10_000,
    "emoji": "Fils \U0001f35e\U0001f469\u200d\U0001f373",
    "other script": "株式会社",
}


@pytest.fixture(scope="module", params=COMPANIES)
def plan(request: pytest.FixtureRequest, pack: Pack) -> Plan:
    terms = with_terms(pack, HERE / "terms" / "quick.yaml")
    name = COMPANIES[request.param]
    said = read_answers(ROOT / "rules" / "example.yaml", terms)
    return make_plan(advise(terms, replace(said, engagement={"company": name}, notes={"employees": name})))


def as_text(made: str | bytes, form: str) -> str:
    """Return the text that a reader of a file sees, as far as it can be read here."""
    if form == "html":
        tree = html5lib.parse(str(made), namespaceHTMLElements=False)
        return "".join(
            text
            for part in (tree.find("head/title"), tree.find("body"))
            if part is not None
            for text in part.itertext()
        )
    if form == "docx":
        xml = zipfile.ZipFile(io.BytesIO(bytes(made))).read("word/document.xml").decode()  # type: ignore[arg-type]
        return unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)))
    if form == "xlsx":
        book = load_workbook(io.BytesIO(bytes(made)))  # type: ignore[arg-type]
        cells = [cell for page in book for row in page.iter_rows() for cell in row]
        assert [cell for cell in cells if cell.data_type == "f" and not str(cell.value).startswith("=SUM(")] == []
        return " ".join(str(cell.value) for cell in cells)
    return str(made)


@pytest.mark.parametrize(("kind", "form"), [*((kind, "html") for kind in KINDS), ("board", "docx"), ("agenda", "docx")])
def test_a_hostile_name_stays_text_in_every_kind(kind: str, form: str, plan: Plan) -> None:
    made = content(plan, kind, form)

    assert plan.company in as_text(made, form)
    assert not re.search(r"<script>alert|\b8463\b<", str(made))


@pytest.mark.parametrize("form", [*LAYOUTS, *DATA])
def test_every_format_is_whole(form: str, plan: Plan, tmp_path: Path) -> None:
    written = write_documents(plan, tmp_path, (form,), ("board",))

    assert [path.stat().st_size > 500 for path in written] == [True]
    assert [path.name for path in tmp_path.iterdir()] == [path.name for path in written]


@pytest.mark.parametrize(
    ("form", "kind"), [("md", "report"), ("html", "board"), ("docx", "agenda"), ("xlsx", "report")]
)
def test_no_text_of_a_customer_turns_its_surroundings_round(form: str, kind: str, plan: Plan) -> None:
    text = as_text(content(plan, kind, form), form)

    assert not re.search("[\u202a-\u202e\u2066\u2067]", text)
    assert text.count("\u2068") == text.count("\u2069")


def test_a_name_from_the_right_stays_whole_and_stands_apart() -> None:
    assert (shown_name("חברת הגנים"), shown_name("a\u202eb\u202c")) == ("\u2068חברת הגנים\u2069", "ab")


def test_a_name_without_end_is_cut_where_it_shows(plan: Plan) -> None:
    assert len(plan.company) <= LONGEST_NAME + len("\u2068\u2069")
    assert (COMPANIES["long"] == plan.advice.answers.engagement["company"]) == plan.company.endswith("…")


def test_a_hostile_name_is_no_formula_in_a_workbook(plan: Plan) -> None:
    assert plan.company in as_text(content(plan, "report", "xlsx"), "xlsx")


def test_a_hostile_name_survives_the_command_line_and_a_seal(plan: Plan, run: Run, tmp_path: Path) -> None:
    text = (ROOT / "rules" / "example.yaml").read_text(encoding="utf-8")
    quoted = (
        plan.advice.answers.engagement["company"]
        .replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\u202e", "\\u202e")
        .replace("\u202c", "\\u202c")
    )
    (tmp_path / "a.yaml").write_text(
        text.replace("company: Linden & Loft Garden Offices", f'company: "{quoted}"'), encoding="utf-8"
    )

    words = (tmp_path / "a.yaml", "-o", tmp_path / "out", "--format", "md", "--document", "board")
    codes = [run("plan", *words, "--terms", HERE / "terms" / "quick.yaml")[0]]
    codes += [run(word, tmp_path / "out")[0] for word in ("seal", "verify")]
    assert codes == [0, 0, 0]
