"""A change order: what two advices for one company differ in, in days and money, with the answers that cause it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from advisor.advice import Advice
from advisor.causes import Causes
from advisor.compare import AppChange, Comparison, compared
from advisor.conditions import Value
from advisor.customer_text import shown_name
from advisor.estimate.amounts import amounts
from advisor.estimate.quotes import Quote, is_of_app, two_quotes
from advisor.estimate.services import currency_of
from advisor.estimate.sums import Sum
from advisor.language import Words, later, say, say_many
from advisor.language.figures import figure, signed
from advisor.words import answer_words, joined, listed, quoted, titled

STATES = ("new", "dropped", "changed", "follows")
"""What happens to a line, in the order of a change order."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of a change order: an app or a kind of work, and the changed questions behind it."""

    name: str
    state: str  # one of STATES
    days: float  # more, or fewer when negative
    price: Sum | None
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeOrder:
    """What changes between two quotes of a first project; its lines add up to the difference exactly."""

    company: str
    answers: tuple[tuple[str, str], ...]  # question, and in words what is said otherwise now
    later: tuple[Changed, ...]  # apps that come or go outside the first project
    lines: tuple[Changed, ...]
    days: tuple[float, float]  # before, after
    price: tuple[Sum, Sum] | None  # of the services; None unless both have rates in one currency
    assumptions: tuple[str, ...]  # what has to be assumed now and was not before

    @property
    def words(self) -> tuple[str, ...]:
        """The change order in sentences that two people can sign."""
        return tuple(sentences(self))


def change_order(before: Advice, after: Advice, causes: Causes | None = None) -> ChangeOrder:
    """Return the change from one advice to another, each on its own terms. Raises UserError when a limit is too low."""
    causes = causes or Causes(before, after)
    comparison = compared(before, after, causes)
    old, new, reasons = two_quotes(before, after, causes)
    priced = old.has_prices and new.has_prices and currency_of(before) == currency_of(after)
    keys = sorted(old.groups.keys() | new.groups.keys())
    lines = [line_of(key, old, new, reasons.get(key, ()), priced) for key in keys]
    return ChangeOrder(
        company=shown_name(after.answers.engagement.get("company", "")) or say("your company"),
        answers=tuple((row[0], answer_change(before, *row)) for row in comparison.answers),
        lines=tuple(sorted((line for line in lines if line.days or (line.price and line.price.cents)), key=place)),
        later=tuple(for_later(before, comparison.apps, {line.name for line in lines})),
        days=(old.days, new.days),
        price=(old.price, new.price) if priced else None,
        assumptions=tuple(new_assumptions(before, after)),
    )


def changes_json(found: Comparison, order: ChangeOrder) -> dict[str, Any]:
    """Return what `compare` found."""
    return asdict(found) | {"change_order": asdict(order)}


def line_of(key: str, old: Quote, new: Quote, because: tuple[str, ...], priced: bool) -> Changed:
    """Return one line of a change order."""
    before, after = old.group(key), new.group(key)
    is_app = is_of_app((*before.lines, *after.lines)[0].package)
    state = "new" if is_app and not before.lines else "dropped" if is_app and not after.lines else "changed"
    price = after.price - before.price if priced else None
    return Changed(key, state if because else "follows", after.days - before.days, price, because)


def place(line: Changed) -> tuple[int, str]:
    return STATES.index(line.state), line.name


def for_later(advice: Advice, apps: Sequence[AppChange], named: set[str]) -> Iterator[Changed]:
    """Yield the apps that come or go without work in the first project."""
    for item in apps:
        name = advice.pack.apps[item.app].name
        if not (item.before and item.after) and name not in named:
            yield Changed(name, "dropped" if item.before else "new", 0.0, None, item.because)


def answer_change(advice: Advice, key: str, before: Value | None, after: Value | None) -> str:
    """Return a changed answer in words; of a list only what came and went."""
    question = advice.pack.questions[key]
    if isinstance(before, tuple) and isinstance(after, tuple):
        came = [question.choices[choice] for choice in after if choice not in before]
        went = [question.choices[choice] for choice in before if choice not in after]
        parts = ((later("now also {choices}"), came), (later("no longer {choices}"), went))
        return f"{question.ask} " + listed(say(word, choices=joined(map(quoted, some))) for word, some in parts if some)
    old, new = (say("open") if value is None else answer_words(question, value) for value in (before, after))
    return f"{question.ask} {old} → {new}"


def new_assumptions(before: Advice, after: Advice) -> Iterator[str]:
    """Yield the amounts that are assumed now and were not before."""
    old = amounts(before)
    for key, amount in amounts(after).items():
        if amount.assumed and amount.points.high and not (key in old and old[key].assumed and old[key].points.high):
            low, high = (point + amount.driver.included for point in (amount.points.low, amount.points.high))
            yield say_many(
                "{amount}: between {low} and {high} until {questions} is answered",
                "{amount}: between {low} and {high} until {questions} are answered",
                len(amount.assumed),
                amount=amount.driver.name,
                low=figure(low, 0),
                high=figure(high, 0),
                questions=joined(quoted(after.pack.questions[question].ask) for question in amount.assumed),
            )


def sentences(order: ChangeOrder) -> Iterator[str]:
    """Yield a change order in sentences."""
    numbers = {question: number for number, (question, _) in enumerate(order.answers, 1)}
    yield say("Change order for {company}", company=order.company)
    for number, (_, words) in enumerate(order.answers, 1):
        yield say("Answer {number}: {answer}", number=number, answer=words)
    for line in order.lines:
        yield titled(stated(line), ", ".join((*takes(line), *caused(line, numbers))))
    for line in order.later:
        waits = say("for later, not part of this price")
        yield titled(stated(line), ", ".join((waits, *caused(line, numbers))))
    yield from (say("New assumption: {assumption}.", assumption=words) for words in order.assumptions)
    yield say(
        "Services: {before} → {after} person-days ({change}).",
        before=order.days[0],
        after=order.days[1],
        change=signed(order.days[1] - order.days[0]),
    )
    if order.price:
        old, new = order.price
        yield say(
            "Price of the services: {before} → {after} ({change}), without contingency.",
            before=old,
            after=new,
            change=signed_price(new - old),
        )
    yield say("What is not named here stays as agreed. Dates, subscription and hosting follow from the new estimate.")
    yield say(
        "Agreed by the customer: {line}   by the partner: {line}   on: {short_line}", line=LINE, short_line=LINE[:10]
    )


LINE = "_" * 20
STATE_WORDS = Words({"new": "new", "dropped": "dropped", "changed": "changed"})


def stated(line: Changed) -> str:
    """Return the name of a line and what becomes of it."""
    return f"{line.name} ({STATE_WORDS[line.state]})" if line.state in STATE_WORDS else line.name


def takes(line: Changed) -> Iterator[str]:
    """Yield the days of a line and, where it has one, its price."""
    yield say_many("{change} days", "{change} days", abs(line.days), change=signed(line.days))
    if line.price:
        yield signed_price(line.price)


def caused(line: Changed, numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield the answers behind a line, by their numbers."""
    if line.because:
        yield say(
            "because of {answers}",
            answers=joined(say("answer {number}", number=numbers[key]) for key in line.because),
        )


def signed_price(price: Sum) -> str:
    """Return a difference of prices with its sign."""
    return f"+{price}" if price.cents > 0 else str(price)
