"""Numbers, shares, days and money as the language in force writes them.

English is written plainly, and Babel is loaded for the others only: a report in English never pays for it.
"""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from advisor.language.spoken import SOURCE, spoken

CENTS = 2
KNOWN = ".12"  # digits that a calculation leaves


def figure(number: float, digits: int | None = None) -> str:
    """Return a number with so many digits after the point; without ``digits`` with those it has."""
    form = f".{digits}f" if digits is not None else "" if isinstance(number, int) else f"{KNOWN}g"
    if spoken() == SOURCE:
        return f"{number:,{form}}"
    plain = f"{number:{form}}"
    from babel.numbers import format_decimal

    exact = Decimal(plain)
    return format_decimal(exact, zeros(exact), locale=spoken())


def roughly(number: float) -> str:
    """Return a number of which only the first two digits are meant."""
    two = float(f"{number:.2g}")
    return figure(int(two) if two.is_integer() else two)


def trimmed(number: float) -> str:
    """Return a number with at most two digits after the point, without zeros at the end."""
    _, _, after = f"{number:.2f}".rstrip("0").partition(".")
    return figure(float(number), len(after))


def zeros(exact: Decimal) -> str:
    """Return the pattern that keeps the digits after the point that a number is given with."""
    exponent = exact.as_tuple().exponent
    after = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + ("." + "0" * after if after else "")


def signed(number: float) -> str:
    """Return a change of a number, with its sign."""
    return f"{'-' if number < 0 else '+'}{figure(abs(number))}"


def share(part: float) -> str:
    """Return a part of one as whole per cent."""
    if spoken() == SOURCE:
        return f"{part:.0%}"
    from babel.numbers import format_percent

    rounded = Decimal(f"{part:.0%}".rstrip("%"))  # once and as in English, so that two shares of a whole add up
    return format_percent(rounded / 100, "#,##0\xa0%", locale=spoken())


def day(when: date) -> str:
    """Return a day in figures, for a table or a picture: as ISO 8601 in English, elsewhere as it is written there."""
    if spoken() == SOURCE:
        return when.isoformat()
    from babel.dates import format_date

    return format_date(when, "short", locale=spoken())


def long_day(when: date) -> str:
    """Return a day with the name of its month, as it stands in a sentence."""
    if spoken() == SOURCE:
        return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
    from babel.dates import format_date

    return format_date(when, "long", locale=spoken())


def dated(when: str) -> str:
    """Return a day or a month that is given as in ISO 8601, as it stands in a sentence; any other text stays."""
    found = ISO.fullmatch(when)
    if not found:
        return when
    year, month, number = (int(part or 1) for part in found.groups())
    if number > monthrange(year, month)[1]:
        return when
    first = date(year, month, number)
    return long_day(first) if found[3] else named_month(first)


def named_month(when: date) -> str:
    """Return the month of a day with its name."""
    if spoken() == SOURCE:
        return f"{MONTHS[when.month - 1]} {when.year}"
    from babel.dates import format_date

    return format_date(when, "MMMM y", locale=spoken())


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-([0-2]\d|3[01]))?")


def money(currency: str, amount: Decimal) -> str:
    """Return a sum: without digits after the point when it is whole, with two otherwise."""
    digits = 0 if amount == amount.to_integral_value() else CENTS
    if spoken() == SOURCE:
        return f"{'-' if amount < 0 else ''}{currency} {abs(amount):,.{digits}f}"
    from babel.numbers import format_currency

    pattern = "#,##0.00\xa0¤" if digits else "#,##0\xa0¤"
    return format_currency(amount, currency, pattern, locale=spoken(), currency_digits=False)
