"""The brand: name, logo, colours and legal lines in every format, and each slip of its file named with its line."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.documents import content
from advisor.documents.brand import read_brand
from advisor.documents.style import Style
from advisor.errors import UserError
from advisor.pack import Pack
from advisor.plan import Plan, make_plan
from advisor.terms import with_terms

from .conftest import HERE, ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">'
    '<rect width="40" height="20" fill="#0b6e4f"/></svg>'
)
BRAND = """
name: Northgate & Söhne <Consulting>
logo: logo.svg
colours: {main: "#0b6e4f", accent: "#c84c09"}
address: [Harbour Road 4, 1000 Brussels]
legal: Northgate SRL, company number BE 0123.456.789
"""


@pytest.fixture(scope="module")
def plan(pack: Pack) -> Plan:
    quick = with_terms(pack, HERE / "terms" / "quick.yaml")
    return make_plan(advise(quick, read_answers(EXAMPLE, quick)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "logo.svg").write_text(LOGO)
    (tmp_path / "brand.yaml").write_text(BRAND, encoding="utf-8")
    return tmp_path / "brand.yaml"


@pytest.fixture
def style(file: Path) -> Style:
    return Style(read_brand(file))


@pytest.mark.parametrize("kind", ["report", "board"])
def test_a_page_shows_the_brand_and_needs_nothing_else(kind: str, plan: Plan, style: Style) -> None:
    page = str(content(plan, kind, "html", style))

    assert "Northgate &amp; Söhne &lt;Consulting&gt;" in page
    assert "--brand:#0b6e4f;--amber:#c84c09" in page
    assert 'src="data:image/svg+xml;base64,' in page
    assert "company number BE 0123.456.789" in page


@pytest.mark.parametrize("kind", ["report", "board"])
def test_markdown_ends_with_the_legal_lines(kind: str, plan: Plan, style: Style) -> None:
    assert "company number BE 0123.456.789" in str(content(plan, kind, "md", style)).rstrip().splitlines()[-1]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_a_pdf_shows_the_brand_and_names_its_author(plan: Plan, style: Style, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(bytes(content(plan, "board", "pdf", style)))  # type: ignore[arg-type]

    text, facts = (
        subprocess.run([*words], capture_output=True, text=True, check=True).stdout
        for words in (["pdftotext", str(tmp_path / "a.pdf"), "-"], ["pdfinfo", str(tmp_path / "a.pdf")])
    )
    assert "Harbour Road 4 · 1000 Brussels" in text
    assert re.search(r"Author: +Northgate & Söhne <Consulting>", facts)


def test_a_word_file_has_the_colours_the_logo_and_the_author(plan: Plan, style: Style) -> None:
    made = content(plan, "board", "docx", style)
    assert isinstance(made, bytes)

    parts = zipfile.ZipFile(io.BytesIO(made))
    assert b"0B6E4F" in parts.read("word/styles.xml")
    assert b"163A5F" not in parts.read("word/styles.xml")
    assert [name for name in parts.namelist() if name.startswith("word/media/")] == ["word/media/image1.png"]
    assert (
        "<dc:creator>Northgate &amp; Söhne &lt;Consulting&gt;</dc:creator>" in parts.read("docProps/core.xml").decode()
    )


def test_the_command_takes_a_brand(file: Path, run: Run, tmp_path: Path) -> None:
    code, _, _ = run("plan", EXAMPLE, "-o", tmp_path / "out", "--format", "md", "--brand", file)

    assert (code, "Northgate" in (tmp_path / "out" / "plan.md").read_text(encoding="utf-8")) == (0, True)


SLIPS = {
    "colour: red\nname: N\n": r"brand\.yaml:1: 'colour' is no field of the brand; did you mean 'colours'\?",
    "logo: logo.svg\n": r"brand\.yaml:1: the brand lacks the field 'name'",
    "name: N\nlogo: nowhere.png\n": r"brand\.yaml:2: the logo nowhere\.png cannot be read: No such file",
    "name: N\nlogo: brand.yaml\n": r"brand\.yaml:2: the logo brand\.yaml is no picture that can be used",
    "name: N\nlogo: fake.png\n": r"brand\.yaml:2: the logo fake\.png does not hold what '\.png' says",
    "name: N\nlogo: huge.png\n": r"brand\.yaml:2: the logo huge\.png has 1,000,004 bytes; 1,000,000 are the most",
    "name: N\ncolours: {main: red}\n": r"brand\.yaml:2: 'red' is no colour; write '#' and six",
    'name: N\ncolours: {mian: "#000000"}\n': r"brand\.yaml:2: 'mian' is no colour of a brand; did you mean 'main'\?",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_brand_is_named_with_its_line(slip: str, tmp_path: Path) -> None:
    (tmp_path / "fake.png").write_bytes(b"GIF89a")
    (tmp_path / "huge.png").write_bytes(b"\x89PNG" + b"0" * 1_000_000)
    (tmp_path / "brand.yaml").write_text(slip)

    with pytest.raises(UserError, match=SLIPS[slip]):
        read_brand(tmp_path / "brand.yaml")


def test_all_slips_are_named_together(tmp_path: Path) -> None:
    (tmp_path / "brand.yaml").write_text("name: N\nlogo: nowhere.png\ncolours: {main: red}\n")

    with pytest.raises(UserError) as caught:
        read_brand(tmp_path / "brand.yaml")
    assert [problem.place.line for problem in caught.value.problems] == [2, 3]
