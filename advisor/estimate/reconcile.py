"""A first project within a budget and by a day: what to keep so that most requirements are met, and what is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.advice import Advice, Need
from advisor.business import Activity
from advisor.estimate.choice import Choice, choice_of, too_tight, ways_to_meet
from advisor.estimate.cut import Cut, LeftOut, Spending, Timing
from advisor.estimate.cutting import Limit, Things, best_cut, soonest_to_reach
from advisor.estimate.estimating import Estimate
from advisor.estimate.services import EVERY_PROJECT
from advisor.estimate.timeline import latest_start
from advisor.schema import PRIORITIES


def reconcile(
    estimate: Estimate, budget: Decimal | None = None, deadline: date | None = None, start: date | None = None
) -> Cut:
    """Return the best cut of a first project within a budget, in the engagement's currency, and live by a deadline.

    First as many musts as possible are met, then shoulds, then coulds, then the price is as low as possible; the search
    is exact. The budget stands against the expected price of the services; contingency, subscription and hosting come
    on top. The deadline stands against the last go-live; what stays keeps its wave. Work that every project takes stays
    whole. Raises UserError for a budget without rates, a deadline without a start, and limits that no app keeps.
    """
    choice = choice_of(estimate, budget, deadline, start)
    limits = list(choice.limits())
    fits = all(limit.holds(choice.every) for limit in limits)
    kept = choice.every if fits else best_cut(choice.scope, limits)
    if not kept:
        raise too_tight(choice)
    return cut_of(choice, kept)


def cut_of(choice: Choice, kept: Things) -> Cut:
    """Return a cut with what is lost by it."""
    advice = choice.estimate.advice
    met = [need for need in advice.needs if any(way in choice.every for way in ways_to_meet(need))]
    lost = [need for need in met if not kept.intersection(ways_to_meet(need))]
    lost.sort(key=lambda need: (PRIORITIES.index(need.priority), need.requirement.id))
    musts = [need.requirement.id for need in met if need.priority == "must"]
    return Cut(
        kept=tuple(advice.pack.apps[key] for key in choice.keys if key in kept),
        left_out=tuple(left_out(choice, kept, lost)),
        lost=tuple(lost),
        activities=tuple(weakened(advice, lost)),
        spending=spending(choice, kept, musts),
        timing=timing(choice, kept, musts),
    )


def left_out(choice: Choice, kept: Things, lost: Sequence[Need]) -> Iterator[LeftOut]:
    """Yield the advised apps that a cut leaves out, the strongest first."""
    for item in choice.estimate.advice.apps:
        key = item.app.id
        if key in choice.every - kept:
            more = choice.scope.needs[key] - kept
            yield LeftOut(
                app=item.app,
                needs=tuple(need for need in lost if key in ways_to_meet(need)),
                price=choice.price(more) if choice.currency else None,
                live=choice.times.live(kept | more) if choice.times else None,
            )


def weakened(advice: Advice, lost: Sequence[Need]) -> Iterator[tuple[Activity, tuple[Need, ...]]]:
    """Yield the activities that miss a requirement by a cut."""
    for active in advice.activities:
        missing = tuple(need for need in lost if active.activity.id in need.activities)
        if missing:
            yield active.activity, missing


def spending(choice: Choice, kept: Things, musts: Sequence[str]) -> Spending | None:
    """Return what a cut costs, or None without rates."""
    if not choice.currency:
        return None
    worth = dict.fromkeys(choice.scope.worth, 0) | dict.fromkeys(musts, 1)
    least = best_cut(replace(choice.scope, worth=worth), [Limit(choice.scope.cost, choice.scope.cost_of(choice.every))])
    return Spending(
        budget=choice.budget,
        price=choice.price(kept),
        base=choice.price(frozenset({EVERY_PROJECT})),
        whole=choice.price(choice.every),
        every_must=choice.price(least),
    )


def timing(choice: Choice, kept: Things, musts: Sequence[str]) -> Timing | None:
    """Return when a cut is live, or None without a deadline."""
    times = choice.times
    if times is None:
        return None
    least = soonest_to_reach(choice.scope, musts, times.soonest, times.live) | {EVERY_PROJECT}
    return Timing(
        deadline=times.deadline,
        live=times.live(kept),
        whole=times.live(choice.every),
        every_must=times.live(least),
        start_for_musts=latest_start(times, least),
        start_for_all=latest_start(times, choice.every),
    )
