"""The price of the partner's services: days of each role times its price of a day, in the engagement's currency."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.errors import fail
from advisor.estimate.effort import Line, expected
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.packages import Package
from advisor.estimate.simulation import level
from advisor.estimate.sums import Sum, sum_of
from advisor.estimates import ProjectRole
from advisor.words import joined

EVERY_PROJECT = ""
"""The key of the work that a project takes whatever its apps are."""


@dataclass(frozen=True, slots=True)
class RolePrice:
    """What one role costs."""

    role: ProjectRole
    days: float
    rate: Sum  # of a day
    price: Sum


@dataclass(frozen=True, slots=True)
class Services:
    """The expected price of the services; the contingency is apart, as it may stay unspent."""

    roles: tuple[RolePrice, ...]
    price: Sum
    contingency: Sum
    levels: Mapping[int, Sum]  # per cent of the runs -> price they do not exceed, in whole units of the currency


def currency_of(advice: Advice) -> str:
    """Return the currency of the engagement, or an empty text."""
    return advice.answers.engagement.get("currency", "")


def rates(advice: Advice) -> Mapping[str, float]:
    """Return the price of a day by role, for the partner's roles that have one in the engagement's currency."""
    currency = currency_of(advice)
    roles = advice.pack.project_roles.values()
    return {role.id: role.rates[currency] for role in roles if currency in role.rates and role.side == "partner"}


def unpriced(advice: Advice, found: Iterable[Package]) -> tuple[str, ...]:
    """Return the names of the partner's roles in some packages that have no price of a day."""
    known = rates(advice)
    return tuple(sorted({item.role.name for item in found if item.by_partner and item.role.id not in known}))


def needed_rates(advice: Advice, found: Iterable[Package]) -> Mapping[str, float]:
    """Return the price of a day by role. Raises UserError when there is no currency, or a role has no price in it."""
    currency, missing = currency_of(advice), unpriced(advice, found)
    if not currency:
        raise fail(advice.answers.file, "names no currency; add 'currency: EUR' (or another) below 'engagement:'")
    if missing:
        raise fail("--terms", f"no price of a day in {currency} for {joined(missing)}; give it in a file of terms")
    return rates(advice)


def services(estimate: Estimate) -> Services | None:
    """Return the price of the services, or None while the price of some role is not known."""
    advice = estimate.advice
    currency, known = currency_of(advice), rates(advice)
    if not currency or unpriced(advice, estimate.packages):
        return None
    roles = by_role(estimate.lines, known, currency)
    price = total((item.price for item in roles), currency)
    runs = estimate.runs.cost(known) or (0.0,)
    safe = whole(level(runs, setting(advice, "contingency_level")), currency)
    levels = {percent: whole(level(runs, percent), currency) for percent in estimate.levels}
    return Services(roles, price, max(safe - price, Sum(currency, 0)), levels)


def by_role(lines: Sequence[Line], known: Mapping[str, float], currency: str) -> tuple[RolePrice, ...]:
    """Return days and price of each role in some lines."""
    roles = {line.package.role.id: line.package.role for line in lines}
    days = {key: sum(line.days for line in lines if line.package.role.id == key) for key in sorted(roles)}
    return tuple(
        RolePrice(roles[key], some, sum_of(known[key], currency), priced(some, known[key], currency))
        for key, some in days.items()
    )


def price_of(lines: Sequence[Line], known: Mapping[str, float], currency: str) -> Sum:
    """Return the price of some lines."""
    return total((role.price for role in by_role(lines, known, currency)), currency)


def priced(days: float, rate: float, currency: str) -> Sum:
    """Return what some days cost."""
    return sum_of(days * rate, currency)


def total(sums: Iterable[Sum], currency: str) -> Sum:
    """Return the sum of some sums, also of none."""
    return sum(sums, Sum(currency, 0))


def whole(amount: float, currency: str) -> Sum:
    """Return a simulated amount in whole units: it is not known to the cent."""
    return sum_of(round(amount), currency)


def expected_price(found: Sequence[Package], known: Mapping[str, float]) -> float:
    """Return the price of the expected days, unrounded. It never falls when an amount grows."""
    days = expected(found)
    return sum(days[item.id] * known[item.role.id] for item in found if item.by_partner)


def prices(estimate: Estimate, keys: Sequence[str]) -> Mapping[str, int]:
    """Return what each app adds to the price of the services, in hundredths; the rest falls on every project.

    An app adds its own work, and with it its part of the work that is a share of the whole. All prices together are
    exactly the price that is quoted for the whole first project.
    """
    currency = currency_of(estimate.advice)
    rates = needed_rates(estimate.advice, estimate.packages)
    load = load_of(estimate.packages, rates)
    added = dict.fromkeys(keys, 0.0)
    for item in estimate.packages:
        if item.app and item.app.id in added and item.work.basis != "open" and item.by_partner:
            added[item.app.id] += item.mean * (rates[item.role.id] + load)
    cents = {key: sum_of(price, currency).cents for key, price in added.items()}
    return cents | {EVERY_PROJECT: price_of(estimate.lines, rates, currency).cents - sum(cents.values())}


def load_of(found: Sequence[Package], rates: Mapping[str, float]) -> float:
    """Return the price of the shared work that each day of other work brings with it."""
    shares = [item for item in found if item.is_share and item.by_partner]
    return sum(item.mean * rates[item.role.id] for item in shares) / (1 - sum(item.mean for item in shares))
