"""What is still open, and what it would take: the answers that could change an advice."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from advisor.advice import Advice
from advisor.advising import advise
from advisor.business import Activity, Question
from advisor.conditions import Known, Truth, Value, holds, line_holds, questions_in, table_holds
from advisor.coverage import Option, options, preference
from advisor.schema import PRIORITIES, Line, Span, When

Change = tuple[tuple[str, Value], ...]  # (question, its new answer)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A question without an answer, and the apps that hang on it."""

    question: Question
    could_change: tuple[str, ...]


def open_points(advice: Advice) -> tuple[OpenPoint, ...]:
    """Return the questions that apply and have no answer, those that could change most apps first."""
    undecided = undecided_by_question(advice)
    points = []
    for question in advice.pack.questionnaire:
        asked = holds(question.when, advice.known) is not Truth.NO
        if question.part == "profile" and question.id not in advice.known and asked:
            points.append(OpenPoint(question, apps_at_stake(advice, undecided.get(question.id, ()))))
    return tuple(sorted(points, key=lambda point: -len(point.could_change)))


def undecided_by_question(advice: Advice) -> dict[str, tuple[Activity, ...]]:
    """Return the undecided activities that hang on each open question, directly or through a question it opens."""
    opens: dict[str, set[str]] = {}
    for question in advice.pack.questionnaire:
        for other in questions_in(question.when):
            opens.setdefault(other, set()).add(question.id)
    direct: dict[str, list[Activity]] = {}
    for activity in advice.possible:
        for question_id in sorted(open_questions_in(activity.when, advice.known)):
            direct.setdefault(question_id, []).append(activity)
    return {
        question.id: tuple(
            activity
            for other in (question.id, *sorted(opens.get(question.id, ())))
            for activity in direct.get(other, ())
        )
        for question in advice.pack.questionnaire
    }


def open_questions_in(when: When, known: Known) -> set[str]:
    """Return the unknown questions in those tables of a condition that could still hold."""
    return {
        line.question
        for table in when
        if table_holds(table, known) is Truth.UNKNOWN
        for line in table
        if line_holds(line, known) is Truth.UNKNOWN
    }


def apps_at_stake(advice: Advice, activities: Iterable[Activity]) -> tuple[str, ...]:
    """Return the apps that would come, or grow stronger, if the activities were done."""
    ways = options(advice.pack, advice.edition, advice.series)
    strength = {item.app.id: PRIORITIES.index(item.priority) for item in advice.apps}
    found = set()
    for activity in activities:
        for requirement, priority in activity.needs.items():
            if priority != "wont" and ways[requirement]:
                app = best_way(advice, ways[requirement]).app
                if PRIORITIES.index(priority) < strength.get(app, len(PRIORITIES)):
                    found.add(app)
    return tuple(sorted(found))


def best_way(advice: Advice, ways: Iterable[Option]) -> Option:
    """Return the way the engine would take next to what is already advised."""
    advised = set(advice.app_keys)
    return min(ways, key=lambda way: preference(way, advised, advice.pack, advice.edition, advice.series))


def changes_for(advice: Advice, app: str) -> Change:
    """Return a small set of answers that brings an app in, checked by advising again; empty when there is none.

    Each activity that could need the app gives one candidate per table of its condition; the candidates are tried from
    the fewest changed answers on.
    """
    tried = dict.fromkeys(candidates(advice, app))
    for change in sorted(tried, key=lambda change: (len(change), change_order(advice, change), str(change))):
        changed = replace(advice.answers, given={**advice.answers.given, **dict(change)})
        if app in advise(advice.pack, changed, advice.series, advice.edition).app_keys:
            return change
    return ()


def change_order(advice: Advice, change: Change) -> list[tuple[int, list[int]]]:
    """Return a sort key: questions asked early and choices named early come first."""
    order = [question.id for question in advice.pack.questionnaire]
    questions = advice.pack.questions
    return [
        (order.index(name), [list(questions[name].choices).index(choice) for choice in added(advice, name, value)])
        for name, value in change
    ]


def added(advice: Advice, question: str, value: Value) -> tuple[str, ...]:
    """Return the choices that a new answer adds to the one that was given."""
    if not isinstance(value, tuple):
        return ()
    given = advice.known.get(question, ())
    return tuple(choice for choice in value if not isinstance(given, tuple) or choice not in given)


def candidates(advice: Advice, app: str) -> Iterator[Change]:
    """Yield changes of answers that turn on an activity which an app could serve."""
    covered = {
        requirement
        for requirement, ways in options(advice.pack, advice.edition, advice.series).items()
        if any(way.app == app for way in ways)
    }
    for activity in advice.pack.activities.values():
        if covered.intersection(activity.needs):
            yield from changes_to_hold(advice, activity.when)


def changes_to_hold(advice: Advice, when: When) -> Iterator[Change]:
    """Yield, for each table of a condition, the answers that would make it hold; gates of questions included."""
    for table in when:
        gates = [advice.pack.questions[line.question].when or ((),) for line in table]
        for ways_in in product(*gates):
            lines = [line for gate in ways_in for line in gate] + list(table)
            change = merged(advice, [line for line in lines if line_holds(line, advice.known) is not Truth.YES])
            if change is not None:
                yield change


def merged(advice: Advice, lines: Iterable[Line]) -> Change | None:
    """Return the new answers that satisfy some lines together, or None when they exclude each other."""
    wanted: dict[str, Value] = {}
    for line in lines:
        question = advice.pack.questions[line.question]
        before = wanted.get(line.question)
        if isinstance(line.wanted, Span):
            if before is not None:
                return None
            wanted[line.question] = max(line.wanted.at_least, question.range.at_least)
        elif question.answer == "many":
            given = before if before is not None else advice.known.get(line.question, ())
            had = given if isinstance(given, tuple) else ()
            if not any(choice in line.wanted for choice in had):
                had = (*had, line.wanted[0])
            wanted[line.question] = tuple(choice for choice in question.choices if choice in had)
        elif before is not None and before not in line.wanted:
            return None
        else:
            wanted.setdefault(line.question, line.wanted[0])
    return tuple(sorted(wanted.items()))
