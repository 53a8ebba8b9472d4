"""The answers that move effort and price most: each varied alone, the project estimated again.

Method. Varied are the answers that say how much, and the open ones that may still bring an app; an answered question of
the profile is a decision about the scope, and changing it is a change order. An open amount goes from its low to its
high assumption; a number that was answered by a quarter down and up, at least by one; a list of choices by one choice;
a single choice to its neighbours. An open question of the profile is answered with nothing and with each choice alone.
Days are expected days: no simulation runs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil, floor

from advisor.advice import Advice
from advisor.advising import advise
from advisor.business import Question
from advisor.conditions import Value
from advisor.estimate.amounts import Amount, amounts
from advisor.estimate.effort import partner_days
from advisor.estimate.estimating import scope
from advisor.estimate.packages import packages
from advisor.estimate.services import currency_of, expected_price, rates, unpriced
from advisor.estimate.sums import Sum, sum_of
from advisor.estimates import Driver
from advisor.going_live import first_stops
from advisor.language import say, say_many
from advisor.schema import Three
from advisor.words import answer_words

MOST = 5  # answers that are shown
MOST_OPEN = 5  # open questions of the profile that are tried, those with most apps at stake
STEP = 0.25  # by which a number that was answered is varied


@dataclass(frozen=True, slots=True)
class End:
    """What a project takes with one answer."""

    answer: str  # in words
    days: float
    price: Sum | None  # of the services; None without rates


@dataclass(frozen=True, slots=True)
class Swing:
    """How much one answer moves a project: from the end with fewest days to the one with most."""

    questions: tuple[Question, ...]  # several where one assumption stands for them together
    is_open: bool
    low: End
    high: End

    @property
    def width(self) -> float:
        """The person-days between the two ends."""
        return self.high.days - self.low.days


def sensitivity(advice: Advice) -> tuple[Swing, ...]:
    """Return the answers that move the days of the first project most, the largest swing first; none without effect."""
    given = amounts(advice)
    found = [
        *(swing for amount in given.values() for swing in amount_swings(advice, given, amount)),
        *number_swings(advice),
        *open_swings(advice),
    ]
    moving = (swing for swing in found if round(swing.width, 2))
    return tuple(sorted(moving, key=lambda swing: (-swing.width, swing.questions[0].id))[:MOST])


def as_answered(advice: Advice) -> End:
    """Return what the first project takes with the answers as they are."""
    return end(advice, amounts(advice), say("as answered"))


def end(advice: Advice, given: Mapping[str, Amount], answer: str) -> End:
    """Return what the first project of an advice takes with some amounts."""
    found = packages(advice, scope(first_stops(advice)), given)
    currency = currency_of(advice)
    known = currency and not unpriced(advice, found)
    price = sum_of(expected_price(found, rates(advice)), currency) if known else None
    return End(answer, partner_days(found), price)


def swing_of(questions: Iterable[Question], is_open: bool, ends: Iterable[End]) -> Swing:
    """Return the swing between the least and the most of some ends; the first of equals is taken."""
    ranked = sorted(ends, key=lambda one: one.days)
    return Swing(tuple(questions), is_open, ranked[0], ranked[-1])


def amount_swings(advice: Advice, given: Mapping[str, Amount], amount: Amount) -> Iterator[Swing]:
    """Yield the swings of one amount: of what is assumed, and of each answer that it counts."""
    asked, driver = advice.pack.questions, amount.driver
    if amount.assumed and amount.points.low < amount.points.high:
        questions = [asked[key] for key in amount.assumed]
        ends = [
            end(advice, {**given, driver.id: fixed(amount, some)}, assumed(driver, questions[0], some))
            for some in (amount.points.low, amount.points.high)
        ]
        yield swing_of(questions, True, ends)
    for key, value in amount.because:
        if asked[key].part == "sizing":
            ends = [answered(advice, asked[key], other) for other in varied(asked[key], driver, value)]
            yield swing_of((asked[key],), False, ends)


def fixed(amount: Amount, beyond: float) -> Amount:
    """Return an amount without a range."""
    return replace(amount, points=Three(beyond, beyond, beyond))


def assumed(driver: Driver, question: Question, beyond: float) -> str:
    """Return an assumed amount in words."""
    number = round(beyond + driver.included)
    return answer_words(question, number) if question.answer == "number" else f"{number} {driver.name}"


def answered(advice: Advice, question: Question, value: Value) -> End:
    """Return what the project takes with another answer to a sizing question; it brings no app."""
    other = replace(advice, known={**advice.known, question.id: value})
    if isinstance(value, tuple):
        return end(other, amounts(other), say_many("{number} choice", "{number} choices", len(value)))
    return end(other, amounts(other), answer_words(question, value))


def varied(question: Question, driver: Driver, value: Value) -> tuple[Value, ...]:
    """Return an answer made a step smaller and a step larger, as far as the question allows."""
    if isinstance(value, tuple):
        more = [choice for choice in question.choices if choice not in value]
        return value[:-1], (*value, *more[:1])
    if isinstance(value, str):
        ranked = sorted(question.choices, key=lambda choice: driver.values[choice])
        at = ranked.index(value)
        return ranked[max(0, at - 1)], ranked[min(at + 1, len(ranked) - 1)]
    return around(question, value)


def around(question: Question, number: float) -> tuple[float, float]:
    """Return a number a quarter down and up, at least by one, within the range of its question."""
    less, more = min(floor(number * (1 - STEP)), number - 1), max(ceil(number * (1 + STEP)), number + 1)
    return max(question.range.at_least, less), min(question.range.under - 1, more)


def number_swings(advice: Advice) -> Iterator[Swing]:
    """Yield the swings of the numbers of the profile; another number may bring or drop an app."""
    for question in advice.pack.questionnaire:
        value = advice.known.get(question.id)
        if question.part == "profile" and isinstance(value, (int, float)):
            yield swing_of((question,), False, [advised(advice, question, other) for other in around(question, value)])


def open_swings(advice: Advice) -> Iterator[Swing]:
    """Yield the swings of the open questions with most apps at stake."""
    points = [point for point in advice.open_points if point.could_change and point.question.choices]
    for point in points[:MOST_OPEN]:
        many = point.question.answer == "many"
        values: list[Value] = [(choice,) if many else choice for choice in point.question.choices]
        ends = [advised(advice, point.question, value) for value in ([(), *values] if many else values)]
        yield swing_of((point.question,), True, ends)


def advised(advice: Advice, question: Question, value: Value) -> End:
    """Return what the project takes when it is advised again with another answer."""
    said = replace(advice.answers, given={**advice.answers.given, question.id: value})
    other = advise(advice.pack, said, advice.series, advice.edition)
    return end(other, amounts(other), answer_words(question, value))
