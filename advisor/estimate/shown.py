"""The estimate arranged for reading: nothing is left to compute for a template."""

from dataclasses import dataclass

from advisor.estimate.amounts import Amount
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.figures import ILLUSTRATIVE, method, three
from advisor.estimate.money import Money
from advisor.estimate.schedule import Schedule
from advisor.estimate.tables import Row, by_package, by_phase, by_wave
from advisor.words import answer_words, counted, joined


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
    packages: tuple[Row, ...]
    amounts: tuple[AmountLine, ...]
    own_days: float
    later: float
    method: tuple[str, ...]
    illustrative: bool


def effort_shown(estimate: Estimate) -> EffortShown | None:
    """Return the effort as a page shows it, or None when no app is advised for a first project."""
    if not estimate.waves:
        return None
    efforts = [estimate.advice.pack.efforts[key] for wave in estimate.waves for key in wave.scope]
    return EffortShown(
        headline=(
            f"The first project takes about {estimate.days:.0f} person-days of a partner, "
            f"between {estimate.levels[10]:.0f} and {estimate.levels[90]:.0f} in eight cases of ten, "
            f"and goes live in {counted(len(estimate.waves), 'wave')}."
        ),
        levels=tuple(levels(estimate)),
        phases=tuple(by_phase(estimate)),
        waves=tuple(by_wave(estimate)),
        packages=tuple(by_package(estimate)),
        amounts=tuple(amount_line(estimate, amount) for amount in estimate.amounts.values() if amount.points.high),
        own_days=estimate.own_days,
        later=round(estimate.later),
        method=tuple(method(estimate.advice)),
        illustrative=any(ILLUSTRATIVE.intersection(effort.source) for effort in efforts),
    )


def levels(estimate: Estimate) -> list[tuple[str, float, str]]:
    """Return the levels of the simulation, the expected days and the contingency, with what each means."""
    safe = setting(estimate.advice, "contingency_level")
    found = [
        (f"P{percent}", float(round(days)), f"not exceeded in {percent} of 100 simulated projects")
        for percent, days in estimate.levels.items()
    ]
    return [
        ("Expected", estimate.days, "what the work packages add up to; a fixed price needs the contingency as well"),
        ("Contingency", estimate.contingency, f"to be safe in {safe:g} of 100 cases"),
        *found,
    ]


def amount_line(estimate: Estimate, amount: Amount) -> AmountLine:
    """Return an amount with the answers or the open questions it rests on."""
    questions = estimate.advice.pack.questions
    answers = joined(f"{questions[key].ask} {answer_words(questions[key], value)}" for key, value in amount.because)
    asks = joined(f"“{questions[key].ask}”" for key in amount.assumed)
    name = f"{amount.driver.name[0].upper()}{amount.driver.name[1:]}"
    beyond = f" beyond {amount.driver.included:g}" if amount.driver.included else ""
    said = f"assumed until {asks} is answered" if asks else answers
    return AmountLine(name + beyond, three(amount.points), said, bool(asks))


def in_a_sentence(effort: EffortShown | None, calendar: Schedule | None, money: Money | None) -> tuple[str, ...]:
    """Return what a first project takes, for those who read nothing else; nothing where there is none."""
    if effort is None or calendar is None:
        return ()
    price = f" (services: {money.services.price.rounded})" if money and money.services else ""
    days = f"{effort.levels[0][1]:.0f} person-days of a partner{price}, {effort.own_days:.0f} days of your own people"
    return (f"It is expected to take {days} and {calendar.weeks} weeks.",)
