"""Scores: what counts, what is refused, and that nothing is tuned on the locked third."""

import json
import shutil
from pathlib import Path

import pytest

from advisor.evaluate import Case, Score, evaluate, is_locked, means, read_cases
from advisor.pack import Pack

from .conftest import HERE, Run

CASES = HERE / "cases"


def score(advised: set[str], apps: set[str]) -> Score:
    return Score(Case("x", "p", frozenset(apps), False), frozenset(advised), (), ())


@pytest.mark.parametrize(
    ("advised", "apps", "figures"),
    [
        ({"crm"}, {"crm"}, (1, 1, 1)),
        ({"crm", "pos"}, {"crm"}, (0.5, 1, 2 / 3)),
        ({"crm"}, {"crm", "pos"}, (1, 0.5, 2 / 3)),
        ({"crm"}, {"pos"}, (0, 0, 0)),
        (set(), {"pos"}, (0, 0, 0)),
    ],
)
def test_precision_recall_and_f1(advised: set[str], apps: set[str], figures: tuple[float, float, float]) -> None:
    found = score(advised, apps)

    assert (found.precision, found.recall, found.f1) == pytest.approx(figures)


def test_a_third_is_locked_by_a_hash_of_the_id(pack: Pack) -> None:
    cases, _ = read_cases(CASES / "trades.json", pack)

    locked = [case.id for case in cases if is_locked(case, cases)]
    assert len(locked) == 12
    assert locked == [case.id for case in cases if is_locked(case, tuple(reversed(cases)))]


@pytest.mark.parametrize("name", ["trades", "stories"])
def test_every_case_has_answers_and_beats_nothing_by_crashing(name: str, pack: Pack) -> None:
    found = evaluate(pack, CASES / f"{name}.json", CASES / name)

    assert all(row.misses or row.recall == 1 for row in found)
    assert 0 < means(found).recall <= 1


def test_two_readers_of_the_questionnaire_get_nearly_the_same_advice(pack: Pack) -> None:
    first, second = (evaluate(pack, CASES / "trades.json", CASES / name) for name in ("trades", "trades_again"))

    alike = [score(set(one.advised), set(other.advised)).f1 for one, other in zip(first, second, strict=True)]
    assert sum(alike) / len(alike) > 0.9


def test_every_miss_and_extra_says_what_caused_it(pack: Pack) -> None:
    found = evaluate(pack, CASES / "stories.json", CASES / "stories")

    assert [row.case.id for row in found for _, cause in (*row.misses, *row.extras) if not cause] == []


def test_json_has_the_promised_keys(run: Run) -> None:
    code, out, _ = run("evaluate", CASES / "stories.json", "--answers", CASES / "stories", "--json")

    shown = json.loads(out)
    assert (code, set(shown)) == (0, {"cases", "overall", "by_app"})
    assert set(shown["overall"]) == {"precision", "recall", "f1", "apps"}
    assert {"id", "precision", "recall", "f1", "misses", "extras"} <= set(shown["cases"][0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not valid JSON"),
        ("[]", "needs 'cases' (a list) and 'scored' (app keys)"),
        ('{"cases": [{"id": "a", "apps": ["crm"]}]}', "a has no profile"),
        ('{"cases": [{"id": "a", "profile": "p"}]}', "a has no apps"),
        ('{"cases": [{"id": "a", "profile": "p", "apps": ["cmr"]}]}', "a: app 'cmr' is unknown; did you mean 'crm'?"),
        ('{"cases": [{"id": "a", "profile": "p", "apps": ["crm"], "aps": 1}]}', "a: 'aps' is no field of a case"),
        ('{"cases": [{"id": "a", "profile": "p", "apps": ["crm"]}], "scored": ["x"]}', "scored app 'x' is unknown"),
        ('{"cases": [{"id": "a", "profile": "p", "apps": ["crm"]}]}', "a.yaml: is missing"),
        ('{"cases": []}', "b.yaml: answers no case of cases.json"),
    ],
)
def test_bad_cases_are_refused(text: str, message: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "cases.json").write_text(text)
    (tmp_path / "answers").mkdir()
    if '"cases": []' in text:
        shutil.copy(next((CASES / "stories").glob("*.yaml")), tmp_path / "answers" / "b.yaml")

    code, out, err = run("evaluate", tmp_path / "cases.json", "--answers", tmp_path / "answers")

    assert (code, out) == (2, "")
    assert message in err


def test_the_quick_part_alone_comes_close(pack: Pack) -> None:
    """Measured on trades; stories list only some of the apps of a company, so their F1 says little."""
    cases, _ = read_cases(CASES / "trades.json", pack)
    both = [evaluate(pack, CASES / "trades.json", CASES / "trades", quick) for quick in (False, True)]

    whole, quick = (means(row for row in rows if not is_locked(row.case, cases)) for rows in both)
    assert whole.f1 - quick.f1 <= 0.05
