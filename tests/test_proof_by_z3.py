"""A solver that shares no line with the program comes to the same verdicts on the pack that ships."""

from collections.abc import Iterable
from itertools import combinations
from math import isfinite

import pytest
import z3

from advisor.business import Question
from advisor.findings import conditions
from advisor.pack import Pack, load_pack
from advisor.reachable import ALWAYS, Table, example
from advisor.schema import Line, Span, When

PACK: Pack = load_pack()
WHENS = [when for _, _, when in conditions(PACK) if when]
TABLES = [table for when in WHENS for table in when]


def chosen(question: str, word: str) -> z3.BoolRef:
    return z3.Bool(f"{question}={word}")


def number(question: str) -> z3.ArithRef:
    return z3.Real(question)


def answered(question: Question) -> z3.BoolRef:
    """Return what is true when a question has an answer."""
    if question.answer == "number":
        return z3.Bool(f"{question.id} is known")
    return z3.Or([chosen(question.id, word) for word in words(question)])


def words(question: Question) -> list[str]:
    return ["yes", "no"] if question.answer == "yes_no" else list(question.choices)


def in_span(question: str, span: Span) -> z3.BoolRef:
    low = number(question) >= span.at_least if isfinite(span.at_least) else z3.BoolVal(True)
    high = number(question) < span.under if isfinite(span.under) else z3.BoolVal(True)
    return z3.And(low, high)


def line(item: Line) -> z3.BoolRef:
    if isinstance(item.wanted, Span):
        return z3.And(answered(PACK.questions[item.question]), in_span(item.question, item.wanted))
    return z3.Or([chosen(item.question, word) for word in item.wanted])


def table(lines: Table) -> z3.BoolRef:
    return z3.And([line(item) for item in lines])


def any_of(tables: Iterable[Table]) -> z3.BoolRef:
    return z3.Or([table(lines) for lines in tables])


@pytest.fixture(scope="module")
def solver() -> z3.Solver:
    """A solver that knows which answers are reachable."""
    made = z3.Solver()
    for question in PACK.questionnaire:
        if question.when:
            made.add(z3.Implies(answered(question), any_of(question.when)))
        if question.answer in ("one", "yes_no"):
            made.add(z3.AtMost(*(chosen(question.id, word) for word in words(question)), 1))
        if question.answer == "number":
            made.add(in_span(question.id, question.range))
    return made


def can(solver: z3.Solver, lines: Table, never: When = ()) -> bool:
    verdict = solver.check(table(lines), z3.Not(any_of(never)))
    assert verdict != z3.unknown
    return bool(verdict == z3.sat)


def disputed(solver: z3.Solver, asked: Iterable[tuple[Table, When]]) -> list[tuple[Table, When]]:
    """Return the cases on which the solver and the program differ."""
    return [case for case in asked if can(solver, *case) != (example(PACK, *case) is not None)]


def test_every_table_can_hold_for_both(solver: z3.Solver) -> None:
    assert disputed(solver, [(lines, ()) for lines in TABLES]) == []


def test_every_table_is_shadowed_for_both_or_for_neither(solver: z3.Solver) -> None:
    asked = [(when[n], when[:n] + when[n + 1 :]) for when in WHENS for n in range(len(when))]

    assert disputed(solver, asked) == []


def test_every_orientation_rule_is_shadowed_for_both_or_for_neither(solver: z3.Solver) -> None:
    rules = sorted(PACK.orientations.values(), key=lambda rule: (rule.order, rule.id))
    earlier = [sum((rule.when for rule in rules[:place]), start=()) for place in range(len(rules))]
    asked = [(lines, never) for rule, never in zip(rules, earlier, strict=True) for lines in rule.when or ALWAYS]

    assert disputed(solver, asked) == []


def test_two_conditions_agree_or_exclude_each_other_for_both(solver: z3.Solver) -> None:
    single = {question.id for question in PACK.questionnaire if question.answer != "many"}
    tables = [lines for lines in TABLES if any(item.question in single for item in lines)]
    pairs = [(one + two, ()) for one, two in combinations(tables, 2)]

    assert disputed(solver, pairs) == []
    assert {can(solver, *pair) for pair in pairs} == {True, False}


def test_a_question_is_answered_only_behind_its_gate_for_both(solver: z3.Solver) -> None:
    gates = [(lines, PACK.questions[item.question].when) for lines in TABLES for item in lines]
    asked = [(lines, gate) for lines, gate in gates if gate]

    assert disputed(solver, asked) == []
    assert {can(solver, *case) for case in asked} == {False}
