"""The answers that move an estimate most, and their drawing."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.conditions import Value
from advisor.estimate.amounts import amounts
from advisor.estimate.effort import partner_days
from advisor.estimate.estimating import scope
from advisor.estimate.packages import packages
from advisor.estimate.sensitivity import Swing, as_answered, sensitivity, varied
from advisor.estimate.tornado import tornado
from advisor.going_live import first_stops
from advisor.pack import Pack
from advisor.terms import with_terms

from .conftest import ROOT

TERMS = Path(__file__).parent / "terms"


@pytest.fixture(scope="module")
def partner(pack: Pack) -> Pack:
    return with_terms(pack, TERMS / "partner.yaml")


@pytest.fixture(scope="module")
def example(pack: Pack) -> Answers:
    return read_answers(ROOT / "rules" / "example.yaml", pack)


@pytest.fixture(scope="module")
def swings(partner: Pack, example: Answers) -> tuple[Swing, ...]:
    return sensitivity(advise(partner, example))


def said(pack: Pack, answers: Answers, **given: Value) -> Advice:
    return advise(pack, replace(answers, given={**answers.given, **given}))


def swing_on(found: tuple[Swing, ...], question: str) -> Swing:
    return next(swing for swing in found if question in [asked.id for asked in swing.questions])


def days(advice: Advice) -> float:
    first = scope(first_stops(advice))
    return partner_days(packages(advice, first, amounts(advice)))


def test_the_five_widest_come_widest_first(swings: tuple[Swing, ...]) -> None:
    widths = [swing.width for swing in swings]

    assert (len(widths), widths) == (5, sorted(widths, reverse=True))


def test_an_open_amount_goes_from_its_low_to_its_high_assumption(swings: tuple[Swing, ...]) -> None:
    found = swing_on(swings, "interface_count")

    assert (found.is_open, found.low.answer, found.high.answer) == (True, "1 interfaces", "4 interfaces")


def test_an_end_is_what_the_project_takes_with_that_answer(
    partner: Pack, example: Answers, swings: tuple[Swing, ...]
) -> None:
    found = swing_on(swings, "interface_count")

    assert found.high.days == pytest.approx(days(said(partner, example, interface_count=4)))


def test_what_was_answered_is_varied_by_a_quarter(partner: Pack, example: Answers) -> None:
    found = swing_on(sensitivity(said(partner, example, interface_count=8)), "interface_count")

    assert (found.is_open, found.low.answer, found.high.answer) == (False, "6 interfaces", "10 interfaces")


@pytest.mark.parametrize(
    ("question", "driver", "value", "ends"),
    [
        ("data_objects", "data_objects", ("stock", "staff"), (("stock",), ("stock", "staff", "partners"))),
        ("data_condition", "data_quality", "some_doubles", ("clean", "nobody_trusts_it")),
        ("data_condition", "data_quality", "clean", ("clean", "some_doubles")),
        ("interface_count", "interfaces", 0, (0, 1)),
        ("desk_users", "users", 4999, (3749, 4999)),
    ],
)
def test_each_kind_of_answer_is_varied_by_one_step(
    pack: Pack, question: str, driver: str, value: Value, ends: tuple[Value, Value]
) -> None:
    assert varied(pack.questions[question], pack.drivers[driver], value) == ends


def test_an_open_question_of_the_profile_may_bring_apps(swings: tuple[Swing, ...]) -> None:
    found = swing_on(swings, "people_admin")

    assert (found.low.answer, found.high.answer) == ("none of these", "Wages calculated in the company")


def test_with_rates_every_end_has_a_price(swings: tuple[Swing, ...]) -> None:
    assert [end for swing in swings for end in (swing.low, swing.high) if end.price is None] == []


def test_without_rates_there_are_days_only(pack: Pack, example: Answers) -> None:
    assert {swing.low.price for swing in sensitivity(advise(pack, example))} == {None}


class TestTornado:
    def test_the_drawing_is_well_formed_and_said_in_words(
        self, partner: Pack, example: Answers, swings: tuple[Swing, ...]
    ) -> None:
        found = tornado(swings, as_answered(advise(partner, example)))

        title, description = list(ElementTree.fromstring(found.svg))[:2]
        assert (title.text, (description.text or "").count("days with")) == (
            "The answers that move the person-days most",
            5,
        )

    def test_bars_of_fewer_days_end_where_those_of_more_begin(
        self, partner: Pack, example: Answers, swings: tuple[Swing, ...]
    ) -> None:
        found = ElementTree.fromstring(tornado(swings, as_answered(advise(partner, example))).svg)

        bars = [bar.attrib for bar in found if bar.tag.endswith("rect")]
        ends = {int(bar["x"]) + int(bar["width"]) for bar in bars if bar["class"] == "less"}
        assert ends == {int(bar["x"]) for bar in bars if bar["class"] == "more"}

    def test_nothing_to_draw_is_a_drawing_of_what_is_expected(self, partner: Pack, example: Answers) -> None:
        assert tornado((), as_answered(advise(partner, example))).words == ("Expected: 137 person-days.",)
