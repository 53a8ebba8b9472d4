"""How sure an advised app is, in words that the engine bears out."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.check import CASE_PARTS
from advisor.confidence import confidences
from advisor.counterfactual import app_change
from advisor.pack import Pack
from advisor.survey import start

from .conftest import HERE, ROOT, Run
from .tiny_worlds import packs, said

COMPANIES = sorted((HERE / "companies").glob("*.yaml"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packs(), said())
def test_one_answer_drops_what_is_single_and_fewer_than_promised_never_do(pack: Pack, said: Answers) -> None:
    advice = advise(pack, said)

    for app, sure in confidences(advice, ()).items():
        change = app_change(advice, app)
        promised = re.match(r"At least (\d+) answers", sure.because)
        assert sure.word != "single" or len(change.answers) == 1
        assert not promised or not change.answers or len(change.answers) >= int(promised[1])


@pytest.mark.parametrize("path", COMPANIES, ids=lambda path: path.stem)
def test_the_word_is_what_trying_every_change_says(path: Path, pack: Pack) -> None:
    advice = advise(pack, read_answers(path, pack, CASE_PARTS))

    words = {app: sure.word for app, sure in confidences(advice, ()).items()}

    sizes = {app: len(app_change(advice, app).answers) for app in words}
    assert words == {app: "single" if size == 1 else "firm" for app, size in sizes.items()}


def test_what_rests_on_a_preset_is_to_confirm_until_its_answers_are_confirmed(pack: Pack) -> None:
    usual = start(pack, Answers(), preset="bakery").answers

    before = confidences(advise(pack, usual), ())
    after = confidences(advise(pack, replace(usual, prefilled=())), ())

    assert {sure.word for sure in before.values()} == {"to confirm"}
    assert {sure.word for sure in after.values()} <= {"single", "firm"}


def test_open_points_that_could_make_an_app_stronger_are_counted(pack: Pack) -> None:
    advice = advise(pack, Answers(given={"offers": ("own_products", "projects"), "stock_kept": ("spare_parts",)}))
    points = advice.open_points

    sure = confidences(advice, points)

    counted = {app: sum(app in point.could_change for point in points) for app in sure}
    said = {app: re.search(r"(\d+) open points? could make it stronger", one.because) for app, one in sure.items()}
    assert {app: int(found[1]) if found else 0 for app, found in said.items()} == counted
    assert any(counted.values())


def test_it_stands_in_advise_in_why_and_in_the_plan(run: Run, tmp_path: Path) -> None:
    sentence = "Firm: at least 5 answers would have to change before it goes."
    example = ROOT / "rules" / "example.yaml"

    run("demo", "-o", tmp_path)

    assert sentence in run("advise", example)[1]
    assert sentence in run("why", example, "app:sales")[1]
    assert sentence in (tmp_path / "plan.html").read_text(encoding="utf-8")
