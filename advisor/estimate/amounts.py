"""How much there is of what moves effort: users, sites, data; and what was assumed where nobody answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.advice import Advice, Because, once_an_advice
from advisor.conditions import NOT_ASKED, Truth, Value, holds
from advisor.estimates import Driver
from advisor.installing import add_ons
from advisor.schema import Three


@dataclass(frozen=True, slots=True)
class Amount:
    """How much there is of a driver beyond what the days of the apps include."""

    driver: Driver
    points: Three
    because: Because  # the answers it rests on
    assumed: tuple[str, ...]  # questions without an answer


@once_an_advice
def amounts(advice: Advice) -> Mapping[str, Amount]:
    """Return the amount of every driver, by its id."""
    return {driver.id: amount(advice, driver) for driver in advice.pack.drivers.values()}


def amount(advice: Advice, driver: Driver) -> Amount:
    """Return how much there is of one driver; what is open counts at least what is known."""
    if driver.counted == "add_ons":
        found = add_ons(advice)
        number = float(len(found.modules)) if found else 0.0
        return Amount(driver, Three(number, number, number), (), ())
    known = [(question, advice.known[question]) for question in driver.questions if question in advice.known]
    because = tuple((question, value) for question, value in known if value is not NOT_ASKED)
    sure = sum(counted(driver, value) for _, value in because)
    unanswered = tuple(question for question in driver.questions if question not in advice.known)
    points = assumed(advice, driver, sure, unanswered) if unanswered else Three(sure, sure, sure)
    beyond = Three(*(max(0.0, point - driver.included) for point in points))
    return Amount(driver, beyond, because, unanswered)


def counted(driver: Driver, value: Value) -> float:
    """Return what one answer adds to an amount."""
    if isinstance(value, tuple):
        return len(value)
    return driver.values[value] if isinstance(value, str) else value


def assumed(advice: Advice, driver: Driver, sure: float, unanswered: tuple[str, ...]) -> Three:
    """Return what is assumed where an answer is missing: never less than what was answered.

    A question that applies only if another open answer says so moves the pessimistic point alone.
    """
    base = advice.known.get(driver.guess_from)
    points = driver.guess.times(base) if isinstance(base, (int, float)) else driver.assumed
    questions = advice.pack.questions
    if not any(holds(questions[question].when, advice.known) is Truth.YES for question in unanswered):
        points = Three(driver.included, driver.included, points.high)
    return Three(*(max(sure, point) for point in points))
