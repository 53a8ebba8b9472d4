"""Ways of going live compared: all at once, in waves, or one site first; on duration, load and risk."""

from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from advisor.errors import UserError
from advisor.estimate.effort import by_the_partner, rounded
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.phasing import GO_LIVE
from advisor.estimate.schedule import schedule
from advisor.estimate.waves import Wave
from advisor.estimate.ways import LOAD_LIMIT, PHASED, PILOT, heaviest_app, layout, possible
from advisor.estimate.workdays import WEEK
from advisor.estimates import Rollout
from advisor.language import say, say_many

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


def compare_rollouts(estimate: Estimate, start: date | None = None) -> tuple[Option, ...]:
    """Return the ways of going live that are possible, the proposed one first, from a start on."""
    ways = possible(estimate.advice, estimate.packages)
    found = [option(estimate, rollout, start) for rollout in ways if makes_a_difference(estimate, rollout)]
    return tuple(sorted(found, key=lambda one: (not one.proposed, one.rollout.order)))


def makes_a_difference(estimate: Estimate, rollout: Rollout) -> bool:
    """Return whether a way is another one than all at once: waves are only where one does not hold every app."""
    if rollout.id != PHASED or estimate.way == PHASED:
        return True
    try:
        return len(layout(estimate.advice, estimate.stops, estimate.packages, PHASED).waves) > 1
    except UserError:  # the limit of load fits a pilot site and not all sites at once
        return False


def option(estimate: Estimate, rollout: Rollout, start: date | None) -> Option:
    """Return what one way of going live means."""
    other = laid_out_as(estimate, rollout.id)
    calendar = schedule(other, start)
    live = [item.day for item in calendar.milestones if item.phase.id == GO_LIVE]
    found = Option(
        rollout=rollout,
        waves=len(other.waves),
        weeks=calendar.weeks,
        load=max(days_in(other, wave) for wave in other.waves),
        apps=max(len(other.stops if wave.other_sites else wave.apps) for wave in other.waves),
        users=users_a_day(estimate, rollout.id),
        months_side_by_side=round((max(live) - min(live)) / WEEK / WEEKS_A_MONTH, 1) if live else 0.0,
        proposed=rollout.id == estimate.way,
        argument="",
    )
    return replace(found, argument=" ".join(filter(None, (argue(found), load_words(other)))))


def days_in(estimate: Estimate, wave: Wave) -> float:
    """Return the person-days of both sides in a wave."""
    return sum(line.days for line in (*estimate.lines, *estimate.own_lines) if line.wave == wave.number)


def laid_out_as(estimate: Estimate, way: str) -> Estimate:
    """Return an estimate with the same work in the waves of another way of going live."""
    if way == estimate.way:
        return estimate
    found = layout(estimate.advice, estimate.stops, estimate.packages, way)
    return replace(
        estimate,
        way=way,
        waves=found.waves,
        exact=found.lines,
        lines=rounded(by_the_partner(found.lines)),
        own_lines=rounded([line for line in found.lines if not line.package.by_partner]),
    )


def users_a_day(estimate: Estimate, way: str) -> int:
    """Return how many users change over on one day; with a pilot site, those of one site."""
    sites = estimate.amounts["sites"]
    places = sites.points.likely + sites.driver.included if way == PILOT else 1
    return ceil(estimate.amounts["users"].points.likely / places)


def argue(one: Option) -> str:
    """Return what speaks for or against one way, with its figures."""
    figures = say(
        "{weeks}; at most {apps} and about {users} change over on one day; {months} months with two systems side by "
        "side.",
        weeks=say_many("{number} week", "{number} weeks", one.weeks),
        apps=say_many("{number} app", "{number} apps", one.apps),
        users=say_many("{number} user", "{number} users", one.users),
        months=one.months_side_by_side,
    )
    return f"{one.rollout.reason if one.proposed else one.rollout.against} {figures}"


def load_words(estimate: Estimate) -> str:
    """Return whether waves keep to the usual limit of load, or which app alone is over it; of one wave nothing."""
    if len(estimate.waves) < 2:
        return ""
    limit = setting(estimate.advice, LOAD_LIMIT)
    most = max(sum(line.days for line in estimate.lines if line.wave == wave.number) for wave in estimate.waves)
    if most <= limit:
        return say("No wave takes more than {limit} person-days of the partner's.", limit=limit)
    name, _ = heaviest_app(estimate.advice, estimate.stops, estimate.packages, estimate.way)
    return say(
        "{app} alone takes more than the usual {limit} person-days in a wave; a wave here takes up to {most} of the "
        "partner's.",
        app=name,
        limit=limit,
        most=most,
    )
