"""Word: opens without repair, the same bytes each time, the consultant's own template in a sandbox; text stays text."""

import builtins
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.customer_text import contained, shown_name
from advisor.documents import PLAIN, content, write_documents
from advisor.documents.blocks import as_plain
from advisor.documents.kinds import KINDS, document
from advisor.documents.style import Style
from advisor.errors import UserError
from advisor.pack import Pack
from advisor.plan import Plan, make_plan
from advisor.terms import with_terms

from .conftest import HERE, ROOT, Run, opened

EXAMPLE = ROOT / "rules" / "example.yaml"
HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd()",
    "{{7*7}} {% raise %}",
    "{{ ''.__class__ }}",
    "\u202eevil\u202c",
    "x" * 10_000,
    "& B <GmbH>",
    "Crème & Fils \U0001f35e",
    "]]> &lt; &#60;",
]


@pytest.fixture(scope="module")
def plan(pack: Pack) -> Plan:
    terms = with_terms(pack, ROOT / "rules" / "example_terms.yaml")
    return make_plan(advise(terms, read_answers(EXAMPLE, terms)))


def word(plan: Plan, kind: str = "board", style: Style = PLAIN) -> bytes:
    found = content(plan, kind, "docx", style)
    assert isinstance(found, bytes)
    return found


def words(made: bytes) -> str:
    """Return all text of the body."""
    xml = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    return unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)))


def own_template(folder: Path, *paragraphs: str, header: str = "") -> Style:
    """Return the style of a consultant whose Word template holds some paragraphs."""
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.sections[0].header.paragraphs[0].text = header
    made.save(str(folder / "document.docx"))
    return Style(own=folder)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_plan_gives_the_same_bytes(kind: str, plan: Plan) -> None:
    assert word(plan, kind) == word(plan, kind)


def test_there_is_no_clock_in_it(plan: Plan) -> None:
    file = zipfile.ZipFile(io.BytesIO(word(plan)))

    assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r">(\d{4})-\d\d-\d\dT", file.read("docProps/core.xml").decode())) <= {"2000"}


@pytest.mark.parametrize("kind", KINDS)
def test_headings_are_headings_of_word(kind: str, plan: Plan) -> None:
    found = docx.Document(io.BytesIO(word(plan, kind)))

    titles = [one.text for one in found.paragraphs if one.style and one.style.name == "Heading 1"]
    assert titles == [section.title for section in document(plan, kind).sections]


def test_every_style_it_uses_is_in_the_shipped_template(plan: Plan) -> None:
    file = zipfile.ZipFile(io.BytesIO(word(plan, "report")))

    used = set(re.findall(r'<w:pStyle w:val="(\w+)"', file.read("word/document.xml").decode()))
    assert used <= set(re.findall(r'w:styleId="(\w+)"', file.read("word/styles.xml").decode()))


def test_heading_rows_repeat_and_no_row_breaks(plan: Plan) -> None:
    xml = zipfile.ZipFile(io.BytesIO(word(plan, "proposal"))).read("word/document.xml").decode()

    boxes_of_numbers = 1
    assert xml.count("<w:tblHeader/>") == xml.count("<w:tbl>") - boxes_of_numbers
    assert xml.count("<w:cantSplit/>") == xml.count("<w:tr>")


def test_the_contents_lead_to_every_chapter(plan: Plan) -> None:
    xml = zipfile.ZipFile(io.BytesIO(word(plan, "proposal"))).read("word/document.xml").decode()

    chapters = len(document(plan, "proposal").sections)
    goals = re.findall(r'<w:hyperlink w:anchor="(\w+)"', xml)
    assert (len(goals), goals) == (chapters, re.findall(r'<w:bookmarkStart [^>]*w:name="(_Toc\w+)"', xml))


def test_a_list_in_a_cell_stands_line_by_line(plan: Plan) -> None:
    xml = zipfile.ZipFile(io.BytesIO(word(plan, "proposal"))).read("word/document.xml").decode()

    assert xml.count("<w:br/>") > 20


def test_pictures_are_described(plan: Plan) -> None:
    xml = zipfile.ZipFile(io.BytesIO(word(plan, "proposal"))).read("word/document.xml").decode()

    assert re.search(r'<wp:docPr [^>]*descr="Wave 1, ', xml)


@pytest.mark.parametrize("company", HOSTILE, ids=lambda text: repr(text[:20]))
def test_a_hostile_company_name_stays_text(company: str, pack: Pack) -> None:
    quick = with_terms(pack, HERE / "terms" / "quick.yaml")
    said = replace(read_answers(EXAMPLE, quick), engagement={"company": company}, notes={"employees": company})

    found = words(word(make_plan(advise(quick, said)), "agenda"))
    assert (shown_name(company) in found, contained(company) in found) == (True, True)


def test_characters_that_no_file_holds_are_dropped(pack: Pack) -> None:
    quick = with_terms(pack, HERE / "terms" / "quick.yaml")
    said = replace(read_answers(EXAMPLE, quick), engagement={"company": "a\x01b\x1fc\ufffe"})

    assert "abc" in words(word(make_plan(advise(quick, said))))


@pytest.mark.skipif(not shutil.which("soffice"), reason="libreoffice is not installed")
@pytest.mark.parametrize("kind", ["board", "proposal"])
def test_a_word_processor_opens_it_and_finds_its_text(kind: str, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(plan, kind))
    opened(tmp_path / "a.docx", "pdf")
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert [one.title for one in document(plan, kind).sections if one.title not in text] == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="libreoffice is not installed")
def test_a_word_processor_shows_every_text(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word(plan, "report"))
    shown = " ".join(opened(tmp_path / "a.docx", "txt:Text").split())

    blocks = [block for part in as_plain(document(plan, "report"))["sections"] for block in part["blocks"]]
    cells = [cell for block in blocks if block["kind"] == "table" for row in block["rows"] for cell in row]
    words = [block["text"] for block in blocks if block["kind"] in ("heading", "paragraph", "note", "code")]
    assert [text for text in (*cells, *words) if " ".join(text.split()) not in shown] == []


def test_a_template_of_ones_own_takes_plain_fields_and_the_whole_document(plan: Plan, tmp_path: Path) -> None:
    style = own_template(
        tmp_path,
        "Dear {{ company }}, your price: {{ price }}.",
        "{% for app in first %}{{ app.number }} {{ app.name }};{% endfor %}",
        "{{p body }}",
        header="{{ engagement.prepared_by }}",
    )

    found = words(word(plan, "board", style))
    assert plan.money is not None
    assert plan.money.services is not None
    assert f"Dear Linden & Loft Garden Offices, your price: {plan.money.services.price}." in found
    assert f"1 {plan.first[0].app.name};" in found
    assert "What has to be decided" in found


BROKEN = {
    "{{ company": r"paragraph 2: ",
    "{% for app in first %}{{ app.name }}": r"paragraph 2: Unexpected end of template",
    "{{ compny }}": r"paragraph 2: 'compny' is undefined",
    "{{ ''.__class__.__mro__ }}": r"paragraph 2: access to attribute '__class__' of 'str' object is unsafe",
    "{{ first.append(1).__globals__ }}": r"paragraph 2: ",
    "{{ first + 1 }}": r"paragraph 2: ",
    "{% for i in range(1000000000) %}x{% endfor %}": r"paragraph 2: Range too big",
}


@pytest.mark.parametrize("slip", BROKEN)
def test_a_slip_in_ones_own_template_is_named_and_nothing_is_half_written(
    slip: str, plan: Plan, tmp_path: Path
) -> None:
    style = own_template(tmp_path, "{{ company }}", slip)

    with pytest.raises(UserError, match=rf"document\.docx: {BROKEN[slip]}"):
        write_documents(plan, tmp_path / "out", ("docx", "md"), style=style)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["plan.md"]


def test_a_file_that_is_no_word_file_is_refused(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "document.docx").write_bytes(b"no zip")

    with pytest.raises(UserError, match=r"document\.docx: File is not a zip file"):
        word(plan, "board", Style(own=tmp_path))


@pytest.mark.parametrize("library", ["docxtpl", "typst"])
def test_without_a_library_the_extra_is_named_and_the_others_are_whole(
    library: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == library:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    code, _, err = run("plan", EXAMPLE, "-o", tmp_path / "out", "--format", "md,docx")

    assert (code, "--format docx: needs more to be installed: pip install 'advisor[docx]'" in err) == (2, True)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["plan.md"]
