"""The chapters of the handbook of the rules: all the pack can conclude, and what of it holds for this company."""

from collections.abc import Callable
from itertools import groupby
from math import isfinite

from advisor.business import Activity
from advisor.conditions import Truth, holds
from advisor.documents.blocks import Block, Bullets, Heading, Paragraph, Section, Table
from advisor.language import later, say
from advisor.pack import Pack
from advisor.plan import Plan
from advisor.schema import Line, Span, When
from advisor.words import PRIORITY_IN_SENTENCE, in_sentence, joined, lead, listed, quoted

HERE = {Truth.YES: later("yes"), Truth.NO: later("no"), Truth.UNKNOWN: later("open")}


def how_to_read(plan: Plan) -> Section:
    """Return how the rules work, in a few sentences."""
    pack = plan.advice.pack
    knows = say(
        "The rules know {activities} activities, {requirements} requirements and {apps} apps. The last column says "
        "whether an activity holds at {company}.",
        activities=len(pack.activities),
        requirements=len(pack.requirements),
        apps=len(pack.apps),
        company=plan.company,
    )
    return Section(
        say("How to read the rules"),
        (
            Paragraph(
                say(
                    "Answers turn on activities; an activity needs requirements; apps cover requirements. No rule "
                    "looks at a sector."
                )
            ),
            Paragraph(knows),
        ),
    )


def activities(plan: Plan) -> Section:
    """Return every activity, area by area: what turns it on, what it needs, and why."""
    ranked = sorted(plan.advice.pack.activities.values(), key=lambda item: (item.area, item.id))
    blocks: list[Block] = []
    for area, found in groupby(ranked, key=lambda item: item.area):
        rows = tuple(activity_row(plan, item) for item in found)
        heads = (say("Activity"), say("Turned on by"), say("Software must"), say("Because"), say("Here"))
        blocks += [Heading(plan.advice.pack.areas[area].name), Table(heads, rows)]
    return Section(say("From answers to requirements"), tuple(blocks))


def activity_row(plan: Plan, activity: Activity) -> tuple[str, ...]:
    """Return one activity as a row."""
    pack, known = plan.advice.pack, plan.advice.known
    needs = listed(
        f"{in_sentence(pack.requirements[key].name)} ({PRIORITY_IN_SENTENCE[priority]})"
        for key, priority in activity.needs.items()
    )
    return (
        activity.name,
        when_words(pack, activity.when),
        needs,
        activity.because,
        say(HERE[holds(activity.when, known)]),
    )


def when_words(pack: Pack, when: When) -> str:
    """Return a condition in the words of the questionnaire."""
    tables = [joined(line_words(pack, line) for line in table) for table in when]
    return say("; or ").join(tables) or say("always")


def when_sentence(pack: Pack, when: When) -> str:
    """Return a condition as a sentence of its own."""
    return say("When: {condition}.", condition=when_words(pack, when))


def line_words(pack: Pack, line: Line) -> str:
    """Return one line of a condition in words."""
    question = pack.questions[line.question]
    if isinstance(line.wanted, Span):
        return f"{quoted(question.ask)} {span_words(line.wanted)}"
    wanted = joined((say(YES_NO[word]) if word in YES_NO else question.choices[word] for word in line.wanted), "or")
    return f"{quoted(question.ask)} {wanted}"


YES_NO = {"yes": later("yes"), "no": later("no")}


def span_words(span: Span) -> str:
    """Return a range in words."""
    if isfinite(span.at_least) and isfinite(span.under):
        return say("at least {least} and under {limit}", least=span.at_least, limit=span.under)
    if isfinite(span.at_least):
        return say("at least {number}", number=span.at_least)
    return say("under {number}", number=span.under) if isfinite(span.under) else say("any number")


def coverage(plan: Plan) -> Section:
    """Return every requirement with its acceptance and the apps that cover it."""
    pack = plan.advice.pack
    covering: dict[str, list[str]] = {}
    for app in pack.apps.values():
        for key, cover in app.covers.items():
            covering.setdefault(key, []).append(
                app.name if cover.fit == "full" else say("{app} (in part)", app=app.name)
            )
    rows = tuple(
        (item.name, item.acceptance, joined(sorted(covering.get(key, ()))) or say("A gap: {reason}", reason=item.gap))
        for key, item in sorted(pack.requirements.items())
    )
    return Section(
        say("From requirements to apps"),
        (Table((say("Software must"), say("Accepted when"), say("Covered by")), rows),),
    )


def methods_and_triggers(plan: Plan) -> Section:
    """Return the methods the rules propose and the situations in which they call for outside help."""
    pack = plan.advice.pack
    methods = tuple((lead(one.name), f"{one.problem} {when_sentence(pack, one.when)}") for one in pack.methods.values())
    triggers = tuple(
        (lead(one.name), f"{one.advice} {when_sentence(pack, one.when)}") for one in pack.triggers.values()
    )
    return Section(
        say("Methods and outside help"),
        (Heading(say("Methods")), Bullets(methods), Heading(say("When to ask for outside help")), Bullets(triggers)),
    )


CHAPTERS: tuple[Callable[[Plan], Section], ...] = (how_to_read, activities, coverage, methods_and_triggers)
