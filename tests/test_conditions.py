"""Conditions have three values, and a question that does not apply makes them false."""

import pytest

from advisor.conditions import NOT_ASKED, Truth, Value, because, holds
from advisor.schema import Line, Span

OVEN = Line("oven", ("yes",))
GOODS = Line("goods", ("bread", "cake"))
MANY = Line("people", Span(at_least=50))
BREAD_AND_CAKE = (Line("goods", ("bread",)), Line("goods", ("cake",)))


@pytest.mark.parametrize(
    ("when", "known", "truth"),
    [
        ((), {}, Truth.YES),
        (((OVEN,),), {}, Truth.UNKNOWN),
        (((OVEN,),), {"oven": "yes"}, Truth.YES),
        (((OVEN,),), {"oven": "no"}, Truth.NO),
        (((OVEN,),), {"oven": NOT_ASKED}, Truth.NO),
        (((OVEN, GOODS),), {"oven": "no"}, Truth.NO),
        (((OVEN, GOODS),), {"oven": "yes"}, Truth.UNKNOWN),
        (((OVEN,), (GOODS,)), {"oven": "yes"}, Truth.YES),
        (((OVEN,), (GOODS,)), {"oven": "no"}, Truth.UNKNOWN),
        (((GOODS,),), {"goods": ("cake", "chairs")}, Truth.YES),
        (((GOODS,),), {"goods": ()}, Truth.NO),
        ((BREAD_AND_CAKE,), {"goods": ("bread", "cake")}, Truth.YES),
        ((BREAD_AND_CAKE,), {"goods": ("bread", "chairs")}, Truth.NO),
        (((MANY,),), {"people": 50}, Truth.YES),
        (((MANY,),), {"people": 49.9}, Truth.NO),
    ],
)
def test_a_condition_holds(when: object, known: dict[str, Value], truth: Truth) -> None:
    assert holds(when, known) is truth  # type: ignore[arg-type]


def test_a_reason_names_only_the_part_of_the_answer_that_counts() -> None:
    assert because(((GOODS,),), {"goods": ("bread", "chairs")}) == (("goods", ("bread",)),)


def test_a_reason_comes_from_a_table_that_holds() -> None:
    assert because(((OVEN,), (GOODS,)), {"oven": "no", "goods": ("cake",)}) == (("goods", ("cake",)),)


def test_a_reason_names_a_question_once() -> None:
    known = {"goods": ("chairs", "cake", "bread")}

    assert because((BREAD_AND_CAKE,), known) == (("goods", ("cake", "bread")),)
