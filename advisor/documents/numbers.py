"""The chapters that count: effort, calendar and money. What is not known is said, never filled in."""

from collections.abc import Iterator

from advisor.documents.blocks import Block, Bullets, Heading, Note, Paragraph, Section, Table, bullets, drawn
from advisor.estimate.money import Money
from advisor.estimate.schedule import Schedule
from advisor.estimate.services import Services
from advisor.plan import Plan


def effort(plan: Plan) -> Section:
    """Return the person-days with their levels, by phase and by wave."""
    shown = plan.effort
    if shown is None:
        return Section("Effort", ())
    levels = tuple((name, f"{days:g}", meaning) for name, days, meaning in shown.levels)
    rows = tuple((row.name, f"{row.days:g}") for row in (*shown.phases, *shown.waves))
    own = f"Your own people: {shown.own_days:g} person-days. Apps for later: about {shown.later:g} more."
    return Section(
        "Effort",
        (
            Paragraph(shown.headline),
            Table(("Level", "Person-days", "What it means"), levels, (1,)),
            Heading("By phase, wave and role"),
            Table(("What", "Person-days"), rows, (1,)),
            Paragraph(own),
        ),
    )


def calendar(plan: Plan) -> Section:
    """Return the calendar as a picture, and the ways of going live."""
    found = plan.calendar
    if found is None or plan.gantt is None:
        return Section("Calendar", ())
    rows = tuple(
        (
            f"{one.rollout.name} (proposed)" if one.proposed else one.rollout.name,
            f"{one.waves}",
            f"{one.weeks}",
            f"{one.load:g}",
            one.argument,
        )
        for one in plan.rollouts
    )
    heads = ("Way of going live", "Waves", "Weeks", "Days in the heaviest wave", "For and against")
    return Section("Calendar", (*calendar_words(plan, found), drawn(plan.gantt), Table(heads, rows, (1, 2, 3))))


def calendar_words(plan: Plan, found: Schedule) -> Iterator[Block]:
    """Yield how long it takes, and how to read the picture."""
    span = f", {found.days.start} to {found.when(found.end - 1)}" if found.days.start else ""
    yield Paragraph(f"{found.weeks} weeks from signature to the end of standing by{span}.")
    if plan.deadline:
        yield Note(plan.deadline.words)
    yield Paragraph("Full bars are critical, dashed bars have slack; a diamond is the acceptance of a deliverable.")


def milestones(plan: Plan) -> Section:
    """Return the deliverables, each with how it is accepted and by when."""
    items = plan.calendar.milestones if plan.calendar else ()
    rows = tuple((str(item.wave), item.phase.deliverable, item.phase.acceptance, item.when) for item in items)
    table = Table(("Wave", "Deliverable", "Accepted when", "By"), rows, (0,))
    return Section("Deliverables and acceptance", (table,) if rows else ())


def money(plan: Plan) -> Section:
    """Return what it costs over the years, and what is still to be asked."""
    found = plan.money
    if found is None:
        return Section("Money", ())
    rows = tuple(
        (part.name.capitalize(), str(part.price.rounded) if part.price else "not known yet") for part in found.parts
    )
    total = ((found.total.name.capitalize(), str(found.total.price.rounded)),) if found.total else ()
    return Section(
        "Money",
        (
            *(Note(f"Still to be asked: {point}") for point in found.open_points),
            *(services(found.services) if found.services else ()),
            Heading(f"Over {found.years} years"),
            Table(("What", "Price"), rows + total, (1,)),
            Heading("Plan and hosting"),
            Bullets(tuple(platform(found))),
        ),
    )


def services(found: Services) -> Iterator[Block]:
    """Yield the price of the services by role."""
    rows = tuple((item.role.name, f"{item.days:g}", str(item.rate), str(item.price)) for item in found.roles)
    days = sum(item.days for item in found.roles)
    sums = (("Expected", f"{days:g}", "", str(found.price)), ("Contingency, apart", "", "", str(found.contingency)))
    yield Table(("Services", "Days", "A day", "Price"), rows + sums, (1, 2, 3))


def platform(found: Money) -> Iterator[tuple[str, str]]:
    """Yield the plan of Odoo and the hosting, each with what forces it."""
    yield "Odoo plan:", " ".join((f"{found.subscription.tariff.name}.", *found.subscription.tariff.reasons))
    ruled_out = (f"Not {name}: {why}." for name, why in found.hosting.ruled_out)
    yield "Hosting:", " ".join((f"{found.hosting.option.name}.", *ruled_out, *found.hosting.option.limits))


def payments(plan: Plan) -> Section:
    """Return the payments, each due on an acceptance."""
    due = plan.money.payments if plan.money else ()
    rows = tuple((str(item.wave), f"{item.payment.name}: {item.phase.acceptance}", str(item.price)) for item in due)
    table = Table(("Wave", "Falls due when", "Amount"), rows, (0, 2))
    return Section("Milestones and payments", (table,) if rows else ())


def swings(plan: Plan) -> Section:
    """Return the answers that move effort and price most."""
    if plan.tornado is None:
        return Section("What moves it most", ())
    words = "Each answer varied alone, the project estimated again. An answer you give narrows the estimate."
    return Section("What moves it most", (Paragraph(words), drawn(plan.tornado)))


def price_assumptions(plan: Plan) -> Section:
    """Return what the price rests on."""
    return Section("What the price rests on", (bullets(*plan.money.assumptions),) if plan.money else ())
