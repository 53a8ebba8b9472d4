"""What a plan says beyond the advice, as JSON; effort is in person-days, money has its currency."""

from typing import Any

from advisor.estimate.money import Money
from advisor.estimate.schedule import Schedule
from advisor.estimate.sums import Sum
from advisor.estimate.tables import estimate_json
from advisor.plan import Plan

Json = dict[str, Any]


def plan_json(plan: Plan) -> Json:
    """Return the estimate as `advisor estimate --json` prints it, the calendar and the money."""
    return {
        "estimate": estimate_json(plan.estimate),
        "calendar": calendar_json(plan.calendar) if plan.calendar else None,
        "money": money_json(plan.money) if plan.money else None,
    }


def calendar_json(found: Schedule) -> Json:
    """Return when each deliverable is accepted; days count from the start, dates stand where a start is known."""
    return {
        "start": found.days.start.isoformat() if found.days.start else None,
        "weeks": found.weeks,
        "milestones": [
            {
                "wave": item.wave,
                "phase": item.phase.id,
                "deliverable": item.phase.deliverable,
                "day": item.day,
                "date": item.date.isoformat() if item.date else None,
            }
            for item in found.milestones
        ],
    }


def money_json(found: Money) -> Json:
    """Return the parts of the costs over the years, and the payments; what is not known yet is None."""
    return {
        "currency": found.currency,
        "years": found.years,
        "parts": [{"figure": part.figure, "name": part.name, "amount": amount(part.price)} for part in found.parts],
        "total": amount(found.total.price) if found.total else None,
        "missing": list(found.total.missing) if found.total else [],
        "payments": [
            {
                "figure": f"payment.{due.wave}.{due.payment.id}",
                "wave": due.wave,
                "phase": due.phase.id,
                "amount": amount(due.price),
            }
            for due in found.payments
        ],
        "open_points": list(found.open_points),
    }


def amount(price: Sum | None) -> float | None:
    return None if price is None else float(price.amount)
