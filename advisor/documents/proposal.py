"""The chapters of a proposal that becomes a statement of work when both sides sign it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from advisor.advice import Advice, Need
from advisor.coverage import Option
from advisor.documents import numbers, overview
from advisor.documents.annexed import lines_of, table
from advisor.documents.blocks import Block, Heading, Paragraph, Section, Signatures, Table, bullets, in_lines
from advisor.estimate.choice import good_ways
from advisor.estimate.effort import QUARTER
from advisor.estimate.estimating import setting
from advisor.language import later, say
from advisor.language.figures import figure
from advisor.papers.matrices import RESOLUTION_WORDS, resolution_of_way
from advisor.papers.people import SIDE_WORDS
from advisor.plan import Plan
from advisor.schema import PRIORITIES
from advisor.words import capitalised

NOT_NAMED = later("What is not named in this document is not part of it; it can be ordered as a change.")
CHANGES = (
    later(
        "A change starts from changed answers: the plan is made again, and the difference in days and price is shown "
        "line by line with the answers that cause it."
    ),
    later(
        "Work on a change begins when both sides have signed its change order; until then dates and prices stay as "
        "they are."
    ),
)


def summary(plan: Plan) -> Section:
    """Return what it is about, with the price and the time."""
    figures = overview.figures_for_a_board(plan)
    shown: tuple[Block, ...] = (*figures, *numbers.judgement(plan), bullets(*plan.summary))
    return Section(say("What this is about"), (Paragraph(plan.headline), *shown))


def scope_in(plan: Plan) -> Section:
    """Return what is delivered, app by app, with the requirements each has to meet, and what it meets only in part."""
    met = delivered(plan)
    rows = tuple(
        (figure(line.number), overview.app_words(line), in_lines(as_promised(*one) for one in met[line.app.id]))
        for line in plan.first
    )
    begin = say("On {series}, in daily use at the end of the wave in which they stand.", series=plan.facts[0])
    table = Table(("", say("App"), say("What it has to do")), rows, (0,))
    parts = tuple(partly(plan, [one for line in plan.first for one in met[line.app.id]]))
    return Section(say("Scope: included"), (Paragraph(f"{begin} {say(NOT_NAMED)}"), table, *parts) if rows else ())


def delivered(plan: Plan) -> Mapping[str, list[tuple[Need, Option]]]:
    """Return, by the apps of the first project, the requirements that each has to meet, the strongest first."""
    found: dict[str, list[tuple[Need, Option]]] = {line.app.id: [] for line in plan.first}
    for need in sorted(plan.advice.needs, key=lambda need: (PRIORITIES.index(need.priority), need.requirement.id)):
        way = next((way for way in good_ways(need) if way.app in found), None)
        if way:
            found[way.app].append((need, way))
    return found


def as_promised(need: Need, way: Option) -> str:
    """Return a requirement as it is promised: whole, or in part."""
    name = need.requirement.name
    return say("{requirement} (in part, see below)", requirement=name) if way.fit == "partial" else name


def partly(plan: Plan, met: Sequence[tuple[Need, Option]]) -> Iterator[Block]:
    """Yield what is delivered in part only: what is missing, and what is proposed for it."""
    rows = tuple(
        (
            need.requirement.name,
            plan.name("apps", way.app),
            way.note,
            RESOLUTION_WORDS[resolution_of_way(plan.advice, way)],
        )
        for need, way in met
        if way.fit == "partial"
    )
    if rows:
        yield Heading(say("Included in part"))
        yield Paragraph(say(IN_PART))
        heads = (say("What it has to do"), say("App"), say("What is missing"), say("Proposed for what is missing"))
        yield Table(heads, rows)


IN_PART = later(
    "The standard does these in part, and that part is delivered. What is missing is not in the price: it is decided "
    "after some weeks of use, and ordered as a change where something has to be built."
)


def counted(plan: Plan) -> Section:
    """Return the interfaces by name and the amounts that the price counts on; more of them is a change."""
    return Section(say("What the price counts on"), tuple(counted_blocks(plan)) if plan.effort else ())


def counted_blocks(plan: Plan) -> Iterator[Block]:
    """Yield the amounts, what is provided for open points, and the systems on the other side of interfaces."""
    amounts = plan.effort.amounts if plan.effort else ()
    if amounts:
        yield Paragraph(say("The days and the price are for these amounts. What goes beyond them is a change."))
        rows = tuple((line.name, line.points, capitalised(line.said)) for line in amounts)
        yield Table((say("What"), say("How much"), say("Rests on")), rows)
    provided = sum(line.days for line in plan.estimate.exact if line.package.work.basis == "open")
    if provided:
        yield Paragraph(say(PROVIDED, days=max(QUARTER, round(provided / QUARTER) * QUARTER)))
    lines = lines_of(plan, "integrations", "interfaces")
    names = {line.app.name for line in plan.first}
    asked = [line for line in lines.lines if not line.apps or names.intersection(line.apps)] if lines else []  # type: ignore[attr-defined]
    if lines and asked:
        yield Heading(say("Interfaces"))
        yield Paragraph(say(LINKS))
        yield table(lines._replace(lines=tuple(asked)))


PROVIDED = later(
    "About {days} person-days of these are a provision for apps that an open answer may still bring. The apps "
    "themselves are excluded; each is ordered as a change, against which the provision counts."
)
LINKS = later(
    "Links to these systems are asked for. As many are built and tested as are counted above; which ones is settled in "
    "the first workshop, and what Odoo brings ready-made is set up."
)


def scope_out(plan: Plan) -> Section:
    """Return what could be taken for a part of the project and is none."""
    lines = lines_of(plan, "exclusions", "exclusions")
    return Section(say("Scope: excluded"), (Paragraph(say(NOT_NAMED)), table(lines)) if lines else ())


def assumptions(plan: Plan) -> Section:
    """Return what is taken for granted, and what follows if it is wrong."""
    lines = lines_of(plan, "raid", "assumptions")
    points = (*(plan.effort.method if plan.effort else ()), *(plan.money.assumptions if plan.money else ()))
    return Section(say("Assumptions"), ((table(lines),) if lines else ()) + ((bullets(*points),) if points else ()))


def duties(plan: Plan) -> Section:
    """Return what the customer contributes: people, time, and what they are responsible for."""
    return Section(say("What the customer does"), tuple(duty_blocks(plan)))


def duty_blocks(plan: Plan) -> Iterator[Block]:
    """Yield the customer's days, people and tasks."""
    if plan.effort:
        yield Paragraph(say("About {days} person-days of the customer's own people.", days=round(plan.effort.own_days)))
    parties, tasks = lines_of(plan, "raci", "parties"), lines_of(plan, "raci", "tasks")
    own = [line for line in parties.rows if line[1] == SIDE_WORDS["customer"]] if parties else []
    if own:
        yield Table((say("Who"), say("What for"), say("Time")), tuple((who, does, time) for who, _, does, time in own))
    names = {who for who, *_ in own}
    rows = tuple((task, phase, done_by) for task, phase, done_by, *_ in tasks.rows if done_by in names) if tasks else ()
    if rows:
        yield Heading(say("Tasks of the customer"))
        yield Table((say("Task"), say("Phase"), say("Responsible")), rows)


def changes(plan: Plan) -> Section:
    """Return how changes are ordered."""
    return Section(say("Change requests"), (bullets(*map(say, (NOT_NAMED, *CHANGES))),) if plan.first else ())


def validity(plan: Plan) -> Section:
    """Return until when the offer stands."""
    days, last = round(setting(plan.advice, "validity_days")), last_day(plan.advice)
    start = plan.calendar.days.start if plan.calendar else None
    if last:
        stands = say("This offer stands for {days} days, until {day}.", days=days, day=last)
    else:
        stands = say("This offer stands for {days} days from the day it is sent.", days=days)
    dates = (say("Its dates hold when it is signed by {day}.", day=start),) if start else ()
    return Section(say("Validity"), (Paragraph(" ".join((stands, *dates))),))


def last_day(advice: Advice) -> date | None:
    """Return the last day on which an offer stands, or None where the engagement has no date."""
    said = advice.answers.engagement.get("date", "")
    return date.fromisoformat(said) + timedelta(days=round(setting(advice, "validity_days"))) if said else None


def lapses_before(advice: Advice, start: date) -> str:
    """Return a warning when an offer no longer stands on its planned day of signature, or an empty text."""
    last = last_day(advice)
    if last is None or start <= last:
        return ""
    return (
        f"the offer stands until {last} only, and is to be signed on {start}; give the engagement a later date, or the "
        "terms more validity_days"
    )


def signatures(plan: Plan) -> Section:
    """Return where both sides sign."""
    return Section(say("Agreed"), (Signatures((plan.company, "")),))


CHAPTERS: tuple[Callable[[Plan], Section], ...] = (
    *(summary, scope_in, numbers.cut, scope_out, counted, numbers.milestones, numbers.calendar, assumptions, duties),
    *(numbers.money, numbers.payments, changes, validity, signatures),
)
