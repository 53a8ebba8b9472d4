"""A first project within a budget: the best cut, exactly, and what it loses."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.errors import UserError
from advisor.estimate.cutting import Scope, best_cut
from advisor.estimate.estimating import estimate
from advisor.estimate.money import money
from advisor.estimate.reconcile import Cut, reconcile
from advisor.estimate.services import whole_price
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


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    """Return up to nine things with costs, prerequisites without rings, and ends that several may serve."""
    things = [f"t{number}" for number in range(draw(st.integers(1, 9)))]
    ends = [f"e{number}" for number in range(draw(st.integers(1, 10)))]
    needs: dict[str, frozenset[str]] = {}
    for at, key in enumerate(things):
        direct = draw(st.sets(st.sampled_from(things[:at]), max_size=2)) if at else set()
        needs[key] = frozenset({key}).union(*(needs[other] for other in direct))
    return Scope(
        cost={key: draw(st.integers(0, 30)) for key in things},
        needs=needs,
        serves={key: frozenset(draw(st.sets(st.sampled_from(ends), max_size=3))) for key in things},
        worth={end: draw(st.sampled_from([1, 11, 121])) for end in ends},
    )


def by_trying_all(scope: Scope, ceiling: int) -> tuple[int, int]:
    """Return (worth, cost) of the best cut, found by looking at every set."""
    things = sorted(scope.cost)
    every = (frozenset(some) for size in range(len(things) + 1) for some in combinations(things, size))
    closed = (some for some in every if all(scope.needs[key] <= some for key in some))
    fitting = [some for some in closed if scope.cost_of(some) <= ceiling]
    worth, cost = max((scope.worth_of(some), -scope.cost_of(some)) for some in fitting)
    return worth, -cost


def part_of(advice: Advice, share: float) -> Cut:
    """Return the cut for a share of the price of the whole first project, or skip when nothing fits."""
    try:
        return reconcile(advice, whole_price(advice).amount * Decimal(str(share)))
    except UserError:
        assume(False)
        raise


class TestSearch:
    @given(scopes(), st.integers(0, 200))
    def test_it_finds_what_trying_all_finds(self, scope: Scope, ceiling: int) -> None:
        found = best_cut(scope, ceiling)

        assert (scope.worth_of(found), scope.cost_of(found)) == by_trying_all(scope, ceiling)

    @given(scopes(), st.integers(0, 200))
    def test_what_is_kept_has_all_it_needs(self, scope: Scope, ceiling: int) -> None:
        found = best_cut(scope, ceiling)

        assert frozenset().union(*(scope.needs[key] for key in found)) == found


class TestCut:
    def test_the_quoted_price_pays_for_everything(self, advice: Advice) -> None:
        quoted = money(estimate(advice)).services
        assert quoted

        found = reconcile(advice, quoted.price.amount)
        assert (found.price, found.left_out, found.lost) == (quoted.price, (), ())

    def test_a_cut_says_which_musts_are_lost_and_what_would_keep_them(self, advice: Advice) -> None:
        found = part_of(advice, 0.6)

        assert [need.priority for need in found.lost_musts] == ["must"] * len(found.lost_musts) != []
        assert f"{found.every_must} keep every must." in found.words[-2]

    def test_the_least_that_keeps_every_must_does(self, advice: Advice) -> None:
        enough = part_of(advice, 0.6).every_must

        assert reconcile(advice, enough.amount).lost_musts == ()
        assert reconcile(advice, enough.amount - 1).lost_musts != ()

    def test_keeping_one_app_more_costs_what_is_said(self, advice: Advice) -> None:
        found = part_of(advice, 0.7)

        rest = found.whole.cents - found.price.cents
        prices = [item.price.cents for item in found.left_out]
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
            reconcile(advice, Decimal(900))

        least = str(caught.value).split("; EUR ")[1].split(" make")[0].replace(",", "")
        assert reconcile(advice, Decimal(least)).kept

    def test_without_rates_the_roles_and_the_terms_are_named(self, pack: Pack, example: Answers) -> None:
        with pytest.raises(UserError, match=r"--terms: no price of a day in EUR for Developer, Functional consultant"):
            reconcile(advise(pack, example), Decimal(50_000))

    def test_without_a_currency_the_answer_file_is_named(self, partner: Pack, example: Answers) -> None:
        with pytest.raises(UserError, match=r"example.yaml: names no currency; add 'currency: EUR'"):
            reconcile(advise(partner, replace(example, engagement={})), Decimal(50_000))

    def test_without_a_first_project_there_is_nothing_to_cut(self, partner: Pack) -> None:
        with pytest.raises(UserError, match="there is no first project to cut"):
            reconcile(advise(partner, Answers(engagement=EURO)), Decimal(0))


class TestLaws:
    @FEW
    @given(any_answers(), st.floats(0.1, 1.1))
    def test_a_cut_stays_within_the_budget(self, partner: Pack, answers: Answers, share: float) -> None:
        found = part_of(in_euro(partner, answers), share)

        assert found.price <= found.budget

    @FEW
    @given(any_answers(), st.floats(0.1, 1.1))
    def test_a_cut_is_closed_under_what_apps_require(self, partner: Pack, answers: Answers, share: float) -> None:
        advice = in_euro(partner, answers)

        kept = part_of(advice, share).kept
        assert [
            other for key in kept for other in partner.apps[key].requires.get("19.0", ()) if other not in kept
        ] == []

    @FEW
    @given(any_answers(), st.floats(0.1, 1.1))
    def test_a_must_is_lost_only_when_not_all_fit(self, partner: Pack, answers: Answers, share: float) -> None:
        found = part_of(in_euro(partner, answers), share)

        assert bool(found.lost_musts) == (found.every_must > found.budget)

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
