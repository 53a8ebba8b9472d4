"""A first project within a budget: the best cut, exactly, and what it loses."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.errors import UserError
from advisor.estimate.cut import Cut
from advisor.estimate.estimating import estimate
from advisor.estimate.money import money
from advisor.estimate.reconcile import reconcile
from advisor.estimate.services import services
from advisor.pack import Pack
from advisor.terms import with_terms

from .conftest import ROOT
from .strategies import answers as any_answers

TERMS = Path(__file__).parent / "terms"
FEW = settings(max_examples=25, deadline=None)
EURO = {"country": "BE", "currency": "EUR"}


@pytest.fixture(scope="module")
def partner(pack: Pack) -> Pack:
    return with_terms(pack, TERMS / "partner.yaml")


@pytest.fixture(scope="module")
def example(pack: Pack) -> Answers:
    return read_answers(ROOT / "rules" / "example.yaml", pack)


@pytest.fixture(scope="module")
def advice(partner: Pack, example: Answers) -> Advice:
    return advise(partner, example)


def part_of(advice: Advice, share: float) -> Cut:
    """Return the cut for a share of the price of the whole first project, or skip when nothing fits."""
    try:
        made = estimate(advice)
        whole = services(made)
        return reconcile(made, whole.price.amount * Decimal(str(share)) if whole else Decimal(0))
    except UserError:
        assume(False)
        raise


class TestCut:
    def test_the_quoted_price_pays_for_everything(self, advice: Advice) -> None:
        quoted = money(estimate(advice)).services
        assert quoted

        found = reconcile(estimate(advice), quoted.price.amount)
        assert found.spending
        assert (found.spending.price, found.left_out, found.lost) == (quoted.price, (), ())

    def test_a_cut_says_which_musts_are_lost_and_what_would_keep_them(self, advice: Advice) -> None:
        found = part_of(advice, 0.6)

        assert [need.priority for need in found.lost_musts] == ["must"] * len(found.lost_musts) != []
        assert found.spending
        assert f"{found.spending.every_must} keep every must." in found.words

    def test_the_least_that_keeps_every_must_does(self, advice: Advice) -> None:
        spending = part_of(advice, 0.6).spending
        assert spending

        budgets = (spending.every_must.amount, spending.every_must.amount - 1)
        assert [bool(reconcile(estimate(advice), budget).lost_musts) for budget in budgets] == [False, True]

    def test_keeping_one_app_more_costs_what_is_said(self, advice: Advice) -> None:
        found = part_of(advice, 0.7)

        assert found.spending
        rest = found.spending.whole.cents - found.spending.price.cents
        prices = [item.price.cents for item in found.left_out if item.price]
        assert max(prices) <= rest <= sum(prices)

    def test_activities_name_what_they_miss(self, advice: Advice) -> None:
        found = part_of(advice, 0.6)

        missing = {need.requirement.id for _, needs in found.activities for need in needs}
        assert missing == {need.requirement.id for need in found.lost}

    def test_the_words_say_what_the_budget_is_for(self, advice: Advice) -> None:
        assert part_of(advice, 0.8).words[-1] == "Contingency, subscription and hosting are not part of this budget."


class TestSlips:
    def test_a_budget_that_nothing_fits_says_what_is_possible(self, advice: Advice) -> None:
        with pytest.raises(UserError, match=r"EUR 900 is too little for any app: .* make .* alone possible") as caught:
            reconcile(estimate(advice), Decimal(900))

        least = str(caught.value).split("; EUR ")[1].split(" make")[0].replace(",", "")
        assert reconcile(estimate(advice), Decimal(least)).kept

    def test_without_rates_the_roles_and_the_terms_are_named(self, pack: Pack, example: Answers) -> None:
        with pytest.raises(UserError, match=r"--terms: no price of a day in EUR for Developer, Functional consultant"):
            reconcile(estimate(advise(pack, example)), Decimal(50_000))

    def test_without_a_currency_the_answer_file_is_named(self, partner: Pack, example: Answers) -> None:
        with pytest.raises(UserError, match=r"example.yaml: names no currency; add 'currency: EUR'"):
            reconcile(estimate(advise(partner, replace(example, engagement={}))), Decimal(50_000))

    def test_without_a_first_project_there_is_nothing_to_cut(self, partner: Pack) -> None:
        with pytest.raises(UserError, match="there is no first project to cut"):
            reconcile(estimate(advise(partner, Answers(engagement=EURO))), Decimal(0))


class TestLaws:
    @FEW
    @given(any_answers(), st.floats(0.1, 1.1))
    def test_a_cut_stays_within_the_budget(self, partner: Pack, answers: Answers, share: float) -> None:
        found = part_of(in_euro(partner, answers), share)

        assert found.spending
        assert found.budget
        assert found.spending.price <= found.budget

    @FEW
    @given(any_answers(), st.floats(0.1, 1.1))
    def test_a_cut_is_closed_under_what_apps_require(self, partner: Pack, answers: Answers, share: float) -> None:
        advice = in_euro(partner, answers)

        kept = {app.id: app.requires.get("19.0", ()) for app in part_of(advice, share).kept}
        assert [other for needs in kept.values() for other in needs if other not in kept] == []

    @FEW
    @given(any_answers(), st.floats(0.1, 1.1))
    def test_a_must_is_lost_only_when_not_all_fit(self, partner: Pack, answers: Answers, share: float) -> None:
        found = part_of(in_euro(partner, answers), share)

        assert found.spending
        assert bool(found.lost_musts) != found.spending.keeps_musts

    @FEW
    @given(any_answers(), st.floats(0.1, 1.1), st.floats(0, 0.5))
    def test_a_larger_budget_never_loses_more(self, partner: Pack, answers: Answers, share: float, more: float) -> None:
        advice = in_euro(partner, answers)

        small, large = part_of(advice, share), part_of(advice, share + more)
        assert lost_by_priority(large) <= lost_by_priority(small)


def in_euro(pack: Pack, answers: Answers) -> Advice:
    return advise(pack, replace(answers, engagement=EURO))


def lost_by_priority(cut: Cut) -> list[int]:
    return [sum(need.priority == priority for need in cut.lost) for priority in ("must", "should", "could")]
