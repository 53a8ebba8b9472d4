"""Expected person-days: of every package, laid out by wave, phase and role, rounded so that they add up exactly."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor

from advisor.estimate.packages import Package
from advisor.estimate.waves import Wave

QUARTER = 0.25  # the smallest piece of a day that is planned


@dataclass(frozen=True, slots=True)
class Line:
    """The person-days of one package in one wave and phase."""

    package: Package
    wave: int
    phase: str
    days: float


def expected(packages: Iterable[Package]) -> Mapping[str, float]:
    """Return the expected days by package id: means of the three points; shares are of the partner's whole work."""
    every = list(packages)
    direct = {package.id: package.mean for package in every if not package.is_share}
    taken = sum(package.mean for package in every if package.is_share and package.by_partner)
    whole = sum(days for key, days in direct.items()) / (1 - taken)
    return direct | {package.id: package.mean * whole for package in every if package.is_share}


def partner_days(found: Sequence[Package]) -> float:
    """Return the partner's expected days, unrounded."""
    days = expected(found)
    return sum(days[package.id] for package in found if package.by_partner)


def by_the_partner(found: Iterable[Line]) -> list[Line]:
    """Return the lines that the partner does."""
    return [line for line in found if line.package.by_partner]


def lines(packages: Sequence[Package], waves: Sequence[Wave], per_wave: Mapping[str, bool]) -> tuple[Line, ...]:
    """Return the exact days of every package by wave and phase. ``per_wave`` says which phases every wave repeats.

    Work on an app belongs to the wave of the app. Work for the whole project is split by the waves' own work. Work
    without a phase, such as leading the project, follows the other work of its side.
    """
    days = expected(packages)
    weights = {wave.number: wave.weight for wave in waves}
    phased = [line for package in packages if package.work.phase for line in in_waves(package, days, waves, per_wave)]
    spread = [package for package in packages if not package.work.phase]
    cells = by_cell(line for line in phased if line.package.by_partner)
    return (
        *phased,
        *(
            Line(package, wave, phase, days[package.id] * part / sum(cells.values()))
            for package in spread
            for (wave, phase), part in cells.items()
            if part and weights
        ),
    )


def in_waves(
    package: Package, days: Mapping[str, float], waves: Sequence[Wave], per_wave: Mapping[str, bool]
) -> Iterable[Line]:
    """Yield the lines of one package that has a phase."""
    phase = package.work.phase
    own = [wave for wave in waves if package.app is not None and package.app.id in wave.scope]
    last = [wave for wave in waves if wave.other_sites and package.work.other_sites]
    chosen = last or own or (list(waves) if per_wave[phase] else list(waves[:1]))
    total = sum(wave.weight for wave in chosen) or len(chosen)
    for wave in chosen:
        part = wave.weight / total if len(chosen) > 1 else 1.0
        if part:
            yield Line(package, wave.number, phase, days[package.id] * part)


def by_cell(found: Iterable[Line]) -> dict[tuple[int, str], float]:
    """Return the days in each wave and phase."""
    cells: dict[tuple[int, str], float] = {}
    for line in found:
        cells[line.wave, line.phase] = cells.get((line.wave, line.phase), 0.0) + line.days
    return cells


def rounded(exact: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines in quarter days that add up to the rounded total, the waves as well as the whole; none is empty.

    A line of less than a quarter day joins the nearest one of its role. Each wave gets the quarters that are nearest to
    its days, so that none grows over a limit by rounding; within a wave those lines get one more that lost most.
    """
    kept = joined(exact)
    by_wave: dict[int, list[Line]] = {}
    for line in kept:
        by_wave.setdefault(line.wave, []).append(line)
    sums = [sum(line.days for line in some) / QUARTER for some in by_wave.values()]
    found: dict[int, Line] = {}
    for some, total in zip(by_wave.values(), apportioned(sums, round(sum(sums))), strict=True):
        for line, count in zip(some, apportioned([line.days / QUARTER for line in some], total), strict=True):
            found[id(line)] = replace(line, days=count * QUARTER)
    return tuple(found[id(line)] for line in kept)


def apportioned(parts: Sequence[float], total: int) -> list[int]:
    """Return whole numbers near some parts that add up to a total, as far as each can be at least one."""
    counts = [max(1, floor(part)) for part in parts]
    ranked = sorted(range(len(parts)), key=lambda at: (counts[at] - parts[at], at))
    for at in ranked[: max(0, total - sum(counts))]:
        counts[at] += 1
    for at in reversed(ranked):
        if sum(counts) > total and counts[at] > 1:
            counts[at] -= 1
    return counts


def joined(exact: Sequence[Line]) -> list[Line]:
    """Return lines of which none is under a quarter day, as far as another one of its role is there to join.

    The same wave goes before all, then the same app, phase or package, and the line with most days.
    """
    kept = [line for line in exact if line.days >= QUARTER]
    places: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for at, line in enumerate(kept):
        for wave in (line.wave, None):
            places[line.package.role.id, wave].append(at)
    for small in (line for line in exact if line.days < QUARTER):
        role = small.package.role.id
        near = places.get((role, small.wave)) or places.get((role, None))
        if near:
            at = max(near, key=lambda place: (*nearness(small, kept[place]), kept[place].days))
            kept[at] = replace(kept[at], days=kept[at].days + small.days)
        else:
            kept.append(small)
    return kept


def nearness(small: Line, other: Line) -> tuple[bool, bool, bool]:
    """Return how near two lines are: of one app, of one phase, of one package."""
    package = small.package
    return (
        package.app is not None and package.app is other.package.app,
        small.phase == other.phase,
        package is other.package,
    )
