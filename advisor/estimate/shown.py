"""The estimate arranged for reading: nothing is left to compute for a template."""

from dataclasses import dataclass

from advisor.estimate.amounts import Amount
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.figures import ILLUSTRATIVE, how_many, method
from advisor.estimate.money import Money
from advisor.estimate.schedule import Schedule
from advisor.estimate.tables import Row, by_package, by_phase, by_role, by_wave
from advisor.language import later, say, say_many
from advisor.language.figures import figure
from advisor.words import answer_words, capitalised, joined, quoted, titled


@dataclass(frozen=True, slots=True)
class AmountLine:
    """An amount that moves effort: how much, and the answer or the assumption it rests on."""

    name: str
    points: str
    said: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class EffortShown:
    """The effort of the first project as a page shows it."""

    headline: str
    levels: tuple[tuple[str, float, str], ...]  # name, person-days, what it means
    phases: tuple[Row, ...]
    waves: tuple[Row, ...]
    roles: tuple[Row, ...]
    packages: tuple[Row, ...]
    amounts: tuple[AmountLine, ...]
    own_days: float
    later: float
    method: tuple[str, ...]
    in_short: str  # the method, for those who read one page
    illustrative: bool

    @property
    def beside(self) -> str:
        """What the customer's own people give, and what the apps for later would add, if any."""
        own = say("Your own people give about {days} days beside their work.", days=figure(self.own_days, 0))
        more = say("The apps for later would add about {days}.", days=self.later) if self.later else ""
        return f"{own} {more}".strip()

    @property
    def judgement(self) -> str:
        """What has to be said where the days or their price stand; nothing where they are a partner's own."""
        return titled(say("Illustrative"), say(JUDGED)) if self.illustrative else ""


JUDGED = later(
    "The table of days behind this estimate is a judgement, not a partner's experience. A partner replaces it with "
    "terms of his own."
)


def effort_shown(estimate: Estimate) -> EffortShown | None:
    """Return the effort as a page shows it, or None when no app is advised for a first project."""
    if not estimate.waves:
        return None
    efforts = [estimate.advice.pack.efforts[key] for wave in estimate.waves for key in wave.scope]
    return EffortShown(
        headline=headline(estimate),
        levels=tuple(levels(estimate)),
        phases=tuple(by_phase(estimate)),
        waves=tuple(by_wave(estimate)),
        roles=tuple(by_role(estimate)),
        packages=tuple(by_package(estimate)),
        amounts=tuple(amount_line(estimate, amount) for amount in estimate.amounts.values() if amount.points.high),
        own_days=estimate.own_days,
        later=round(estimate.later),
        method=tuple(method(estimate.advice)),
        in_short=say(
            "Days and contingency are read from {runs} simulated projects, in which the work packages go well or badly "
            "together (correlation {correlation}).",
            runs=setting(estimate.advice, "runs"),
            correlation=setting(estimate.advice, "correlation"),
        ),
        illustrative=any(ILLUSTRATIVE.intersection(effort.source) for effort in efforts),
    )


def headline(estimate: Estimate) -> str:
    """Return the effort of the first project in one sentence."""
    return say_many(
        "The first project takes about {days} person-days of a partner, between {low} and {high} in eight cases of "
        "ten, and goes live in {number} wave.",
        "The first project takes about {days} person-days of a partner, between {low} and {high} in eight cases of "
        "ten, and goes live in {number} waves.",
        len(estimate.waves),
        days=figure(estimate.days, 0),
        low=figure(estimate.levels[10], 0),
        high=figure(estimate.levels[90], 0),
    )


def levels(estimate: Estimate) -> list[tuple[str, float, str]]:
    """Return the levels of the simulation, the expected days and the contingency, with what each means."""
    safe = setting(estimate.advice, "contingency_level")
    found = [
        (f"P{percent}", float(round(days)), say("not exceeded in {number} of 100 simulated projects", number=percent))
        for percent, days in estimate.levels.items()
    ]
    return [
        (
            say("Expected"),
            estimate.days,
            say("what the work packages add up to; a fixed price needs the contingency as well"),
        ),
        (say("Contingency"), estimate.contingency, say("to be safe in {number} of 100 cases", number=safe)),
        *found,
    ]


def amount_line(estimate: Estimate, amount: Amount) -> AmountLine:
    """Return an amount with the answers or the open questions it rests on."""
    questions = estimate.advice.pack.questions
    answers = joined(f"{questions[key].ask} {answer_words(questions[key], value)}" for key, value in amount.because)
    name, included = capitalised(amount.driver.name), amount.driver.included
    beyond = say("{amount} beyond {included}", amount=name, included=included) if included else name
    asks = joined(quoted(questions[key].ask) for key in amount.assumed)
    said = assumed(amount, asks) if asks else answers
    return AmountLine(beyond, how_many(amount.points), said, bool(asks))


def assumed(amount: Amount, asks: str) -> str:
    """Return until when an amount is assumed."""
    return say_many(
        "assumed until {questions} is answered",
        "assumed until {questions} are answered",
        len(amount.assumed),
        questions=asks,
    )


def in_a_sentence(effort: EffortShown | None, calendar: Schedule | None, money: Money | None) -> tuple[str, ...]:
    """Return what a first project takes, for those who read nothing else; nothing where there is none."""
    if effort is None or calendar is None:
        return ()
    takes = WITH_PRICE if money and money.services else WITHOUT_PRICE
    return (
        say(
            takes,
            days=figure(effort.levels[0][1], 0),
            price=money.services.price.rounded if money and money.services else "",
            own=figure(effort.own_days, 0),
            weeks=calendar.weeks,
        ),
    )


WITH_PRICE = later(
    "It is expected to take {days} person-days of a partner (services: {price}), {own} days of your own people and "
    "{weeks} weeks."
)
WITHOUT_PRICE = later(
    "It is expected to take {days} person-days of a partner, {own} days of your own people and {weeks} weeks."
)
