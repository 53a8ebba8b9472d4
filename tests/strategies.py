"""Answers as hypothesis draws them: any company the questionnaire can describe."""

from hypothesis import strategies as st

from advisor.answers import Answers
from advisor.business import Question
from advisor.conditions import Value
from advisor.pack import Pack, load_pack

PACK: Pack = load_pack()


def value(question: Question) -> st.SearchStrategy[Value]:
    """Return any answer to a question."""
    if question.answer == "yes_no":
        return st.sampled_from(["yes", "no"])
    if question.answer == "number":
        return st.integers(int(question.range.at_least), int(question.range.under) - 1)
    choices = list(question.choices)
    if question.answer == "one":
        return st.sampled_from(choices)
    return st.sets(st.sampled_from(choices)).map(lambda some: tuple(c for c in choices if c in some))


@st.composite
def answers(draw: st.DrawFn) -> Answers:
    """Return any set of answers: given, unknown or missing, question by question."""
    given: dict[str, Value] = {}
    unknown = []
    for question in PACK.questionnaire:
        kind = draw(st.sampled_from(("given", "given", "given", "unknown", "missing")))
        if kind == "given":
            given[question.id] = draw(value(question))
        elif kind == "unknown":
            unknown.append(question.id)
    return Answers(given=given, unknown=tuple(unknown))
