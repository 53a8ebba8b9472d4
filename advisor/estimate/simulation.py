"""What a project may take: many runs over the work packages, which go well or badly partly together.

Method. Of its three points a package takes the most likely one in a third of the cases; in another third it lies
evenly between optimistic and most likely, and in the last evenly between most likely and pessimistic. Its mean is
the usual (o + 4 m + p) / 6, it is wider than the beta distribution of PERT, and every level of it grows with each
of the three points, so that more work can never come out cheaper. Amounts that nobody knows are drawn in the same
way, once a run for all packages that they move. Workshops, settings, trial and training of one app are fixed parts
of its days, so they are drawn together; every other package and every amount has a random stream of its own.
Streams are seeded by their names, so that another app never changes their luck. In every run a stream takes, with
probability the square root of the correlation, the luck of that run, and otherwise its own. Shares of the project
are drawn likewise; the whole is the sum of the days divided by what the shares leave. Levels are read from the
sorted runs; they are no sums of packages' levels.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from random import Random

from advisor.estimate.amounts import Amount
from advisor.estimate.packages import Package
from advisor.schema import Three

GRID = 512  # points at which each distribution is tabulated
LEVELS = (10, 50, 80, 90)


@dataclass(frozen=True, slots=True)
class Runs:
    """The partner's person-days in each run, altogether and by role; not sorted."""

    days: tuple[float, ...]
    by_role: Mapping[str, tuple[float, ...]]

    def cost(self, rates: Mapping[str, float]) -> tuple[float, ...]:
        """Return the price of the services in each run, for a price of a day by role."""
        return tuple(
            sum(days)
            for days in zip(*([day * rates[role] for day in days] for role, days in self.by_role.items()), strict=True)
        )


def simulate(packages: Iterable[Package], runs: int, correlation: float, seed: int = 0) -> Runs:
    """Return simulated person-days of the partner's packages. The same seed gives the same runs."""
    luck = Luck(runs, sqrt(correlation), seed)
    nothing = [0.0] * runs
    direct: dict[str, list[float]] = {}
    shares: dict[str, list[float]] = {}
    for (role, is_share, stream), (points, times) in streams(packages).items():
        drawn = luck.of(stream, points, times)
        into = shares if is_share else direct
        into[role] = added(into[role], drawn) if role in into else drawn
    share = total(shares.values(), nothing)
    days = [known / (1 - part) for known, part in zip(total(direct.values(), nothing), share, strict=True)]
    by_role = {
        role: tuple(
            known + part * whole
            for known, part, whole in zip(direct.get(role, nothing), shares.get(role, nothing), days, strict=True)
        )
        for role in sorted(direct.keys() | shares.keys())
    }
    return Runs(tuple(days), by_role)


def streams(packages: Iterable[Package]) -> Mapping[tuple[str, bool, str], tuple[Three, Amount | None]]:
    """Return the points to draw by (role, is share, stream): fixed parts of one app's days are one draw together."""
    found: dict[tuple[str, bool, str], tuple[Three, Amount | None]] = {}
    for package in packages:
        if package.by_partner:
            key = package.role.id, package.is_share, stream_of(package)
            points, _ = found.get(key, (Three(0, 0, 0), None))
            found[key] = points.plus(package.points), package.times
    return found


def stream_of(package: Package) -> str:
    """Return the name of the random stream of a package."""
    amount = package.work.amount
    parts_of_an_app = package.app is not None and package.work.basis == "app" and amount.low == amount.high
    return package.app.id if package.app is not None and parts_of_an_app else package.id


class Luck:
    """The draws of streams and amounts, each from random numbers of its own; an amount is drawn once."""

    def __init__(self, runs: int, mix: float, seed: int) -> None:
        self.runs = runs
        self.mix = mix
        self.seed = seed
        self.amounts: dict[str, list[float]] = {}

    def of(self, stream: str, points: Three, times: Amount | None) -> list[float]:
        """Return the days, or the share, of one stream in each run."""
        drawn = self.draws(stream, points)
        if times is None:
            return drawn
        driver = times.driver.id
        if driver not in self.amounts:
            self.amounts[driver] = self.draws(f"amount:{driver}", times.points)
        return [one * many for one, many in zip(drawn, self.amounts[driver], strict=True)]

    def draws(self, name: str, points: Three) -> list[float]:
        """Return one draw a run from three points."""
        if points.low == points.high:
            return [points.low] * self.runs
        table = quantiles(points)
        return [table[place] for place in places(name, self.runs, self.mix, self.seed)]


@lru_cache(maxsize=1024)
def places(name: str, runs: int, mix: float, seed: int) -> Sequence[int]:
    """Return where on the grid a stream lies in each run: the same whatever is drawn, so it is worked out once."""
    draw = Random(f"{seed}:{name}").random
    shared_with_all = common(runs, seed)
    return array("H", (shared if draw() < mix else int(draw() * GRID) for shared in shared_with_all))


@lru_cache(maxsize=8)
def common(runs: int, seed: int) -> Sequence[int]:
    """Return where on the grid each run lies for everything that shares its luck."""
    draw = Random(f"{seed}").random
    return array("H", (int(draw() * GRID) for _ in range(runs)))


@lru_cache(maxsize=1024)
def quantiles(points: Three) -> tuple[float, ...]:
    """Return the values of the distribution over three points at the middles of a grid of probabilities."""
    low, likely, high = points
    return tuple(
        likely - (likely - low) * max(0.0, 1 - 3 * p) + (high - likely) * max(0.0, 3 * p - 2)
        for p in ((place + 0.5) / GRID for place in range(GRID))
    )


def added(one: list[float], other: list[float]) -> list[float]:
    return [a + b for a, b in zip(one, other, strict=True)]


def total(lists: Iterable[list[float]], nothing: list[float]) -> list[float]:
    """Return the sums over some lists, run by run."""
    found = nothing
    for one in lists:
        found = added(found, one)
    return found


def level(values: Iterable[float], percent: float) -> float:
    """Return the value that so many per cent of the runs do not exceed."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(len(ranked) * percent / 100))]
