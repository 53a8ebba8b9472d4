"""What is offered of a plan: all of it, or, with a budget or a deadline, the part that a cut keeps.

A document that offers something is about one project only. So with a cut its apps, price, dates, milestones and
payments are those of what is kept, and the rest stands in one chapter as left out.
"""

from dataclasses import replace

from advisor.confidence import confidences
from advisor.estimate.gantt import gantt
from advisor.estimate.levelling import levelled
from advisor.estimate.money import money
from advisor.estimate.schedule import schedule
from advisor.estimate.shown import effort_shown, in_a_sentence
from advisor.going_live import in_order
from advisor.papers import annexes
from advisor.papers.paper import briefed
from advisor.plan import Plan
from advisor.summary import summary


def is_part(plan: Plan) -> bool:
    """Return whether a plan is the part that a cut keeps of another one."""
    return plan.cut is not None and bool(plan.cut.left_out) and plan.estimate is plan.kept


def within_limits(plan: Plan) -> Plan:
    """Return the plan of what is offered: the plan itself unless its limits leave something out."""
    kept, advice, points = plan.kept, plan.advice, plan.open_points
    if kept is plan.estimate or plan.calendar is None:
        return plan
    effort, price = effort_shown(kept), money(kept)
    calendar = schedule(kept, plan.calendar.days.start)
    first = in_order(advice, kept.stops, confidences(advice, points))
    return replace(
        plan,
        summary=(*summary(advice, first, plan.later, points, plan.cut), *in_a_sentence(effort, calendar, price)),
        first=first,
        estimate=kept,
        effort=effort,
        money=price,
        calendar=calendar,
        gantt=gantt(calendar),
        levelled=levelled(kept, calendar),
        rollouts=(),
        annexes=annexes(briefed(advice, kept.waves, points)),
    )
