"""Ways of going live compared: all at once, in waves, or one site first; on duration, load and risk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from advisor.conditions import Truth, holds
from advisor.estimate.effort import Line, expected, lines, rounded
from advisor.estimate.estimating import Estimate, by_the_partner, whole_of
from advisor.estimate.phasing import GO_LIVE
from advisor.estimate.schedule import schedule
from advisor.estimate.waves import Wave, app_days, waves
from advisor.estimate.workdays import WEEK
from advisor.estimates import Rollout
from advisor.language import say, say_many

BIG_BANG, PHASED, PILOT = "big_bang", "phased", "pilot"
WEEKS_A_MONTH = 4.33


@dataclass(frozen=True, slots=True)
class Option:
    """One way of going live, and what it means for this company."""

    rollout: Rollout
    waves: int
    weeks: int
    load: float  # person-days of both sides in the heaviest wave
    apps: int  # most apps that change over on one day
    users: int  # most users who change over on one day, all sites taken as equally large
    months_side_by_side: float  # between the first go-live and the last
    proposed: bool
    argument: str


def compare_rollouts(estimate: Estimate) -> tuple[Option, ...]:
    """Return the ways of going live that are possible, the proposed one first."""
    found = [option(estimate, rollout) for rollout in possible(estimate)]
    chosen = proposal(estimate)
    marked = [replace(one, proposed=one.rollout.id == chosen, argument=argue(one, chosen)) for one in found]
    return tuple(sorted(marked, key=lambda one: (not one.proposed, one.rollout.order)))


def possible(estimate: Estimate) -> Iterator[Rollout]:
    """Yield the ways that make a difference here: waves only where there are several, a pilot where sites are."""
    advice = estimate.advice
    senseless = {PHASED: len(estimate.waves) < 2, PILOT: not weight_of_other_sites(estimate)}
    for rollout in advice.pack.rollouts.values():
        if holds(rollout.when, advice.known) is Truth.YES and not senseless.get(rollout.id):
            yield rollout


def proposal(estimate: Estimate) -> str:
    """Return the id of the proposed way: big bang where one wave is enough, else the first that fits the answers."""
    found = sorted(possible(estimate), key=lambda rollout: rollout.order)
    if len(estimate.waves) == 1 and not any(rollout.id == PILOT for rollout in found):
        return BIG_BANG
    return found[0].id


def option(estimate: Estimate, rollout: Rollout) -> Option:
    """Return what one way of going live means."""
    other = laid_out_as(estimate, rollout.id)
    calendar = schedule(other)
    live = [item.day for item in calendar.milestones if item.phase.id == GO_LIVE]
    load = max(sum(line.days for line in all_lines(other) if line.wave == wave.number) for wave in other.waves)
    return Option(
        rollout=rollout,
        waves=len(other.waves),
        weeks=calendar.weeks,
        load=load,
        apps=max(len(other.stops if wave.other_sites else wave.apps) for wave in other.waves),
        users=users_a_day(estimate, rollout.id),
        months_side_by_side=round((max(live) - min(live)) / WEEK / WEEKS_A_MONTH, 1) if live else 0.0,
        proposed=False,
        argument="",
    )


def all_lines(estimate: Estimate) -> tuple[Line, ...]:
    return *estimate.lines, *estimate.own_lines


def laid_out_as(estimate: Estimate, way: str) -> Estimate:
    """Return an estimate with the same work in the waves of another way of going live."""
    if way == PHASED:
        return estimate
    found: Sequence[Wave] = estimate.waves
    if way == BIG_BANG:
        days = app_days(estimate.packages)
        found = waves(estimate.stops, days, whole_of(estimate.advice, estimate.packages), float("inf"))
    if way == PILOT:
        part = weight_of_other_sites(estimate)
        found = (*found, Wave(len(found) + 1, (), (), part, other_sites=True, name=say("The other sites")))
    per_wave = {key: phase.per_wave for key, phase in estimate.advice.pack.phases.items()}
    exact = lines(estimate.packages, found, per_wave)
    return replace(
        estimate,
        waves=tuple(found),
        exact=exact,
        lines=rounded(by_the_partner(exact)),
        own_lines=rounded([line for line in exact if not line.package.by_partner]),
    )


def weight_of_other_sites(estimate: Estimate) -> float:
    """Return the work at the other sites as a share of the work on apps; 0 where there is one site."""
    days = expected(estimate.packages)
    there = sum(days[package.id] for package in estimate.packages if package.work.other_sites)
    return there / (sum(app_days(estimate.packages).values()) or 1.0)


def users_a_day(estimate: Estimate, way: str) -> int:
    """Return how many users change over on one day; with a pilot site, those of one site."""
    sites = estimate.amounts["sites"]
    places = sites.points.mean + sites.driver.included if way == PILOT else 1
    return ceil(estimate.amounts["users"].points.mean / places)


def argue(one: Option, chosen: str) -> str:
    """Return what speaks for or against one way, with its figures."""
    figures = say(
        "{weeks}; at most {apps} and about {users} change over on one day; {months} months with two systems side by "
        "side.",
        weeks=say_many("{number} week", "{number} weeks", one.weeks),
        apps=say_many("{number} app", "{number} apps", one.apps),
        users=say_many("{number} user", "{number} users", one.users),
        months=one.months_side_by_side,
    )
    return f"{one.rollout.reason if one.rollout.id == chosen else one.rollout.against} {figures}"
