"""Documents a consultant can send: every kind in every format, in the consultant's own clothes; text stays text."""

import builtins
import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Word

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.documents import content, render
from advisor.documents.kinds import AUDIENCES, KINDS
from advisor.documents.style import read_style
from advisor.errors import UserError
from advisor.pack import Pack
from advisor.plan import Plan, make_plan
from advisor.terms import with_terms

from .conftest import HERE, ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"
TERMS = ROOT / "rules" / "example_terms.yaml"
HOSTILE = ["<script>alert(1)</script>", "=cmd()", "{{7*7}}", "#import evil", "& B <GmbH>", "x" * 10_000]


@pytest.fixture(scope="module")
def example(pack: Pack) -> Answers:
    return read_answers(EXAMPLE, pack)


@pytest.fixture(scope="module")
def plan(pack: Pack, example: Answers) -> Plan:
    return make_plan(advise(with_terms(pack, TERMS), example))


def named(company: str, pack: Pack, example: Answers) -> Plan:
    terms = with_terms(pack, HERE / "terms" / "quick.yaml")
    return make_plan(advise(terms, replace(example, engagement={"company": company})))


def tool(name: str, data: bytes, folder: Path, *rest: str) -> str:
    path = folder / "found.pdf"
    path.write_bytes(data)
    return subprocess.run([name, str(path), *rest], capture_output=True, text=True, check=True).stdout


def words_of(data: bytes) -> str:
    found = Word(io.BytesIO(data))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in found.paragraphs), *cells])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("format", ["md", "html"])
def test_every_kind_names_the_company(kind: str, format: str, plan: Plan) -> None:
    assert "Linden" in render(plan, format, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_tagged_pdf_with_a_title(kind: str, plan: Plan, tmp_path: Path) -> None:
    data = content(plan, kind, "pdf")

    facts = tool("pdfinfo", bytes(data), tmp_path)  # type: ignore[arg-type]
    assert "Tagged:          yes" in facts
    assert "Title:" in facts


def test_the_proposal_has_contents_with_page_numbers(plan: Plan, tmp_path: Path) -> None:
    text = tool("pdftotext", bytes(content(plan, "proposal", "pdf")), tmp_path, "-layout", "-")  # type: ignore[arg-type]

    first = text.split("\f")[0]
    assert any(line.strip().startswith("Scope") and line.rstrip()[-1].isdigit() for line in first.splitlines())


@pytest.mark.parametrize(
    "heading", ["Scope", "Deliverables and acceptance", "Milestones and payments", "Change requests", "Validity"]
)
def test_the_proposal_says_what_both_sides_sign(heading: str, plan: Plan) -> None:
    assert f"## {heading}" in render(plan, "md", "proposal")


def test_the_board_reads_one_page(plan: Plan, tmp_path: Path) -> None:
    assert "Pages:           1" in tool("pdfinfo", bytes(content(plan, "board", "pdf")), tmp_path)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["board", "proposal", "agenda"])
def test_word_opens_what_is_written(kind: str, plan: Plan) -> None:
    assert "Linden" in words_of(bytes(content(plan, kind, "docx")))  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["md", "html", "pdf", "docx"])
def test_the_same_plan_gives_the_same_bytes(format: str, plan: Plan) -> None:
    assert content(plan, "proposal", format) == content(plan, "proposal", format)


@pytest.mark.parametrize("company", HOSTILE, ids=lambda text: repr(text[:16]))
def test_a_company_name_stays_text_in_word_and_pdf(company: str, pack: Pack, example: Answers, tmp_path: Path) -> None:
    found = named(company, pack, example)

    assert company in words_of(bytes(content(found, "board", "docx")))  # type: ignore[arg-type]
    text = tool("pdftotext", bytes(content(found, "board", "pdf")), tmp_path, "-")  # type: ignore[arg-type]
    assert company[:8] in text.replace("\n", "").replace("\u200b", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--document", "offer"), "--document: 'offer' is no document"),
        (("--for", "everybody"), "--for: 'everybody' is nobody known"),
        (("--templates", "nowhere"), "there is no such folder of templates"),
        (("--brand", "nowhere.yaml"), "nowhere.yaml"),
    ],
)
def test_a_slip_writes_nothing(words: tuple[str, ...], message: str, run: Run, tmp_path: Path) -> None:
    code, _, err = run("plan", EXAMPLE, "-o", tmp_path / "out", *words)

    assert (code, (tmp_path / "out").exists()) == (2, False)
    assert message in err


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_gets_its_documents(audience: str, run: Run, tmp_path: Path) -> None:
    run("plan", EXAMPLE, "-o", tmp_path, "--for", audience, "--format", "md")

    stems = {path.stem for path in tmp_path.iterdir()}
    assert stems == {"plan" if kind == "report" else kind for kind in AUDIENCES[audience]}


class TestBrand:
    def test_a_name_stands_in_the_documents(self, plan: Plan, tmp_path: Path) -> None:
        (tmp_path / "brand.yaml").write_text("name: Weidemann Partners\naddress: [Main street 1]\n")

        assert "Weidemann Partners" in render(plan, "html", "board", read_style(tmp_path / "brand.yaml", None))

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("name: A\nlogo: none.png\n", "none.png"),
            ("name: A\ncolours: {main: blue}\n", "blue"),
            ("nam: A\n", "'nam'"),
            ("address: [Street]\n", "name"),
        ],
    )
    def test_a_slip_is_said_with_its_place(self, text: str, message: str, tmp_path: Path) -> None:
        (tmp_path / "brand.yaml").write_text(text)

        with pytest.raises(UserError) as caught:
            read_style(tmp_path / "brand.yaml", None)
        assert message in str(caught.value)
        assert "brand.yaml:" in str(caught.value)


class TestOwnTemplates:
    def test_an_own_file_stands_in_the_place_of_ours(self, plan: Plan, tmp_path: Path) -> None:
        (tmp_path / "document.md").write_text("Only this: {{ document.company }}\n")

        assert "Only this: Linden" in render(plan, "md", "board", read_style(None, tmp_path))

    def test_an_undefined_name_is_said_with_template_and_line(self, plan: Plan, tmp_path: Path) -> None:
        (tmp_path / "document.md").write_text("one\n{{ companny }}\n")

        with pytest.raises(UserError, match=r"document\.md:2: .*companny"):
            render(plan, "md", "board", read_style(None, tmp_path))

    def test_a_template_cannot_reach_internals(self, plan: Plan, tmp_path: Path) -> None:
        (tmp_path / "document.md").write_text("{{ document.__class__.__mro__ }}\n")

        with pytest.raises(UserError):
            render(plan, "md", "board", read_style(None, tmp_path))

    def test_they_are_copied_for_editing_and_found_clean(self, run: Run, tmp_path: Path) -> None:
        copied = run("template", "init", "-o", tmp_path / "mine")
        checked = run("template", "check", tmp_path / "mine")

        assert (copied[0], checked[0]) == (0, 0)
        assert "Clean: document.docx." in checked[1]

    def test_an_unknown_field_of_a_word_template_is_listed(self, run: Run, tmp_path: Path) -> None:
        run("template", "init", "-o", tmp_path)
        word = Word(str(tmp_path / "document.docx"))
        word.add_paragraph("{{ companny }}")
        word.save(str(tmp_path / "document.docx"))

        code, _, err = run("template", "check", tmp_path)
        assert code == 2
        assert "'companny' is no field; did you mean 'company'?" in err


@pytest.mark.parametrize(("library", "extra"), [("typst", "pdf"), ("docxtpl", "docx")])
def test_without_its_library_a_format_names_the_extra(
    library: str, extra: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.split(".")[0] == library:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    code, _, err = run("plan", EXAMPLE, "-o", tmp_path, "--format", f"md,{extra}", "--document", "board")

    assert code == 2
    assert f"advisor[{extra}]" in err
    assert [path.name for path in tmp_path.iterdir()] == ["board.md"]
