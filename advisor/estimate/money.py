"""What a first project costs: services, subscription, hosting, support; what is not known is named, never invented."""

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.hosting import Hosting, hosting
from advisor.estimate.payments import Due, payments
from advisor.estimate.services import Services, currency_of, services, total, unpriced
from advisor.estimate.subscription import Subscription, paid_user, plan_doubts, subscription
from advisor.estimate.sums import Sum, sum_of
from advisor.language import later, many, say, say_many
from advisor.language.figures import dated, share
from advisor.terms import PARTNER
from advisor.words import joined


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the costs over the years; None: not known yet."""

    name: str
    price: Sum | None
    figure: str  # the id that leads on; of what is paid by the year, the year's

    @property
    def words(self) -> str:
        """The price in whole units, or why there is none."""
        if self.price is None:
            return say("not known yet")
        return str(self.price.rounded) if self.price.cents else say("none of its own")


@dataclass(frozen=True, slots=True)
class Total:
    """The costs over the years; its name says what is missing in it."""

    name: str
    price: Sum
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """What a first project costs, all in one currency."""

    currency: str
    services: Services | None
    subscription: Subscription
    hosting: Hosting
    support: Sum | None  # a year
    years: int
    parts: tuple[Part, ...]
    total: Total | None
    payments: tuple[Due, ...]
    open_points: tuple[str, ...]  # what to ask for, in sentences
    assumptions: tuple[str, ...]


def money(estimate: Estimate) -> Money:
    """Return what the first project of an estimate costs. Raises UserError when no way of hosting is possible."""
    advice, found = estimate.advice, services(estimate)
    bought = subscription(advice, estimate.amounts["users"])
    hosted = hosting(advice, bought.tariff)
    part, years = setting(advice, "support_share"), int(setting(advice, "subscription_years"))
    support = sum_of(float(found.price.amount) * part, found.price.currency) if found else None
    parts = over_years(found, bought, hosted, support, years)
    return Money(
        currency=currency_of(advice),
        services=found,
        subscription=bought,
        hosting=hosted,
        support=support,
        years=years,
        parts=parts,
        total=total_of(parts, years, currency_of(advice)),
        payments=payments(estimate, found.price) if found else (),
        open_points=tuple(open_points(estimate, found, bought, hosted)),
        assumptions=tuple(assumptions(estimate, bought, part)),
    )


def over_years(
    found: Services | None, bought: Subscription, hosted: Hosting, support: Sum | None, years: int
) -> tuple[Part, ...]:
    """Return the parts of the costs, what is paid by the year over all the years."""
    yearly = (
        (say("subscription"), bought.year, "subscription"),
        (say("hosting"), hosted.year, "hosting"),
        (say("support"), support, "support"),
    )
    return (
        Part(say("services"), found.price if found else None, "services"),
        Part(say("contingency"), found.contingency if found else None, "contingency_price"),
        *(Part(name, year * years if year is not None else None, figure) for name, year, figure in yearly),
    )


def total_of(parts: tuple[Part, ...], years: int, currency: str) -> Total | None:
    """Return the sum of what is known, or None when that is nothing; its name says what is missing."""
    known = total((part.price for part in parts if part.price is not None), currency)
    missing = tuple(part.name for part in parts if part.price is None)
    together = say_many("{number} year together", "{number} years together", years)
    name = say("{years_together}, without {missing}", years_together=together, missing=joined(missing))
    return Total(name if missing else together, known, missing) if known.cents else None


def open_points(estimate: Estimate, found: Services | None, bought: Subscription, hosted: Hosting) -> Iterator[str]:
    """Yield what has to be asked for before the costs are complete."""
    advice, country = estimate.advice, estimate.advice.pack.countries.get(estimate.advice.answers.country)
    currency = currency_of(advice)
    yield from plan_doubts(advice)
    if not currency:
        yield say("The currency of the engagement is not given, so nothing has a price.")
        return
    if found is None:
        roles = joined(unpriced(advice, estimate.packages))
        yield say(
            "The price of a day in {currency} is not known yet for {roles}: the partner has to name it.",
            currency=currency,
            roles=roles,
        )
    if bought.year is None:
        yield say_many(
            *(UNKNOWN_HERE if advice.answers.country else UNKNOWN_ANYWHERE),
            bought.users,
            plan=bought.tariff.name,
            country=country.name if country else advice.answers.country,
            currency=currency,
        )
    elif bought.price and not bought.listed:
        yield say(
            "The price of the {plan} plan was only seen second-hand: Odoo's own price list decides.",
            plan=bought.tariff.name,
        )
    if hosted.year is None:
        yield say(
            "The price of a month for “{hosting}” in {currency} is not known yet: whoever offers it has to be asked.",
            hosting=hosted.option.name,
            currency=currency,
        )


UNKNOWN_HERE = many(
    "The price of the {plan} plan for {country} in {currency} is not known yet: Odoo has to be asked for it, with its "
    "date, for {number} user.",
    "The price of the {plan} plan for {country} in {currency} is not known yet: Odoo has to be asked for it, with its "
    "date, for {number} users.",
)
UNKNOWN_ANYWHERE = many(
    "The price of the {plan} plan in {currency} is not known yet, nor is the company's country: Odoo has to be asked "
    "for it, with its date, for {number} user.",
    "The price of the {plan} plan in {currency} is not known yet, nor is the company's country: Odoo has to be asked "
    "for it, with its date, for {number} users.",
)


def assumptions(estimate: Estimate, bought: Subscription, part: float) -> Iterator[str]:
    """Yield what the costs rest on."""
    advice, users = estimate.advice, estimate.amounts["users"]
    low, high = bought.users_range
    yield say(
        "The price of the services is what they are expected to take; the contingency is apart and may stay unspent."
    )
    if bought.tariff.id != "none":
        words = PAID_USERS_ASSUMED if users.assumed else PAID_USERS
        yield f"{say_many(*words, bought.users, low=low, high=high)} {paid_user()}"
    if bought.price:
        yield price_words(advice, bought)
    for role in (role for role in advice.pack.project_roles.values() if role.side == "partner"):
        if currency_of(advice) in role.rates and PARTNER not in role.source:
            yield say("{role}: a day at a price that another partner publishes, not an offer.", role=role.name)
    yield say(
        "Support and small changes after the project: {share} of the services a year. No price rises.",
        share=share(part),
    )


PAID_USERS = many("{number} paid user.", "{number} paid users.")
PAID_USERS_ASSUMED = many(
    "{number} paid user, assumed between {low} and {high}.", "{number} paid users, assumed between {low} and {high}."
)


def price_words(advice: Advice, bought: Subscription) -> str:
    """Return where the price of the plan comes from, and when it was seen."""
    assert bought.price is not None
    price = bought.price
    source = joined(advice.pack.sources[key].title for key in price.source if key in advice.pack.sources)
    said = say(
        BILLED[price.billing],
        plan=bought.tariff.name,
        price=sum_of(price.amount, price.currency),
        date=dated(price.date),
        source=source,
    )
    return f"{said} {price.note}".strip()


BILLED = {
    "yearly": later("{plan} plan, billed yearly: {price} a user and month, {date}. Source: {source}."),
    "monthly": later("{plan} plan, billed monthly: {price} a user and month, {date}. Source: {source}."),
}
