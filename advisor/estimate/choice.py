"""What a cut chooses from and has to keep to: apps with what they cost, take, need and meet, within limits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from advisor.advice import Advice, Need
from advisor.coverage import Option, with_what_they_need
from advisor.errors import UserError, fail
from advisor.estimate.cutting import Limit, Scope, Things
from advisor.estimate.estimating import Estimate, scope
from advisor.estimate.pieces import pieces
from advisor.estimate.services import EVERY_PROJECT, currency_of, prices, unpriced
from advisor.estimate.sums import Sum, sum_of
from advisor.estimate.timeline import FINE, Timeline, latest_start, timeline
from advisor.schema import PRIORITIES


@dataclass(frozen=True)
class Choice:
    """The apps of a first project to choose from, and the limits; costs are prices in hundredths, or days."""

    estimate: Estimate
    keys: tuple[str, ...]  # ids of apps, in the order they go live, prerequisites included
    scope: Scope
    currency: str  # empty without rates
    budget: Sum | None
    times: Timeline | None  # None without a deadline

    @property
    def every(self) -> Things:
        """The whole first project."""
        return frozenset(self.scope.cost)

    def price(self, things: Things) -> Sum:
        """Return what some things cost; there are rates."""
        return Sum(self.currency, self.scope.cost_of(things))

    def limits(self) -> Iterator[Limit]:
        """Yield what has to be kept to."""
        if self.budget is not None:
            yield Limit(self.scope.cost, self.budget.cents)
        times = self.times
        if times is not None:
            yield Limit(
                amounts=times.least_days(),
                ceiling=times.days * FINE,
                may_fit=lambda kept: times.soonest(kept) <= times.deadline,
                fits=lambda kept: times.live(kept) <= times.deadline,
            )


def choice_of(estimate: Estimate, budget: Decimal | None, deadline: date | None, start: date | None) -> Choice:
    """Return what a budget and a deadline leave to choose. Raises UserError for limits that cannot be worked with."""
    advice, currency = estimate.advice, currency_of(estimate.advice)
    keys = scope(estimate.stops)
    if not keys:
        option = "--deadline" if budget is None else "--budget"
        raise fail(option, "there is no first project to cut: no app is advised as a must or a should")
    times = timeline(estimate, checked_start(deadline, start), deadline) if deadline else None
    if budget is not None or (currency and not unpriced(advice, estimate.packages)):
        ceiling = sum_of(budget, currency) if budget is not None else None
        return Choice(estimate, keys, scope_of(advice, keys, prices(estimate, keys)), currency, ceiling, times)
    days = {key: round(some * FINE) for key, some in pieces(estimate).days.items()}
    return Choice(estimate, keys, scope_of(advice, keys, days), "", None, times)


def scope_of(advice: Advice, keys: Sequence[str], cost: Mapping[str, int]) -> Scope:
    """Return apps as things to choose from, with what each needs and meets."""
    needs = {key: with_what_they_need(advice.pack, [key], advice.series) & {*keys} for key in keys}
    ways = {need.requirement.id: set(ways_to_meet(need)) for need in advice.needs}
    return Scope(
        cost=cost,
        needs={key: frozenset({*needs.get(key, ()), EVERY_PROJECT}) for key in (EVERY_PROJECT, *keys)},
        serves={key: frozenset(name for name, apps in ways.items() if key in apps) for key in (EVERY_PROJECT, *keys)},
        worth=worths(advice.needs),
    )


def checked_start(deadline: date, start: date | None) -> date:
    """Return a start. Raises UserError when there is none before a deadline."""
    if start is None:
        raise fail("--deadline", "needs a start; give --start YYYY-MM-DD")
    if deadline <= start:
        raise fail("--deadline", f"{deadline} is not after the start, {start}; give a later day")
    return start


def ways_to_meet(need: Need) -> Iterator[str]:
    """Yield the advised apps that meet a need as well as the one taken for it does."""
    return (way.app for way in good_ways(need))


def good_ways(need: Need) -> Iterator[Option]:
    """Yield the ways of advised apps to meet a need that are as good as the one taken for it, which comes first."""
    return (way for way in need.met_by if way.fit == "full" or need.met_by[0].fit == "partial")


def worths(needs: Sequence[Need]) -> Mapping[str, int]:
    """Return what each need is worth, so that one of a stronger priority outweighs all the weaker ones together."""
    worth, found = 1, {}
    for priority in reversed(PRIORITIES):
        equal = [need.requirement.id for need in needs if need.priority == priority]
        found.update(dict.fromkeys(equal, worth))
        worth *= len(equal) + 1
    return found


def too_tight(choice: Choice) -> UserError:
    """Return the error for limits that no app keeps, with what would make the smallest project possible."""
    alone = {key: choice.scope.needs[key] for key, ends in sorted(choice.scope.serves.items()) if ends}
    costs = {key: choice.scope.cost_of(some) for key, some in alone.items()}
    times = choice.times
    if times is None or (choice.budget is not None and min(costs.values()) > choice.budget.cents):
        return too_little(choice, min(costs, key=lambda key: costs[key]))
    live = {key: times.live(some) for key, some in alone.items()}
    in_time = [key for key in alone if live[key] <= times.deadline]
    if not in_time:
        return too_early(choice, times, min(live, key=lambda key: live[key]))
    app = min(in_time, key=lambda key: costs[key])
    return fail(
        "--budget",
        f"{choice.budget} is too little for any app that can be live by {times.deadline}; {choice.price(alone[app])} "
        f"make {name_of(choice, app)} alone possible",
    )


def too_little(choice: Choice, app: str) -> UserError:
    """Return the error for a budget that no app fits; one app is the cheapest."""
    base, least = choice.price(frozenset({EVERY_PROJECT})), choice.price(choice.scope.needs[app])
    return fail(
        "--budget",
        f"{choice.budget} is too little for any app: {base} go into work that every project takes; {least} make "
        f"{name_of(choice, app)} alone possible",
    )


def too_early(choice: Choice, times: Timeline, app: str) -> UserError:
    """Return the error for a deadline that no app keeps; one app is the quickest."""
    kept = choice.scope.needs[app]
    earlier, start = latest_start(times, kept), times.frame.days.start
    still_to_come = start is not None and start - earlier <= PLANNED_AHEAD
    return fail(
        "--deadline",
        f"nothing can be live by {times.deadline}: {name_of(choice, app)} alone, the quickest, needs until "
        f"{times.live(kept)}; give that day or a later one"
        + (f", or a start by {earlier} if that is still to come" if still_to_come else ""),
    )


PLANNED_AHEAD = timedelta(days=365)
"""How much earlier a start may be proposed: nobody plans so far ahead that a still earlier one is to come."""


def name_of(choice: Choice, app: str) -> str:
    """Return the name of an app."""
    return choice.estimate.advice.pack.apps[app].name
