"""A first project within a budget: what to keep so that most requirements are met, and what is then lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.advice import Advice, Need
from advisor.business import Activity
from advisor.coverage import with_what_they_need
from advisor.errors import UserError, fail
from advisor.estimate.cutting import Scope, best_cut
from advisor.estimate.estimating import scope
from advisor.estimate.services import EVERY_PROJECT, currency_of, prices
from advisor.estimate.sums import Sum, sum_of
from advisor.going_live import stops
from advisor.language import say, say_many
from advisor.offer import App
from advisor.schema import PRIORITIES
from advisor.words import few, joined, quoted


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An app that does not fit into a budget."""

    app: App
    needs: tuple[Need, ...]  # what nothing meets without it and the other apps left out
    price: Sum  # of keeping it as well, with what it requires


@dataclass(frozen=True, slots=True)
class Cut:
    """The best first project within a budget for the services, their expected price without contingency."""

    budget: Sum
    price: Sum
    whole: Sum  # of the first project as it was advised
    kept: tuple[str, ...]  # ids of apps, in the order they go live, prerequisites included
    left_out: tuple[LeftOut, ...]
    lost: tuple[Need, ...]  # what the whole first project meets and the cut does not, musts first
    activities: tuple[tuple[Activity, tuple[Need, ...]], ...]  # what loses support, and what it misses
    every_must: Sum  # the least that meets every must which the whole first project meets

    @property
    def lost_musts(self) -> tuple[Need, ...]:
        """The musts that cannot be kept within the budget."""
        return tuple(need for need in self.lost if need.priority == "must")

    @property
    def words(self) -> tuple[str, ...]:
        """The cut in sentences."""
        return tuple(sentences(self))


def reconcile(advice: Advice, budget: Decimal) -> Cut:
    """Return the best cut of the first project within a budget, in units of the engagement's currency.

    First as many musts as possible are met, then shoulds, then coulds, then the price is as low as possible; the search
    is exact. The budget stands against the expected price of the services; contingency, subscription and hosting come
    on top. Work that every project takes stays whole. Raises UserError without rates, and for a budget too small.
    """
    keys = scope([stop for stop in stops(advice) if stop.first])
    if not keys:
        raise fail("--budget", "there is no first project to cut: no app is advised as a must or a should")
    problem = problem_of(advice, keys)
    ceiling = sum_of(budget, currency_of(advice))
    every = frozenset(problem.cost)
    kept = every if problem.cost_of(every) <= ceiling.cents else best_cut(problem, ceiling.cents)
    if not kept:
        raise too_little(advice, problem, ceiling)
    return cut_of(advice, problem, tuple(key for key in keys if key in kept), ceiling)


def problem_of(advice: Advice, keys: Sequence[str]) -> Scope:
    """Return the choice that a budget leaves: the apps of the first project, and what each costs, needs and meets."""
    ways = {need.requirement.id: set(ways_to_meet(need)) for need in advice.needs}
    needs = {key: with_what_they_need(advice.pack, [key], advice.series) & {*keys} for key in keys}
    return Scope(
        cost=prices(advice, keys),
        needs={EVERY_PROJECT: frozenset({EVERY_PROJECT})}
        | {key: frozenset({*needs[key], EVERY_PROJECT}) for key in keys},
        serves={key: frozenset(name for name, apps in ways.items() if key in apps) for key in (EVERY_PROJECT, *keys)},
        worth=worths(advice.needs),
    )


def ways_to_meet(need: Need) -> Iterator[str]:
    """Yield the advised apps that meet a need as well as the one taken for it does."""
    for way in need.met_by:
        if way.fit == "full" or need.met_by[0].fit == "partial":
            yield way.app


def worths(needs: Sequence[Need]) -> Mapping[str, int]:
    """Return what each need is worth, so that one of a stronger priority outweighs all the weaker ones together."""
    worth, found = 1, {}
    for priority in reversed(PRIORITIES):
        equal = [need.requirement.id for need in needs if need.priority == priority]
        found.update(dict.fromkeys(equal, worth))
        worth *= len(equal) + 1
    return found


def too_little(advice: Advice, problem: Scope, ceiling: Sum) -> UserError:
    """Return the error for a budget that no app fits."""
    useful = (key for key, ends in problem.serves.items() if ends)
    cheapest = min(useful, key=lambda key: (problem.cost_of(problem.needs[key]), key))
    least = Sum(ceiling.currency, problem.cost_of(problem.needs[cheapest]))
    base = Sum(ceiling.currency, problem.cost[EVERY_PROJECT])
    return fail(
        "--budget",
        f"{ceiling} is too little for any app: {base} go into work that every project takes; {least} make "
        f"{advice.pack.apps[cheapest].name} alone possible",
    )


def cut_of(advice: Advice, problem: Scope, kept: tuple[str, ...], ceiling: Sum) -> Cut:
    """Return a cut with what is lost by it."""
    currency, every = ceiling.currency, frozenset(problem.cost)
    stays = frozenset({*kept, EVERY_PROJECT})
    met = [need for need in advice.needs if any(way in problem.cost for way in ways_to_meet(need))]
    lost = [need for need in met if not stays.intersection(ways_to_meet(need))]
    lost.sort(key=lambda need: (PRIORITIES.index(need.priority), need.requirement.id))
    musts = {need.requirement.id: int(need.priority == "must") for need in advice.needs}
    least = best_cut(replace(problem, worth=musts), problem.cost_of(every))
    return Cut(
        budget=ceiling,
        price=Sum(currency, problem.cost_of(stays)),
        whole=Sum(currency, problem.cost_of(every)),
        kept=kept,
        left_out=tuple(left_out(advice, problem, stays, lost, currency)),
        lost=tuple(lost),
        activities=tuple(weakened(advice, lost)),
        every_must=Sum(currency, problem.cost_of(least)),
    )


def left_out(
    advice: Advice, problem: Scope, stays: frozenset[str], lost: Sequence[Need], currency: str
) -> Iterator[LeftOut]:
    """Yield the advised apps that a cut leaves out, the strongest first."""
    for item in advice.apps:
        key = item.app.id
        if key in problem.cost and key not in stays:
            price = Sum(currency, problem.cost_of(problem.needs[key] - stays))
            yield LeftOut(item.app, tuple(need for need in lost if key in ways_to_meet(need)), price)


def weakened(advice: Advice, lost: Sequence[Need]) -> Iterator[tuple[Activity, tuple[Need, ...]]]:
    """Yield the activities that miss a requirement by a cut."""
    for active in advice.activities:
        missing = tuple(need for need in lost if active.activity.id in need.activities)
        if missing:
            yield active.activity, missing


def sentences(cut: Cut) -> Iterator[str]:
    """Yield a cut in sentences."""
    if not cut.left_out:
        yield say(
            "{budget} pay for the whole first project; its services are expected to cost {price}.",
            budget=cut.budget,
            price=cut.price,
        )
    else:
        apps = joined(item.app.name for item in cut.left_out)
        yield say(
            "Within {budget} the services are expected to cost {price}. Left out: {apps}.",
            budget=cut.budget,
            price=cut.price,
            apps=apps,
        )
        requirements = say_many("{number} requirement", "{number} requirements", len(cut.lost))
        activities = say_many("{number} activity", "{number} activities", len(cut.activities))
        yield say("Without support: {requirements} in {activities}.", requirements=requirements, activities=activities)
        yield say("Keeping everything costs {price} more.", price=cut.whole - cut.price)
    if cut.lost_musts:
        names = joined(few([quoted(need.requirement.name) for need in cut.lost_musts]))
        yield say(
            "These musts cannot be kept within the budget: {requirements}. {price} keep every must.",
            requirements=names,
            price=cut.every_must,
        )
    else:
        yield say("Every must that the first project meets is kept.")
    yield say("Contingency, subscription and hosting are not part of this budget.")
