"""Sealed issues: made again they are the same byte by byte; what differs is named with the reason, as far as known."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from advisor.sealing.issuing import issue
from advisor.sealing.order import Order
from advisor.sealing.source import order_in
from advisor.sealing.verify import seal

from .conftest import HERE, ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"
QUICK = HERE / "terms" / "quick.yaml"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#0b6e4f"/></svg>'
FORMATS = ("md", "html", "pdf", "docx", "xlsx", "json")


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Order:
    """An order that uses everything an order can."""
    desk = tmp_path_factory.mktemp("desk")
    (desk / "logos").mkdir()
    (desk / "logos" / "mark.svg").write_text(LOGO)
    (desk / "brand").mkdir()
    (desk / "brand" / "ours.yaml").write_text("name: Northgate\nlogo: ../logos/mark.svg\naddress: [Harbour Road 4]\n")
    (desk / "templates").mkdir()
    (desk / "templates" / "plan.css").write_text("h1{color:teal}")
    shutil.copy(EXAMPLE, desk / "Linden & Loft.yaml")
    terms = shutil.copy(QUICK, desk / "our rates.yaml")
    files = (desk / "Linden & Loft.yaml", Path(terms), desk / "brand" / "ours.yaml", desk / "templates")
    return Order(*files, start="2027-01-04", series="18.0", lang="fr", formats=("md", "docx"), kinds=("board",))


@pytest.fixture(scope="module")
def sealed_once(order: Order, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("issue") / "plan"
    issue(order, folder)
    seal(folder)
    return folder


@pytest.fixture
def sealed(sealed_once: Path, tmp_path: Path) -> Path:
    """A sealed issue of one's own, to be broken; it lies elsewhere than where it was made."""
    return Path(shutil.copytree(sealed_once, tmp_path / "elsewhere" / "plan"))


def test_a_sealed_issue_verifies_wherever_it_lies(sealed: Path, run: Run) -> None:
    code, out, _ = run("verify", sealed)

    assert (code, out) == (0, "The same, byte by byte: 2 documents.\n")


def test_what_it_was_made_from_lies_beside_it(sealed: Path, order: Order) -> None:
    found = order_in(sealed)

    assert (found.answers.name, found.terms and found.terms.name) == ("Linden & Loft.yaml", "our rates.yaml")
    assert (found.start, found.series, found.kinds) == ("2027-01-04", "18.0", ("board",))
    assert found.style.brand.picture.decode() == LOGO


def test_no_file_holds_a_path_of_this_machine(sealed: Path, order: Order) -> None:
    texts = [path.read_bytes() for path in sealed.rglob("*") if path.suffix in (".md", ".html", ".json")]

    assert [text for text in texts if str(order.answers.parent).encode() in text] == []


def edited(sealed: Path) -> None:
    with (sealed / "board.md").open("a") as file:
        file.write("One line more.\n")


def other_answers(sealed: Path) -> None:
    path = next((sealed / "made_from" / "answers").iterdir())
    path.write_text(path.read_text(encoding="utf-8").replace("employees: 24", "employees: 25"), encoding="utf-8")


def other_program(sealed: Path) -> None:
    change(sealed, lambda plain: plain["made_with"].update(typst="0.1.0", code="0"))
    change(sealed, lambda plain: plain["files"].update({"board.md": "0" * 64}))


def other_pack(sealed: Path) -> None:
    change(sealed, lambda plain: plain["pack"].update(version="0.1", digest="abc"))
    change(sealed, lambda plain: plain["files"].update({"board.md": "0" * 64}))


def change(sealed: Path, how: Callable[[dict[str, dict[str, str]]], object]) -> None:
    plain = json.loads((sealed / "seal.json").read_text())
    how(plain)
    (sealed / "seal.json").write_text(json.dumps(plain))


def outside(sealed: Path) -> None:
    change(sealed, lambda plain: plain["files"].update({"../../secret.txt": "0" * 64}))


def absolute(sealed: Path) -> None:
    change(sealed, lambda plain: plain["files"].update({"/etc/passwd": "0" * 64}))


def linked(sealed: Path) -> None:
    (sealed / "board.md").unlink()
    (sealed / "board.md").symlink_to("/etc/passwd")


def options(text: str) -> Callable[[Path], object]:
    return lambda sealed: (sealed / "made_from" / "options.json").write_text(text)


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "edited by hand": (edited, "board.md: was changed after the seal, by hand or by another program (first in line "),
    "gone": (lambda sealed: (sealed / "board.docx").unlink(), "board.docx: was sealed and is gone"),
    "foreign": (lambda sealed: (sealed / "offer.txt").touch(), "offer.txt: is not part of the sealed issue"),
    "answers": (other_answers, "Linden & Loft.yaml: the answers were changed after the seal"),
    "terms": (
        lambda sealed: (sealed / "made_from" / "terms" / "our rates.yaml").write_text("settings: {runs: 400}"),
        "our rates.yaml: the terms were changed after the seal",
    ),
    "template": (
        lambda sealed: (sealed / "made_from" / "templates" / "plan.css").write_text("h1{}"),
        "plan.css: a template was changed after the seal",
    ),
    "brand": (lambda sealed: (sealed / "made_from" / "brand" / "brand.yaml").write_text("name: X"), "the brand was"),
    "options": (options("{}"), "options.json: the options were changed after the seal"),
    "other program": (
        other_program,
        "board.md: comes out differently now: the program's code or templates were 0 then",
    ),
    "other library": (other_program, "; typst 0.1.0 then, "),
    "other pack": (other_pack, "comes out differently now: the knowledge pack is another: 0.1 (abc) then, "),
    "no seal": (lambda sealed: (sealed / "seal.json").unlink(), "seal.json: is missing: `advisor seal "),
    "no json": (lambda sealed: (sealed / "seal.json").write_text("{"), "seal.json: is not valid JSON: "),
    "deep json": (lambda sealed: (sealed / "seal.json").write_text("[" * 100_000), "seal.json: is not valid JSON: "),
    "no mapping": (lambda sealed: (sealed / "seal.json").write_text("[]"), "seal.json: has to hold a mapping"),
    "no text": (lambda sealed: (sealed / "seal.json").write_bytes(b"\xff"), "seal.json:1: is not UTF-8 text"),
    "newer": (
        lambda sealed: change(sealed, lambda plain: plain.update(seal=2)),
        "is no seal that this program can read",
    ),  # type: ignore[call-overload]
    "no digests": (lambda sealed: (sealed / "seal.json").write_text('{"seal": 1}'), "is no seal that this program can"),
    "outside": (outside, "seal.json: names '../../secret.txt', which is no file of this folder; nothing was read"),
    "absolute": (absolute, "seal.json: names '/etc/passwd', which is no file of this folder; nothing was read"),
    "link": (linked, "board.md: is a link; an issue holds whole files"),
}


@pytest.mark.parametrize("slip", BROKEN)
def test_what_differs_is_named_with_the_reason(slip: str, sealed: Path, run: Run) -> None:
    break_it, message = BROKEN[slip]
    break_it(sealed)

    code, _, err = run("verify", sealed)

    assert (code, message in err) == (2, True), err


UNSEALABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "edited": (edited, "board.md: comes out differently: it was changed, or written by another program"),
    "edited word": (
        lambda folder: shutil.copy(HERE.parent / "templates" / "document.docx", folder / "board.docx"),
        "board.docx: comes out differently: it was changed, or written by another program; write the documents again "
        "(first in its part ",
    ),
    "broken word": (lambda folder: (folder / "board.docx").write_bytes(b"PK"), "(it is broken)"),
    "foreign": (lambda folder: (folder / "offer.txt").touch(), "offer.txt: is no document of this issue; move it away"),
    "gone": (lambda folder: (folder / "board.md").unlink(), "board.md: is missing; write the documents again"),
    "no sources": (
        lambda folder: shutil.rmtree(folder / "made_from"),
        "made_from: is missing: `advisor plan` writes it",
    ),
    "no answers": (
        lambda folder: shutil.rmtree(folder / "made_from" / "answers"),
        "answers: holds 0 files; one is needed",
    ),
    "no option": (options('{"colour": "red"}'), "options.json: 'colour' is no option of an issue"),
    "wrong kind": (
        options('{"formats": "pdf"}'),
        "options.json: 'formats' is no option of an issue, or has a value of",
    ),
    "no series": (options('{"series": "16.0"}'), "--series: '16.0' is not known"),
    "no language": (options('{"lang": "de"}'), "--lang: 'de' is not known"),
    "no folder": (shutil.rmtree, "made_from: is missing"),
}


@pytest.mark.parametrize("slip", UNSEALABLE)
def test_only_what_comes_out_again_is_sealed(slip: str, sealed: Path, run: Run) -> None:
    (sealed / "seal.json").unlink()
    break_it, message = UNSEALABLE[slip]
    break_it(sealed)

    code, _, err = run("seal", sealed)

    assert (code, message in err, (sealed / "seal.json").exists()) == (2, True, False), err


def test_another_issue_in_the_same_folder_takes_the_seal_off(sealed: Path, order: Order) -> None:
    issue(order, sealed)

    assert not (sealed / "seal.json").exists()


def test_a_folder_that_stands_in_the_way_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "made_from").mkdir()
    (tmp_path / "made_from" / "mine.txt").touch()

    code, _, err = run("plan", EXAMPLE, "-o", tmp_path, "--format", "json", "--terms", QUICK)

    assert (code, "made_from: is in the way" in err, (tmp_path / "made_from" / "mine.txt").exists()) == (2, True, True)


def test_a_folder_of_templates_that_holds_everything_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.sealing.source.LARGEST", 10)
    (tmp_path / "film.mov").write_bytes(b"0" * 11)

    code, _, err = run(
        "plan", EXAMPLE, "-o", tmp_path / "out", "--format", "json", "--templates", tmp_path, "--terms", QUICK
    )

    assert (code, "holds more than 10 bytes; keep templates in a folder of their own" in err) == (2, True)


PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Anchorage", "LC_ALL": "C.UTF-8"},
)


def test_other_processes_times_and_locales_give_the_same_bytes(order: Order, tmp_path: Path) -> None:
    """The digest in the seal stands for every byte of every format."""
    whole = replace(order, formats=FORMATS, kinds=("proposal",))
    issue(whole, tmp_path / "plan")
    seal(tmp_path / "plan")

    found = [
        subprocess.run(
            [sys.executable, "-c", "from advisor.cli import main; main()", "verify", str(tmp_path / "plan")],
            env={**os.environ, **place},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        for place in PLACES
    ]

    assert [(done.returncode, done.stdout) for done in found] == [(0, "The same, byte by byte: 6 documents.\n")] * 2
