"""The chapters that name what is not sure: gaps, open points, assumptions, risks, outside help."""

from collections.abc import Iterator

from advisor.documents.blocks import Block, Bullets, Heading, Paragraph, Section, Table
from advisor.plan import Plan
from advisor.what_if import OpenPoint
from advisor.words import joined


def gaps(plan: Plan) -> Section:
    """Return what nothing covers, and what is covered only in part."""
    points = tuple((f"{gap.need.requirement.name} ({gap.need.priority}):", plan.only(gap)) for gap in plan.advice.gaps)
    rows = tuple(
        (line.requirement, line.priority, line.app, line.missing or "to be looked at in a workshop")
        for line in plan.partials
    )
    heads = ("Software must", "Priority", "App", "What is missing")
    partly = (Heading("Covered only in part"), Table(heads, rows)) if rows else ()
    return Section(
        "Gaps", (Bullets(points) if points else Paragraph("Nothing you need is left without an app."), *partly)
    )


def open_points(plan: Plan) -> Section:
    """Return the questions without an answer, and what hangs on them."""
    points = tuple((point.question.ask, hangs_on(plan, point)) for point in plan.open_points)
    until = Paragraph("Until they are answered, this plan assumes that nothing more is needed there.")
    blocks: tuple[Block, ...] = (Bullets(points), until) if points else (Paragraph("Every question has an answer."),)
    return Section("Assumptions and open points", (*blocks, *unconfirmed(plan)))


def hangs_on(plan: Plan, point: OpenPoint) -> str:
    """Return which apps an open point could change, in a sentence."""
    apps = joined(plan.name("apps", key) for key in point.could_change)
    return f"Could change: {apps}." if apps else "Changes no app as things stand."


def unconfirmed(plan: Plan) -> Iterator[Block]:
    """Yield the answers that a sector preset filled in and nobody confirmed."""
    if plan.prefilled:
        yield Heading("Filled in by the sector preset and not confirmed")
        yield Bullets(plan.prefilled)


def risks(plan: Plan) -> Section:
    """Return the heaviest risks with what to do about them; all stand in the RAID log."""
    rows = tuple((risk.name, risk.likelihood, risk.impact, risk.mitigation, risk.owner) for risk, _ in plan.worst_risks)
    table = Table(("Risk", "Likelihood", "Impact", "What to do", "Owner"), rows)
    return Section("Risks", (table,) if rows else ())


def outside_help(plan: Plan) -> Section:
    """Return the situations that call for outside help, and common mistakes."""
    help_points = tuple((f"{trigger.name}:", trigger.advice) for trigger, _ in plan.advice.triggers)
    mistakes = tuple((f"“{belief.name}”", belief.answer) for belief, _ in plan.advice.beliefs)
    found = tuple(Bullets(points) for points in (help_points, mistakes) if points)
    return Section("Outside help, and common mistakes", found)
