"""The chapters of the handbook of the rules: all the pack can conclude, and what of it holds for this company."""

from collections.abc import Callable
from itertools import groupby

from advisor.business import Activity
from advisor.conditions import Truth, holds
from advisor.documents.blocks import Block, Bullets, Heading, Paragraph, Section, Table
from advisor.fields import span_text
from advisor.pack import Pack
from advisor.plan import Plan
from advisor.schema import Line, Span, When
from advisor.words import in_sentence, joined

HERE = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "open"}


def how_to_read(plan: Plan) -> Section:
    """Return how the rules work, in a few sentences."""
    pack = plan.advice.pack
    counts = f"{len(pack.activities)} activities, {len(pack.requirements)} requirements and {len(pack.apps)} apps"
    return Section(
        "How to read the rules",
        (
            Paragraph(
                "Answers turn on activities; an activity needs requirements; apps cover requirements. "
                "No rule looks at a sector."
            ),
            Paragraph(f"The rules know {counts}. The last column says whether an activity holds at {plan.company}."),
        ),
    )


def activities(plan: Plan) -> Section:
    """Return every activity, area by area: what turns it on, what it needs, and why."""
    ranked = sorted(plan.advice.pack.activities.values(), key=lambda item: (item.area, item.id))
    blocks: list[Block] = []
    for area, found in groupby(ranked, key=lambda item: item.area):
        rows = tuple(activity_row(plan, item) for item in found)
        heads = ("Activity", "Turned on by", "Software must", "Because", "Here")
        blocks += [Heading(plan.advice.pack.areas[area].name), Table(heads, rows)]
    return Section("From answers to requirements", tuple(blocks))


def activity_row(plan: Plan, activity: Activity) -> tuple[str, ...]:
    """Return one activity as a row."""
    pack, known = plan.advice.pack, plan.advice.known
    needs = "; ".join(
        f"{in_sentence(pack.requirements[key].name)} ({priority})" for key, priority in activity.needs.items()
    )
    return activity.name, when_words(pack, activity.when), needs, activity.because, HERE[holds(activity.when, known)]


def when_words(pack: Pack, when: When) -> str:
    """Return a condition in the words of the questionnaire."""
    tables = [joined(line_words(pack, line) for line in table) for table in when]
    return "; or ".join(tables) or "always"


def line_words(pack: Pack, line: Line) -> str:
    """Return one line of a condition in words."""
    question = pack.questions[line.question]
    if isinstance(line.wanted, Span):
        return f"“{question.ask}” {span_text(line.wanted)}"
    return f"“{question.ask}” {joined((question.choices.get(word, word) for word in line.wanted), 'or')}"


def coverage(plan: Plan) -> Section:
    """Return every requirement with its acceptance and the apps that cover it."""
    pack = plan.advice.pack
    covering: dict[str, list[str]] = {}
    for app in pack.apps.values():
        for key, cover in app.covers.items():
            covering.setdefault(key, []).append(app.name if cover.fit == "full" else f"{app.name} (in part)")
    rows = tuple(
        (item.name, item.acceptance, joined(sorted(covering.get(key, ()))) or f"A gap: {item.gap}")
        for key, item in sorted(pack.requirements.items())
    )
    return Section("From requirements to apps", (Table(("Software must", "Accepted when", "Covered by"), rows),))


def methods_and_triggers(plan: Plan) -> Section:
    """Return the methods the rules propose and the situations in which they call for outside help."""
    pack = plan.advice.pack
    methods = tuple(
        (f"{one.name}:", f"{one.problem} When: {when_words(pack, one.when)}.") for one in pack.methods.values()
    )
    triggers = tuple(
        (f"{one.name}:", f"{one.advice} When: {when_words(pack, one.when)}.") for one in pack.triggers.values()
    )
    return Section(
        "Methods and outside help",
        (Heading("Methods"), Bullets(methods), Heading("When to ask for outside help"), Bullets(triggers)),
    )


CHAPTERS: tuple[Callable[[Plan], Section], ...] = (how_to_read, activities, coverage, methods_and_triggers)
