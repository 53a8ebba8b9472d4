"""The chapters of a workshop: every open point as an item, with room for the answer."""

from collections.abc import Iterator

from advisor.business import Question
from advisor.documents.blocks import Block, Heading, Paragraph, Section, Table, bullets
from advisor.documents.doubts import hangs_on
from advisor.plan import Plan
from advisor.what_if import OpenPoint
from advisor.words import counted


def questions(plan: Plan) -> Section:
    """Return the open points under the headings of the questionnaire, in the order of weight inside each."""
    points = plan.open_points
    if not points:
        return Section("Questions to answer", (Paragraph("Every question has an answer."),))
    live = sum(bool(point.could_change) for point in points)
    begin = Paragraph(
        f"{counted(len(points), 'open point')}, of which {live} could change the list of apps. Each is asked as in the "
        "survey, so that the answer can be written down as it stands."
    )
    return Section("Questions to answer", (begin, *by_part(plan)))


def by_part(plan: Plan) -> Iterator[Block]:
    """Yield one table of questions for each part of the questionnaire."""
    parts = sorted(plan.advice.pack.sections.values(), key=lambda part: part.order)
    for part in parts:
        rows = tuple(item(plan, point) for point in plan.open_points if point.question.section == part.id)
        if rows:
            yield Heading(part.name)
            yield Table(("Question", "Possible answers", "What hangs on it", "Answer"), rows)


def item(plan: Plan, point: OpenPoint) -> tuple[str, ...]:
    """Return one item of the agenda; the last cell stays empty for the answer."""
    return point.question.ask, possible(point.question), f"{point.question.why} {hangs_on(plan, point)}", ""


def possible(question: Question) -> str:
    """Return the answers that a question takes."""
    choices = "; ".join(question.choices.values())
    return choices or {"yes_no": "yes; no", "number": f"a number {question.unit}".strip()}.get(
        question.answer, "in words"
    )


def to_confirm(plan: Plan) -> Section:
    """Return the answers nobody confirmed."""
    rows = tuple((ask, answer, "") for ask, answer in plan.prefilled)
    table = Table(("Question", "Usual in the sector", "Confirmed or changed"), rows)
    return Section("Answers to confirm", (table,) if rows else ())


def gaps_to_decide(plan: Plan) -> Section:
    """Return the gaps, each with room for the decision."""
    rows = tuple((gap.need.requirement.name, plan.only(gap), "") for gap in plan.advice.gaps)
    table = Table(("Software must", "What is known", "Decision"), rows)
    return Section("Gaps to decide", (table,) if rows else ())


def noted(plan: Plan) -> Section:
    """Return the notes taken with the answers."""
    notes = tuple(f"{plan.asked(question)} {note}" for question, note in plan.advice.answers.notes.items())
    return Section("Noted so far", (bullets(*notes),) if notes else ())
