"""The estimate laid out: by phase for an owner, by wave for a project leader, by package for those who do the work."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.estimate.effort import QUARTER, Line
from advisor.estimate.estimating import Estimate
from advisor.estimate.figures import named_lines
from advisor.estimate.money_figures import all_figures
from advisor.language import say
from advisor.words import joined, titled


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an estimate, and the id of its figure."""

    name: str
    days: float
    figure: str


def rows(estimate: Estimate, granularity: str, profile: str = "") -> tuple[Row, ...]:
    """Return the estimate in one of GRANULARITIES; a profile puts published shares in place of our phases."""
    if profile:
        return tuple(by_profile(estimate, profile))
    return tuple(GRANULARITIES[granularity](estimate))


def by_phase(estimate: Estimate) -> Iterator[Row]:
    """Yield one row a phase, in order."""
    for phase in sorted(estimate.advice.pack.phases.values(), key=lambda phase: phase.order):
        days = sum(line.days for line in estimate.lines if line.phase == phase.id)
        if days:
            yield Row(phase.name, days, f"phase.{phase.id}")


def by_wave_and_role(estimate: Estimate) -> Iterator[Row]:
    """Yield the same whole by wave, and once more by role."""
    yield from by_wave(estimate)
    yield from by_role(estimate)


def by_wave(estimate: Estimate) -> Iterator[Row]:
    """Yield one row a wave, with its apps."""
    apps = estimate.advice.pack.apps
    for wave in estimate.waves:
        days = sum(line.days for line in estimate.lines if line.wave == wave.number)
        held = wave.name or joined(apps[key].name for key in wave.apps)
        name = say("Wave {number}: {apps}", number=wave.number, apps=held)
        yield Row(name, days, f"wave.{wave.number}")


def by_role(estimate: Estimate) -> Iterator[Row]:
    """Yield one row a role of the partner."""
    for role in estimate.advice.pack.project_roles.values():
        days = sum(line.days for line in estimate.lines if line.package.role.id == role.id)
        if days:
            yield Row(role.name, days, f"role.{role.id}")


def by_package(estimate: Estimate) -> Iterator[Row]:
    """Yield one row a package and wave; none is empty."""
    for key, line in sorted(named_lines(estimate), key=place):
        work = line.package.work.name
        name = titled(line.package.app.name, work) if line.package.app else work
        yield Row(f"{line.wave} · {name}", line.days, key)


def place(named: tuple[str, Line]) -> tuple[int, str, str]:
    line = named[1]
    return line.wave, line.package.app.name if line.package.app else "~", line.package.id


def by_profile(estimate: Estimate, profile: str) -> Iterator[Row]:
    """Yield the same whole by published shares, in quarter days that add up."""
    pack = estimate.advice.pack
    shares = pack.profiles[profile].shares
    phases = sorted((pack.phases[key] for key in shares), key=lambda phase: phase.order)
    left = estimate.days
    for phase in phases[:-1]:
        days = round(estimate.days * shares[phase.id] / QUARTER) * QUARTER
        left -= days
        yield Row(phase.name, days, "effort")
    yield Row(phases[-1].name, left, "effort")


GRANULARITIES: Mapping[str, Callable[[Estimate], Iterator[Row]]] = {
    "owner": by_phase,
    "project": by_wave_and_role,
    "detail": by_package,
}
"""How finely an estimate can be shown."""


def estimate_json(estimate: Estimate) -> dict[str, Any]:
    """Return the estimate as the command line prints it; effort is in person-days."""
    found = all_figures(estimate)
    return {
        "expected": estimate.days,
        "levels": {f"p{percent}": round(days, 2) for percent, days in estimate.levels.items()},
        "contingency": estimate.contingency,
        "own_people": estimate.own_days,
        "later": round(estimate.later, 2),
        "waves": [
            {
                "number": wave.number,
                "apps": list(wave.apps),
                "days": sum(line.days for line in estimate.lines if line.wave == wave.number),
            }
            for wave in estimate.waves
        ],
        "lines": [
            {
                "figure": key,
                "wave": line.wave,
                "phase": line.phase,
                "role": line.package.role.id,
                "app": line.package.app.id if line.package.app else None,
                "days": line.days,
            }
            for key, line in sorted(named_lines(estimate), key=place)
        ],
        "figures": {figure.id: None if figure.value is None else round(figure.value, 2) for figure in found.values()},
    }
