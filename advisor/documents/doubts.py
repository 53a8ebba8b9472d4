"""The chapters that name what is not sure: gaps, open points, assumptions, risks, outside help."""

from collections.abc import Iterator

from advisor.advice import Gap
from advisor.documents.blocks import Block, Bullets, Heading, Paragraph, Section, Table
from advisor.language import say
from advisor.plan import Plan
from advisor.what_if import OpenPoint
from advisor.words import LEVEL_WORDS, PRIORITY_IN_SENTENCE, joined, lead, quoted


def gaps(plan: Plan) -> Section:
    """Return what nothing covers, and what is covered only in part."""
    points = tuple((gap_lead(gap), plan.only(gap)) for gap in plan.advice.gaps)
    rows = tuple(
        (
            line.requirement,
            PRIORITY_IN_SENTENCE[line.priority],
            line.app,
            line.missing or say("to be looked at in a workshop"),
        )
        for line in plan.partials
    )
    heads = (say("Software must"), say("Priority"), say("App"), say("What is missing"))
    partly = (Heading(say("Covered only in part")), Table(heads, rows)) if rows else ()
    return Section(
        say("Gaps"),
        (Bullets(points) if points else Paragraph(say("Nothing you need is left without an app.")), *partly),
    )


def gap_lead(gap: Gap) -> str:
    """Return a gap with its priority, to stand before the reason."""
    return lead(f"{gap.need.requirement.name} ({PRIORITY_IN_SENTENCE[gap.need.priority]})")


def open_points(plan: Plan) -> Section:
    """Return the questions without an answer, and what hangs on them."""
    points = tuple((point.question.ask, hangs_on(plan, point)) for point in plan.open_points)
    until = Paragraph(say("Until they are answered, this plan assumes that nothing more is needed there."))
    blocks: tuple[Block, ...] = (
        (Bullets(points), until) if points else (Paragraph(say("Every question has an answer.")),)
    )
    return Section(say("Assumptions and open points"), (*blocks, *unconfirmed(plan)))


def hangs_on(plan: Plan, point: OpenPoint) -> str:
    """Return which apps an open point could change, in a sentence."""
    apps = joined(plan.name("apps", key) for key in point.could_change)
    return say("Could change: {apps}.", apps=apps) if apps else say("Changes no app as things stand.")


def unconfirmed(plan: Plan) -> Iterator[Block]:
    """Yield the answers that a sector preset filled in and nobody confirmed."""
    if plan.prefilled:
        yield Heading(say("Filled in by the sector preset and not confirmed"))
        yield Bullets(plan.prefilled)


def risks(plan: Plan) -> Section:
    """Return the heaviest risks with what to do about them; all stand in the RAID log."""
    rows = tuple(
        (risk.name, LEVEL_WORDS[risk.likelihood], LEVEL_WORDS[risk.impact], risk.mitigation, risk.owner)
        for risk, _ in plan.worst_risks
    )
    table = Table((say("Risk"), say("Likelihood"), say("Impact"), say("What to do"), say("Owner")), rows)
    return Section(say("Risks"), (table,) if rows else ())


def outside_help(plan: Plan) -> Section:
    """Return the situations that call for outside help, and common mistakes."""
    help_points = tuple((lead(trigger.name), trigger.advice) for trigger, _ in plan.advice.triggers)
    mistakes = tuple((quoted(belief.name), belief.answer) for belief, _ in plan.advice.beliefs)
    found = tuple(Bullets(points) for points in (help_points, mistakes) if points)
    return Section(say("Outside help, and common mistakes"), found)
