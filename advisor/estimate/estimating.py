"""The estimate of a first project: packages, waves, expected days that add up, and levels from a simulation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.estimate.amounts import Amount, amounts
from advisor.estimate.effort import Line, by_the_partner, partner_days, rounded
from advisor.estimate.packages import Package, packages
from advisor.estimate.simulation import LEVELS, Runs, level, simulate
from advisor.estimate.waves import Wave
from advisor.estimate.ways import layout
from advisor.going_live import Stop, first_stops, stops

ROUGH_RUNS = 500


@dataclass(frozen=True)
class Estimate:
    """The work of a first project in person-days; the customer's own work is kept apart."""

    advice: Advice
    stops: tuple[Stop, ...]
    amounts: Mapping[str, Amount]
    packages: tuple[Package, ...]
    way: str  # of going live, the one that the answers argue for
    waves: tuple[Wave, ...]
    exact: tuple[Line, ...]  # of both sides, unrounded
    lines: tuple[Line, ...]  # the partner's, in quarter days
    own_lines: tuple[Line, ...]  # the customer's, in quarter days
    runs: Runs
    levels: Mapping[int, float]  # per cent of the runs -> person-days
    later: float  # expected days more, if the apps for later were done as well

    @property
    def days(self) -> float:
        """The partner's expected days."""
        return sum(line.days for line in self.lines)

    @property
    def own_days(self) -> float:
        """The expected days of the customer's own people."""
        return sum(line.days for line in self.own_lines)

    @property
    def contingency(self) -> float:
        """What has to be added to the expected days to be safe at the level of the settings."""
        safe = level(self.runs.days, setting(self.advice, "contingency_level"))
        return max(0.0, round((safe - self.days) * 4) / 4)


def setting(advice: Advice, key: str) -> float:
    """Return one number of the method."""
    return advice.pack.settings[key].value


def estimate(advice: Advice, seed: int = 0) -> Estimate:
    """Return the estimate of the first project of an advice. Raises UserError when a limit fits nothing."""
    order = stops(advice)
    given = amounts(advice)
    first = tuple(stop for stop in order if stop.first)
    found = packages(advice, scope(first), given)
    way, in_waves, exact = layout(advice, first, found)
    runs = simulate(found, int(setting(advice, "runs")), setting(advice, "correlation"), seed)
    return Estimate(
        advice=advice,
        stops=first,
        amounts=given,
        packages=found,
        way=way,
        waves=in_waves,
        exact=exact,
        lines=rounded(by_the_partner(exact)),
        own_lines=rounded([line for line in exact if not line.package.by_partner]),
        runs=runs,
        levels={percent: level(runs.days, percent) for percent in LEVELS},
        later=partner_days(packages(advice, scope(order), given)) - partner_days(found),
    )


@dataclass(frozen=True, slots=True)
class Rough:
    """The partner's person-days of a first project, without waves and work packages: expected, and eight in ten."""

    days: float
    low: float
    high: float


def rough(advice: Advice) -> Rough | None:
    """Return what a first project takes, roughly: from few runs, in a hundredth of a second; None without apps.

    It says the same as the estimate to within about five per cent, for those who look on while answers come in.
    """
    first = first_stops(advice)
    if not first:
        return None
    found = packages(advice, scope(first), amounts(advice))
    days = simulate(found, ROUGH_RUNS, setting(advice, "correlation")).days
    return Rough(partner_days(found), level(days, 10), level(days, 90))


def planned_waves(advice: Advice) -> tuple[Wave, ...]:
    """Return the waves of the first project of an advice, without its simulation."""
    first = first_stops(advice)
    return layout(advice, first, packages(advice, scope(first), amounts(advice))).waves


def quoted(advice: Advice) -> tuple[Line, ...]:
    """Return the partner's lines of an estimate without its simulation, for those who compare many advices."""
    first = first_stops(advice)
    found = layout(advice, first, packages(advice, scope(first), amounts(advice)))
    return rounded(by_the_partner(found.lines))


def scope(order: Sequence[Stop]) -> tuple[str, ...]:
    """Return the apps of some stops with the prerequisites that come with them."""
    return tuple(key for stop in order for key in (*stop.brings, stop.item.app.id))
