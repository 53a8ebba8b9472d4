"""The subscription: the plan and what forces it, the users who are paid for, and a price only where one is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from advisor.advice import Advice
from advisor.advising import that_hold
from advisor.conditions import Truth, holds
from advisor.estimate.amounts import Amount
from advisor.estimate.services import currency_of
from advisor.estimate.sums import Sum, sum_of
from advisor.estimates import Price
from advisor.language import Words, say
from advisor.terms import PARTNER
from advisor.what_if import open_questions_in
from advisor.words import joined, quoted

MONTHS = 12
PLANS = Words({"none": "none", "standard": "Standard", "custom": "Custom"})


def paid_user() -> str:
    """Return who counts as a user. Source: odoo_subscription_agreement."""
    return say("Paid is an internal user who creates or edits; portal users and deactivated accounts are free.")


@dataclass(frozen=True, slots=True)
class Tariff:
    """The plan of Odoo that an advice needs: a key of PLANS, and what forces it."""

    id: str
    reasons: tuple[str, ...]

    @property
    def name(self) -> str:
        """The plan as Odoo names it."""
        return PLANS[self.id]


@dataclass(frozen=True, slots=True)
class Subscription:
    """Plan, paid users and price; without a price the year is not known."""

    tariff: Tariff
    users: int
    users_range: tuple[int, int]
    price: Price | None
    year: Sum | None

    @property
    def listed(self) -> bool:
        """Whether the price comes from the partner's terms, and was not merely seen somewhere."""
        return self.price is not None and PARTNER in self.price.source


def tariff(advice: Advice) -> Tariff:
    """Return the plan that an advice needs: none without Enterprise, else Standard unless something forces Custom."""
    paid = advice.edition == "enterprise" or any(
        item.origin == "enterprise" or item.paid_features for item in advice.apps
    )
    if not paid:
        return Tariff("none", ())
    forced = tuple(plan_reasons(advice))
    return Tariff("custom" if forced else "standard", forced)


def plan_reasons(advice: Advice) -> Iterator[str]:
    """Yield what forces the Custom plan: advised apps and answers."""
    for item in advice.apps:
        if item.app.plan == "custom":
            yield say("{app} needs the Custom plan.", app=item.app.name)
    for rule, _ in that_hold(advice.pack.plan_rules.values(), advice.known):
        yield rule.reason


def plan_doubts(advice: Advice) -> Iterator[str]:
    """Yield what may still force the Custom plan: answers that are open. Nothing where it is needed anyway."""
    if tariff(advice).id != "standard":
        return
    for rule in advice.pack.plan_rules.values():
        if holds(rule.when, advice.known) is Truth.UNKNOWN:
            asked = (advice.pack.questions[key] for key in sorted(open_questions_in(rule.when, advice.known)))
            yield say(
                "The Standard plan may not be enough: {reason} That hangs on {questions}.",
                reason=rule.reason,
                questions=joined(quoted(question.ask) for question in asked),
            )


def subscription(advice: Advice, users: Amount) -> Subscription:
    """Return the subscription for an amount of users; the likely number is counted, the range kept beside it."""
    plan, (low, likely, high) = tariff(advice), users.points
    price, currency = known_price(advice, plan), currency_of(advice)
    if plan.id == "none":
        year = Sum(currency, 0) if currency else None
    else:
        year = sum_of(price.amount, currency) * (ceil(likely) * MONTHS) if price else None
    return Subscription(plan, ceil(likely), (ceil(low), ceil(high)), price, year)


def known_price(advice: Advice, plan: Tariff) -> Price | None:
    """Return the price of a plan for exactly the country and currency: a partner's own first, then a yearly one."""
    fitting = [
        price
        for price in advice.pack.prices.values()
        if price.plan == plan.id and price.currency == currency_of(advice) and advice.answers.country in price.countries
    ]
    return min(
        fitting, key=lambda price: (PARTNER not in price.source, price.billing != "yearly", price.id), default=None
    )
