"""What ``rules/estimates/`` holds: the numbers a partner may replace, each with its source.

Records are compared and shown by identity: nobody compares them, and creating the methods would cost start-up time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from advisor.schema import NONE, Shape, Three, When, source_field, spec

Basis = Literal["app", "app_each", "each", "share", "open"]
Side = Literal["partner", "customer"]
Billing = Literal["yearly", "monthly"]
Hosting = Literal["online", "sh", "own"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Setting:
    """One number of the method: a limit, a lead time, a share."""

    id: str
    value: float = spec(Shape.NUMBER, "The number")
    name: str = spec(Shape.TEXT, "What it is", default="")
    unit: str = spec(Shape.TEXT, "What is counted", default="")
    least: float = spec(Shape.NUMBER, "The smallest value that makes sense", default=0)
    most: float = spec(Shape.NUMBER, "The largest value that makes sense", default=1_000_000)
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Size:
    """A size of company for which days are known; between two sizes days are interpolated by users."""

    id: str
    name: str = spec(Shape.TEXT, "Name")
    users: float = spec(Shape.NUMBER, "Users for which the days hold")
    meaning: str = spec(Shape.TEXT, "What the size stands for")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Tier:
    """How deep an app is to configure: days for each size, three points each."""

    id: str
    name: str = spec(Shape.TEXT, "What such apps have in common")
    days: Mapping[str, Three] = spec(Shape.THREES, "Person-days by size", "sizes")
    prerequisite: bool = spec(
        Shape.FLAG, "The one for apps that are there only because others need them", default=False
    )
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Effort:
    """How much work one app is; its id is the app's."""

    id: str
    tier: str = spec(Shape.REF, "How deep it is to configure", "tiers")
    drivers: str = spec(Shape.TEXT, "What makes it more or less", default="", verbatim=True)
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Driver:
    """An amount that moves effort, read from one question of the sizing part."""

    id: str
    name: str = spec(Shape.TEXT, "What is counted, in the plural")
    questions: tuple[str, ...] = spec(
        Shape.REFS, "Questions whose numbers, or numbers of choices, are added", "questions", ()
    )
    counted: Literal["answers", "add_ons"] = spec(
        Shape.WORD,
        "answers: from the questions; add_ons: the community add-ons taken",
        ("answers", "add_ons"),
        "answers",
    )
    values: Mapping[str, float] = spec(
        Shape.NUMBERS, "For a question of kind one: what each choice counts", default=NONE
    )
    assumed: Three = spec(Shape.THREE, "What is assumed without an answer: low, likely, high")
    guess_from: str = spec(Shape.REF, "Without an answer: a question of which the amount is a share", "questions", "")
    guess: Three = spec(Shape.THREE, "That share: low, likely, high", default=Three(0, 0, 0))
    included: float = spec(Shape.NUMBER, "How many the days of the apps include already", default=0)
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Phase:
    """A phase of the project, closed by a deliverable that the customer accepts."""

    id: str
    name: str = spec(Shape.TEXT, "Name in the field")
    order: int = spec(Shape.NUMBER, "Position")
    deliverable: str = spec(Shape.TEXT, "What the customer accepts at its end")
    acceptance: str = spec(Shape.TEXT, "How it is accepted")
    per_wave: bool = spec(Shape.FLAG, "Done again in every wave", default=True)
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Profile:
    """Published shares of the phases, selectable in place of our own sums."""

    id: str
    name: str = spec(Shape.TEXT, "Whose shares they are")
    shares: Mapping[str, float] = spec(Shape.NUMBERS, "Share of the effort by phase; they add up to 1", "phases")
    note: str = spec(Shape.TEXT, "What to know about them", default="")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Work:
    """A kind of work. Its days are a share of each app's, so many each, or a share of the whole project."""

    id: str
    name: str = spec(Shape.TEXT, "What is done, starting with a verb in -ing")
    role: str = spec(Shape.REF, "Who does it", "project_roles")
    basis: Basis = spec(
        Shape.WORD,
        "app: share of an app's days; app_each: that share for each of a driver; each: days for each; "
        "share: share of the whole project; open: share of the days of every app that hangs on an open point",
        get_args(Basis),
    )
    amount: Three = spec(Shape.THREE, "The share, or the days each: optimistic, most likely, pessimistic")
    phase: str = spec(Shape.REF, "When it is done; without it, all through the project", "phases", "")
    driver: str = spec(Shape.REF, "For app_each and each: what is counted; without it, once", "drivers", "")
    apps: tuple[str, ...] = spec(Shape.REFS, "Only for these apps", "apps", ())
    other_sites: bool = spec(Shape.FLAG, "With a pilot site: done when the other sites follow", default=False)
    when: When = spec(Shape.WHEN, "Only for these answers", default=())
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class ProjectRole:
    """A role in the project, on the partner's or the customer's side."""

    id: str
    name: str = spec(Shape.TEXT, "Name in the field")
    side: Side = spec(Shape.WORD, "Whose people they are", get_args(Side))
    days_a_week: float = spec(Shape.NUMBER, "Working days a week that each of its people gives to this project")
    people: float = spec(Shape.NUMBER, "How many people share the role", default=1)
    does: str = spec(Shape.TEXT, "What the role answers for")
    rates: Mapping[str, float] = spec(Shape.NUMBERS, "Price of a day by currency", default=NONE)
    source: tuple[str, ...] = source_field()

    @property
    def week(self) -> float:
        """Person-days a week that all its people give together."""
        return self.days_a_week * self.people


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Rollout:
    """A way of going live; the first in order that the answers argue for is proposed."""

    id: str
    name: str = spec(Shape.TEXT, "Name in the field")
    order: int = spec(Shape.NUMBER, "Position: the first that fits is proposed")
    reason: str = spec(Shape.TEXT, "Why it fits where it is proposed")
    against: str = spec(Shape.TEXT, "What speaks against it")
    when: When = spec(Shape.WHEN, "The answers that argue for it", default=())
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Price:
    """A price of a subscription, as seen somewhere at some time."""

    id: str
    plan: Literal["standard", "custom"] = spec(Shape.WORD, "The plan", ("standard", "custom"))
    countries: tuple[str, ...] = spec(Shape.TEXTS, "Codes of the countries it holds for", verbatim=True)
    currency: str = spec(Shape.TEXT, "Code of the currency", verbatim=True)
    billing: Billing = spec(Shape.WORD, "How it is paid", get_args(Billing))
    amount: float = spec(Shape.NUMBER, "Price of one user for one month")
    date: str = spec(Shape.TEXT, "When it was seen or is valid from")
    note: str = spec(Shape.TEXT, "What to know about it", default="")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class HostingOption:
    """A way of hosting, with its limits."""

    id: str
    name: str = spec(Shape.TEXT, "Name")
    order: int = spec(Shape.NUMBER, "Position: the first that is possible is proposed")
    plans: tuple[str, ...] = spec(
        Shape.TEXTS, "Plans that allow it: standard, custom, none (no subscription)", verbatim=True
    )
    own_code: bool = spec(Shape.FLAG, "Add-ons and own code can be installed")
    included: bool = spec(Shape.FLAG, "Paid with the subscription", default=False)
    reason: str = spec(Shape.TEXT, "Why it is proposed where it is the first that is possible", default="")
    limits: tuple[str, ...] = spec(Shape.TEXTS, "What to know before choosing it")
    monthly: Mapping[str, float] = spec(
        Shape.NUMBERS, "Price of a month by currency; missing: an open point", default=NONE
    )
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Payment:
    """A part of the price that falls due when a deliverable is accepted."""

    id: str
    name: str = spec(Shape.TEXT, "What it is paid for")
    order: int = spec(Shape.NUMBER, "Position")
    share: float = spec(Shape.NUMBER, "Share of the services; all shares add up to 1")
    phase: str = spec(Shape.REF, "The phase whose acceptance makes it fall due", "phases")
    source: tuple[str, ...] = source_field()


ESTIMATE_KINDS: Mapping[str, type] = {
    "settings": Setting,
    "sizes": Size,
    "tiers": Tier,
    "efforts": Effort,
    "drivers": Driver,
    "phases": Phase,
    "profiles": Profile,
    "work": Work,
    "project_roles": ProjectRole,
    "rollouts": Rollout,
    "prices": Price,
    "hostings": HostingOption,
    "payments": Payment,
}
"""The kinds that a partner's terms may add to or change, entry by entry and field by field."""
