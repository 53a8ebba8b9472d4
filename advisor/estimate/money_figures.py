"""The figures of money by their ids, each led back to days, rates, prices and sources; and all figures together."""

from collections.abc import Iterator, Mapping

from advisor.advice import Advice
from advisor.estimate.calendar_figures import calendar_figures
from advisor.estimate.estimating import Estimate, estimate, setting
from advisor.estimate.figures import Figure, figures, method, sources, why_figure
from advisor.estimate.money import Money, money, price_words
from advisor.estimate.services import RolePrice, Services
from advisor.estimate.sums import Sum
from advisor.explain import Explanation, why
from advisor.language import say
from advisor.language.figures import share
from advisor.words import joined, titled


def all_figures(estimate: Estimate) -> Mapping[str, Figure]:
    """Return every figure of effort, calendar and money by its id."""
    more = (*calendar_figures(estimate), *money_figures(estimate, money(estimate)))
    return {**figures(estimate), **{figure.id: figure for figure in more}}


def explained(advice: Advice, wanted: str) -> tuple[Explanation, ...]:
    """Return what stands behind anything, figures of the estimate included (``figure:effort``). Raises UserError."""
    kind, _, key = wanted.partition(":")
    return (why_figure(all_figures(estimate(advice)), key),) if kind == "figure" else why(advice, wanted)


def money_figures(estimate: Estimate, found: Money) -> Iterator[Figure]:
    """Yield the figures of money; one whose price is missing says what to ask for."""
    currency, bought, hosted = found.currency, found.subscription, found.hosting
    if found.services is not None:
        yield from services_figures(estimate, found.services)
        yield from payment_figures(found)
    else:
        yield Figure("services", say("Services of the partner"), None, currency, lambda: found.open_points)
    name = say("Subscription a year: {plan} plan", plan=bought.tariff.name)
    yield Figure("subscription", name, amount_of(bought.year), currency, lambda: subscription(estimate, found))
    name = say("Hosting a year: {hosting}", hosting=hosted.option.name)
    yield Figure("hosting", name, amount_of(hosted.year), currency, lambda: hosting(estimate, found))
    if found.support is not None:
        part = setting(estimate.advice, "support_share")
        yield Figure(
            "support",
            say("Support a year"),
            float(found.support.amount),
            found.support.currency,
            lambda: (
                say("{share} of {figure}.", share=share(part), figure="figure:services"),
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
        say("Services of the partner"),
        float(found.price.amount),
        currency,
        lambda: tuple(titled(str(role.price), f"figure:services.{role.role.id}") for role in found.roles),
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
        name = say("Price of the services that {share} of the runs do not exceed", share=share(percent / 100))
        yield Figure(f"services.p{percent}", name, float(price.amount), currency, lambda: method(advice))
    level = setting(advice, "contingency_level")
    yield Figure(
        "contingency_price",
        say("Contingency of the services"),
        float(found.contingency.amount),
        currency,
        lambda: (
            say(
                "What {share} of the runs do not exceed, less {figure}.",
                share=share(level / 100),
                figure="figure:services",
            ),
            *method(advice),
        ),
    )


def by_role(estimate: Estimate, role: RolePrice) -> Iterator[str]:
    """Yield how the price of one role comes about."""
    yield say(
        "{days} days ({figure}) at {rate} a day.", days=role.days, figure=f"figure:role.{role.role.id}", rate=role.rate
    )
    yield sources(estimate.advice, role.role.source)


def subscription(estimate: Estimate, found: Money) -> Iterator[str]:
    """Yield what the subscription rests on."""
    bought = found.subscription
    yield from bought.tariff.reasons or (say("{plan} plan: nothing forces a dearer one.", plan=bought.tariff.name),)
    if bought.price is None:
        yield from found.open_points
    else:
        yield say("{users} users ({figure}), twelve months.", users=bought.users, figure="figure:amount.users")
        yield price_words(estimate.advice, bought)


def hosting(estimate: Estimate, found: Money) -> Iterator[str]:
    """Yield why the system is hosted as it is, and what to ask for where its price is not known."""
    yield found.hosting.words
    if found.hosting.year is None:
        yield from found.open_points
    yield sources(estimate.advice, found.hosting.option.source)


def payment_figures(found: Money) -> Iterator[Figure]:
    """Yield what falls due on each acceptance."""
    for due in found.payments:
        yield Figure(
            f"payment.{due.wave}.{due.payment.id}",
            say("Payment in wave {number}: {payment}", number=due.wave, payment=due.payment.name),
            float(due.price.amount),
            due.price.currency,
            lambda due=due: (  # type: ignore[misc]
                say("{share} of {figure}.", share=share(due.payment.share), figure="figure:services"),
                say("Where several waves have the phase, it is shared out by the days that the phase takes in each."),
            ),
        )


def amount_of(price: Sum | None) -> float | None:
    """Return a price as a number, or None when it is not known."""
    return None if price is None else float(price.amount)


def total(found: Money) -> Iterator[str]:
    """Yield the parts of the costs over the years, and what is missing."""
    for part in found.parts:
        if part.price is not None:
            yield titled(str(part.price), f"{part.name} (figure:{part.figure})")
    if found.total is not None and found.total.missing:
        yield say("Not known yet, and not in it: {parts}.", parts=joined(found.total.missing))
