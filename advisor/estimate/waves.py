"""Waves: which apps go live together, none before an app it requires, filled up to a limit of load."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from advisor.estimate.packages import Package
from advisor.going_live import Stop


@dataclass(frozen=True, slots=True)
class Wave:
    """Apps that go live together. ``scope`` also holds the prerequisites that come with them."""

    number: int
    apps: tuple[str, ...]
    scope: tuple[str, ...]
    weight: float  # share of the work on apps
    other_sites: bool = False
    name: str = ""


class Whole(NamedTuple):
    """The partner's person-days that waves share by their apps, and those that are done once, with the first wave."""

    shared: float
    once: float


def waves(order: Sequence[Stop], days: Mapping[str, float], whole: Whole, limit: float) -> tuple[Wave, ...]:
    """Return the waves for apps in the order they go live, filled one after the other up to a limit of person-days.

    ``days`` are the expected days of each app, prerequisites included: an app counts with its part of the work that
    falls on all waves. Work that is done once counts for the first wave. Because each app stands after what it
    requires, so does each wave. An app that is over the limit alone has a wave to itself.
    """
    found: list[Wave] = []
    filled = 0.0
    for stop, weight, load in loads(order, days, whole):
        key, scope = stop.item.app.id, (*stop.brings, stop.item.app.id)
        last = found[-1] if found else None
        if last and filled + load <= limit:
            found[-1] = replace(last, apps=(*last.apps, key), scope=(*last.scope, *scope), weight=last.weight + weight)
            filled += load
        else:
            found.append(Wave(len(found) + 1, (key,), scope, weight))
            filled = load
    return tuple(found)


def loads(order: Sequence[Stop], days: Mapping[str, float], whole: Whole) -> Iterator[tuple[Stop, float, float]]:
    """Yield each app with its share of the work on all apps, its prerequisites included, and the person-days it brings.

    What is done once comes with the first.
    """
    total = sum(days.values()) or 1.0
    for number, stop in enumerate(order):
        weight = sum(days[key] for key in (*stop.brings, stop.item.app.id)) / total
        yield stop, weight, weight * whole.shared + (0.0 if number else whole.once)


def heaviest(order: Sequence[Stop], days: Mapping[str, float], whole: Whole) -> tuple[str, float]:
    """Return the name of the app that brings most, and its person-days, prerequisites included."""
    counted = [(load, stop) for stop, _, load in loads(order, days, whole)]
    load, stop = max(counted, key=lambda one: one[0], default=(0.0, None))
    return stop.item.app.name if stop else "", load


def app_days(packages: Sequence[Package]) -> Mapping[str, float]:
    """Return the expected days of work on each app."""
    found: dict[str, float] = {}
    for package in packages:
        if package.app is not None and package.work.basis != "open":
            found[package.app.id] = found.get(package.app.id, 0.0) + package.mean
    return found
