"""Two quotes side by side: their lines in groups, and the changed answers that move each group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.compare import causes
from advisor.conditions import questions_in
from advisor.estimate.effort import Line
from advisor.estimate.estimating import quoted
from advisor.estimate.packages import Package
from advisor.estimate.services import currency_of, price_of, rates, unpriced
from advisor.estimate.sums import Sum
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


def two_quotes(before: Advice, after: Advice, changed: Sequence[str]) -> tuple[Quote, Quote, Reasons]:
    """Return two quotes in the same groups, and the changed questions behind each group.

    What no changed answer moves is one group: it follows from the rest, or from the terms when these differ.
    """
    old, new = (Quote(advice, grouped(quoted(advice))) for advice in (before, after))
    reasons = {key: reasons_for(key, old, new, changed) for key in sorted(old.groups.keys() | new.groups.keys())}
    rest = say(FOLLOWS if before.pack.digest == after.pack.digest else TERMS)
    return Quote(before, joined(old.groups, reasons, rest)), Quote(after, joined(new.groups, reasons, rest)), reasons


def grouped(lines: Sequence[Line]) -> Groups:
    """Return lines by the name of their app, or of their work where it is for the whole project."""
    found: dict[str, tuple[Line, ...]] = {}
    for line in lines:
        package = line.package
        name = package.app.name if package.app and is_of_app(package) else package.work.name
        found[name] = (*found.get(name, ()), line)
    return found


def is_of_app(package: Package) -> bool:
    """Return whether a package is work on an app of the project, and no provision for one that may come."""
    return package.app is not None and package.work.basis != "open"


def joined(groups: Groups, reasons: Reasons, rest: str) -> Groups:
    """Return the groups that some answer moves, and all other lines in one group."""
    left = tuple(line for key, lines in groups.items() if not reasons[key] for line in lines)
    moved = {key: lines for key, lines in groups.items() if reasons[key]}
    return {**moved, rest: left} if left else moved


def reasons_for(key: str, old: Quote, new: Quote, changed: Sequence[str]) -> tuple[str, ...]:
    """Return the changed questions behind a group: those that advise or drop its app, or else those that size it."""
    packages = [line.package for one in (old, new) for line in one.groups.get(key, ())]
    apps = {package.app.id for package in packages if package.app and is_of_app(package)}
    advices = (old.advice, new.advice)
    stays = key in old.groups and key in new.groups
    turned = {app for app in apps if len({app in advice.app_keys for advice in advices}) > 1}
    brought = tuple(brought_by(turned if stays else apps, advices, changed))
    sizing = {question for package in packages for question in sized_by(package, advices)}
    return brought or tuple(question for question in changed if question in sizing)


def sized_by(package: Package, advices: Sequence[Advice]) -> Iterator[str]:
    """Yield the questions that say how much a package is; what is provided for open points hangs on all open ones."""
    for amount in package.rests_on:
        yield from (*amount.driver.questions, amount.driver.guess_from)
    yield from questions_in(package.work.when)
    if package.work.basis == "open":
        for advice in advices:
            yield from (
                item.id for item in advice.pack.questionnaire if item.part == "profile" and item.id not in advice.known
            )


def brought_by(apps: set[str], advices: Sequence[Advice], changed: Sequence[str]) -> Iterator[str]:
    """Yield, once each, the changed questions on which apps hang; for a prerequisite those of the apps that need it."""
    needed = {
        other for advice in advices for item in advice.prerequisites if item.app.id in apps for other in item.needed_by
    }
    yield from dict.fromkeys(question for app in sorted(apps | needed) for question in causes(app, advices, changed))
