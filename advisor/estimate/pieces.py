"""The work of a first project in pieces: what each app brings, and what every project takes whatever its apps are.

Method. An app brings its own packages and, in its wave, its part of the work that is a share of the whole. All else
stays where the plan has put it: in its wave, or, when every app of that wave is left out, in the next wave that stays,
and after the last one in that. So a project never grows by leaving something out, and nothing goes live later by it
as long as each wave has its roles for itself.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from advisor.estimate.effort import Line
from advisor.estimate.estimating import Estimate
from advisor.estimate.packages import Package
from advisor.estimate.phasing import Cell, Work, accompanies
from advisor.estimate.services import EVERY_PROJECT
from advisor.estimate.waves import app_days

Place = tuple[Cell, bool]  # wave, phase and role, and whether the work only accompanies that phase


@dataclass(frozen=True)
class Pieces:
    """The calendar's work by what brings it: apps by their ids, and ``EVERY_PROJECT``."""

    by_app: Mapping[str, Mapping[Place, float]]
    waves: Mapping[int, frozenset[str]]  # the advised apps of each wave

    def work(self, kept: Collection[str]) -> Work:
        """Return the work of the project with some of its apps; work for all of them goes to the waves that stay."""
        moved = self.moved(kept)
        own: dict[Cell, float] = defaultdict(float)
        beside: dict[Cell, float] = defaultdict(float)
        for key, places in self.by_app.items():
            if key in kept or key == EVERY_PROJECT:
                for ((wave, phase, role), aside), days in places.items():
                    (beside if aside else own)[moved[wave], phase, role] += days
        return Work(own, beside)

    def moved(self, kept: Collection[str]) -> Mapping[int, int]:
        """Return to which wave each wave of the plan belongs when only some apps are kept."""
        stay = [wave for wave, apps in self.waves.items() if not apps.isdisjoint(kept)] or list(self.waves)[:1]
        return {wave: next((other for other in stay if other >= wave), stay[-1]) for wave in self.waves}

    @cached_property
    def days(self) -> Mapping[str, float]:
        """The person-days of each piece."""
        return {key: sum(places.values()) for key, places in self.by_app.items()}


def pieces(estimate: Estimate) -> Pieces:
    """Return the work of an estimate in pieces; all together they are exactly its lines."""
    found: dict[str, dict[Place, float]] = {EVERY_PROJECT: defaultdict(float)}
    found.update((key, defaultdict(float)) for wave in estimate.waves for key in wave.scope)
    for line, parts in attributed(estimate):
        for key, days in parts.items():
            found[key][place_of(line)] += days
        found[EVERY_PROJECT][place_of(line)] += max(0.0, line.days - sum(parts.values()))
    everywhere = frozenset(stop.item.app.id for stop in estimate.stops)
    apps = {wave.number: everywhere if wave.other_sites else frozenset(wave.apps) for wave in estimate.waves}
    return Pieces(found, apps)


def place_of(line: Line) -> Place:
    """Return where the work of a line stands in a calendar."""
    return (line.wave, line.phase, line.package.role.id), accompanies(line.package)


def attributed(estimate: Estimate) -> Iterator[tuple[Line, Mapping[str, float]]]:
    """Yield each line with the days that apps bring of it; what follows all other work comes after it, and in parts."""
    cells: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)  # of the partner: by app, and "" for all
    brought = brought_by(estimate.packages)
    scopes = {wave.number: wave.scope for wave in estimate.waves}
    phases = estimate.advice.pack.phases
    for line in (line for line in estimate.exact if line.package.work.phase):
        keys = scopes[line.wave] if phases[line.phase].per_wave else brought
        parts = (
            part_of_a_share(line, {key: brought.get(key, 0.0) for key in keys})
            if line.package.is_share
            else own_part(line)
        )
        if line.package.by_partner:
            cells[line.wave, line.phase].update({"": line.days, **parts})
        yield line, parts
    for line in (line for line in estimate.exact if not line.package.work.phase):
        shares = dict(cells[line.wave, line.phase])
        whole = shares.pop("")
        yield line, {key: line.days * some / whole for key, some in shares.items()} if line.package.is_share else {}


def brought_by(packages: Iterable[Package]) -> Mapping[str, float]:
    """Return the days of the whole work that each app brings, its part of the shares included."""
    every = list(packages)
    taken = sum(package.mean for package in every if package.is_share and package.by_partner)
    return {key: days / (1 - taken) for key, days in app_days(every).items()}


def own_part(line: Line) -> Mapping[str, float]:
    """Return the work on an app as what it brings; what is provided for open points is brought by none."""
    package = line.package
    return {package.app.id: line.days} if package.app and package.work.basis != "open" else {}


def part_of_a_share(line: Line, brought: Mapping[str, float]) -> Mapping[str, float]:
    """Return how much some apps bring of a share of the whole, all together no more than there is."""
    mean = line.package.mean
    fitting = min(1.0, line.days / (mean * sum(brought.values()) or 1.0))
    return {key: mean * days * fitting for key, days in brought.items()}
