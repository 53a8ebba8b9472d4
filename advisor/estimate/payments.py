"""Milestones of payment: a share of the services falls due when the deliverable of a phase is accepted."""

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.estimate.effort import Line, by_cell
from advisor.estimate.estimating import Estimate
from advisor.estimate.sums import Sum, split
from advisor.estimates import Payment, Phase


@dataclass(frozen=True, slots=True)
class Due:
    """One payment: what it is for, and the acceptance that makes it fall due."""

    wave: int
    payment: Payment
    phase: Phase
    price: Sum


def payments(estimate: Estimate, services: Sum) -> tuple[Due, ...]:
    """Return the payments in the order they fall due; they add up exactly to the services.

    Where waves repeat a phase, its payment is shared by the days that the phase takes in each of them.
    """
    pack = estimate.advice.pack
    due = [
        (wave, payment, payment.share * part)
        for payment in pack.payments.values()
        for wave, part in parts(estimate.lines, payment.phase)
        if payment.share
    ]
    due.sort(key=lambda item: (item[0], item[1].order, item[1].id))
    sums = split(services, [share for _, _, share in due]) if due else ()
    return tuple(
        Due(wave, payment, pack.phases[payment.phase], price)
        for (wave, payment, _), price in zip(due, sums, strict=True)
    )


def parts(lines: Sequence[Line], phase: str) -> list[tuple[int, float]]:
    """Return the share of each wave in a phase; a phase without days of its own ends with the last wave."""
    cells = by_cell(lines)
    days = {wave: some for (wave, which), some in sorted(cells.items()) if which == phase}
    if not days:
        return [(max(wave for wave, _ in cells), 1.0)] if cells else []
    return [(wave, some / sum(days.values())) for wave, some in days.items()]
