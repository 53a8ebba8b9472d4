"""What a plan says, in ids and numbers that outlive it: small enough to be kept, enough to tell what changed."""

from collections.abc import Iterator, Mapping, Sequence

from advisor.estimate.estimating import Estimate
from advisor.estimate.money import Money
from advisor.estimate.schedule import Schedule
from advisor.what_if import OpenPoint

Facts = Mapping[str, Mapping[str, str]]
"""Topic -> what it is about -> what is said of it, in a language of no country."""

TOPICS = ("figures", "apps", "requirements", "dates", "amounts", "open_points")
FIRST, LATER = "first", "later"


def saying(
    estimate: Estimate,
    money: Money | None,
    calendar: Schedule | None,
    points: Sequence[OpenPoint],
    later: Sequence[str],
) -> Facts:
    """Return what a plan says; ``later`` holds the apps that are not part of the first project."""
    return {
        "figures": figures(estimate, money, calendar),
        "apps": {
            item.app.id: f"{item.priority} {LATER if item.app.id in later else FIRST}" for item in estimate.advice.apps
        },
        "requirements": {need.requirement.id: f"{need.priority} {need.fit}" for need in estimate.advice.needs},
        "dates": dict(dates(calendar)) if calendar else {},
        "amounts": dict(amounts(estimate)),
        "open_points": {point.question.id: "open" for point in points},
    }


def figures(estimate: Estimate, money: Money | None, calendar: Schedule | None) -> dict[str, str]:
    """Return the few numbers that a project is known by."""
    found = {"days": f"{estimate.days:g}", "own_days": f"{estimate.own_days:g}"}
    if calendar:
        found["weeks"] = f"{calendar.weeks}"
    if money and money.services:
        for name, price in (("price", money.services.price), ("contingency", money.services.contingency)):
            found[name] = f"{price.currency} {price.cents}"
    return found


def dates(calendar: Schedule) -> Iterator[tuple[str, str]]:
    """Yield when each deliverable is accepted: as a date, or counted in working days where no start is known."""
    for item in calendar.milestones:
        yield f"{item.wave} {item.phase.id}", item.date.isoformat() if item.date else f"{item.day}"


def amounts(estimate: Estimate) -> Iterator[tuple[str, str]]:
    """Yield how much there is of what moves the work, and whether it is assumed."""
    for key, amount in estimate.amounts.items():
        if amount.points.high:
            numbers = " ".join(f"{point:g}" for point in amount.points)
            yield key, f"{'assumed' if amount.assumed else 'counted'} {numbers}"
