"""What a small house leaves for later: said by the pack, with its reason, and never of a must."""

from dataclasses import replace

import pytest

from advisor.advising import advise
from advisor.answers import Answers
from advisor.explain import why
from advisor.going_live import stops
from advisor.pack import Pack

WAREHOUSE = Answers(
    given={
        "core_business": "goods_we_resell",
        "offers": ("traded_goods",),
        "employees": 12,
        "stock_kept": ("goods_for_sale",),
        "buying": ("restock",),
        "warehouse_work": ("scanning",),
    }
)


def people(answers: Answers, number: float) -> Answers:
    return replace(answers, given={**answers.given, "employees": number})


def priority(pack: Pack, answers: Answers, key: str) -> str:
    return next(item.priority for item in advise(pack, answers).apps if item.app.id == key)


@pytest.mark.parametrize(("number", "expected"), [(19, "could"), (20, "should")])
def test_an_app_waits_below_its_number_of_people(pack: Pack, number: int, expected: str) -> None:
    assert priority(pack, people(WAREHOUSE, number), "barcode") == expected


def test_a_must_never_waits(pack: Pack) -> None:
    complaints = {"after_sales": ("requests",), "pains_office": ("told_by_customers",)}

    assert priority(pack, replace(WAREHOUSE, given={**WAREHOUSE.given, **complaints}), "helpdesk") == "must"


def test_what_waits_goes_live_after_the_first_project(pack: Pack) -> None:
    assert [stop.first for stop in stops(advise(pack, WAREHOUSE)) if stop.item.app.id == "barcode"] == [False]


def test_why_says_who_decided_that_it_waits(pack: Pack) -> None:
    sentences = why(advise(pack, WAREHOUSE), "app:barcode")[0].sentences

    assert pack.apps["barcode"].waits_because in sentences


def test_an_open_number_of_people_is_an_open_point_for_what_may_wait(pack: Pack) -> None:
    unknown = {key: value for key, value in WAREHOUSE.given.items() if key != "employees"}
    points = advise(pack, replace(WAREHOUSE, given=unknown, unknown=("employees",))).open_points

    assert "barcode" in next(point.could_change for point in points if point.question.id == "employees")
