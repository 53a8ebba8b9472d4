"""Laws: what holds for any answers."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, effective, read_answers, write_answers
from advisor.conditions import Truth, holds
from advisor.contract import advice_json, pack_json
from advisor.documents import render
from advisor.going_live import stops
from advisor.pack import load_pack, pack_files, read_pack
from advisor.plan import make_plan
from advisor.schema import EDITIONS, SERIES
from advisor.survey import Interview

from .conftest import ROOT
from .strategies import PACK, answers

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
QUESTIONS = st.sampled_from([question.id for question in PACK.questionnaire])


def without(said: Answers, question: str) -> Answers:
    return replace(said, given={key: value for key, value in said.given.items() if key != question})


def musts(advice: Advice) -> set[str]:
    return {need.requirement.id for need in advice.needs if need.priority == "must"}


@FEW
@given(answers(), QUESTIONS)
def test_an_unknown_never_removes_a_must_app_that_holds_without_it(said: Answers, question: str) -> None:
    left_out = without(said, question)
    unknown = replace(left_out, unknown=(*left_out.unknown, question))

    before = {item.app.id for item in advise(PACK, left_out).apps if item.priority == "must"}
    after = {item.app.id for item in advise(PACK, unknown).apps if item.priority == "must"}

    assert before <= after


@FEW
@given(answers(), QUESTIONS)
def test_forgetting_an_answer_only_loses_what_rests_on_it(said: Answers, question: str) -> None:
    advice = advise(PACK, said)
    gates = {question, *(other.id for other in PACK.questionnaire if question in str(other.when))}
    elsewhere = {item.activity.id for item in advice.activities if not gates & {name for name, _ in item.because}}

    kept = {item.activity.id for item in advise(PACK, without(said, question)).activities}

    assert elsewhere <= kept


@FEW
@given(answers())
def test_what_is_possible_is_what_some_answer_could_still_turn_on(said: Answers) -> None:
    known = effective(PACK, said)
    advice = advise(PACK, said)

    truths = {activity.id: holds(activity.when, known) for activity in PACK.activities.values()}

    done = {item.activity.id for item in advice.activities}
    possible = {item.id for item in advice.possible}
    assert done == {key for key, truth in truths.items() if truth is Truth.YES}
    assert possible == {key for key, truth in truths.items() if truth is Truth.UNKNOWN}


@FEW
@given(answers(), st.sampled_from(SERIES), st.sampled_from(EDITIONS))
def test_every_app_has_a_chain_from_an_answer_and_every_need_an_app_or_a_gap(
    said: Answers, series: str, edition: str
) -> None:
    advice = advise(PACK, said, series, edition)  # type: ignore[arg-type]

    assert all(item.reasons for item in advice.apps)
    assert {reason.question for item in advice.apps for reason in item.reasons} <= set(said.given)
    assert {need.requirement.id for need in advice.needs if not need.met_by} == {
        gap.need.requirement.id for gap in advice.gaps
    }


@FEW
@given(answers())
def test_community_takes_no_paid_app_and_best_loses_no_must(said: Answers) -> None:
    community = advise(PACK, said, "19.0", "community")
    enterprise = advise(PACK, said, "19.0", "enterprise")
    best = advise(PACK, said, "19.0", "best")

    met = {need.requirement.id for need in best.needs if need.met_by}
    assert {item.origin for item in community.apps} <= {"community"}
    assert {need.requirement.id for need in enterprise.needs if need.met_by and need.priority == "must"} <= met


@FEW
@given(answers())
def test_no_app_goes_live_before_what_it_needs(said: Answers) -> None:
    order = stops(advise(PACK, said))
    place = {key: number for number, stop in enumerate(order) for key in (*stop.brings, stop.item.app.id)}

    early = [
        (stop.item.app.id, other)
        for number, stop in enumerate(order)
        for other in stop.item.app.requires.get("19.0", ())
        if place[other] > number
    ]
    assert early == []


@FEW
@given(answers())
def test_shares_are_shares(said: Answers) -> None:
    leaning = advise(PACK, said).orientation

    assert leaning.production + leaning.operations == 1


@FEW
@given(answers(), st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(said: Answers, chance: random.Random) -> None:
    shuffled = list(said.given.items())
    chance.shuffle(shuffled)

    same = replace(said, given=dict(shuffled))

    assert advice_json(advise(PACK, same)) == advice_json(advise(PACK, said))


def test_the_order_of_files_changes_nothing() -> None:
    folder = ROOT / "rules"
    files = list(pack_files(folder))
    random.Random(7).shuffle(files)
    said = read_answers(folder / "example.yaml", PACK)

    shuffled = read_pack(files, folder, PACK.digest)

    assert render(make_plan(advise(shuffled, said))) == render(make_plan(advise(PACK, said)))


@FEW
@given(answers())
def test_an_answer_file_round_trips(said: Answers) -> None:
    for suffix in (".yaml", ".json"):
        path = Path(os.environ["XDG_CACHE_HOME"]) / f"round-trip{suffix}"
        write_answers(said, PACK, path)

        again = read_answers(path, PACK)

        assert (again.given, again.unknown) == (said.given, tuple(sorted(said.unknown)))


@FEW
@given(answers())
def test_the_interview_ends_and_asks_few(said: Answers) -> None:
    interview = Interview(PACK, Answers())
    asked = 0
    while (question := interview.next_question()) is not None:
        interview.answer(question, said.given.get(question.id))
        asked += 1

    assert asked <= 30


def test_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    outputs = set()
    for seed in ("0", "1", "4711"):
        words = ["plan", str(ROOT / "rules" / "example.yaml"), "-o", str(tmp_path / seed), "--format", "md,html,json"]
        subprocess.run(
            [sys.executable, "-m", "advisor", *words],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(tmp_path / f"cache{seed}")},
            check=True,
            capture_output=True,
        )
        outputs.add(tuple((tmp_path / seed / f"plan.{kind}").read_bytes() for kind in ("md", "html", "json")))

    assert len(outputs) == 1


def test_a_kept_pack_is_the_pack() -> None:
    folder = ROOT / "rules"

    assert pack_json(load_pack()) == pack_json(read_pack(pack_files(folder), folder, PACK.digest))
