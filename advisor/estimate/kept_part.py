"""The first project that a cut keeps, as an estimate of its own: what is offered when there is a budget or a deadline.

Method. An app that is left out takes its own work with it, and its part of the work that is a share of the whole; all
else stays where the plan has put it, as in ``pieces``. So days, dates and prices are those that the cut has counted;
only the rounding to quarter days is made anew, and a cut that it lifts over the budget is made again with less.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.estimate.cut import Cut
from advisor.estimate.effort import Line, by_the_partner, rounded
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.pieces import attributed, pieces
from advisor.estimate.quotes import is_of_app
from advisor.estimate.reconcile import reconcile
from advisor.estimate.services import services
from advisor.estimate.simulation import LEVELS, level, simulate
from advisor.estimate.sums import Sum, sum_of
from advisor.estimate.waves import Wave
from advisor.going_live import Stop


def offered(
    estimate: Estimate, budget: Decimal | None = None, deadline: date | None = None, start: date | None = None
) -> tuple[Cut, Estimate]:
    """Return the best cut within limits, and the estimate of what it keeps: the same one where nothing is left out.

    The price in the cut is the one that is quoted for what it keeps. Raises UserError as ``reconcile`` does.
    """
    ceiling = budget
    while True:
        cut = reconcile(estimate, ceiling, deadline, start)
        kept = with_only(estimate, {app.id for app in cut.kept}) if cut.left_out else estimate
        price = services(kept)
        if price is None or not cut.spending or not cut.left_out:
            return cut, kept
        if budget is None or ceiling is None or price.price.amount <= budget:
            return quoted(cut, price.price, budget), kept
        ceiling -= price.price.amount - budget


def quoted(cut: Cut, price: Sum, budget: Decimal | None) -> Cut:
    """Return a cut with the price that is quoted for what it keeps, and the budget it was asked for."""
    assert cut.spending
    asked = sum_of(budget, price.currency) if budget is not None else None
    return replace(cut, spending=replace(cut.spending, price=price, budget=asked))


def with_only(estimate: Estimate, kept: Collection[str]) -> Estimate:
    """Return the estimate of a first project with some of its apps, which have all that they need among them."""
    moved = pieces(estimate).moved(kept)
    places = {stays: number for number, stays in enumerate(sorted(set(moved.values())), 1)}
    exact = tuple(lines_kept(estimate, kept, {wave: places[stays] for wave, stays in moved.items()}))
    found = tuple(item for item in estimate.packages if not is_of_app(item) or (item.app and item.app.id in kept))
    advice = estimate.advice
    runs = simulate(found, int(setting(advice, "runs")), setting(advice, "correlation"), 0)
    return replace(
        estimate,
        stops=tuple(stops_kept(estimate.stops, kept)),
        packages=found,
        waves=tuple(waves_kept(estimate.waves, kept, moved)),
        exact=exact,
        lines=rounded(by_the_partner(exact)),
        own_lines=rounded([line for line in exact if not line.package.by_partner]),
        runs=runs,
        levels={percent: level(runs.days, percent) for percent in LEVELS},
    )


def stops_kept(stops: Sequence[Stop], kept: Collection[str]) -> Iterator[Stop]:
    """Yield the advised apps that are kept; a prerequisite comes with the first of them that stands after it."""
    waiting: list[str] = []
    for stop in stops:
        waiting += [key for key in stop.brings if key in kept]
        if stop.item.app.id in kept:
            yield replace(stop, brings=tuple(waiting))
            waiting = []


def waves_kept(waves: Sequence[Wave], kept: Collection[str], moved: Mapping[int, int]) -> Iterator[Wave]:
    """Yield the waves that stay, counted anew, each with what is kept of the waves that move into it."""
    for number, wave in enumerate((wave for wave in waves if moved[wave.number] == wave.number), 1):
        joining = [other for other in waves if moved[other.number] == wave.number]
        yield replace(
            wave,
            number=number,
            apps=tuple(key for other in joining for key in other.apps if key in kept),
            scope=tuple(key for other in joining for key in other.scope if key in kept),
        )


def lines_kept(estimate: Estimate, kept: Collection[str], numbers: Mapping[int, int]) -> Iterator[Line]:
    """Yield what stays of each line in the wave it goes to; a package has one line in a wave and phase."""
    found: dict[tuple[str, int, str], Line] = {}
    for line, parts in attributed(estimate):
        gone = sum(days for key, days in parts.items() if key not in kept)
        key = line.package.id, numbers[line.wave], line.phase
        before = found[key].days if key in found else 0.0
        found[key] = replace(line, wave=numbers[line.wave], days=before + max(0.0, line.days - gone))
    yield from (line for line in found.values() if line.days > 1e-9)
