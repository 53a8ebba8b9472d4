"""Money: sums that are exact, prices that are never invented, totals that say what is missing."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.errors import UserError
from advisor.estimate.amounts import amounts
from advisor.estimate.estimating import estimate, quoted, scope
from advisor.estimate.money import Money, money
from advisor.estimate.packages import packages
from advisor.estimate.services import expected_price, rates
from advisor.estimate.subscription import subscription
from advisor.estimate.sums import Sum, split, sum_of
from advisor.going_live import first_stops
from advisor.pack import Pack
from advisor.schema import Edition
from advisor.terms import with_terms

from .conftest import ROOT
from .strategies import answers as any_answers

TERMS = Path(__file__).parent / "terms"
FEW = settings(max_examples=10, deadline=None)
EURO = MappingProxyType({"country": "BE", "currency": "EUR"})


@pytest.fixture(scope="module")
def example(pack: Pack) -> Answers:
    return read_answers(ROOT / "rules" / "example.yaml", pack)


@pytest.fixture(scope="module")
def partner(pack: Pack) -> Pack:
    return with_terms(pack, TERMS / "partner.yaml")


@pytest.fixture(scope="module")
def no_rates(pack: Pack) -> Pack:
    return with_terms(pack, TERMS / "quick.yaml")


def costs(pack: Pack, answers: Answers, edition: Edition = "enterprise", **engagement: str) -> Money:
    said = replace(answers, engagement={**answers.engagement, **engagement})
    return money(estimate(advise(pack, said, edition=edition)))


def added(sums: Iterable[Sum]) -> int:
    return sum(one.cents for one in sums)


class TestSums:
    @given(st.integers(0, 10**12), st.lists(st.floats(0.01, 10), min_size=1, max_size=30))
    def test_parts_add_up_to_the_whole(self, cents: int, weights: list[float]) -> None:
        assert added(split(Sum("EUR", cents), weights)) == cents

    @given(st.integers(0, 10**9), st.lists(st.floats(0.01, 10), min_size=1, max_size=30))
    def test_a_currency_without_cents_is_paid_in_whole_units(self, yen: int, weights: list[float]) -> None:
        assert [part.cents % 100 for part in split(Sum("JPY", yen * 100), weights)] == [0] * len(weights)

    def test_sums_of_two_currencies_are_not_added(self) -> None:
        with pytest.raises(ValueError, match="EUR and CHF"):
            Sum("EUR", 1) + Sum("CHF", 1)

    @pytest.mark.parametrize(
        ("amount", "words"), [(1234, "EUR 1,234"), (1234.5, "EUR 1,234.50"), (-0.75, "-EUR 0.75"), (0.005, "EUR 0.01")]
    )
    def test_a_sum_is_shown_with_its_currency(self, amount: float, words: str) -> None:
        assert str(sum_of(amount, "EUR")) == words


class TestServices:
    def test_the_price_is_days_times_the_price_of_a_day(self, partner: Pack, example: Answers) -> None:
        found = costs(partner, example).services

        assert found
        assert all(role.price.amount == role.rate.amount * Decimal(str(role.days)) for role in found.roles)

    def test_without_simulation_the_lines_are_those_of_the_estimate(self, partner: Pack, example: Answers) -> None:
        advice = advise(partner, example)

        assert quoted(advice) == estimate(advice).lines

    def test_the_contingency_reaches_the_level_of_the_settings(self, partner: Pack, example: Answers) -> None:
        found = costs(partner, example).services

        assert found
        assert found.price + found.contingency == found.levels[80]

    def test_without_rates_the_roles_are_asked_for(self, no_rates: Pack, example: Answers) -> None:
        found = costs(no_rates, example)

        assert found.services is None
        assert found.open_points[0].startswith(
            "The price of a day in EUR is not known yet for Developer, Functional consultant and Project leader"
        )

    def test_a_published_rate_is_no_offer(self, no_rates: Pack, example: Answers) -> None:
        found = costs(no_rates, example, currency="CHF")

        assert found.services
        assert "Developer: a day at a price that another partner publishes, not an offer." in found.assumptions

    def test_without_a_currency_nothing_has_a_price(self, partner: Pack, example: Answers) -> None:
        found = costs(partner, replace(example, engagement={}))

        assert (found.services, found.total) == (None, None)
        assert found.open_points == ("The currency of the engagement is not given, so nothing has a price.",)


class TestSubscription:
    def test_a_forced_plan_says_what_forces_it(self, partner: Pack, example: Answers) -> None:
        plan = costs(partner, example).subscription.tariff

        assert (plan.name, plan.reasons) == (
            "Custom",
            ("Other systems that exchange data with Odoo over its interface need the Custom plan.",),
        )

    def test_without_a_reason_the_plan_is_standard(self, partner: Pack) -> None:
        found = costs(partner, Answers(given={"bookkeeping": ("own_books",)}, engagement=EURO))

        assert found.subscription.tariff.id == "standard"

    def test_the_price_is_of_every_paid_user_and_month(self, partner: Pack, example: Answers) -> None:
        found = costs(partner, replace(example, given={**example.given, "desk_users": 20, "floor_users": 5}))

        assert found.subscription.year == Sum("EUR", 25 * 12 * 3100)

    def test_fields_of_ones_own_need_the_custom_plan(self, partner: Pack) -> None:
        found = costs(partner, Answers(given={"bookkeeping": ("own_books",), "screen_count": 2}, engagement=EURO))

        assert found.subscription.tariff.name == "Custom"

    def test_an_open_answer_that_may_force_the_custom_plan_is_an_open_point(self, partner: Pack) -> None:
        found = costs(partner, Answers(given={"bookkeeping": ("own_books",), "screen_count": 0}, engagement=EURO))

        doubts = [point for point in found.open_points if point.startswith("The Standard plan may not be enough: ")]
        assert len(doubts) == 2
        assert all("That hangs on “" in point for point in doubts)

    def test_a_plan_that_is_forced_anyway_leaves_no_doubt(self, partner: Pack, example: Answers) -> None:
        assert [point for point in costs(partner, example).open_points if "may not be enough" in point] == []

    def test_community_needs_no_subscription(self, partner: Pack, example: Answers) -> None:
        found = costs(partner, example, "community").subscription

        assert (found.tariff.id, found.year) == ("none", Sum("EUR", 0))

    @pytest.mark.parametrize("engagement", [{"country": "DE"}, {"currency": "CHF"}])
    def test_a_price_of_elsewhere_is_never_taken(
        self, partner: Pack, example: Answers, engagement: dict[str, str]
    ) -> None:
        found = costs(partner, example, **engagement)

        assert found.subscription.year is None
        assert any("Odoo has to be asked for it" in point for point in found.open_points)

    def test_a_price_that_was_only_seen_is_not_the_price_list(self, no_rates: Pack, example: Answers) -> None:
        found = costs(no_rates, example, country="ES")

        assert (
            "The price of the Custom plan was only seen second-hand: Odoo's own price list decides."
            in found.open_points
        )

    def test_a_price_comes_with_its_date_and_source(self, no_rates: Pack, example: Answers) -> None:
        found = costs(no_rates, example, country="ES")

        assert any(
            line.startswith("Custom plan, billed yearly: EUR 17.90 a user and month, seen November 2026. Source: RGB")
            for line in found.assumptions
        )


class TestHosting:
    def test_enterprise_starts_online(self, partner: Pack, example: Answers) -> None:
        assert costs(partner, example).hosting.option.id == "online"

    def test_the_way_is_argued_and_the_others_are_named(self, partner: Pack, example: Answers) -> None:
        found = costs(partner, example).hosting.words

        assert found.startswith("Odoo Online: Odoo runs, backs up and upgrades it")
        assert "Possible too: Odoo.sh and a server of one's own." in found

    def test_what_the_plan_does_not_allow_is_ruled_out(self, partner: Pack) -> None:
        found = costs(partner, Answers(given={"bookkeeping": ("own_books",)}, engagement=EURO)).hosting

        assert "Not Odoo.sh: it needs the Custom plan." in found.words

    def test_community_needs_a_server_of_ones_own(self, partner: Pack, example: Answers) -> None:
        found = costs(partner, example, "community").hosting

        assert (found.option.id, found.year) == ("own", Sum("EUR", 12 * 4500))
        assert found.ruled_out[0] == ("Odoo Online", "it needs the Standard or Custom plan; Community has none")

    def test_add_ons_rule_out_what_takes_no_code(self, tmp_path: Path, partner: Pack, example: Answers) -> None:
        (tmp_path / "terms.yaml").write_text("hostings: {online: {plans: none}}\n")

        found = costs(with_terms(partner, tmp_path / "terms.yaml"), example, "community_oca").hosting
        assert found.option.id == "own"
        assert found.ruled_out[0][1].startswith("it takes no add-ons, and ")

    def test_terms_that_leave_no_hosting_say_why(self, tmp_path: Path, partner: Pack, example: Answers) -> None:
        (tmp_path / "terms.yaml").write_text("hostings: {own: {plans: custom}}\n")

        with pytest.raises(UserError, match=r"no way of hosting is possible \(Odoo Online: it needs .*give one"):
            costs(with_terms(partner, tmp_path / "terms.yaml"), example, "community")


class TestTotal:
    def test_a_whole_total_is_the_sum_of_all_parts(self, partner: Pack, example: Answers) -> None:
        found = costs(partner, example)

        assert found.total
        assert (found.total.name, found.total.price.cents) == (
            "3 years together",
            added(part.price for part in found.parts if part.price),
        )

    def test_a_missing_part_is_in_the_name_of_the_total(self, partner: Pack, example: Answers) -> None:
        found = costs(partner, example, country="DE")

        assert found.total
        assert found.total.name == "3 years together, without subscription"

    def test_nothing_known_is_no_total(self, no_rates: Pack, example: Answers) -> None:
        assert costs(no_rates, example).total is None


class TestLaws:
    @FEW
    @given(any_answers(), st.sampled_from(["enterprise", "community", "community_oca", "best"]))
    def test_payments_add_up_to_the_services(self, partner: Pack, answers: Answers, edition: Edition) -> None:
        found = costs(partner, answers, edition, **EURO)

        assert found.services
        assert added(due.price for due in found.payments) == found.services.price.cents

    @FEW
    @given(any_answers(), st.integers(0, 400), st.integers(0, 400))
    def test_more_users_are_never_cheaper(self, partner: Pack, answers: Answers, users: int, more: int) -> None:
        few, many = (
            advise(
                partner,
                replace(answers, engagement=EURO, given={**answers.given, "desk_users": number, "floor_users": 0}),
            )
            for number in (users, users + more)
        )

        assert services_and_subscription(few) <= services_and_subscription(many) + 1e-6


def services_and_subscription(advice: Advice) -> float:
    """Return the exact price of the services and a year of the subscription."""
    given = amounts(advice)
    found = packages(advice, scope(first_stops(advice)), given)
    year = subscription(advice, given["users"]).year
    assert year is not None
    return expected_price(found, rates(advice)) + float(year.amount)
