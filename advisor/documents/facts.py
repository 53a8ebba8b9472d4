"""What a consultant's own Word template may use: plain texts and lists under plain names, nothing of the program."""

from typing import Any

from advisor.customer_text import contained
from advisor.documents.blocks import Document, printable
from advisor.documents.style import Style
from advisor.going_live import PlannedApp
from advisor.language import say, spoken
from advisor.language.figures import figure
from advisor.plan import Plan
from advisor.words import PRIORITY_WORDS


def facts(plan: Plan, document: Document, style: Style) -> dict[str, Any]:
    """Return every field of a Word template by name; what is not known is an empty text or list."""
    found: dict[str, Any] = printable(
        {**of_document(document, style), **of_plan(plan), **of_effort(plan), **of_money(plan)}
    )
    return found


def of_document(document: Document, style: Style) -> dict[str, Any]:
    """Return the fields about the document itself."""
    return {
        "title": document.title,
        "heading": say("{title} for {company}", title=document.title, company=document.company),
        "language": spoken(),
        "company": document.company,
        "facts": list(document.facts),
        "brand": style.brand.plain,
    }


def of_plan(plan: Plan) -> dict[str, Any]:
    """Return the fields about what is proposed."""
    answers = plan.advice.answers
    return {
        "engagement": {name: contained(answers.engagement.get(name, "")) for name in ENGAGEMENT},
        "series": plan.advice.series,
        "headline": plan.headline,
        "summary": list(plan.summary),
        "first": [app_fields(line) for line in plan.first],
        "later": [app_fields(line) for line in plan.later],
        "gaps": [{"requirement": gap.need.requirement.name, "why": plan.only(gap)} for gap in plan.advice.gaps],
        "open_points": [{"question": point.question.ask, "why": point.question.why} for point in plan.open_points],
        "risks": [
            {"risk": risk.name, "mitigation": risk.mitigation, "owner": risk.owner} for risk, _ in plan.advice.risks
        ],
        "steps": [{"what": step.what, "why": step.why} for step in plan.steps],
    }


ENGAGEMENT = ("company", "country", "currency", "prepared_by", "date")


def app_fields(line: PlannedApp) -> dict[str, Any]:
    """Return the fields of one app."""
    return {
        "number": str(line.number),
        "name": line.app.name,
        "priority": PRIORITY_WORDS[line.priority],
        "edition": line.edition,
        "modules": list(line.modules),
        "brings": list(line.brings),
        "reason": line.reason,
    }


def of_effort(plan: Plan) -> dict[str, Any]:
    """Return the fields about days and dates."""
    milestones = plan.calendar.milestones if plan.calendar else ()
    return {
        "effort": plan.effort.headline if plan.effort else "",
        "days": figure(plan.estimate.days) if plan.effort else "",
        "weeks": str(plan.calendar.weeks) if plan.calendar else "",
        "milestones": [
            {
                "wave": str(item.wave),
                "deliverable": item.phase.deliverable,
                "accepted": item.phase.acceptance,
                "by": item.when,
            }
            for item in milestones
        ],
    }


def of_money(plan: Plan) -> dict[str, Any]:
    """Return the fields about money, amounts with their currency."""
    services = plan.money.services if plan.money else None
    due = plan.money.payments if plan.money else ()
    roles = services.roles if services else ()
    return {
        "price": str(services.price) if services else "",
        "contingency": str(services.contingency) if services else "",
        "roles": [
            {"name": one.role.name, "days": figure(one.days), "rate": str(one.rate), "price": str(one.price)}
            for one in roles
        ],
        "payments": [
            {"wave": str(one.wave), "name": one.payment.name, "due": one.phase.acceptance, "amount": str(one.price)}
            for one in due
        ],
    }
