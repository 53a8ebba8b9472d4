"""The chapters an owner reads first: the plan in short, the apps in their order, what has to be decided."""

from collections.abc import Iterator

from advisor import language
from advisor.documents.blocks import (
    Block,
    Bullets,
    Figures,
    Heading,
    Note,
    Paragraph,
    Section,
    Table,
    bullets,
    in_lines,
)
from advisor.documents.within import is_part
from advisor.going_live import PlannedApp
from advisor.language import say, say_many
from advisor.language.figures import figure
from advisor.plan import Plan
from advisor.sections import ActivityLine
from advisor.summary import answered_pains
from advisor.words import (
    PRIORITY_IN_SENTENCE,
    PRIORITY_WORDS,
    in_sentence,
    joined,
    lead,
    more,
    quoted,
)

SHOWN_TO_A_BOARD = 12  # apps; the report lists them all
DECISIONS = 3  # of each kind, on the one page
RISKS_FOR_A_BOARD = 3


def in_short(plan: Plan) -> Section:
    """Return the headline, the numbers and the sentences of a busy minute."""
    figures = Figures(tuple((figure(number), label) for number, label in plan.numbers))
    notes = tuple(Note(warning) for warning in plan.advice.cautions)
    return Section(say("In one minute"), (Paragraph(plan.headline), figures, bullets(*plan.summary), *notes))


def first_project(plan: Plan) -> Section:
    """Return the apps of the first project with their reasons."""
    if not plan.first:
        return Section(say("First project"), (Paragraph(say("No app is called for yet.")),))
    order = Paragraph(say("In the order in which the apps go live; none comes before an app it requires."))
    return Section(say("First project"), (order, apps_table(plan.first)))


def later(plan: Plan) -> Section:
    """Return the apps that wait."""
    waiting = Paragraph(say("Worth having once the first project is in daily use."))
    return Section(say("Later"), (waiting, apps_table(plan.later)) if plan.later else ())


def apps_table(lines: tuple[PlannedApp, ...]) -> Table:
    """Return apps in their order, each with the strongest reason."""
    rows = tuple((figure(line.number), app_words(line), PRIORITY_WORDS[line.priority], line.reason) for line in lines)
    return Table(("", say("App"), say("Priority"), say("Why")), rows, (0,))


def app_words(line: PlannedApp) -> str:
    """Return an app with the prerequisites that go live with it."""
    if not line.brings:
        return line.app.name
    return say("{app} (brings {others})", app=line.app.name, others=joined(line.brings))


def on_one_page(plan: Plan) -> Section:
    """Return what a board sees: what it is about, what it costs and takes."""
    left = (Note(" ".join(plan.cut.for_a_board(shown(plan)))),) if plan.cut and is_part(plan) else ()
    figures = (*figures_for_a_board(plan), *how_sure(plan), *scope(plan))
    return Section(say("What is proposed"), (Paragraph(plan.headline), *left, *figures))


def how_sure(plan: Plan) -> Iterator[Paragraph]:
    """Yield in small space how the figures came about, and that their days are a judgement where they are."""
    if plan.effort:
        yield Paragraph(f"{plan.effort.judgement} {plan.effort.in_short}".strip())


def figures_for_a_board(plan: Plan) -> Iterator[Figures]:
    """Yield the few numbers a board asks for, unless none is known."""
    pairs = tuple(board_figures(plan))
    if pairs:
        yield Figures(pairs)


def board_figures(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the few numbers a board asks for, as far as they are known."""
    if plan.money and plan.money.services:
        yield str(plan.money.services.price.rounded), say("services of the first project, expected")
        yield str(plan.money.services.contingency.rounded), say("contingency, apart")
    if plan.money and plan.money.total:
        yield str(plan.money.total.price.rounded), plan.money.total.name
    if plan.calendar:
        yield figure(plan.calendar.weeks), say("weeks from signature to handover")
    if plan.effort:
        yield figure(plan.effort.own_days, 0), say("days of your own people")


def scope(plan: Plan) -> Iterator[Block]:
    """Yield what the first project holds, in a few lines."""
    if plan.first and not is_part(plan):
        begin = say_many("First project, {number} app:", "First project, {number} apps:", len(plan.first))
        yield Paragraph(f"{joined(shown(plan))}.", begin)
    if plan.later:
        yield Paragraph(f"{joined([line.app.name for line in plan.later][:SHOWN_TO_A_BOARD])}.", say("Later:"))
    answered = answered_pains(plan.advice, {line.app.id for line in plan.first})
    pains = [pain.name.rstrip(".") for pain, _ in answered][:DECISIONS]
    if pains:
        yield Paragraph(f"{joined(map(quoted, pains))}.", say("It answers:"))


def shown(plan: Plan) -> list[str]:
    """Return the names of the apps of the first project, as many as a page holds, and how many there are beside."""
    names = [line.app.name for line in plan.first]
    left = len(names) - SHOWN_TO_A_BOARD
    return [*names[:SHOWN_TO_A_BOARD], *([more(left)] if left > 0 else [])]


def decisions(plan: Plan) -> Section:
    """Return what a board has to decide, and what it should know before."""
    gaps = [(lead(gap.need.requirement.name), plan.only(gap)) for gap in plan.advice.gaps[:DECISIONS]]
    asked = [(say("Still open:"), point.question.ask) for point in plan.open_points if point.could_change][:DECISIONS]
    points = (*gaps, *asked)
    return Section(say("What has to be decided"), (Bullets(points),) if points else ())


def risks_in_short(plan: Plan) -> Section:
    """Return the heaviest risks."""
    heaviest = plan.advice.risks[:RISKS_FOR_A_BOARD]
    points = tuple((f"{risk.name}.", risk.mitigation) for risk, _ in heaviest)
    return Section(say("What could go wrong"), (Bullets(points),) if points else ())


def next_steps(plan: Plan) -> Section:
    """Return what to do next."""
    steps = tuple((step.what, step.why) for step in plan.steps)
    return Section(say("Next steps"), (Bullets(steps, numbered=True),) if steps else ())


def reasons(plan: Plan) -> Section:
    """Return every activity with the answers that show it and the requirements it brings, area by area."""
    blocks: list[Block] = []
    for area, activities in plan.areas:
        blocks += [Heading(area), Table(tuple(map(say, REASON_HEADS)), tuple(map(reason_row, activities)))]
    return Section(say("From what you do to what you need"), tuple(blocks))


REASON_HEADS = (language.later("What you do"), language.later("You said"), language.later("So software must"))


def reason_row(line: ActivityLine) -> tuple[str, ...]:
    """Return one activity: what is done, the answers, the requirements with priority."""
    needs = in_lines(f"{in_sentence(why.requirement)} ({PRIORITY_IN_SENTENCE[why.priority]})" for why in line.whys)
    return line.name, line.answers, needs
