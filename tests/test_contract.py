"""The commands and the JSON that the outside relies on."""

import json
from typing import Any

import pytest

from .conftest import ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"
ADVICE_KEYS = (
    "pack series edition country orientation activities functions requirements apps prerequisites not_advised gaps "
    "methods kpis triggers open_points warnings install_set"
).split()
PACK_KEYS = (
    "areas questions activities requirements functions kpis aspects methods triggers beliefs processes pains presets "
    "apps alternatives counts"
).split()


@pytest.fixture(scope="module")
def advice() -> dict[str, Any]:
    from advisor import advise, load_pack, read_answers
    from advisor.contract import advice_json

    pack = load_pack()
    return json.loads(json.dumps(advice_json(advise(pack, read_answers(EXAMPLE, pack)))))


def test_the_five_steps_are_importable() -> None:
    from advisor import advise, load_pack, make_plan, read_answers, render

    pack = load_pack()
    page = render(make_plan(advise(pack, read_answers(EXAMPLE, pack))), "html")

    assert page.startswith("<!doctype html>")


def test_json_is_one_document_and_nothing_else(run: Run, advice: dict[str, Any]) -> None:
    code, out, _ = run("advise", EXAMPLE, "--json")

    assert (code, json.loads(out)) == (0, advice)


def test_advise_has_the_promised_keys(advice: dict[str, Any]) -> None:
    assert set(ADVICE_KEYS) <= set(advice)


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("activities", {"id", "name", "function", "because"}),
        ("functions", {"id", "name", "management", "activities", "requirements", "apps"}),
        ("requirements", {"id", "name", "function", "priority", "activities", "fit", "covered_by"}),
        ("apps", {"key", "kind", "name", "priority", "edition", "modules", "requirements", "reasons", "confidence"}),
        ("prerequisites", {"key", "needed_by"}),
        ("not_advised", {"key", "change", "proven", "open_points"}),
        ("gaps", {"requirement", "alternatives"}),
        ("methods", {"id", "because", "features", "kpis"}),
        ("kpis", {"id", "function", "source"}),
        ("triggers", {"id", "because"}),
        ("open_points", {"question", "ask", "could_change"}),
        ("install_set", {"module", "cause", "by"}),
    ],
)
def test_each_part_of_advise_has_its_keys(part: str, keys: set[str], advice: dict[str, Any]) -> None:
    assert advice[part]
    assert all(keys <= set(item) for item in advice[part])


def test_a_chain_leads_from_an_answer_to_the_app(advice: dict[str, Any]) -> None:
    kinds = {tuple(step["kind"] for step in reason["chain"]) for item in advice["apps"] for reason in item["reasons"]}

    assert kinds == {("answer", "activity", "requirement", "app")}


def test_what_is_only_a_prerequisite_is_not_advised(advice: dict[str, Any]) -> None:
    advised = {item["key"] for item in advice["apps"]}

    assert not advised & {item["key"] for item in advice["prerequisites"]}
    assert not advised & {item["key"] for item in advice["not_advised"]}


def test_a_change_that_is_named_brings_the_app_in(run: Run, advice: dict[str, Any]) -> None:
    from dataclasses import replace

    from advisor import advise, load_pack, read_answers

    pack = load_pack()
    answers = read_answers(EXAMPLE, pack)
    wrong = []
    for item in advice["not_advised"]:
        if item["change"]:
            new = {
                c["question"]: tuple(c["answer"]) if isinstance(c["answer"], list) else c["answer"]
                for c in item["change"]
            }
            changed = replace(answers, given={**answers.given, **new})
            if item["key"] not in advise(pack, changed).app_keys:
                wrong.append(item["key"])

    assert wrong == []


def test_an_app_without_a_change_is_platform_or_out_of_reach(advice: dict[str, Any]) -> None:
    from advisor import load_pack

    pack = load_pack()
    stuck = [
        item["key"] for item in advice["not_advised"] if not item["change"] and not pack.apps[item["key"]].platform
    ]

    assert stuck == []


def test_questions_have_the_promised_keys(run: Run) -> None:
    _, out, _ = run("questions", "--json")

    keys = {"id", "section", "ask", "why", "help", "kind", "choices", "range", "when", "quick", "part"}
    assert {frozenset(question) for question in json.loads(out)} == {frozenset(keys)}


def test_the_quick_questions_are_twelve(run: Run) -> None:
    assert len(json.loads(run("questions", "--quick", "--json")[1])) == 12


def test_pack_has_the_promised_keys_and_true_counts(run: Run) -> None:
    shown = json.loads(run("pack", "--json")[1])

    assert set(PACK_KEYS) <= set(shown)
    assert shown["counts"] == {kind: len(shown[kind]) for kind in shown["counts"]}


def test_json_answers_with_true_and_false_are_yes_and_no(run: Run, tmp_path: Any) -> None:
    path = tmp_path / "answers.json"
    path.write_text('{"engagement": {"company": "Caf\\u00e9 \\ud83d\\ude00\\u2028"},\n\t"answers": {"employees": 4}}')

    code, out, _ = run("advise", path, "--json")

    assert (code, json.loads(out)["series"]) == (0, "19.0")


def test_an_answer_that_does_not_apply_is_a_warning(run: Run, tmp_path: Any) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("answers:\n  offers: [traded_goods]\n  production_mode: [to_stock]\n")

    code, _, err = run("advise", path)

    assert code == 0
    assert f"warning: {path}:3: the answer to production_mode is not used" in err


@pytest.mark.parametrize("wanted", ["app:inventory", "app:rental", "requirement:stock_on_hand", "function:scheduling"])
def test_why_answers_in_sentences_and_json(wanted: str, run: Run) -> None:
    code, out, _ = run("why", EXAMPLE, wanted, "--json")

    found = json.loads(out)
    assert (code, [f"{item['kind']}:{item['id']}" for item in found]) == (0, [wanted])
    assert all(item["sentences"] for item in found)


def test_a_bare_id_shows_every_kind_it_names(run: Run) -> None:
    found = json.loads(run("why", EXAMPLE, "maintenance", "--json")[1])

    assert {item["kind"] for item in found} >= {"app", "function"}


def test_every_advised_app_is_explained_down_to_the_answers(run: Run, advice: dict[str, Any]) -> None:
    from advisor import advise, load_pack, read_answers
    from advisor.explain import why

    pack = load_pack()
    made = advise(pack, read_answers(EXAMPLE, pack))
    silent = [
        item["key"] for item in advice["apps"] if "because you answered" not in str(why(made, f"app:{item['key']}"))
    ]

    assert silent == []


def test_the_demo_writes_both_pages(run: Run, tmp_path: Any) -> None:
    code, out, _ = run("demo", "-o", tmp_path / "plan")

    assert (code, sorted(path.name for path in (tmp_path / "plan").glob("plan.*"))) == (0, ["plan.html", "plan.md"])
    assert "plan.html" in out


@pytest.mark.parametrize("words", [[], ["rules"]])
def test_help_is_shown_without_a_command(words: list[str], run: Run) -> None:
    assert "Usage:" in "".join(run(*words)[1:])


def test_a_bug_is_not_dressed_as_a_mistake(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.pack.load_pack", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        run("pack")
