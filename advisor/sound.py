"""Whether the numbers of ``rules/estimates/``, or of a partner's terms, can be worked with."""

from collections.abc import Iterator
from itertools import pairwise

from advisor.pack import Pack
from advisor.schema import Three

Fault = tuple[str, str, str]  # kind, id, what is wrong with it
CLOSE = 0.0005  # how far shares may miss 1 by rounding
LEAST_DAYS, MOST_DAYS = 0.1, 7  # a week, of one person
MOST_PEOPLE = 100
MOST_WORK = 10_000  # person-days, or times the days of an app
MOST_SHARE = 20  # times the whole project
MOST_MONEY = 10_000_000_000  # a day or a month, in the smallest of currencies
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
    USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 - a list of words is easier to keep than one of quoted words
)
"""The currencies of ISO 4217 that people pay with."""


def unsound(pack: Pack) -> Iterator[Fault]:
    """Yield every number that is negative, out of its bounds, or does not fit the others."""
    yield from settings_out_of_bounds(pack)
    yield from wrong_shares(pack)
    yield from wrong_rates(pack)
    yield from wrong_days(pack)


def settings_out_of_bounds(pack: Pack) -> Iterator[Fault]:
    for setting in pack.settings.values():
        if not setting.least <= setting.value <= setting.most:
            yield (
                "settings",
                setting.id,
                f"{setting.id} is {setting.value:g}; {between(setting.least, setting.most)}",
            )


def between(least: float, most: float) -> str:
    """Return the bounds of a number in words."""
    return f"it has to lie between {least:,.10g} and {most:,.10g}"


def wrong_shares(pack: Pack) -> Iterator[Fault]:
    """Yield shares that do not add up."""
    for profile in pack.profiles.values():
        total = sum(profile.shares.values())
        if abs(total - 1) > CLOSE or min(profile.shares.values()) < 0:
            yield "profiles", profile.id, f"the shares of {profile.id} add up to {total:g}; they have to make 1"
    paid = sum(payment.share for payment in pack.payments.values())
    for payment in pack.payments.values():
        if abs(paid - 1) > CLOSE or payment.share < 0:
            yield "payments", payment.id, f"the shares of all payments add up to {paid:g}; they have to make 1"
    shares = [work for work in pack.work.values() if work.basis == "share" and side(pack, work.role) == "partner"]
    for work in pack.work.values():
        if work.amount.high > MOST_WORK:
            yield "work", work.id, f"{work.id} takes {work.amount.high:g}; nothing takes more than {MOST_WORK:,}"
        elif work.basis == "share" and work.amount.high > MOST_SHARE:
            yield "work", work.id, f"{work.id} is {work.amount.high:g} times the project; give at most {MOST_SHARE}"
    most = sum(work.amount.high for work in shares)
    for work in shares:
        if most >= 1:
            yield "work", work.id, f"all shares of the project add up to {most:g}; nothing is left for the work itself"


def wrong_rates(pack: Pack) -> Iterator[Fault]:
    """Yield capacities and prices that cannot be."""
    for role in pack.project_roles.values():
        if not LEAST_DAYS <= role.days_a_week <= MOST_DAYS:
            yield (
                "project_roles",
                role.id,
                f"{role.id} gives {role.days_a_week:g} days a week; {between(LEAST_DAYS, MOST_DAYS)}",
            )
        if not LEAST_DAYS <= role.people <= MOST_PEOPLE:
            yield (
                "project_roles",
                role.id,
                f"{role.id} is shared by {role.people:g} people; {between(LEAST_DAYS, MOST_PEOPLE)}",
            )
    prices = [("project_roles", role.id, role.rates) for role in pack.project_roles.values()]
    prices += [("hostings", option.id, option.monthly) for option in pack.hostings.values()]
    prices += [("prices", price.id, {price.currency: price.amount}) for price in pack.prices.values()]
    for kind, key, amounts in prices:
        for currency, amount in amounts.items():
            if currency not in CURRENCIES:
                yield kind, key, f"'{currency}' is the code of no currency (three capital letters, such as EUR)"
            if amount < 0:
                yield kind, key, f"{key} costs {amount:g} {currency}; a price is not negative"
            if amount > MOST_MONEY:
                yield kind, key, f"{key} costs {amount:g} {currency}; nothing costs more than {MOST_MONEY:,.0f}"


def wrong_days(pack: Pack) -> Iterator[Fault]:
    """Yield sizes out of order and tiers that take fewer days for more users."""
    sizes = sorted(pack.sizes.values(), key=lambda size: size.users)
    for tier in pack.tiers.values():
        if max((points.high for points in tier.days.values()), default=0.0) > MOST_WORK:
            yield "tiers", tier.id, f"{tier.id} takes more than {MOST_WORK:,} days; no app does"
        missing = [size.id for size in sizes if size.id not in tier.days]
        if missing:
            yield "tiers", tier.id, f"{tier.id} has no days for {', '.join(missing)}"
            continue
        for smaller, larger in pairwise(sizes):
            if fewer(tier.days[larger.id], tier.days[smaller.id]):
                yield "tiers", tier.id, f"{tier.id} takes fewer days for {larger.id} than for {smaller.id}"


def fewer(one: Three, other: Three) -> bool:
    """Return whether any of three points is below its counterpart."""
    return any(a < b for a, b in zip(one, other, strict=True))


def side(pack: Pack, role: str) -> str:
    """Return on whose side a role stands."""
    return pack.project_roles[role].side
