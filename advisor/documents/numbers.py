"""The chapters that count: effort, calendar and money. What is not known is said, never filled in."""

from collections.abc import Iterator, Sequence

from advisor.documents.blocks import Block, Bullets, Heading, Note, Paragraph, Section, Table, bullets, drawn
from advisor.documents.within import is_part
from advisor.estimate.money import Money
from advisor.estimate.schedule import Schedule
from advisor.estimate.services import Services
from advisor.estimate.shown import EffortShown
from advisor.estimate.tables import Row
from advisor.language import say
from advisor.language.figures import figure
from advisor.plan import Plan
from advisor.words import capitalised, titled


def effort(plan: Plan) -> Section:
    """Return the person-days with their levels, by phase and by wave."""
    shown = plan.effort
    if shown is None:
        return Section(say("Effort"), ())
    levels = tuple((name, figure(days), meaning) for name, days, meaning in shown.levels)
    return Section(
        say("Effort"),
        (
            Paragraph(f"{shown.headline} {shown.beside}"),
            *judgement(plan),
            Table((say("Level"), say("Person-days"), say("What it means")), levels, (1,)),
            Paragraph(" ".join(shown.method)),
            *effort_table(say("By phase"), shown.phases),
            *effort_table(say("By wave"), shown.waves),
            *effort_table(say("By role"), shown.roles),
            *assumed(shown),
        ),
    )


def judgement(plan: Plan) -> Iterator[Note]:
    """Yield that the days are a judgement, unless a partner's own stand behind them."""
    if plan.effort and plan.effort.judgement:
        yield Note(plan.effort.judgement)


def effort_table(title: str, rows: Sequence[Row]) -> Iterator[Block]:
    """Yield the whole in parts, under a heading and with its sum."""
    whole = (say("Together"), figure(sum(row.days for row in rows)))
    yield Heading(title)
    yield Table((say("What"), say("Person-days")), (*((row.name, figure(row.days)) for row in rows), whole), (1,))


def assumed(shown: EffortShown) -> Iterator[Block]:
    """Yield how many of what the estimate counts, and what each number rests on."""
    rows = tuple((line.name, line.points, line.said) for line in shown.amounts)
    if rows:
        yield Heading(say("What it assumes"))
        yield Table((say("How many"), say("Counted"), say("Rests on")), rows)


def calendar(plan: Plan) -> Section:
    """Return the calendar as a picture, and the ways of going live."""
    found = plan.calendar
    if found is None:
        return Section(say("Calendar"), ())
    rows = tuple(
        (
            say("{way} (proposed)", way=one.rollout.name) if one.proposed else one.rollout.name,
            figure(one.waves),
            figure(one.weeks),
            figure(one.load),
            one.argument,
        )
        for one in plan.rollouts
    )
    heads = (
        say("Way of going live"),
        say("Waves"),
        say("Weeks"),
        say("Heaviest wave, days"),
        say("For and against"),
    )
    both = Paragraph(say("The days of the heaviest wave are those of both sides."))
    ways = (Heading(say("Ways of going live")), both, Table(heads, rows, (1, 2, 3))) if rows else ()
    return Section(say("Calendar"), (*calendar_words(plan, found), *ways, *map(drawn, plan.gantt_by_wave)))


def calendar_words(plan: Plan, found: Schedule) -> Iterator[Block]:
    """Yield how long it takes, whether that is in time, and what was levelled."""
    yield Paragraph(found.words)
    if plan.cut and plan.cut.timing and not is_part(plan):
        yield Note(plan.cut.timing.words)
    if plan.levelled and plan.levelled.words:
        yield bullets(*plan.levelled.words)


def milestones(plan: Plan) -> Section:
    """Return the deliverables, each with how it is accepted and by when."""
    items = plan.calendar.milestones if plan.calendar else ()
    rows = tuple((figure(item.wave), item.phase.deliverable, item.phase.acceptance, item.when) for item in items)
    table = Table((say("Wave"), say("Deliverable"), say("Accepted when"), say("By")), rows, (0,))
    return Section(say("Deliverables and acceptance"), (table,) if rows else ())


def money(plan: Plan) -> Section:
    """Return what it costs over the years, and what is still to be asked."""
    found = plan.money
    if found is None:
        return Section(say("Money"), ())
    rows = tuple((capitalised(part.name), part.words) for part in found.parts)
    total = ((capitalised(found.total.name), str(found.total.price.rounded)),) if found.total else ()
    return Section(
        say("Money"),
        (
            *(Note(say("Still to be asked: {point}", point=point)) for point in found.open_points),
            *(services(found.services) if found.services else ()),
            Heading(say("Over {years} years", years=found.years)),
            Table((say("What"), say("Price")), rows + total, (1,)),
            Heading(say("Plan and hosting")),
            Bullets(tuple(platform(found))),
        ),
    )


def services(found: Services) -> Iterator[Block]:
    """Yield the price of the services by role."""
    rows = tuple((item.role.name, figure(item.days), str(item.rate), str(item.price)) for item in found.roles)
    days = sum(item.days for item in found.roles)
    sums = (
        (say("Expected"), figure(days), "", str(found.price)),
        (say("Contingency, apart"), "", "", str(found.contingency)),
    )
    yield Table((say("Services"), say("Days"), say("A day"), say("Price")), rows + sums, (1, 2, 3))


def platform(found: Money) -> Iterator[tuple[str, str]]:
    """Yield the plan of Odoo and the hosting, each with what forces it."""
    yield say("Odoo plan:"), " ".join((f"{found.subscription.tariff.name}.", *found.subscription.tariff.reasons))
    yield say("Hosting:"), found.hosting.words


def payments(plan: Plan) -> Section:
    """Return the payments, each due on an acceptance."""
    due = plan.money.payments if plan.money else ()
    rows = tuple((figure(item.wave), titled(item.payment.name, item.phase.acceptance), str(item.price)) for item in due)
    table = Table((say("Wave"), say("Falls due when"), say("Amount")), rows, (0, 2))
    return Section(say("Milestones and payments"), (table,) if rows else ())


def cut(plan: Plan) -> Section:
    """Return what is kept within a budget or by a day, and what is lost by it."""
    found = plan.cut
    if found is None:
        return Section("", ())
    table = (Table(found.heads, found.rows, ()),) if found.left_out else ()
    return Section(found.title, (bullets(*found.words), *table))


def swings(plan: Plan) -> Section:
    """Return the answers that move effort and price most."""
    if plan.tornado is None:
        return Section(say("What moves it most"), ())
    words = say("Each answer varied alone, the project estimated again. An answer you give narrows the estimate.")
    return Section(say("What moves it most"), (Paragraph(words), drawn(plan.tornado)))


def price_assumptions(plan: Plan) -> Section:
    """Return what the price rests on."""
    return Section(say("What the price rests on"), (bullets(*plan.money.assumptions),) if plan.money else ())
