"""How a first project is laid out: its waves by a way of going live, and the days of its packages in them."""

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from advisor.advice import Advice
from advisor.conditions import Truth, holds
from advisor.errors import Place, fail
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
    limit = load_limit(advice, *heaviest_app(advice, order, found, PHASED))
    return waves(order, *counted(advice, found, PHASED), limit)


def all_at_once(advice: Advice, order: Sequence[Stop], found: Sequence[Package]) -> tuple[Wave, ...]:
    """Return one wave with every app."""
    return waves(order, app_days(found), whole_of(advice, found), float("inf"))


def pilot(advice: Advice, order: Sequence[Stop], found: Sequence[Package]) -> tuple[Wave, ...]:
    """Return the waves of a pilot site, and after them those in which the other sites follow with every app.

    The work at the other sites is no load of the pilot's waves; it takes as many waves of its own as the limit asks.
    """
    part, shared = weight_of_other_sites(found), whole_of(advice, found).shared
    limit = load_limit(advice, *heaviest_app(advice, order, found, PILOT))
    first = waves(order, *counted(advice, found, PILOT), limit)
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


def counted(advice: Advice, found: Sequence[Package], way: str) -> tuple[Mapping[str, float], Whole]:
    """Return what counts as load of a wave: the days of each app, and the whole; of a pilot site its own only."""
    whole = whole_of(advice, found)
    if way != PILOT:
        return app_days(found), whole
    own = app_days([package for package in found if not package.work.other_sites])
    return own, Whole(whole.shared / (1 + weight_of_other_sites(found)), whole.once)


def heaviest_app(advice: Advice, order: Sequence[Stop], found: Sequence[Package], way: str) -> tuple[str, float]:
    """Return the name of the app that brings most load to a wave, and its person-days."""
    return heaviest(order, *counted(advice, found, way))


def load_limit(advice: Advice, name: str, least: float) -> float:
    """Return how much may go live in one wave, given the heaviest app. The usual limit gives way to it.

    A partner's own limit does not. Raises UserError when it is too low, with the limit that would do.
    """
    limit = advice.pack.settings[LOAD_LIMIT]
    if PARTNER not in limit.source:
        return max(limit.value, ceil(least))
    if least > limit.value:
        raise fail(
            advice.pack.places["settings"].get(LOAD_LIMIT, Place(LOAD_LIMIT)),
            f"a {LOAD_LIMIT} of {limit.value:g} person-{'day' if limit.value == 1 else 'days'} in one wave is too few: "
            f"{name} alone takes {least:.1f}; "
            f"{ceil(least)} make it possible",
        )
    return limit.value


LOAD_LIMIT = "load_limit"
