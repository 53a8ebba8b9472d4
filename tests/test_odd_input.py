"""Input that nobody expects: it ends in a sentence and exit code 2, and never in a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.answers import Answers, write_whole
from advisor.cli.asking import with_settings
from advisor.compare import facts_of, merged
from advisor.errors import UserError
from advisor.kept import kept
from advisor.language import speaking
from advisor.language.figures import dated
from advisor.pack import Pack
from advisor.sealing.earlier import is_of
from advisor.settings import Settings

from .conftest import ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"


class TestInstallSets:
    def test_a_module_named_twice_is_one(self, run: Run) -> None:
        some, none = run("install-set", "nope", "nope", "sale"), run("install-set", "nope", "nope")

        assert (some[0], none[0]) == (0, 2)

    @pytest.mark.parametrize(
        "row",
        [
            {"requested": ["sale"], "country": 5},
            {"requested": ["sale"], "countries": [1]},
            {"requested": ["sale"], "installed": "sale"},
            {"requested": [{"a": 1}]},
        ],
    )
    def test_a_request_holds_lists_of_texts(self, row: dict[str, object], tmp_path: Path, run: Run) -> None:
        (tmp_path / "requests.jsonl").write_text(json.dumps(row), encoding="utf-8")

        code, _, err = run("install-set", "--requests", tmp_path / "requests.jsonl")

        assert (code, "requests.jsonl:1" in err, "is no list of texts" in err) == (2, True, True)

    def test_a_request_nested_too_deeply_is_refused(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "requests.jsonl").write_text("[" * 100_000, encoding="utf-8")

        code, _, err = run("install-set", "--requests", tmp_path / "requests.jsonl")

        assert (code, "is not valid JSON" in err) == (2, True)


class TestCases:
    @pytest.mark.parametrize(
        ("case", "said"),
        [
            ({"id": ["a"], "profile": "p", "apps": ["crm"]}, "id has to be a text"),
            ({"id": "a", "profile": "p", "apps": 5}, "apps a list of app keys"),
            ({"id": "a", "profile": "p", "apps": [["crm"]]}, "apps a list of app keys"),
        ],
    )
    def test_a_case_is_an_id_and_a_list_of_apps(
        self, case: dict[str, object], said: str, tmp_path: Path, run: Run
    ) -> None:
        (tmp_path / "cases.json").write_text(json.dumps({"cases": [case], "scored": ["crm"]}), encoding="utf-8")

        code, _, err = run("evaluate", tmp_path / "cases.json", "--answers", tmp_path)

        assert (code, said in err) == (2, True)

    def test_the_apps_that_count_are_a_list(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "cases.json").write_text('{"cases": [], "scored": 5}', encoding="utf-8")

        assert run("evaluate", tmp_path / "cases.json", "--answers", tmp_path)[0] == 2


class TestFiles:
    @pytest.mark.parametrize("path", ["/", "/etc/passwd/x", "x" * 300])
    def test_a_place_that_cannot_be_written_to_is_said(self, path: str) -> None:
        with pytest.raises(UserError, match="cannot be written"):
            write_whole(Path(path), "text")

    def test_a_file_keeps_its_rights_and_a_link_its_target(self, tmp_path: Path) -> None:
        there, link = tmp_path / "answers.yaml", tmp_path / "link.yaml"
        there.write_text("old", encoding="utf-8")
        there.chmod(0o600)
        link.symlink_to(there)

        write_whole(link, "new")

        assert (link.is_symlink(), there.read_text(encoding="utf-8"), there.stat().st_mode & 0o777) == (
            True,
            "new",
            0o600,
        )

    def test_json_may_hold_any_character(self, tmp_path: Path, run: Run) -> None:
        (tmp_path / "a.json").write_text(
            '{"answers": {"employees": 5}, "notes": {"employees": "\x7f"}}', encoding="utf-8"
        )

        assert run("advise", tmp_path / "a.json")[0] == 0

    def test_who_has_no_home_goes_without_a_cache(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_home() -> Path:
            raise RuntimeError

        monkeypatch.delenv("XDG_CACHE_HOME")
        monkeypatch.setattr(Path, "home", no_home)

        assert kept("nothing", lambda: 5) == 5


def test_a_terminal_that_lacks_letters_shows_their_numbers() -> None:
    command = [sys.executable, "-m", "advisor", "compare", str(EXAMPLE), "--set", "employees=80"]

    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, check=False)

    assert (done.returncode, b"Traceback" in done.stderr, b"\\u2192" in done.stdout) == (0, False, True)


def test_a_day_that_does_not_exist_stays_as_it_was_written() -> None:
    with speaking("fr"):
        assert dated("2026-02-31") == "2026-02-31"


def test_a_name_is_the_same_in_capitals() -> None:
    assert Settings(names=("Advice.Example",)).answers_to("advice.example")


def test_of_nobody_no_issue_is_the_one_before(tmp_path: Path, run: Run) -> None:
    (tmp_path / "bowling.yaml").write_text("answers: {employees: 5}\n", encoding="utf-8")
    run("plan", tmp_path / "bowling.yaml", "-o", tmp_path / "out", "--format", "md")
    run("seal", tmp_path / "out")

    assert not is_of(tmp_path / "out" / "made_from", tmp_path / "bowling.yaml")


class TestJoining:
    def test_no_note_is_lost(self, pack: Pack) -> None:
        ann = Answers({"employees": 24.0}, (), {}, {"employees": "two shifts since 2020"})
        bob = Answers({"employees": 30.0}, (), {}, {"employees": "30"})

        note = merged(pack, {"ann": ann, "bob": bob})[0].notes["employees"]

        assert ("ann: 24" in note, "bob: 30" in note, "two shifts since 2020" in note) == (True, True, True)

    def test_of_facts_the_first_counts_and_everybody_is_named(self, pack: Pack, tmp_path: Path, run: Run) -> None:
        ann, bob = Answers({}, (), {"country": "BE"}, {}), Answers({}, (), {"country": "FR"}, {})
        for name, country in (("ann", "BE"), ("bob", "FR")):
            (tmp_path / f"{name}.yaml").write_text(
                f"engagement: {{country: {country}}}\nanswers: {{}}\n", encoding="utf-8"
            )

        code, out, _ = run("merge", tmp_path / "ann.yaml", tmp_path / "bob.yaml", "-o", tmp_path / "all.yaml")

        assert merged(pack, {"ann": ann, "bob": bob})[0].engagement == {"country": "BE"}
        assert facts_of({"ann": ann, "bob": bob}) == {"country": (("ann", "BE"), ("bob", "FR"))}
        assert (code, "country: BE is kept\n  ann: BE\n  bob: FR" in out) == (0, True)


@pytest.mark.parametrize("typed", ["²", "9" * 5000])
def test_what_looks_like_a_number_is_no_choice(typed: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "advisor", "survey", "-o", str(tmp_path / "a.yaml"), "--quick"]

    done = subprocess.run(command, input=f"\n\n{typed}\nq\n", capture_output=True, text=True, check=False)

    assert ("Traceback" in done.stderr, "is no choice" in done.stdout + done.stderr) == (False, True)


def test_an_answer_that_is_set_is_open_no_more(pack: Pack) -> None:
    found = with_settings(Answers({}, ("employees",), {}, {}), ["employees=80"], pack)

    assert (dict(found.given), found.unknown) == ({"employees": 80}, ())
