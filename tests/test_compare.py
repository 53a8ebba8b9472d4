"""What if, why not, and several people's answers."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from advisor.advising import advise
from advisor.answers import Answers, read_answers, write_answers
from advisor.causes import Causes
from advisor.compare import compared, merged, priorities_of
from advisor.pack import Pack

from .conftest import ROOT, Run
from .strategies import PACK, answers

EXAMPLE = ROOT / "rules" / "example.yaml"
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@FEW
@given(answers())
def test_nothing_changes_when_no_answer_changes(said: Answers) -> None:
    advice = advise(PACK, said)

    found = compared(advice, advise(PACK, said))
    assert (found.answers, found.apps, found.gaps_in, found.gaps_out) == ((), (), (), ())


@FEW
@given(answers(), answers())
def test_comparing_back_is_the_opposite(one: Answers, two: Answers) -> None:
    there, back = compared(advise(PACK, one), advise(PACK, two)), compared(advise(PACK, two), advise(PACK, one))

    assert [(c.app, c.before, c.after) for c in there.apps] == [(c.app, c.after, c.before) for c in back.apps]
    assert there.gaps_in == back.gaps_out


def test_compare_names_the_answer_behind_a_change(run: Run) -> None:
    code, out, _ = run("compare", EXAMPLE, "--set", "promotion=own_website,live_chat")

    assert code == 0
    assert "Live Chat: not advised -> " in out
    assert "because of promotion" in out


def test_compare_names_the_answer_that_closes_a_question(run: Run) -> None:
    _, out, _ = run("compare", EXAMPLE, "--set", "offers=projects")

    assert "Shop Floor (MRP II): should -> not advised, because of offers" in out


def moved(example: Answers, **given: object) -> dict[str, tuple[str, ...]]:
    """Return what each app is moved by when the example's answers change."""
    other = replace(example, given={**example.given, **given})  # type: ignore[dict-item]
    return {change.app: change.because for change in compared(advise(PACK, example), advise(PACK, other)).apps}


def test_an_answer_that_moves_nothing_is_no_cause() -> None:
    example = read_answers(EXAMPLE, PACK)

    because = moved(example, employees=40, offers=("own_products", "projects", "on_site_work"), people_admin=("leave",))
    assert (because["plm"], because["subscriptions"], because["time_off"]) == (
        ("employees",),
        ("offers",),
        ("people_admin",),
    )


@FEW
@given(answers(), answers())
def test_causes_taken_over_alone_bring_the_change(one: Answers, two: Answers) -> None:
    causes = Causes(advise(PACK, one), advise(PACK, two))

    for change in compared(causes.before, causes.after, causes).apps:
        brought = priorities_of(causes.advice(change.because))
        assert brought.get(change.app, "") == change.after


def test_compare_as_json(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(EXAMPLE.read_text().replace("employees: 24", "employees: 240"))

    shown = json.loads(run("compare", EXAMPLE, other, "--json")[1])

    assert [row[0] for row in shown["answers"]] == ["employees"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["compare", EXAMPLE], "give either another answer file or --set QUESTION=VALUE"),
        (["compare", EXAMPLE, "--set", "ofers=rental"], "needs QUESTION=VALUE; did you mean 'offers'?"),
        (["compare", EXAMPLE, "--set", "offers=renting"], "--set offers: 'renting' is no known choice of offers"),
        (["why-not", EXAMPLE, "app:cmr"], "app:cmr: is no app; did you mean 'crm'?"),
        (["merge", EXAMPLE, "-o", "x.yaml"], "needs at least two answer files"),
    ],
)
def test_wrong_words_are_explained(words: list[object], message: str, run: Run) -> None:
    code, _, err = run(*words)

    assert code == 2
    assert message in err


def test_merge_joins_lists_fills_gaps_and_leaves_disagreement_open(run: Run, tmp_path: Path, pack: Pack) -> None:
    write_answers(Answers(given={"employees": 20, "offers": ("rental",)}), pack, tmp_path / "sales.yaml")
    write_answers(
        Answers(given={"employees": 30, "offers": ("projects",), "core_business": "services"}),
        pack,
        tmp_path / "plant.yaml",
    )

    code, out, _ = run("merge", tmp_path / "sales.yaml", tmp_path / "plant.yaml", "-o", tmp_path / "all.yaml")

    both = read_answers(tmp_path / "all.yaml", pack)
    assert (code, dict(both.given)) == (0, {"core_business": "services", "offers": ("projects", "rental")})
    assert both.unknown == ("employees",)
    assert both.notes["employees"] == "sales: 20 people; plant: 30 people"
    assert "How many people work in the company? left unknown" in out


def test_merge_overwrites_nothing(run: Run, tmp_path: Path, pack: Pack) -> None:
    for name in ("a", "b", "all"):
        write_answers(Answers(given={"employees": 20}), pack, tmp_path / f"{name}.yaml")

    code, _, err = run("merge", tmp_path / "a.yaml", tmp_path / "b.yaml", "-o", tmp_path / "all.yaml")

    assert code == 2
    assert "exists already; choose another name, nothing is overwritten" in err


def test_merging_in_any_order_gives_the_same_answers() -> None:
    one = Answers(given={"employees": 20, "offers": ("rental",)})
    two = Answers(given={"employees": 30, "offers": ("projects",)}, unknown=("core_business",))

    there, back = merged(PACK, {"a": one, "b": two})[0], merged(PACK, {"b": two, "a": one})[0]
    assert (there.given, there.unknown) == (back.given, back.unknown)
