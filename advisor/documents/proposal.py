"""The chapters of a proposal that becomes a statement of work when both sides sign it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from advisor.documents import numbers, overview
from advisor.documents.annexed import lines_of, table
from advisor.documents.blocks import Block, Heading, Paragraph, Section, Signatures, Table, bullets, in_lines
from advisor.estimate.estimating import setting
from advisor.language import later, say
from advisor.language.figures import figure
from advisor.papers.people import SIDE_WORDS
from advisor.plan import Plan

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
    """Return what is delivered, app by app, with the requirements each has to meet."""
    needs = {need.requirement.id: need.requirement for need in plan.advice.needs}
    met = {item.app.id: item.requirements for item in plan.advice.apps}
    rows = tuple(
        (figure(line.number), overview.app_words(line), in_lines(needs[key].name for key in met[line.app.id]))
        for line in plan.first
    )
    begin = say("On {series}, in daily use at the end of the wave in which they stand.", series=plan.facts[0])
    return Section(
        say("Scope: included"),
        (Paragraph(f"{begin} {say(NOT_NAMED)}"), Table(("", say("App"), say("What it has to do")), rows, (0,)))
        if rows
        else (),
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
        yield Paragraph(say("About {days} person-days of the customer's own people.", days=plan.effort.own_days))
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
    days = round(setting(plan.advice, "validity_days"))
    said = plan.advice.answers.engagement.get("date", "")
    if said:
        last = date.fromisoformat(said) + timedelta(days=days)
        stands = say("This offer stands for {days} days, until {day}.", days=days, day=last)
    else:
        stands = say("This offer stands for {days} days from the day it is sent.", days=days)
    return Section(say("Validity"), (Paragraph(stands),))


def signatures(plan: Plan) -> Section:
    """Return where both sides sign."""
    return Section(say("Agreed"), (Signatures((plan.company, say("Partner"))),))


CHAPTERS: tuple[Callable[[Plan], Section], ...] = (
    *(summary, scope_in, scope_out, numbers.milestones, numbers.calendar, assumptions, duties),
    *(numbers.money, numbers.payments, numbers.cut, changes, validity, signatures),
)
