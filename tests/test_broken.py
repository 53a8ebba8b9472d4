"""Broken files: one fault a file, its message promised on the first line (`# promises: LINE: MESSAGE`)."""

import shutil
from pathlib import Path

import pytest

from advisor.answers import read_answers
from advisor.check import check_pack
from advisor.errors import UserError
from advisor.pack import Pack, load_pack
from advisor.terms import with_terms

from .conftest import HERE, Run

BROKEN = HERE / "broken"


def promises(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# promises: ") for line in lines if line.startswith("# promises: ")]


def files(folder: str) -> list[Path]:
    return sorted((BROKEN / folder).glob("*.yaml"))


def with_tiny(path: Path, folder: Path) -> Path:
    """Return a copy of the tiny pack with one more file."""
    shutil.copytree(HERE / "tiny", folder / "rules")
    shutil.copy(path, folder / "rules" / "areas" / path.name)
    return folder / "rules"


@pytest.mark.parametrize("path", files("answers"), ids=lambda path: path.stem)
def test_a_broken_answer_file_says_where_and_what(path: Path, pack: Pack) -> None:
    with pytest.raises(UserError) as caught:
        read_answers(path, pack)

    shown = str(caught.value)
    assert [promise for promise in promises(path) if f"{path}:{promise}" not in shown] == []


@pytest.mark.parametrize("path", files("answers"), ids=lambda path: path.stem)
def test_a_broken_answer_file_writes_nothing(path: Path, run: Run, tmp_path: Path) -> None:
    code, out, err = run("plan", path, "-o", tmp_path / "plan")

    assert (code, out, "Traceback" in err, list(tmp_path.iterdir())) == (2, "", False, [])


@pytest.mark.parametrize("path", files("pack"), ids=lambda path: path.stem)
def test_a_broken_pack_file_says_where_and_what(path: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        load_pack(with_tiny(path, tmp_path))

    shown = str(caught.value)
    assert [promise for promise in promises(path) if f"rules/areas/{path.name}:{promise}" not in shown] == []


@pytest.mark.parametrize("path", files("findings"), ids=lambda path: path.stem)
def test_the_check_finds_what_does_not_earn_its_place(path: Path, tmp_path: Path) -> None:
    found = check_pack(load_pack(with_tiny(path, tmp_path)))

    shown = "\n".join(str(finding) for finding in found)
    assert [promise for promise in promises(path) if promise not in shown] == []


@pytest.mark.parametrize("path", files("terms"), ids=lambda path: path.stem)
def test_broken_terms_say_where_and_what(path: Path, pack: Pack) -> None:
    with pytest.raises(UserError) as caught:
        with_terms(pack, path)

    shown = str(caught.value)
    assert [promise for promise in promises(path) if f"{path}:{promise}" not in shown] == []


def test_the_check_exits_2_with_findings_and_0_without(run: Run, tmp_path: Path) -> None:
    folder = with_tiny(BROKEN / "findings" / "unreachable_app.yaml", tmp_path)

    assert (run("rules", "check", folder)[0], run("rules", "check")[0]) == (2, 0)


def test_all_problems_are_shown_at_once(pack: Pack) -> None:
    with pytest.raises(UserError) as caught:
        read_answers(BROKEN / "answers" / "three_faults.yaml", pack)

    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b"answers:\n  employees: \xff\n"), ":2: is not UTF-8 text"),
        (lambda path: path.write_bytes(b""), ": is empty"),
        (lambda path: path.write_bytes(b"# nothing here\n"), ": is empty"),
        (lambda path: path.write_bytes(b"a\0b"), ": is not valid YAML"),
        (lambda path: path.mkdir(), ": this is a folder; a file is needed"),
        (lambda path: None, ": there is no such file"),
        (lambda path: path.write_bytes(b"#" * 5_000_000), ": has 5,000,000 bytes; more than 4,000,000 are not read"),
    ],
    ids=["not utf-8", "empty", "only a comment", "binary", "a folder", "missing", "huge"],
)
def test_a_file_that_is_no_answer_file(make: object, message: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    make(path)  # type: ignore[operator]

    code, out, err = run("advise", path)

    assert (code, out) == (2, "")
    assert f"{path}{message}" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["advise", "{example}", "--series", "16.0"],
            "--series: '16.0' is not known; did you mean",
        ),
        (["advise", "{example}", "--edition", "comunity"], "did you mean 'community'?"),
        (["plan", "{example}", "--format", "htm"], "--format: 'htm' is no format; did you mean 'html'?"),
        (["graph", "{example}", "--format", "dott"], "--format: 'dott' is no graph format; did you mean 'dot'?"),
        (
            ["why", "{example}", "app:cmr"],
            "nothing in this advice or the pack has this id; did you mean 'crm'?",
        ),
        (["why", "{example}", "apps:crm"], "'apps' is no kind of thing; did you mean 'app'?"),
        (["plan", "{example}", "-o", "{file}"], "cannot be used as a folder"),
        (["survey", "--preset", "bakry"], "--preset: 'bakry' is no preset; did you mean 'bakery'?"),
        (["survey", "-o", "{folder}"], "this is a folder; a file is needed"),
    ],
    ids=lambda value: " ".join(value[:1] + value[-2:]) if isinstance(value, list) else "",
)
def test_a_wrong_word_on_the_command_line(words: list[str], message: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    names = {"example": HERE.parent / "rules" / "example.yaml", "file": tmp_path / "file", "folder": tmp_path}

    code, out, err = run(*(word.format(**names) for word in words))

    assert (code, out) == (2, "")
    assert message in err
