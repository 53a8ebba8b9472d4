"""Does every statement count? Proofs over all reachable answers (see `reachable`), each a check that yields findings.

Two statements of a pack can contradict each other in these ways: one activity puts off (`wont`) what another needs for
the same answers; a preset answers a question that its other answers rule out; two orientation rules stand at the same
place and hold for the same answers. Nothing else can: conditions only add, priorities are settled by the strongest, and
releases, methods, pains and beliefs speak for themselves.
"""

from collections.abc import Callable, Iterator
from itertools import combinations, product

from advisor.advising import activities_of
from advisor.answers import Answers, unused_answers
from advisor.business import Activity, Orientation, Question
from advisor.contract import when_json
from advisor.effects import answers_that_advise, answers_that_need, difference
from advisor.findings import Findings, conditions, finding
from advisor.pack import Pack
from advisor.reachable import ALWAYS, Given, Table, example
from advisor.schema import NEWEST, PRIORITIES, Line, Priority, When
from advisor.words import few, joined


def conditions_can_hold(pack: Pack) -> Findings:
    """Every table of every condition holds for some answers."""
    for kind, entry_id, when in conditions(pack):
        for table in when:
            if example(pack, table) is None:
                yield finding(pack, kind, entry_id, f"has a condition that can never hold: {shown(table)}")


def tables_differ(pack: Pack) -> Findings:
    """Every table of a condition holds for some answers for which no other table of it does."""
    for kind, entry_id, when in conditions(pack):
        for number, table in enumerate(when):
            others = when[:number] + when[number + 1 :]
            given = example(pack, table)
            if given is not None and example(pack, table, others) is None:
                message = f"has a table that adds nothing, as another holds whenever it does: {shown(table)}"
                yield finding(pack, kind, entry_id, message, given)


def orientations_decide(pack: Pack) -> Findings:
    """Every orientation rule holds for some answers for which no earlier one does."""
    earlier: When = ()
    for rule in sorted(pack.orientations.values(), key=lambda rule: (rule.order, rule.id)):
        tables = rule.when or ALWAYS
        given = first_example(pack, tables)
        if given is not None and first_example(pack, tables, earlier) is None:
            message = "never decides: an earlier one holds whenever it does"
            yield finding(pack, "orientations", rule.id, message, given)
        earlier += tables


def activities_add(pack: Pack) -> Findings:
    """Every activity adds, for some answers, a requirement, a stronger priority or a risk that no other one brings."""
    for activity in pack.activities.values():
        tables = activity.when or ALWAYS
        given = first_example(pack, tables)
        if given is not None and all(first_example(pack, tables, same) is None for same in rivals(pack, activity)):
            message = f"changes nothing: {idle_reason(pack, activity, given)}"
            yield finding(pack, "activities", activity.id, message, given)


def rivals(pack: Pack, activity: Activity) -> Iterator[When]:
    """Yield, for each requirement and risk of an activity, when other activities bring it as strongly."""
    others = [other for other in pack.activities.values() if other is not activity]
    for requirement, priority in activity.needs.items():
        if priority != "wont":
            yield tables_of(other for other in others if as_strong(other.needs.get(requirement, "wont"), priority))
    for risk in activity.risks:
        yield tables_of(other for other in others if risk in other.risks)


def tables_of(activities: Iterator[Activity]) -> When:
    """Return all tables of the conditions of some activities."""
    return tuple(table for activity in activities for table in activity.when or ALWAYS)


def as_strong(priority: Priority, other: Priority) -> bool:
    """Return whether a priority is at least as strong as another."""
    return PRIORITIES.index(priority) <= PRIORITIES.index(other)


def idle_reason(pack: Pack, activity: Activity, given: Given) -> str:
    """Return why an activity changes nothing."""
    if not list(rivals(pack, activity)):
        return "it needs nothing and brings no risk"
    others = [item.activity.id for item in activities_of(pack, given)[0] if item.activity is not activity]
    return f"whatever it brings, others bring as strongly whenever it holds ({joined(few(others))})"


def questions_matter(pack: Pack) -> Findings:
    """Every question and every choice of it changes some advice; a question about size changes the effort instead."""
    profile = [question for question in pack.questionnaire if question.part == "profile" and is_decided(pack)]
    for question in profile:
        parts = answers_to(question)
        idle = [line for line in parts if difference(pack, line) is None]
        if idle == parts:
            message = "changes nothing: no two companies that differ in it alone get different advice"
            given = first_example(pack, tuple((line,) for line in parts))
            yield finding(pack, "questions", question.id, message, given)
        else:
            for line in idle:
                message = f"has a choice that changes nothing: {shown((line,))}"
                yield finding(pack, "questions", question.id, message, example(pack, (line,)))


def answers_to(question: Question) -> list[Line]:
    """Return what must change something: each choice, or else any answer as against none."""
    if question.answer == "yes_no":
        return [Line(question.id, ("yes", "no"))]
    if question.answer == "number":
        return [Line(question.id, question.range)]
    return [Line(question.id, (choice,)) for choice in question.choices]


def needs_agree(pack: Pack) -> Findings:
    """No activity puts off what another needs for the same answers."""
    put_off = [
        (activity, requirement)
        for activity in pack.activities.values()
        for requirement, priority in activity.needs.items()
        if priority == "wont"
    ]
    for activity, requirement in put_off:
        for other in pack.activities.values():
            if other.needs.get(requirement, "wont") != "wont":
                given = both_hold(pack, activity, other)
                if given is not None:
                    message = f"puts off {requirement}, which {other.id} needs for the same answers"
                    yield finding(pack, "activities", activity.id, message, given)


def presets_agree(pack: Pack) -> Findings:
    """No preset answers a question that its other answers rule out."""
    for preset in pack.presets.values():
        given = {question: value for question, value in preset.answers.items() if value is not None}
        for question in unused_answers(pack, Answers(given=given)):
            message = f"answers {question}, which is not asked after its other answers"
            yield finding(pack, "presets", preset.id, message, given)


def orientations_agree(pack: Pack) -> Findings:
    """No two orientation rules of one order hold for the same answers."""
    for rule, other in combinations(pack.orientations.values(), 2):
        given = both_hold(pack, rule, other) if rule.order == other.order else None
        if given is not None:
            message = f"has the order of {rule.id}, and both can hold; give one a later order"
            yield finding(pack, "orientations", other.id, message, given)


def apps_are_advised(pack: Pack) -> Findings:
    """Every app that is no platform is advised for some answers."""
    for app in pack.apps.values() if is_decided(pack) else ():
        if not app.platform and answers_that_advise(pack, app) is None:
            message = (
                f"is advised for no answers in {NEWEST} Enterprise; cover a requirement for which it comes first, "
                "or say `platform:` with a reason"
            )
            yield finding(pack, "apps", app.id, message, next(answers_that_need(pack, app), None))


def is_decided(pack: Pack) -> bool:
    """Return whether some orientation rule always holds; without one the engine cannot advise, and a check says so."""
    return any(not rule.when for rule in pack.orientations.values())


def first_example(pack: Pack, tables: When, never: When = ()) -> Given | None:
    """Return reachable answers for which one of some tables holds and none of others does, or None."""
    found = (example(pack, table, never) for table in tables)
    return next((given for given in found if given is not None), None)


def both_hold(pack: Pack, one: Activity | Orientation, other: Activity | Orientation) -> Given | None:
    """Return answers for which two conditions hold, or None."""
    pairs = product(one.when or ALWAYS, other.when or ALWAYS)
    return first_example(pack, tuple((*table, *more) for table, more in pairs))


def shown(table: Table) -> str:
    """Return a table as a pack file writes it."""
    return str(when_json((table,))[0]).replace("'", "")


PROOFS: tuple[Callable[[Pack], Findings], ...] = (
    conditions_can_hold,
    tables_differ,
    orientations_decide,
    activities_add,
    questions_matter,
    needs_agree,
    presets_agree,
    orientations_agree,
    apps_are_advised,
)
