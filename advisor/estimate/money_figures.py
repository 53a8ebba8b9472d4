"""The figures of money by their ids, each led back to days, rates, prices and sources; and all figures together."""

from collections.abc import Iterator, Mapping

from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.figures import Figure, figures, method, sources
from advisor.estimate.money import Money, money, price_words
from advisor.estimate.services import RolePrice, Services
from advisor.words import joined


def all_figures(estimate: Estimate) -> Mapping[str, Figure]:
    """Return every figure of effort and of money by its id."""
    return {**figures(estimate), **{figure.id: figure for figure in money_figures(estimate, money(estimate))}}


def money_figures(estimate: Estimate, found: Money) -> Iterator[Figure]:
    """Yield the figures of money that are known."""
    if found.services is not None:
        yield from services_figures(estimate, found.services)
    year = found.subscription.year
    if year is not None:
        name = f"Subscription a year: {found.subscription.tariff.name} plan"
        yield Figure("subscription", name, float(year.amount), year.currency, lambda: subscription(estimate, found))
    if found.support is not None:
        share = setting(estimate.advice, "support_share")
        yield Figure(
            "support",
            "Support a year",
            float(found.support.amount),
            found.support.currency,
            lambda: (
                f"{share:.0%} of figure:services.",
                sources(estimate.advice, estimate.advice.pack.settings["support_share"].source),
            ),
        )
    if found.total is not None:
        price = found.total.price
        yield Figure("total", found.total.name, float(price.amount), price.currency, lambda: total(found))


def services_figures(estimate: Estimate, found: Services) -> Iterator[Figure]:
    """Yield the price of the services, by role and level."""
    advice, currency = estimate.advice, found.price.currency
    yield Figure(
        "services",
        "Services of the partner",
        float(found.price.amount),
        currency,
        lambda: tuple(f"{role.price}: figure:services.{role.role.id}" for role in found.roles),
    )
    for role in found.roles:
        yield Figure(
            f"services.{role.role.id}",
            role.role.name,
            float(role.price.amount),
            currency,
            lambda role=role: by_role(estimate, role),  # type: ignore[misc]
        )
    for percent, price in found.levels.items():
        name = f"Price of the services that {percent}% of the runs do not exceed"
        yield Figure(f"services.p{percent}", name, float(price.amount), currency, lambda: method(advice))
    level = setting(advice, "contingency_level")
    yield Figure(
        "contingency_price",
        "Contingency of the services",
        float(found.contingency.amount),
        currency,
        lambda: (f"What {level:g}% of the runs do not exceed, less figure:services.", *method(advice)),
    )


def by_role(estimate: Estimate, role: RolePrice) -> Iterator[str]:
    """Yield how the price of one role comes about."""
    yield f"{role.days:g} days (figure:role.{role.role.id}) at {role.rate} a day."
    yield sources(estimate.advice, role.role.source)


def subscription(estimate: Estimate, found: Money) -> Iterator[str]:
    """Yield what the subscription rests on."""
    bought = found.subscription
    yield from bought.tariff.reasons or (f"{bought.tariff.name} plan: nothing forces a dearer one.",)
    if bought.price is not None:
        yield f"{bought.users} users (figure:amount.users), twelve months."
        yield price_words(estimate.advice, bought)


def total(found: Money) -> Iterator[str]:
    """Yield the parts of the costs over the years, and what is missing."""
    for part in found.parts:
        if part.price is not None:
            yield f"{part.price}: {part.name}"
    if found.total is not None and found.total.missing:
        yield f"Not known yet, and not in it: {joined(found.total.missing)}."
