"""How a project is run: what ``rules/`` says about data, interfaces, users and rights, people, and go-live.

What names an Odoo app stands in ``rules/apps/delivery/``, the rest in ``rules/areas/delivery/``. Records are compared
and shown by identity: nobody compares them, and creating the methods would cost start-up time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from advisor.schema import NONE, Shape, When, source_field, spec

Group = Literal["master", "open", "balance", "history"]
Direction = Literal["in", "out", "both"]
Right = Literal["reads", "works", "leads"]
Phase = Literal["discovery", "kick_off", "implementation", "validation", "go_live", "hypercare"]

GROUPS: tuple[Group, ...] = get_args(Group)  # in the order in which they are loaded
PHASES: tuple[Phase, ...] = get_args(Phase)  # in the order of the project


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class DataObject:
    """One kind of data that may have to come over, and how one sees that it arrived."""

    id: str
    name: str = spec(Shape.TEXT, "Name, in the plural")
    group: Group = spec(Shape.WORD, "Lasting data, open items, balances of a day, or the past", GROUPS)
    apps: tuple[str, ...] = spec(Shape.REFS, "Apps that keep it; one of them is enough", "apps")
    after: tuple[str, ...] = spec(Shape.REFS, "What it refers to, and so is loaded before", "data_objects", ())
    origin: str = spec(Shape.TEXT, "Where it is usually found today")
    owner: str = spec(Shape.TEXT, "The role at the customer's that cleans and signs it")
    reconcile: str = spec(Shape.TEXT, "How one sees that it arrived whole and right")
    note: str = spec(Shape.TEXT, "What to know; for history: why it stays behind", default="")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class MigrationStep:
    """One step of a way to get the data over."""

    id: str
    name: str = spec(Shape.TEXT, "What the step is called")
    what: str = spec(Shape.TEXT, "What is done")
    done_when: str = spec(Shape.TEXT, "How one sees that it is done")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Migration:
    """A way to get the data over; the first in order that holds decides."""

    id: str
    name: str = spec(Shape.TEXT, "What the way is called")
    order: int = spec(Shape.NUMBER, "Position: the first that holds decides")
    when: When = spec(Shape.WHEN, "The answers", default=())
    same_series: bool = spec(Shape.FLAG, "Only where the company already runs the series of the plan", default=False)
    reason: str = spec(Shape.TEXT, "Why this way, and not another")
    objects: str = spec(Shape.TEXT, "What the list of data objects is for on this way")
    groups: tuple[str, ...] = spec(Shape.TEXTS, f"Groups of data that come over: {', '.join(GROUPS)}", verbatim=True)
    steps: Mapping[str, MigrationStep] = spec(Shape.RECORDS, "The steps, in their order", MigrationStep)
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Interface:
    """A system on the other side that data is exchanged with."""

    id: str
    name: str = spec(Shape.TEXT, "What is linked")
    other_side: str = spec(Shape.TEXT, "The system or party on the other side")
    direction: Direction = spec(Shape.WORD, "in: towards Odoo; out: away from it", get_args(Direction))
    data: str = spec(Shape.TEXT, "What is exchanged")
    when: When = spec(Shape.WHEN, "The answers that call for it")
    apps: tuple[str, ...] = spec(Shape.REFS, "Apps that take part", "apps")
    standard: str = spec(Shape.TEXT, "What Odoo brings for it, and what it does not")
    clarify: str = spec(Shape.TEXT, "What must be known before it can be promised")
    owner: str = spec(Shape.TEXT, "The role at the customer's that owns the other side")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Duty:
    """Something a user may do by which money, goods or personal data can go astray."""

    id: str
    name: str = spec(Shape.TEXT, "What is done, starting with a verb")
    apps: tuple[str, ...] = spec(Shape.REFS, "Apps in which it is done; one of them is enough", "apps")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Conflict:
    """Two duties that one person should not hold together (segregation of duties)."""

    id: str
    first: str = spec(Shape.REF, "One duty", "duties")
    second: str = spec(Shape.REF, "The other duty", "duties")
    danger: str = spec(Shape.TEXT, "What one person could do with both")
    control: str = spec(Shape.TEXT, "What to set up, and what to do where there are too few people to divide")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class UserRole:
    """People who do the same work, and so get the same rights and the same training."""

    id: str
    name: str = spec(Shape.TEXT, "Name of the role")
    does: str = spec(Shape.TEXT, "What these people do, in one sentence")
    apps: Mapping[str, Right] = spec(
        Shape.LEVELS, "Apps it reads, works in, or leads (settings included)", ("apps", get_args(Right)), NONE
    )
    duties: tuple[str, ...] = spec(Shape.REFS, "Sensitive duties it holds", "duties", ())
    practises: str = spec(Shape.TEXT, "What its training goes through with the company's own records")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Party:
    """Someone who takes part in the project."""

    id: str
    name: str = spec(Shape.TEXT, "Name of the part")
    side: Literal["customer", "partner"] = spec(Shape.WORD, "Whose people", ("customer", "partner"))
    order: int = spec(Shape.NUMBER, "Position in the list")
    does: str = spec(Shape.TEXT, "What this part is for")
    time: str = spec(Shape.TEXT, "How much of a week the project takes of it")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Responsibility:
    """One row of the RACI table: exactly one party is accountable."""

    id: str
    name: str = spec(Shape.TEXT, "What has to be done")
    phase: Phase = spec(Shape.WORD, "Phase of the project", PHASES)
    order: int = spec(Shape.NUMBER, "Position in its phase")
    responsible: tuple[str, ...] = spec(Shape.REFS, "Who does it", "parties")
    accountable: str = spec(Shape.REF, "The one who answers for it", "parties")
    consulted: tuple[str, ...] = spec(Shape.REFS, "Who is asked before", "parties", ())
    informed: tuple[str, ...] = spec(Shape.REFS, "Who is told afterwards", "parties", ())
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Message:
    """Something people must hear about the change, and when."""

    id: str
    name: str = spec(Shape.TEXT, "Its subject")
    phase: Phase = spec(Shape.WORD, "Phase of the project", PHASES)
    order: int = spec(Shape.NUMBER, "Position in its phase")
    audience: str = spec(Shape.TEXT, "Who hears it")
    sender: str = spec(Shape.REF, "Who says it", "parties")
    says: str = spec(Shape.TEXT, "What it says")
    when: When = spec(Shape.WHEN, "The answers for which it is sent", default=())
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Criterion:
    """Something that must be true before a company goes live."""

    id: str
    name: str = spec(Shape.TEXT, "What must be true")
    order: int = spec(Shape.NUMBER, "Position in the list")
    proof: str = spec(Shape.TEXT, "What is put on the table to show it")
    confirms: str = spec(Shape.REF, "Who confirms it", "parties")
    when: When = spec(Shape.WHEN, "The answers for which it is asked", default=())
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Term:
    """Something an offer takes for granted, or leaves out unless it is ordered."""

    id: str
    name: str = spec(Shape.TEXT, "What is taken for granted, or left out")
    kind: Literal["assumption", "exclusion"] = spec(Shape.WORD, "Which of the two", ("assumption", "exclusion"))
    order: int = spec(Shape.NUMBER, "Position in the list")
    otherwise: str = spec(Shape.TEXT, "What follows if it does not hold, or who takes care of it instead")
    when: When = spec(Shape.WHEN, "The answers for which it is said", default=())
    source: tuple[str, ...] = source_field()
