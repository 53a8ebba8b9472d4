"""The chapters of a proposal that becomes a statement of work when both sign it."""

from collections.abc import Callable
from datetime import date, timedelta

from advisor.documents import doubts, numbers, overview
from advisor.documents.blocks import Paragraph, Section, Signatures, Table, bullets
from advisor.estimate.estimating import setting
from advisor.plan import Plan


def scope_in(plan: Plan) -> Section:
    """Return what is delivered, app by app, with the requirements each has to meet."""
    needs = {need.requirement.id: need.requirement for need in plan.advice.needs}
    met = {item.app.id: item.requirements for item in plan.advice.apps}
    rows = tuple(
        (str(line.number), overview.app_words(line), "; ".join(needs[key].name for key in met[line.app.id]))
        for line in plan.first
    )
    table = Table(("", "App", "What it has to do"), rows, (5, 27, 68), (0,))
    begin = Paragraph(
        f"The partner delivers these apps on {plan.facts[0]} in daily use, and nothing that is not named here."
    )
    return Section("Scope", (begin, table) if rows else ())


def changes(plan: Plan) -> Section:
    """Return how changes are ordered."""
    return Section(
        "Change requests",
        (
            bullets(
                "What is not named in this document is a change.",
                "A change starts from changed answers: the plan is made again, and the difference in days and price is shown line by line with the answers that cause it.",
                "The partner works on a change when both sides have signed its change order; until then dates and prices stay as they are.",
            ),
        ),
    )


def validity(plan: Plan) -> Section:
    """Return until when the offer stands."""
    days = round(setting(plan.advice, "validity_days"))
    said = plan.advice.answers.engagement.get("date", "")
    until = f", until {date.fromisoformat(said) + timedelta(days=days)}" if said else " from the day it is sent"
    return Section("Validity", (Paragraph(f"This offer stands for {days} days{until}."),))


def signatures(plan: Plan) -> Section:
    """Return where both sides sign."""
    return Section("Agreed", (Signatures((plan.company, "Partner")),))


CHAPTERS: tuple[Callable[[Plan], Section], ...] = (
    overview.in_short,
    scope_in,
    numbers.milestones,
    numbers.calendar,
    doubts.open_points,
    numbers.price_assumptions,
    numbers.money,
    numbers.payments,
    changes,
    validity,
    signatures,
)
