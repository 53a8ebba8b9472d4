"""Work packages: app by kind of work, each with three points and what it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from advisor.advice import Advice, once_an_advice
from advisor.conditions import Truth, holds
from advisor.estimate.amounts import Amount, amounts
from advisor.estimates import ProjectRole, Work
from advisor.offer import App
from advisor.pack import Pack
from advisor.schema import Three


@dataclass(frozen=True, slots=True)
class Package:
    """One work package: three points of person-days, or for shares of the part of the project, times an amount."""

    id: str
    work: Work
    app: App | None
    points: Three
    times: Amount | None  # what the points are multiplied by
    rests_on: tuple[Amount, ...]  # every amount that moves it
    role: ProjectRole

    @property
    def mean(self) -> float:
        """The expected days, or the expected share."""
        return self.points.mean * (self.times.points.mean if self.times else 1)

    @property
    def by_partner(self) -> bool:
        """Whether the partner does it, and not the customer's own people."""
        return self.role.side == "partner"

    @property
    def is_share(self) -> bool:
        """Whether its days are a share of the partner's whole work."""
        return self.work.basis == "share"


def packages(advice: Advice, scope: tuple[str, ...], given: Mapping[str, Amount]) -> tuple[Package, ...]:
    """Return the work packages for some apps of an advice; none without work. Each id keeps its random stream."""
    depths = {key: depth(advice, key, given["users"]) for key in scope}
    made = (
        package
        for work in advice.pack.work.values()
        if holds(work.when, advice.known) is not Truth.NO
        for package in packages_of(advice, work, depths, given)
    )
    return tuple(package for package in made if package.mean > 0)


def depth(advice: Advice, key: str, users: Amount) -> Three:
    """Return the person-days of one app: workshop, configuration, trial and training of key users."""
    needed = {item.app.id for item in advice.prerequisites}
    pack = advice.pack
    tier = pack.efforts[key].tier
    if key in needed:
        tier = next((tier.id for tier in pack.tiers.values() if tier.prerequisite), tier)
    return Three(*(between(pack, tier, users.points[point])[point] for point in range(3)))


@lru_cache(maxsize=4096)
def between(pack: Pack, tier: str, users: float) -> Three:
    """Return a tier's days for a number of users, on straight lines between the sizes and flat beyond them."""
    sizes = sorted(pack.sizes.values(), key=lambda size: size.users)
    days = pack.tiers[tier].days
    for smaller, larger in pairwise(sizes):
        if users < larger.users:
            part = max(0.0, (users - smaller.users) / (larger.users - smaller.users))
            ends = zip(days[smaller.id], days[larger.id], strict=True)
            return Three(*(low + part * (high - low) for low, high in ends))
    return days[sizes[-1].id]


def packages_of(
    advice: Advice, work: Work, depths: Mapping[str, Three], given: Mapping[str, Amount]
) -> Iterator[Package]:
    """Yield the packages of one kind of work."""
    apps, role = advice.pack.apps, advice.pack.project_roles[work.role]
    times = given[work.driver] if work.driver else None
    moved_by = (times,) if times else ()
    points = work.amount
    if holds(work.when, advice.known) is Truth.UNKNOWN:
        points = Three(0, 0, points.high)
    if work.basis in ("each", "share"):
        yield Package(work.id, work, None, points, times, moved_by, role)
        return
    for key, days in (at_stake(advice, depths, given) if work.basis == "open" else depths).items():
        if not work.apps or key in work.apps:
            own = days.times(points)
            yield Package(f"{key}.{work.id}", work, apps[key], own, times, (given["users"], *moved_by), role)


def at_stake(advice: Advice, scope: Mapping[str, Three], given: Mapping[str, Amount]) -> dict[str, Three]:
    """Return the days of the apps that an open answer may still bring, beyond what is advised."""
    found = {key for point in advice.open_points for key in point.could_change}
    new = sorted(found - set(advice.app_keys) - scope.keys())
    return {key: depth(advice, key, given["users"]) for key in new}


@once_an_advice
def moving_questions(advice: Advice) -> frozenset[str]:
    """Return the sizing questions on which the work of an advice depends, all its apps taken."""
    found = packages(advice, advice.app_keys, amounts(advice))
    moved = {question for package in found for amount in package.rests_on for question in amount.driver.questions}
    return frozenset(moved)
