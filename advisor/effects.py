"""What answers lead to, shown by the engine: what one answer changes, and which answers advise an app."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from advisor.advising import advise
from advisor.answers import Answers
from advisor.conditions import Truth, holds
from advisor.findings import conditions
from advisor.offer import App
from advisor.pack import Pack
from advisor.reachable import ALWAYS, Given, Table, smallest
from advisor.schema import Line

SAID_BY_PLAN = ("releases", "plan_rules", "work", "rollouts")
"""Kinds with a condition that an advice leaves to the plan."""


def difference(pack: Pack, line: Line) -> tuple[Given, Given] | None:
    """Return reachable answers with and without what a line wants that get different advice, or None: there are none.

    A yes is shown by the engine. A no is exact but for methods: one that no app carries for the smallest answers that
    show its problem counts as not advised.
    """
    for table in tables_that_want(pack, line):
        for given in smallest(pack, (line, *table)):
            less = without(pack, given, line)
            if outcome(pack, given) != outcome(pack, less):
                return given, less
    return None


def tables_that_want(pack: Pack, line: Line) -> Iterator[Table]:
    """Yield the tables that rest on a line, themselves or through a question that it opens."""
    for kind, _, when in conditions(pack):
        if kind != "questions":
            for table in when:
                if any(wants_some(other, line) for other in lines_behind(pack, table)):
                    yield table


@lru_cache(maxsize=2048)
def lines_behind(pack: Pack, table: Table) -> frozenset[Line]:
    """Return the lines of a table and those under which its questions are asked."""
    found: set[Line] = set()
    todo = list(table)
    while todo:
        line = todo.pop()
        if line not in found:
            found.add(line)
            todo += [other for gate in pack.questions[line.question].when for other in gate]
    return frozenset(found)


def wants_some(line: Line, other: Line) -> bool:
    """Return whether a line wants something that another one wants too."""
    if line.question != other.question:
        return False
    if isinstance(line.wanted, tuple) and isinstance(other.wanted, tuple):
        return any(choice in other.wanted for choice in line.wanted)
    return True


def without(pack: Pack, given: Given, line: Line) -> Given:
    """Return answers without the choices that a line wants, or with its question left open, and what then is asked."""
    value = given[line.question]
    less = {question: answer for question, answer in given.items() if question != line.question}
    if isinstance(value, tuple) and isinstance(line.wanted, tuple):
        less[line.question] = tuple(choice for choice in value if choice not in line.wanted)
    for question in pack.questionnaire:
        if question.id in less and holds(question.when, less) is not Truth.YES:
            del less[question.id]
    return less


def outcome(pack: Pack, given: Given) -> Any:
    """Return what is advised and said for some answers, in a form that can be compared; not the way that led there."""
    advice = advise(pack, Answers(given=given))
    return (
        advice.orientation.rule.id,
        [(need.requirement.id, need.priority, need.met_by) for need in advice.needs],
        [(item.app.id, item.priority) for item in advice.apps],
        [
            entry.id
            for kind in (advice.methods, advice.triggers, advice.beliefs, advice.pains, advice.risks)
            for entry, _ in kind
        ],
        [
            (kind, entry_id)
            for kind, entry_id, when in conditions(pack)
            if kind in SAID_BY_PLAN and holds(when, advice.known) is Truth.YES
        ],
    )


def answers_that_advise(pack: Pack, app: App) -> Given | None:
    """Return answers for which an app is advised in the newest series and Enterprise, or None when none were found.

    A yes is shown by the engine. A no means that none of the smallest answers that need what the app covers leads to
    it. That is exact where no other app covers it; where others do and come first, larger answers are not tried, though
    they could tip the choice by bringing what the app requires.
    """
    found = (given for given in answers_that_need(pack, app) if app.id in advise(pack, Answers(given=given)).app_keys)
    return next(found, None)


def answers_that_need(pack: Pack, app: App) -> Iterator[Given]:
    """Yield the smallest answers that turn on an activity which needs what an app covers."""
    for activity in pack.activities.values():
        if any(activity.needs.get(requirement, "wont") != "wont" for requirement in app.covers):
            for table in activity.when or ALWAYS:
                yield from smallest(pack, table)
