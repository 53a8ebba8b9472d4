"""PDF/UA: tagged, with contents and page numbers, the same bytes each time; text stays text."""

import builtins
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.check import CASE_PARTS
from advisor.customer_text import LONGEST_NAME
from advisor.documents import PLAIN, content
from advisor.documents.kinds import KINDS, document
from advisor.documents.style import Style
from advisor.errors import UserError
from advisor.pack import Pack
from advisor.plan import Plan, make_plan
from advisor.terms import with_terms

from .conftest import HERE, ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"
COMPANIES = sorted((HERE / "companies").glob("*.yaml"))
pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")

HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd()",
    "{{7*7}} {% raise %}",
    "#eval(1) $x$ @ref <lab> *b* _i_ `c` \\ // /* ~",
    "& B <GmbH>",
    "Crème & Fils",
]


@pytest.fixture(scope="module")
def quick(pack: Pack) -> Pack:
    """The pack with a short simulation."""
    return with_terms(pack, HERE / "terms" / "quick.yaml")


@pytest.fixture(scope="module")
def plan(pack: Pack) -> Plan:
    terms = with_terms(pack, ROOT / "rules" / "example_terms.yaml")
    return make_plan(advise(terms, read_answers(EXAMPLE, terms)))


def named(company: str, quick: Pack) -> Plan:
    said = read_answers(EXAMPLE, quick)
    return make_plan(advise(quick, replace(said, engagement={"company": company}, notes={"employees": company})))


def pdf(plan: Plan, kind: str, style: Style = PLAIN) -> bytes:
    found = content(plan, kind, "pdf", style)
    assert isinstance(found, bytes)
    return found


def asked(tool: str, made: bytes, folder: Path) -> str:
    """Return what a tool of poppler prints about a PDF."""
    path = folder / "asked.pdf"
    path.write_bytes(made)
    words = [tool, str(path), "-"] if tool == "pdftotext" else [tool, str(path)]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def pages(made: bytes, folder: Path) -> int:
    found = re.search(r"Pages: *(\d+)", asked("pdfinfo", made, folder))
    return int(found[1]) if found else 0


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_tagged_and_has_a_title_but_no_clock(kind: str, plan: Plan, tmp_path: Path) -> None:
    found = asked("pdfinfo", pdf(plan, kind), tmp_path)

    assert f"Title:           {KINDS[kind].title} for Linden & Loft Garden Offices" in found
    assert re.search(r"Tagged: +yes", found)
    assert "CreationDate" not in found


def test_the_structure_tree_names_headings_tables_and_pictures(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(plan, "proposal"))

    tree = subprocess.run(
        ["pdfinfo", "-struct", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert [tag for tag in ("H1", "H2", "Table", "TH", "TD", "Figure", "TOC", "L", "LI") if not tagged(tag, tree)] == []


def tagged(tag: str, tree: str) -> bool:
    return re.search(rf"^\s*{tag}\b", tree, re.MULTILINE) is not None


def test_its_contents_name_every_section_with_its_page(plan: Plan, tmp_path: Path) -> None:
    found = asked("pdftotext", pdf(plan, "proposal"), tmp_path).split("\f")

    listed = {
        title.strip(): int(page)
        for title, page in re.findall(r"^([^\d\n]+?)[ .]+\u2060?(\d+)$", found[0], re.MULTILINE)
    }
    assert list(listed) == [one.title for one in document(plan, "proposal").sections]
    assert [title for title, page in listed.items() if title not in found[page - 1]] == []


@pytest.mark.parametrize("company", ["Kestrel", "Ostrova & Reyes Landscape Architects and Garden Engineers"])
def test_the_contents_of_a_report_fit_below_its_title(company: str, quick: Pack, tmp_path: Path) -> None:
    found = asked("pdftotext", pdf(named(company, quick), "report"), tmp_path).split("\f")

    titles = [one.title for one in document(named(company, quick), "report").sections]
    assert [title for title in titles if title not in found[0]] == []


def test_the_shipped_font_is_in_it(plan: Plan, tmp_path: Path) -> None:
    found = asked("pdffonts", pdf(plan, "board"), tmp_path)

    assert set(re.findall(r"\+(NotoSans\S*)", found)) == {"NotoSans-Regular", "NotoSans-Bold"}
    assert {line.split()[-5] for line in found.splitlines()[2:]} == {"yes"}


def test_it_says_that_it_is_accessible_and_in_which_language(plan: Plan) -> None:
    made = pdf(plan, "board")

    assert b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert (b"/Lang(en)" in made.replace(b" (", b"("), b"/DisplayDocTitle true" in made) == (True, True)


OTHER_SCRIPTS = {
    "Fils \U0001f35e": ("Fils \U0001f35e", "NotoEmoji"),
    "Odoo \u2192 \u2264 3": ("Odoo \u2192 \u2264 3", "NotoSansMath"),
    "\u05e9\u05dc\u05d5\u05dd": ("\u05e9\u05dc\u05d5\u05dd", "Libertinus"),
    "株式会社リンデン": ("ZhuShiHuiSherinden", "NotoSans"),
    "ไทย": ("aithy", "NotoSans"),
    "\u0378 \uf8ff \U000e0041": (" ", "NotoSans"),
}


@pytest.mark.parametrize("company", OTHER_SCRIPTS)
def test_no_letter_becomes_a_box(company: str, quick: Pack, tmp_path: Path) -> None:
    """What the fonts hold is set; the rest is written in Latin letters, which the document says."""
    made = pdf(named(company, quick), "board")

    text, font = OTHER_SCRIPTS[company]
    shown = asked("pdftotext", made, tmp_path)
    assert (text in " ".join(shown.split()), font in asked("pdffonts", made, tmp_path)) == (True, True)
    assert ("are written in Latin letters" in shown) == (text != company)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_plan_gives_the_same_bytes(kind: str, plan: Plan) -> None:
    assert pdf(plan, kind) == pdf(plan, kind)


@pytest.mark.parametrize("path", COMPANIES, ids=lambda path: path.stem)
def test_the_summary_for_the_board_is_one_page_for_every_company(path: Path, quick: Pack, tmp_path: Path) -> None:
    plan = make_plan(advise(quick, read_answers(path, quick, CASE_PARTS)))

    assert pages(pdf(plan, "board"), tmp_path) == 1


@pytest.mark.parametrize("company", HOSTILE)
def test_a_hostile_company_name_stays_text(company: str, quick: Pack, tmp_path: Path) -> None:
    found = asked("pdftotext", pdf(named(company, quick), "agenda"), tmp_path)

    assert company in " ".join(found.split())


@pytest.mark.parametrize(
    "company", ["x" * 10_000, "word " * 2_000, "\u202eevil\u202c", "a\x01b", "Fils 🍞", "株式会社"]
)
@pytest.mark.parametrize("kind", ["board", "proposal"])
def test_what_cannot_be_shown_well_still_gives_a_whole_file(
    company: str, kind: str, quick: Pack, tmp_path: Path
) -> None:
    assert 1 <= pages(pdf(named(company, quick), kind), tmp_path) < 30


def test_a_long_word_does_not_leave_the_page(quick: Pack, tmp_path: Path) -> None:
    found = asked("pdftotext", pdf(named("y" * 400, quick), "board"), tmp_path)

    assert re.sub(r"[\s\u200b]", "", found).count("y" * (LONGEST_NAME - 1) + "…") >= 1
    assert max(len(line) for line in found.splitlines()) < 200


def test_a_mistake_in_ones_own_template_is_named_with_its_line(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "document.typ").write_text("#let data = json(bytes(sys.inputs.data))\n\n#data.titel\n")

    with pytest.raises(UserError, match=r"document\.typ:3: dictionary does not contain key"):
        pdf(plan, "board", Style(own=tmp_path))


def test_a_template_of_ones_own_cannot_read_files_beside_its_folder(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "document.typ").write_text('#read("../secret.txt")\n')

    with pytest.raises(UserError, match=r"document\.typ:1: "):
        pdf(plan, "board", Style(own=tmp_path / "own"))


def test_without_the_library_the_extra_is_named_and_the_others_are_whole(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "typst":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    code, _, err = run("plan", EXAMPLE, "-o", tmp_path / "out", "--format", "md,pdf")

    assert (code, "--format pdf: needs more to be installed: pip install 'advisor[pdf]'" in err) == (2, True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["plan.md"]
