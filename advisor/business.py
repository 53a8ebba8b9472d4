"""What ``rules/areas/`` holds: questions, activities, requirements and the domain; it names no product.

Records are compared and shown by identity: nobody compares them, and creating the methods would cost start-up time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from advisor.schema import (
    LICENCES,
    NONE,
    PRIORITIES,
    PROPOSABLE,
    AnswerKind,
    Management,
    Priority,
    Resolution,
    Shape,
    Span,
    When,
    source_field,
    spec,
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Source:
    """Where a fact comes from."""

    id: str
    title: str = spec(Shape.TEXT, "What it is, as one would cite it")
    url: str = spec(Shape.TEXT, "Public address, if any", default="", verbatim=True)
    date: str = spec(Shape.TEXT, "When it was written or read", default="", verbatim=True)
    reliability: Literal["high", "medium", "low"] = spec(
        Shape.WORD, "How far to trust it", ("high", "medium", "low"), "medium"
    )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Section:
    """A part of the questionnaire."""

    id: str
    name: str = spec(Shape.TEXT, "Heading")
    order: int = spec(Shape.NUMBER, "Position among the sections")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Question:
    """One question of the discovery questionnaire."""

    id: str
    section: str = spec(Shape.REF, "Part of the questionnaire", "sections")
    order: int = spec(Shape.NUMBER, "Position inside its section")
    ask: str = spec(Shape.TEXT, "The question, in the owner's words")
    why: str = spec(Shape.TEXT, "Why it is asked, in one sentence")
    answer: AnswerKind = spec(Shape.WORD, "Kind of answer", get_args(AnswerKind))
    help: str = spec(Shape.TEXT, "Explanation on demand", default="")
    choices: Mapping[str, str] = spec(Shape.LABELS, "For one and many: at most nine choices", default=NONE)
    range: Span = spec(Shape.SPAN, "For number: what is possible", default=Span())
    unit: str = spec(Shape.TEXT, "For number: what is counted", default="")
    unit_of_one: str = spec(Shape.TEXT, "For number: the same of exactly one", default="")
    when: When = spec(Shape.WHEN, "Asked only if these answers hold", default=())
    was: tuple[str, ...] = spec(
        Shape.TEXTS, "Earlier ids of the question: answers under them are taken over", default=(), verbatim=True
    )
    choices_were: Mapping[str, str] = spec(
        Shape.LABELS, "Earlier ids of choices, each with the choice it is now", default=NONE, verbatim=True
    )
    quick: bool = spec(Shape.FLAG, "Part of the quick qualification", default=False)
    part: Literal["profile", "sizing"] = spec(
        Shape.WORD, "profile: decides what; sizing: decides how much", ("profile", "sizing"), "profile"
    )
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Area:
    """A field of business that groups activities; one file, one area."""

    id: str
    name: str = spec(Shape.TEXT, "Heading")
    summary: str = spec(Shape.TEXT, "What belongs here, in one sentence")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Activity:
    """What a company does, in words that name no product."""

    id: str
    name: str = spec(Shape.TEXT, "What is done, starting with a verb in -ing")
    serves: str = spec(Shape.REF, "The management function it belongs to", "functions")
    because: str = spec(Shape.TEXT, "The business reason for its priorities: why first, or why later")
    needs: Mapping[str, Priority] = spec(
        Shape.LEVELS, "What software must do for it, and how strongly", ("requirements", PRIORITIES), NONE
    )
    when: When = spec(Shape.WHEN, "The answers that turn it on", default=())
    process: str = spec(Shape.REF, "The end-to-end process it is part of", "processes", "")
    risks: tuple[str, ...] = spec(Shape.REFS, "Risks it brings to a project", "risks", ())
    source: tuple[str, ...] = source_field()
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Requirement:
    """What software must do for an activity."""

    id: str
    name: str = spec(Shape.TEXT, "What software must do, starting with a verb")
    function: str = spec(Shape.REF, "The one management function it belongs to", "functions")
    acceptance: str = spec(Shape.TEXT, "How one sees that it works: a thing to do and what must be seen")
    gap: str = spec(Shape.TEXT, "Only where Odoo is the wrong answer: say so, and what to use", default="")
    resolution: Resolution | Literal[""] = spec(Shape.WORD, "Only for a gap: what is proposed", PROPOSABLE, default="")
    source: tuple[str, ...] = source_field()
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Risk:
    """Something that can go wrong in the project because of what the company does."""

    id: str
    name: str = spec(Shape.TEXT, "What can go wrong")
    likelihood: Literal["low", "medium", "high"] = spec(Shape.WORD, "How likely", ("low", "medium", "high"))
    impact: Literal["low", "medium", "high"] = spec(Shape.WORD, "How bad", ("low", "medium", "high"))
    mitigation: str = spec(Shape.TEXT, "What to do about it")
    owner: str = spec(Shape.TEXT, "The role that answers for it")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Function:
    """A management function of production management or of operations management."""

    id: str
    name: str = spec(Shape.TEXT, "Name in the field")
    management: Management = spec(Shape.WORD, "Which of the two it belongs to", get_args(Management))
    summary: str = spec(Shape.TEXT, "What it takes care of, in one sentence")
    level: Literal["tactical", "strategic", "tactical and strategic"] = spec(
        Shape.WORD, "Level of its decisions", ("tactical", "strategic", "tactical and strategic")
    )
    horizon: Literal["short", "long", "short and long"] = spec(
        Shape.WORD, "How far it looks ahead", ("short", "long", "short and long")
    )
    terms: tuple[str, ...] = spec(Shape.TEXTS, "Standard terms of the field")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Kpi:
    """A key performance indicator."""

    id: str
    name: str = spec(Shape.TEXT, "Name")
    function: str = spec(Shape.REF, "The function it measures", "functions")
    formula: str = spec(Shape.TEXT, "How it is computed")
    unit: str = spec(Shape.TEXT, "Unit of the value")
    direction: Literal["higher", "lower", "target"] = spec(
        Shape.WORD, "Which way is better", ("higher", "lower", "target")
    )
    where: str = spec(Shape.TEXT, "Where Odoo shows it, or what must be collected elsewhere")
    how: Literal["native", "derivable", "external"] = spec(
        Shape.WORD,
        "native: a report shows it; derivable: from fields; external: not in Odoo",
        ("native", "derivable", "external"),
    )
    checked: bool = spec(Shape.FLAG, "yes only if the report was opened")
    edition: Literal["community", "enterprise"] = spec(
        Shape.WORD, "Edition that holds the report", LICENCES, "community"
    )
    apps: tuple[str, ...] = spec(Shape.REFS, "Apps that hold the figures", "apps", ())
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Aspect:
    """One aspect in which the two managements differ."""

    id: str
    name: str = spec(Shape.TEXT, "Name")
    order: int = spec(Shape.NUMBER, "Position in the comparison")
    production: str = spec(Shape.TEXT, "The side of production management")
    operations: str = spec(Shape.TEXT, "The side of operations management")
    functions: tuple[str, ...] = spec(
        Shape.REFS, "Functions in which a company meets this aspect, on either side", "functions"
    )
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class CarriedBy:
    """How an app carries a method."""

    id: str
    what: str = spec(Shape.TEXT, "The feature that carries it")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Method:
    """A way of improving, advised when the answers show the problem it solves."""

    id: str
    name: str = spec(Shape.TEXT, "Name")
    problem: str = spec(Shape.TEXT, "The problem it answers")
    idea: str = spec(Shape.TEXT, "What it does about it")
    when: When = spec(Shape.WHEN, "The answers that show the problem")
    carried_by: Mapping[str, CarriedBy] = spec(
        Shape.RECORDS, "Apps and their features that carry it", ("apps", CarriedBy), NONE
    )
    kpis: tuple[str, ...] = spec(Shape.REFS, "The KPIs that prove it", "kpis")
    limits: str = spec(Shape.TEXT, "What Odoo does not give for it", default="")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Trigger:
    """A situation in which outside help is warranted."""

    id: str
    name: str = spec(Shape.TEXT, "The situation")
    advice: str = spec(Shape.TEXT, "What to do, without selling")
    when: When = spec(Shape.WHEN, "The answers that show it")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Belief:
    """A common mistake to correct, or (practice) a habit to follow."""

    id: str
    name: str = spec(Shape.TEXT, "The belief, or the practice")
    kind: Literal["belief", "practice"] = spec(Shape.WORD, "belief or practice", ("belief", "practice"))
    answer: str = spec(Shape.TEXT, "What is true instead, or how to follow it")
    when: When = spec(Shape.WHEN, "The answers for which the plan says it", default=())
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Process:
    """An end-to-end process, named from X to Y."""

    id: str
    name: str = spec(Shape.TEXT, "Name in the form 'X to Y'")
    summary: str = spec(Shape.TEXT, "From what to what, through which departments")
    order: int = spec(Shape.NUMBER, "Position in the plan")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Pain:
    """What hurts, or what is wanted: an entry door to functions, methods and KPIs."""

    id: str
    name: str = spec(Shape.TEXT, "In the owner's words")
    when: When = spec(Shape.WHEN, "The answers that name it")
    functions: tuple[str, ...] = spec(Shape.REFS, "Functions that have to take care of it", "functions")
    methods: tuple[str, ...] = spec(Shape.REFS, "Methods that answer it", "methods", ())
    kpis: tuple[str, ...] = spec(Shape.REFS, "KPIs that show whether it gets better", "kpis")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Orientation:
    """A rule that says what a company mostly is; the first in order that holds decides."""

    id: str
    kind: Literal["production", "service", "trade", "hybrid"] = spec(
        Shape.WORD, "What the company mostly is", ("production", "service", "trade", "hybrid")
    )
    order: int = spec(Shape.NUMBER, "Position: the first that holds decides")
    reason: str = spec(Shape.TEXT, "What it rests on, in one sentence")
    when: When = spec(Shape.WHEN, "The answers", default=())
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Preset:
    """Usual answers of a sector; they prefill the survey, visibly, and nothing else."""

    id: str
    name: str = spec(Shape.TEXT, "The sector")
    answers: Mapping[str, Any] = spec(Shape.ANSWERS, "Usual answers")
    source: tuple[str, ...] = source_field()
