"""Tiny packs as hypothesis draws them: few questions, activities and apps, but every way they can hang together."""

from dataclasses import replace
from itertools import product

from hypothesis import strategies as st

from advisor.answers import Answers
from advisor.business import Activity, Question, Requirement
from advisor.conditions import Value
from advisor.offer import App, Cover
from advisor.pack import Pack, load_pack
from advisor.schema import SERIES, Line, Span, When

from .conftest import HERE

TINY = load_pack(HERE / "tiny")
REQUIREMENTS = ("glue", "nail", "paint", "sand")
APPS = ("adze", "brush", "clamp")
CHOICES = {"a_goods": ("bread", "chairs", "doors"), "c_shop": ("stall", "web")}
QUESTIONS = {
    "a_goods": Question(id="a_goods", section="all", order=1, ask="?", why="", answer="many", choices={}),
    "b_people": Question(
        id="b_people", section="all", order=2, ask="?", why="", answer="number", range=Span(at_least=1, under=4)
    ),
    "c_shop": Question(id="c_shop", section="all", order=3, ask="?", why="", answer="one", choices={}),
    "d_open": Question(id="d_open", section="all", order=4, ask="?", why="", answer="yes_no"),
}
VALUES: dict[str, tuple[Value, ...]] = {
    "a_goods": (
        *((), ("bread",), ("chairs",), ("doors",), ("bread", "chairs"), ("bread", "doors"), ("chairs", "doors")),
        ("bread", "chairs", "doors"),
    ),
    "b_people": (1, 2, 3),
    "c_shop": ("stall", "web"),
    "d_open": ("yes", "no"),
}


def line(question: str) -> st.SearchStrategy[Line]:
    """Return any line of a condition about a question."""
    if question == "b_people":
        return st.sampled_from([Span(at_least=2), Span(under=2), Span(at_least=3)]).map(
            lambda span: Line(question, span)
        )
    words = CHOICES.get(question, ("yes", "no"))
    return st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True).map(
        lambda some: Line(question, tuple(some))
    )


def condition(questions: list[str]) -> st.SearchStrategy[When]:
    """Return any condition on some questions: one or two tables of one or two lines."""
    table = st.lists(st.sampled_from(questions), min_size=1, max_size=2, unique=True).flatmap(
        lambda names: st.tuples(*(line(name) for name in names))
    )
    return st.lists(table, min_size=1, max_size=2).map(tuple)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Return any tiny pack; a question may hang on those that are asked before it."""
    questions = {}
    for place, (key, question) in enumerate(QUESTIONS.items()):
        gate = draw(condition(list(QUESTIONS)[:place])) if place and draw(st.booleans()) else ()
        labels = {choice: choice for choice in CHOICES.get(key, ())}
        questions[key] = replace(question, when=gate, choices=labels)
    levels = st.dictionaries(st.sampled_from(REQUIREMENTS), st.sampled_from(["must", "should", "could"]), max_size=2)
    activities = {
        key: Activity(
            id=key, name=key, serves="baking", because="", needs=draw(levels), when=draw(condition(list(QUESTIONS)))
        )
        for key in ("one", "two", "three", "four")
    }
    fits = st.dictionaries(st.sampled_from(REQUIREMENTS), st.sampled_from(["full", "partial"]), max_size=3)
    apps = {}
    for key in APPS:
        covers = {name: Cover(id=name, fit=fit) for name, fit in draw(fits).items()}
        origin = draw(st.sampled_from(["community", "enterprise"]))
        requires = draw(st.lists(st.sampled_from([other for other in APPS if other < key] or [key]), max_size=1))
        apps[key] = App(
            id=key,
            name=key,
            kind="app",
            category="",
            purpose="",
            modules={origin: dict.fromkeys(SERIES, (f"{key}_module",))},
            requires={series: tuple(other for other in requires if other != key) for series in SERIES},
            covers=covers,
        )
    requirements = {key: Requirement(id=key, name=key, function="baking", acceptance="") for key in REQUIREMENTS}
    return replace(TINY, questions=questions, activities=activities, apps=apps, requirements=requirements)


@st.composite
def said(draw: st.DrawFn) -> Answers:
    """Return any answers to the questions of a tiny pack."""
    drawn = {key: draw(st.sampled_from([None, *values])) for key, values in VALUES.items()}
    return Answers(given={key: value for key, value in drawn.items() if value is not None})


def every_company() -> list[dict[str, Value]]:
    """Return every possible set of answers to the questions of a tiny pack."""
    return [
        {key: value for key, value in zip(VALUES, values, strict=True) if value is not None}
        for values in product(*((None, *values) for values in VALUES.values()))
    ]
