"""Templates of one's own: they stand in the place of the shipped ones; each slip is named with template and line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.documents import render
from advisor.documents.checking import check_templates, copy_templates
from advisor.documents.facts import facts
from advisor.documents.field_list import fields
from advisor.documents.kinds import document
from advisor.documents.style import Style, shipped_templates
from advisor.errors import UserError
from advisor.pack import Pack
from advisor.plan import Plan, make_plan
from advisor.terms import with_terms

from .conftest import HERE, ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"


@pytest.fixture(scope="module")
def plan(pack: Pack) -> Plan:
    quick = with_terms(pack, HERE / "terms" / "quick.yaml")
    return make_plan(advise(quick, read_answers(ROOT / "rules" / "example.yaml", quick)))


def test_ones_own_file_takes_the_place_of_the_shipped_one_and_the_others_stay(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "plan.css").write_text("h1{color:teal}")

    page = render(plan, "html", "board", Style(own=tmp_path))
    assert ("h1{color:teal}" in page, "What has to be decided" in page) == (True, True)


def test_a_page_of_ones_own_takes_the_place_of_the_shipped_one(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "document.md").write_text("Only this: {{ document.company }}\n")

    assert render(plan, "md", "board", Style(own=tmp_path)) == "Only this: Linden & Loft Garden Offices\n"


SLIPS = {
    "<p>\n{{ document.titel }}</p>": r"document\.html:2: 'dict object' has no attribute 'titel'",
    "<p>\n\n{% if %}": r"document\.html:3: Expected an expression",
    "{{ nobody }}": r"document\.html:1: 'nobody' is undefined",
    "{{ ''.__class__.__mro__ }}": r"document\.html:1: access to attribute '__class__' of 'str' object is unsafe",
    "{{ plan.said.__globals__ }}": r"document\.html:1: access to attribute '__globals__'",
    "{{ 1 / 0 }}": r"document\.html:1: division by zero",
    "{% include 'nowhere.html' %}": r"document\.html:1: .*nowhere\.html",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named_with_template_and_line(slip: str, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "document.html").write_text(slip)

    with pytest.raises(UserError, match=SLIPS[slip]):
        render(plan, "html", "board", Style(own=tmp_path))


def test_what_a_template_fills_in_stays_text(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "document.html").write_text("{{ '<b>' ~ document.company }}")

    assert render(plan, "html", "board", Style(own=tmp_path)) == "&lt;b&gt;Linden &amp; Loft Garden Offices"


def test_a_template_cannot_leave_its_folder(plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "own" / "document.html").write_text("{% include '../secret.txt' %}")

    with pytest.raises(UserError, match=r"document\.html:1: "):
        render(plan, "html", "board", Style(own=tmp_path / "own"))


def test_the_word_template_is_copied_to_be_edited(run: Run, tmp_path: Path) -> None:
    code, _, _ = run("template", "init", "-o", tmp_path / "mine")

    assert (code, [path.name for path in (tmp_path / "mine").iterdir()]) == (0, ["document.docx"])


def test_a_copy_replaces_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "document.docx").write_text("mine")

    code, _, err = run("template", "init", "document.docx", "plan.css", "-o", tmp_path)

    assert (code, "document.docx: is there already" in err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["document.docx"]


def test_a_template_nobody_ships_cannot_be_copied(run: Run, tmp_path: Path) -> None:
    code, _, err = run("template", "init", "documnt.docx", "-o", tmp_path / "mine")

    assert (code, "'documnt.docx' is no template; did you mean 'document.docx'?" in err) == (2, True)
    assert not (tmp_path / "mine").exists()


def test_the_shipped_templates_are_clean(tmp_path: Path) -> None:
    copy_templates(shipped_templates(), tmp_path)

    checked, problems = check_templates(tmp_path)
    assert (checked, problems) == (shipped_templates(), ())


def test_the_check_lists_every_unknown_field_with_its_place(run: Run, tmp_path: Path) -> None:
    made = docx.Document()
    for text in ("{{ company }}", "Dear {{ compny }}", "{% for app in first %}{{ app.nmae }}{% endfor %}"):
        made.add_paragraph(text)
    made.sections[0].header.paragraphs[0].text = "{{ brand.nme }}"
    made.save(str(tmp_path / "document.docx"))

    code, _, err = run("template", "check", tmp_path / "document.docx")

    found = [line.partition("document.docx: ")[2] for line in err.splitlines()]
    assert (code, found) == (
        2,
        [
            "document, paragraph 2: Dear {{ compny }}: 'compny' is no field; did you mean 'company'?",
            "document, paragraph 3: {% for app in first %}{{ app.nmae }}{% endfor %}: "
            "'nmae' is no field; did you mean 'name'?",
            "header1, paragraph 1: {{ brand.nme }}: 'nme' is no field; did you mean 'name'?",
        ],
    )


def word_template(path: Path, *texts: str) -> None:
    """Save a Word file with some paragraphs."""
    made = docx.Document()
    for text in texts:
        made.add_paragraph(text)
    made.save(str(path))


def test_a_tag_that_reaches_inside_hides_no_unknown_field(run: Run, tmp_path: Path) -> None:
    reaching = "{{ company.__class__.__mro__[1].__subclasses__() }}"
    word_template(tmp_path / "document.docx", "{{p body }}", reaching, "Dear {{ compny }}")

    code, _, err = run("template", "check", tmp_path)

    assert (code, "'__class__' is no field" in err, "'compny' is no field" in err) == (2, True, True), err


def test_a_word_template_without_the_document_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    word_template(tmp_path / "own" / "document.docx", "Dear {{ company }}")

    words = ("plan", EXAMPLE, "-o", tmp_path / "out", "--format", "docx", "--document", "board")
    for code, _, err in (run("template", "check", tmp_path / "own"), run(*words, "--templates", tmp_path / "own")):
        assert (code, "document.docx: has no {{p body }}" in err) == (2, True)


def test_an_unknown_field_where_a_document_does_not_pass_is_refused(plan: Plan, tmp_path: Path) -> None:
    copy_templates(("document.md",), tmp_path)
    text = (tmp_path / "document.md").read_text().replace("### {{ block.text }}", "### {{ nosuchfield }}")
    (tmp_path / "document.md").write_text(text)

    with pytest.raises(UserError, match=r"document\.md:3: 'nosuchfield' is undefined"):
        render(plan, "md", "board", Style(own=tmp_path))


def test_a_plan_refuses_a_template_whose_name_is_misspelt(run: Run, tmp_path: Path) -> None:
    (tmp_path / "documnt.docx").write_bytes(b"")

    code, _, err = run("plan", EXAMPLE, "-o", tmp_path / "out", "--templates", tmp_path)

    assert (code, (tmp_path / "out").exists()) == (2, False)
    assert "documnt.docx: 'documnt.docx' is no template; did you mean 'document.docx'?" in err


def test_the_check_names_the_slips_of_every_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "document.html").write_text("\n{{ nobody }}")
    (tmp_path / "plan.md").write_text("{{ nothing }}")
    (tmp_path / "documnt.typ").write_text("")

    code, _, err = run("template", "check", tmp_path)

    assert code == 2
    assert [
        word for word in ("document.html:2: ", "plan.md:1: ", "'documnt.typ' is no template") if word not in err
    ] == []


def paths(value: Any, name: str = "") -> Iterator[str]:
    """Yield the names of all fields in plain values, as the list of fields writes them."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from paths(one, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        yield f"{name}[]"
        yield from (path for one in value[:1] if isinstance(one, dict) for path in paths(one, f"{name}[]"))
    else:
        yield name


def test_the_list_of_fields_is_what_templates_are_given(pack: Pack) -> None:
    terms = with_terms(pack, ROOT / "rules" / "example_terms.yaml")
    example = make_plan(advise(terms, read_answers(ROOT / "rules" / "example.yaml", terms)))

    given = {"body", "logo", *paths(facts(example, document(example, "board"), Style()))}
    assert {field.name for field in fields()} == given


def test_every_field_can_be_written_as_it_is_listed(plan: Plan, tmp_path: Path) -> None:
    made = docx.Document()
    for field in fields():
        made.add_paragraph(field.written)
    made.save(str(tmp_path / "document.docx"))

    assert check_templates(tmp_path) == (("document.docx",), ())


def test_the_command_lists_fields_for_people_and_programs(run: Run) -> None:
    _, text, _ = run("template", "fields")
    _, plain, _ = run("template", "fields", "--json")

    assert "{% for item in first %}{% for line in item.modules %}{{ line }}{% endfor %}{% endfor %}" in text
    assert len(json.loads(plain)) == len(list(fields()))


def test_a_clean_template_is_called_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.css").write_text("h1{color:teal}")

    assert run("template", "check", tmp_path)[:2] == (0, "Clean: plan.css.\n")


def test_a_folder_that_is_not_there_is_refused(run: Run) -> None:
    code, _, err = run("template", "check", "/nowhere")

    assert (code, "/nowhere: there is no such file or folder" in err) == (2, True)
