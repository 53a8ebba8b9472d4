"""The chapters of a workshop: every open point as an item, with room for the answer."""

from collections.abc import Iterator

from advisor.business import Question
from advisor.documents.blocks import Block, Heading, Paragraph, Section, Table, bullets, in_lines
from advisor.documents.doubts import hangs_on
from advisor.language import say, say_many
from advisor.plan import Plan
from advisor.what_if import OpenPoint
from advisor.words import listed


def questions(plan: Plan) -> Section:
    """Return the open points under the headings of the questionnaire, in the order of weight inside each."""
    points = plan.open_points
    if not points:
        return Section(say("Questions to answer"), (Paragraph(say("Every question has an answer.")),))
    live = sum(bool(point.could_change) for point in points)
    begin = Paragraph(
        say_many(
            "{number} open point, of which {live} could change the list of apps. Each is asked as in the survey, so "
            "that the answer can be written down as it stands.",
            "{number} open points, of which {live} could change the list of apps. Each is asked as in the survey, so "
            "that the answer can be written down as it stands.",
            len(points),
            live=live,
        )
    )
    return Section(say("Questions to answer"), (begin, *by_part(plan)))


def by_part(plan: Plan) -> Iterator[Block]:
    """Yield one table of questions for each part of the questionnaire."""
    parts = sorted(plan.advice.pack.sections.values(), key=lambda part: part.order)
    for part in parts:
        rows = tuple(item(plan, point) for point in plan.open_points if point.question.section == part.id)
        if rows:
            yield Heading(part.name)
            yield Table((say("Question"), say("Possible answers"), say("What hangs on it"), say("Answer")), rows)


def item(plan: Plan, point: OpenPoint) -> tuple[str, ...]:
    """Return one item of the agenda; the last cell stays empty for the answer."""
    return point.question.ask, possible(point.question), f"{point.question.why} {hangs_on(plan, point)}", ""


def possible(question: Question) -> str:
    """Return the answers that a question takes."""
    if question.choices:
        return in_lines(question.choices.values())
    if question.answer == "yes_no":
        return listed((say("yes"), say("no")))
    if question.answer == "number":
        return say("a number {unit}", unit=question.unit).strip()
    return say("in words")


def to_confirm(plan: Plan) -> Section:
    """Return the answers nobody confirmed."""
    rows = tuple((ask, answer, "") for ask, answer in plan.prefilled)
    table = Table((say("Question"), say("Usual in the sector"), say("Confirmed or changed")), rows)
    return Section(say("Answers to confirm"), (table,) if rows else ())


def gaps_to_decide(plan: Plan) -> Section:
    """Return the gaps, each with room for the decision."""
    rows = tuple((gap.need.requirement.name, plan.only(gap), "") for gap in plan.advice.gaps)
    table = Table((say("Software must"), say("What is known"), say("Decision")), rows)
    return Section(say("Gaps to decide"), (table,) if rows else ())


def noted(plan: Plan) -> Section:
    """Return the notes taken with the answers."""
    return Section(say("Noted so far"), (bullets(*plan.noted),) if plan.noted else ())
