"""Sums of money: whole hundredths of one currency, so that nothing is lost when they are added or split."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor

from advisor.language.figures import money

CENTS = 100
INDIVISIBLE = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())  # noqa: SIM905
"""The currencies of ISO 4217 without a smaller unit; a sum that is paid in them is whole."""


@dataclass(frozen=True, slots=True, order=True)
class Sum:
    """An amount of money in one currency."""

    currency: str
    cents: int

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(same(self.currency, other.currency), self.cents + other.cents)

    def __sub__(self, other: "Sum") -> "Sum":
        return Sum(same(self.currency, other.currency), self.cents - other.cents)

    def __mul__(self, times: int) -> "Sum":
        return Sum(self.currency, self.cents * times)

    def __str__(self) -> str:
        """Return it as a page shows it; in English ``EUR 1,234`` or ``EUR 1,234.50``."""
        return money(self.currency, self.amount)

    @property
    def rounded(self) -> "Sum":
        """The same in whole units of the currency, for what is not known to the cent."""
        return Sum(self.currency, (self.cents + CENTS // 2) // CENTS * CENTS)

    @property
    def amount(self) -> Decimal:
        """The amount in units of the currency."""
        return Decimal(self.cents) / CENTS


def same(one: str, other: str) -> str:
    """Return the currency that two sums share. Raises ValueError: sums of two currencies are our mistake."""
    if one != other:
        raise ValueError(f"{one} and {other} cannot be added")
    return one


def sum_of(amount: float | Decimal, currency: str) -> Sum:
    """Return an amount as a sum, rounded to the smallest unit that is paid."""
    unit = Decimal(1) if currency in INDIVISIBLE else Decimal(1) / CENTS
    return Sum(currency, int(Decimal(str(amount)).quantize(unit, ROUND_HALF_UP) * CENTS))


def split(whole: Sum, weights: Sequence[float]) -> tuple[Sum, ...]:
    """Return parts in proportion to weights that add up exactly to the whole (largest remainders)."""
    unit = CENTS if whole.currency in INDIVISIBLE else 1
    units, shares = whole.cents // unit, [Fraction(weight) for weight in weights]
    exact = [units * share / sum(shares) for share in shares]
    parts = [floor(part) for part in exact]
    for at in sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))[: units - sum(parts)]:
        parts[at] += 1
    return tuple(Sum(whole.currency, part * unit) for part in parts)
