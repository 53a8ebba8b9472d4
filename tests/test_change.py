"""Change orders: two quotes of a first project, line by line, with the answers that cause each line."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.conditions import Value
from advisor.estimate.change import ChangeOrder, change_order
from advisor.estimate.estimating import estimate
from advisor.estimate.money import money
from advisor.pack import Pack
from advisor.terms import with_terms

from .conftest import ROOT, Run
from .strategies import answers as any_answers

EXAMPLE = ROOT / "rules" / "example.yaml"
PARTNER = Path(__file__).parent / "terms" / "partner.yaml"
FEW = settings(max_examples=15, deadline=None)


@pytest.fixture(scope="module")
def partner(pack: Pack) -> Pack:
    return with_terms(pack, PARTNER)


@pytest.fixture(scope="module")
def example(pack: Pack) -> Answers:
    return read_answers(EXAMPLE, pack)


def ordered(pack: Pack, answers: Answers, **given: Value) -> ChangeOrder:
    return change_order(advise(pack, answers), said(pack, answers, **given))


def said(pack: Pack, answers: Answers, **given: Value) -> Advice:
    return advise(pack, replace(answers, given={**answers.given, **given}))


def test_an_app_that_goes_names_the_answer_behind_it(partner: Pack, example: Answers) -> None:
    line = ordered(partner, example, paperwork=("integrations",)).lines[0]

    assert (line.name, line.state, line.days < 0, line.because) == ("Sign", "dropped", True, ("paperwork",))


def test_an_app_that_comes_names_the_answer_behind_it(partner: Pack, example: Answers) -> None:
    line = ordered(partner, example, people_admin=("payroll",)).lines[0]

    assert (line.name, line.state, line.days > 0, line.because) == ("Payroll", "new", True, ("people_admin",))


def test_an_app_for_later_is_no_part_of_the_price(partner: Pack, example: Answers) -> None:
    found = ordered(partner, example, offers=(*dict.fromkeys((*example.given["offers"], "rental")),))  # type: ignore[misc]

    assert [(item.name, item.state, item.because) for item in found.later] == [("Rental", "new", ("offers",))]
    assert "Rental (new): for later, not part of this price, because of answer 1" in found.words


def test_a_size_moves_the_work_that_it_sizes(partner: Pack, example: Answers) -> None:
    found = ordered(partner, example, interface_count=4)

    assert [line.name for line in found.lines if line.because] == ["Building and testing interfaces"]


def test_both_quotes_are_those_of_the_estimates(partner: Pack, example: Answers) -> None:
    before, after = advise(partner, example), said(partner, example, desk_users=20)

    quoted = tuple(found.price for advice in (before, after) if (found := money(estimate(advice)).services))
    assert change_order(before, after).price == quoted


def test_an_answer_taken_back_is_a_new_assumption(partner: Pack, example: Answers) -> None:
    found = change_order(said(partner, example, interface_count=2), advise(partner, example))

    assert found.assumptions == (
        "interfaces: between 1 and 4 until “With how many other systems must it exchange data?” is answered",
    )


def test_other_terms_change_the_price_and_no_days(pack: Pack, partner: Pack, example: Answers) -> None:
    usual = with_terms(pack, ROOT / "rules" / "example_terms.yaml")

    found = change_order(advise(usual, example), advise(with_terms(usual, PARTNER), example))
    assert [(line.name, line.days) for line in found.lines] == [
        ("The partner's new terms, and work in proportion to the whole", 0)
    ]


def test_a_line_names_only_the_answers_that_really_move_it(pack: Pack, example: Answers) -> None:
    offers = tuple(offer for offer in example.given["offers"] if offer != "subscriptions")  # type: ignore[union-attr]
    found = ordered(pack, example, offers=offers, employees=40, people_admin=("leave",))

    because = {line.name: line.because for line in (*found.lines, *found.later)}
    assert because["Product Lifecycle Management (PLM)"] == ("employees",)
    assert because["Time Off"] == ("people_admin",)
    assert because["Subscriptions"] == ("offers",)


def test_without_rates_there_are_days_only(pack: Pack, example: Answers) -> None:
    assert ordered(pack, example, desk_users=20).price is None


def test_it_ends_with_a_place_to_sign(partner: Pack, example: Answers) -> None:
    assert ordered(partner, example, desk_users=20).words[-1].startswith("Agreed by the customer: ____")


class TestCommand:
    def test_compare_ends_in_a_change_order(self, run: Run) -> None:
        code, out, _ = run("compare", EXAMPLE, "--set", "interface_count=4", "--terms", PARTNER)

        assert code == 0
        assert "Change order for Linden & Loft Garden Offices" in out
        assert "Building and testing interfaces (changed): +" in out

    def test_two_terms_are_compared_for_the_same_answers(self, run: Run) -> None:
        words = ("compare", EXAMPLE, "--terms", ROOT / "rules" / "example_terms.yaml", "--terms", PARTNER)

        assert "The partner's new terms" in run(*words)[1]

    def test_as_json_money_has_its_currency(self, run: Run) -> None:
        found = json.loads(run("compare", EXAMPLE, "--set", "desk_users=9", "--terms", PARTNER, "--json")[1])

        assert {price["currency"] for price in found["change_order"]["price"]} == {"EUR"}

    @pytest.mark.parametrize("words", [(), ("--terms", PARTNER), ("--terms", PARTNER) * 3])
    def test_nothing_to_compare_is_explained(self, run: Run, words: tuple[object, ...]) -> None:
        code, _, err = run("compare", EXAMPLE, *words)

        assert code == 2
        assert "give either another answer file or --set QUESTION=VALUE, or --terms twice" in err


class TestLaws:
    @FEW
    @given(any_answers())
    def test_nothing_changes_when_nothing_changes(self, partner: Pack, answers: Answers) -> None:
        found = ordered(partner, answers)

        assert (found.answers, found.lines, found.later, found.assumptions) == ((), (), (), ())

    @FEW
    @given(any_answers(), any_answers())
    def test_the_lines_add_up_to_the_difference(self, partner: Pack, one: Answers, other: Answers) -> None:
        euro = {"currency": "EUR"}
        found = change_order(
            advise(partner, replace(one, engagement=euro)), advise(partner, replace(other, engagement=euro))
        )

        assert found.price
        assert sum(line.days for line in found.lines) == pytest.approx(found.days[1] - found.days[0])
        assert sum(line.price.cents for line in found.lines if line.price) == (found.price[1] - found.price[0]).cents
