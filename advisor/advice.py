"""The values an advice is made of; every step from answers to apps is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import TypeVar

from advisor.answers import Answers
from advisor.business import Activity, Belief, Function, Method, Orientation, Pain, Requirement, Risk, Trigger
from advisor.catalog import load_catalog
from advisor.conditions import Known, Value
from advisor.coverage import Option
from advisor.install_set import Forecast, Request, forecast
from advisor.offer import App
from advisor.pack import Pack
from advisor.schema import PRIORITIES, Edition, Priority, Series
from advisor.what_if import OpenPoint, open_points

T = TypeVar("T")
Because = tuple[tuple[str, Value], ...]  # (question, the part of its answer that counts)


@dataclass(frozen=True, slots=True)
class Active:
    """An activity that the company does, and the answers that say so."""

    activity: Activity
    because: Because


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement of this company, and how it is met."""

    requirement: Requirement
    priority: Priority
    activities: tuple[str, ...]
    met_by: tuple[Option, ...]  # the way taken first, then other advised apps that also cover it

    @property
    def fit(self) -> str:
        """The fit grade: fit, fit_by_configuration, partial or gap."""
        return self.met_by[0].grade if self.met_by else "gap"


@dataclass(frozen=True, slots=True)
class Reason:
    """One chain that leads to an app: answer, activity, requirement, app."""

    question: str
    answer: Value
    activity: str
    requirement: str
    app: str

    @property
    def chain(self) -> tuple[tuple[str, str], ...]:
        """The chain as (kind, id), from the answer to the app."""
        return (
            ("answer", self.question),
            ("activity", self.activity),
            ("requirement", self.requirement),
            ("app", self.app),
        )


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One app, how strongly it is advised, and the chains that lead to it."""

    app: App
    priority: Priority
    origin: str  # community, enterprise, or oca: where its own module comes from
    paid_features: bool  # a Community app of which Enterprise features are used
    modules: tuple[str, ...]
    requirements: tuple[str, ...]
    reasons: tuple[Reason, ...]
    waits: Because = ()  # answers for which the pack leaves it for later, though a need of the first project takes it


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """An app that is there only because others need it."""

    app: App
    needed_by: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A requirement that nothing in this edition and series covers."""

    need: Need
    alternatives: tuple[str, ...]
    enterprise: tuple[str, ...]  # apps that would cover it in the Enterprise edition


@dataclass(frozen=True, slots=True)
class FunctionUse:
    """A management function that this company needs, and what it takes there."""

    function: Function
    activities: tuple[str, ...]
    requirements: tuple[str, ...]
    apps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaning:
    """Whether production or operations management leads; shares of the weighted requirements, sum 1."""

    kind: str
    production: float
    operations: float
    rule: Orientation
    because: Because


@dataclass(frozen=True)
class Advice:
    """Everything that follows from one company's answers."""

    pack: Pack
    answers: Answers
    known: Known
    series: Series
    edition: Edition
    orientation: Leaning
    activities: tuple[Active, ...]
    possible: tuple[Activity, ...]  # turned on or not by answers that are still open
    functions: tuple[FunctionUse, ...]
    needs: tuple[Need, ...]
    apps: tuple[Recommendation, ...]  # must first, then those that meet most requirements
    prerequisites: tuple[Prerequisite, ...]
    gaps: tuple[Gap, ...]
    methods: tuple[tuple[Method, Because], ...]
    triggers: tuple[tuple[Trigger, Because], ...]
    beliefs: tuple[tuple[Belief, Because], ...]
    pains: tuple[tuple[Pain, Because], ...]
    risks: tuple[tuple[Risk, tuple[str, ...]], ...]
    slips: tuple[str, ...]  # in the answer file: for whoever wrote it
    cautions: tuple[str, ...]  # for everybody who relies on the advice

    @property
    def warnings(self) -> tuple[str, ...]:
        """Everything to be said before relying on the advice."""
        return self.slips + self.cautions

    @cached_property
    def app_keys(self) -> tuple[str, ...]:
        """The advised apps, strongest first."""
        return tuple(item.app.id for item in self.apps)

    @cached_property
    def open_points(self) -> tuple[OpenPoint, ...]:
        """The questions that apply and have no answer, those that could change most apps first."""
        return open_points(self)

    @cached_property
    def install_set(self) -> Forecast:
        """What a Community server installs for all advised apps and their prerequisites, in the company's country."""
        return self.forecast_of(PRIORITIES)

    def forecast_of(self, priorities: tuple[Priority, ...]) -> Forecast:
        """Return the forecast for the advised apps of some priorities. Enterprise modules are listed as unknown."""
        wanted = {module for item in self.apps if item.priority in priorities for module in item.modules}
        keys = {item.app.id for item in self.apps if item.priority in priorities}
        for needed in self.prerequisites:
            if keys.intersection(needed.needed_by):
                wanted.update(needed.modules)
        countries = (self.answers.country,) if self.answers.country else ()
        return forecast(load_catalog(self.series), Request(tuple(sorted(wanted)), countries))

    @property
    def met(self) -> int:
        """How many requirements are met in full: as it comes or by configuration."""
        return sum(need.fit in ("fit", "fit_by_configuration") for need in self.needs)

    @property
    def partly(self) -> int:
        """How many requirements are met in part; they are no gaps, but they are not met."""
        return sum(need.fit == "partial" for need in self.needs)

    @property
    def enterprise_modules(self) -> tuple[str, ...]:
        """The chosen modules that Odoo's public catalogue does not hold: Enterprise, or add-ons in their place."""
        return tuple(item.module for item in self.install_set.unknown)


def once_an_advice(make: Callable[[Advice], T]) -> Callable[[Advice], T]:
    """Let what follows from an advice be made once and kept with it; only for ids and numbers, never for sentences."""
    key = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def found(advice: Advice) -> T:
        kept = advice.__dict__
        if key not in kept:
            kept[key] = make(advice)
        value: T = kept[key]
        return value

    return found
