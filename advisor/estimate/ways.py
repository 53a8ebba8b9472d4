"""How a first project is laid out: its waves by a way of going live, and the days of its packages in them."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from advisor.advice import Advice
from advisor.conditions import Truth, holds
from advisor.estimate.effort import Line, expected, lines, partner_days
from advisor.estimate.packages import Package
from advisor.estimate.waves import Wave, Whole, app_days, heaviest, waves
from advisor.estimates import Rollout
from advisor.going_live import Stop
from advisor.language import say
from advisor.terms import PARTNER

BIG_BANG, PHASED, PILOT = "big_bang", "phased", "pilot"


class Layout(NamedTuple):
    """A way of going live, its waves, and the exact days of every package in them."""

    way: str
    waves: tuple[Wave, ...]
    lines: tuple[Line, ...]


def layout(advice: Advice, order: Sequence[Stop], found: Sequence[Package], way: str = "") -> Layout:
    """Return a first project laid out by a way of going live, without one by the way that the answers argue for.

    Raises UserError when a limit of load fits nothing.
    """
    chosen = way or argued_for(advice, found)
    in_waves = WAYS.get(chosen, limited)(advice, order, found)
    per_wave = {key: phase.per_wave for key, phase in advice.pack.phases.items()}
    alone = not way and chosen != PILOT and len(in_waves) < 2
    return Layout(BIG_BANG if alone else chosen, in_waves, lines(found, in_waves, per_wave))


def limited(advice: Advice, order: Sequence[Stop], found: Sequence[Package]) -> tuple[Wave, ...]:
    """Return waves filled one after the other up to the limit of load."""
    days, whole = app_days(found), whole_of(advice, found)
    return waves(order, days, whole, load_limit(advice, heaviest(order, days, whole)))


def all_at_once(advice: Advice, order: Sequence[Stop], found: Sequence[Package]) -> tuple[Wave, ...]:
    """Return one wave with every app."""
    return waves(order, app_days(found), whole_of(advice, found), float("inf"))


def pilot(advice: Advice, order: Sequence[Stop], found: Sequence[Package]) -> tuple[Wave, ...]:
    """Return the waves of a pilot site, and after them those in which the other sites follow with every app.

    The work at the other sites is no load of the pilot's waves; it takes as many waves of its own as the limit asks.
    """
    part, (shared, once) = weight_of_other_sites(found), whole_of(advice, found)
    days = app_days([package for package in found if not package.work.other_sites])
    whole = Whole(shared / (1 + part), once)
    limit = load_limit(advice, heaviest(order, days, whole))
    first = waves(order, days, whole, limit)
    steps = max(1, ceil(shared * part / (1 + part) / limit))
    others = (
        Wave(len(first) + number, (), (), part / steps, other_sites=True, name=name_of(number, steps))
        for number in range(1, steps + 1)
    )
    return (*first, *others)


WAYS: Mapping[str, Callable[[Advice, Sequence[Stop], Sequence[Package]], tuple[Wave, ...]]] = {
    BIG_BANG: all_at_once,
    PHASED: limited,
    PILOT: pilot,
}
"""The waves of each way of going live; another one that terms add goes live as the phased one does."""


def name_of(number: int, steps: int) -> str:
    """Return the name of one of the waves in which the other sites follow."""
    if steps == 1:
        return say("The other sites")
    return say("Other sites, {number} of {steps}", number=number, steps=steps)


def possible(advice: Advice, found: Sequence[Package]) -> list[Rollout]:
    """Return the ways that the answers do not rule out, in their order; a pilot only where there are several sites."""
    ways = [rollout for rollout in advice.pack.rollouts.values() if holds(rollout.when, advice.known) is Truth.YES]
    several = weight_of_other_sites(found) > 0
    return sorted((rollout for rollout in ways if rollout.id != PILOT or several), key=lambda rollout: rollout.order)


def argued_for(advice: Advice, found: Sequence[Package]) -> str:
    """Return the id of the way that the answers argue for where one wave is not enough."""
    return possible(advice, found)[0].id


def weight_of_other_sites(found: Sequence[Package]) -> float:
    """Return the work at the other sites as a share of the work on apps at the first one; 0 where there is one site."""
    days = expected(found)
    there = sum(days[package.id] for package in found if package.work.other_sites)
    here = app_days([package for package in found if not package.work.other_sites])
    return there / (sum(here.values()) or 1.0)


def whole_of(advice: Advice, found: Sequence[Package]) -> Whole:
    """Return the partner's expected days that waves share, and those that are done once; leading follows both."""
    days, phases = expected(found), advice.pack.phases
    own = [item for item in found if item.by_partner]
    once = sum(
        days[item.id] for item in own if item.app is None and item.work.phase and not phases[item.work.phase].per_wave
    )
    leading = sum(days[item.id] for item in own if not item.work.phase)
    every = partner_days(found)
    ahead = once * every / (every - leading) if once else 0.0
    return Whole(every - ahead, ahead)


def load_limit(advice: Advice, least: float) -> float:
    """Return how much may go live in one wave. The usual limit gives way to the heaviest app, a partner's does not."""
    limit = advice.pack.settings["load_limit"]
    return limit.value if PARTNER in limit.source else max(limit.value, ceil(least))
