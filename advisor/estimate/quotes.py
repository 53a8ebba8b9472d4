"""Two quotes side by side: their lines in groups, and the changed answers that move each group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.advice import Advice, once_an_advice
from advisor.causes import Causes
from advisor.estimate.amounts import amounts
from advisor.estimate.effort import Line
from advisor.estimate.estimating import quoted, scope
from advisor.estimate.packages import Package, packages
from advisor.estimate.services import currency_of, price_of, rates, unpriced
from advisor.estimate.sums import Sum
from advisor.going_live import first_stops
from advisor.language import later, say

FOLLOWS = later("Work in proportion to the whole, and rounding to quarter days")
TERMS = later("The partner's new terms, and work in proportion to the whole")

Groups = Mapping[str, tuple[Line, ...]]
Reasons = Mapping[str, tuple[str, ...]]  # group -> changed questions


@dataclass(frozen=True, slots=True)
class Quote:
    """The partner's lines of one advice, in groups: by app, by kind of work, or what no changed answer moves."""

    advice: Advice
    groups: Groups

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines."""
        return tuple(line for lines in self.groups.values() for line in lines)

    @property
    def days(self) -> float:
        """The person-days of all lines."""
        return sum(line.days for line in self.lines)

    @property
    def price(self) -> Sum:
        """The price of all lines, when there are rates."""
        return price_of(self.lines, rates(self.advice), currency_of(self.advice))

    @property
    def has_prices(self) -> bool:
        """Whether there is a currency, and in it a price of a day for every role."""
        return bool(currency_of(self.advice)) and not unpriced(self.advice, (line.package for line in self.lines))

    def group(self, key: str) -> "Quote":
        """Return the part of a quote that is one group; it may be empty."""
        return Quote(self.advice, {key: self.groups[key]} if key in self.groups else {})


def two_quotes(before: Advice, after: Advice, causes: Causes) -> tuple[Quote, Quote, Reasons]:
    """Return two quotes in the same groups, and the changed questions behind each group.

    What no changed answer moves is one group: it follows from the rest, or from the terms when these differ.
    """
    old, new = (Quote(advice, grouped(quoted(advice))) for advice in (before, after))
    reasons = {key: reasons_for(key, causes) for key in sorted(old.groups.keys() | new.groups.keys())}
    rest = say(FOLLOWS if before.pack.digest == after.pack.digest else TERMS)
    return Quote(before, joined(old.groups, reasons, rest)), Quote(after, joined(new.groups, reasons, rest)), reasons


def grouped(lines: Sequence[Line]) -> Groups:
    """Return lines by the name of their app, or of their work where it is for the whole project."""
    found: dict[str, tuple[Line, ...]] = {}
    for line in lines:
        name = name_of(line.package)
        found[name] = (*found.get(name, ()), line)
    return found


def name_of(package: Package) -> str:
    """Return the name of the app that a package is work on, or else of the work."""
    return package.app.name if package.app and is_of_app(package) else package.work.name


def is_of_app(package: Package) -> bool:
    """Return whether a package is work on an app of the project, and no provision for one that may come."""
    return package.app is not None and package.work.basis != "open"


def joined(groups: Groups, reasons: Reasons, rest: str) -> Groups:
    """Return the groups that some answer moves, and all other lines in one group."""
    left = tuple(line for key, lines in groups.items() if not reasons[key] for line in lines)
    moved = {key: lines for key, lines in groups.items() if reasons[key]}
    return {**moved, rest: left} if left else moved


def reasons_for(key: str, causes: Causes) -> tuple[str, ...]:
    """Return the changed questions behind a group: those that bring or drop its work, or else those that size it."""
    if (key in sizes(causes.before)) != (key in sizes(causes.after)):
        return causes.of(lambda advice: key in sizes(advice))
    return causes.of(lambda advice: sizes(advice).get(key))


@once_an_advice
def sizes(advice: Advice) -> Mapping[str, tuple[object, ...]]:
    """Return the size of each group of work, before any rounding: its packages, their points and amounts."""
    found: dict[str, tuple[object, ...]] = {}
    for package in packages(advice, scope(first_stops(advice)), amounts(advice)):
        if package.by_partner:
            times = package.times.points if package.times else None
            name = name_of(package)
            found[name] = (*found.get(name, ()), (package.id, package.points, times))
    return found
