"""What ``rules/apps/`` holds: what Odoo and its community offer, by series and edition.

Records are compared and shown by identity: nobody compares them, and creating the methods would cost start-up time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from advisor.schema import (
    LICENCES,
    NONE,
    PROPOSABLE,
    Coverage,
    EditionWords,
    Resolution,
    SeriesWords,
    Shape,
    When,
    source_field,
    spec,
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Release:
    """An Odoo series and its support."""

    id: str
    released: str = spec(Shape.TEXT, "Month of release")
    support_ends: str = spec(Shape.TEXT, "Planned end of standard support, as YYYY-MM", verbatim=True)
    note: str = spec(Shape.TEXT, "What to say about it")
    running: When = spec(Shape.WHEN, "The answers that say the company runs it today", default=())
    upgrade: str = spec(Shape.TEXT, "What to say to a company that runs it", default="")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Feature:
    """Something an app does, and the module that carries it."""

    id: str
    name: str = spec(Shape.TEXT, "What it does")
    modules: EditionWords = spec(Shape.BY_EDITION, "Modules that carry it; without it the app's own do", LICENCES, NONE)
    setting: bool = spec(Shape.FLAG, "Has to be switched on or set up", default=False)
    note: str = spec(Shape.TEXT, "What to know", default="")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Cover:
    """How an app covers a requirement; in short form only the fit."""

    id: str
    fit: Coverage = spec(Shape.WORD, "full or partial", get_args(Coverage))
    feature: str = spec(Shape.TEXT, "The feature that does it", default="", verbatim=True)
    note: str = spec(Shape.TEXT, "For partial: what is missing", default="")
    resolution: Resolution = spec(
        Shape.WORD, "For partial: what is proposed for what is missing", PROPOSABLE, "process_change"
    )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class App:
    """What a consultant proposes."""

    id: str
    name: str = spec(Shape.TEXT, "Name")
    kind: Literal["app", "companion", "feature", "capability"] = spec(
        Shape.WORD,
        "app of the store, companion of another, part of one, or a capability",
        ("app", "companion", "feature", "capability"),
    )
    category: str = spec(Shape.TEXT, "Group it is shown in")
    purpose: str = spec(Shape.TEXT, "What it is for, in one sentence")
    modules: EditionWords = spec(Shape.BY_EDITION, "Technical modules", LICENCES)
    requires: SeriesWords = spec(Shape.BY_SERIES, "Apps it cannot do without", "apps", NONE)
    objects: tuple[str, ...] = spec(Shape.TEXTS, "Data objects it keeps", default=())
    features: Mapping[str, Feature] = spec(Shape.RECORDS, "Features", Feature, NONE)
    covers: Mapping[str, Cover] = spec(Shape.RECORDS, "Requirements it covers", ("requirements", Cover), NONE)
    platform: str = spec(Shape.TEXT, "Only for an app that serves no function: why it exists", default="")
    waits: When = spec(
        Shape.WHEN, "Answers under which it is left for later, unless something makes it a must", default=()
    )
    waits_because: str = spec(Shape.TEXT, "Why it is left for later then", default="")
    everywhere: bool = spec(Shape.FLAG, "Needed by nearly every app, so not named as a prerequisite", default=False)
    plan: Literal["standard", "custom"] = spec(
        Shape.WORD, "Cheapest Odoo plan that allows it", ("standard", "custom"), "standard"
    )
    docs: str = spec(Shape.TEXT, "Address of the user documentation", default="", verbatim=True)
    note: str = spec(Shape.TEXT, "What to know", default="")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Alternative:
    """Community add-ons that stand in for an Enterprise app or some of its features."""

    id: str
    name: str = spec(Shape.TEXT, "What it gives")
    app: str = spec(Shape.REF, "The app it stands in for", "apps")
    modules: SeriesWords = spec(Shape.BY_SERIES, "Add-on modules, where published")
    needs: Literal["all", "any"] = spec(Shape.WORD, "all of the modules, or any one", ("all", "any"), "all")
    fit: SeriesWords = spec(Shape.BY_SERIES, "full, partial or none", ("full", "partial", "none"))
    features: tuple[str, ...] = spec(
        Shape.TEXTS, "Only these features of the app; empty: all", default=(), verbatim=True
    )
    license: str = spec(Shape.TEXT, "Licences of the modules", default="", verbatim=True)
    note: str = spec(Shape.TEXT, "What is missing or different")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class PlanRule:
    """Answers that force a dearer Odoo plan."""

    id: str
    when: When = spec(Shape.WHEN, "The answers")
    plan: Literal["standard", "custom"] = spec(Shape.WORD, "The plan they force", ("standard", "custom"))
    reason: str = spec(Shape.TEXT, "Why, in one sentence")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Notice:
    """A module that comes along and that a customer will notice."""

    id: str
    kind: Literal["paid", "sends", "visible"] = spec(
        Shape.WORD,
        "paid: uses paid credits; sends: writes to people outside; visible: a menu, page or button",
        ("paid", "sends", "visible"),
    )
    what: str = spec(Shape.TEXT, "What the customer sees, and how to switch it off")
    source: tuple[str, ...] = source_field()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Country:
    """What a country needs from Odoo; an empty field is an open point."""

    id: str
    name: str = spec(Shape.TEXT, "Name")
    accounting: SeriesWords = spec(Shape.BY_SERIES, "Accounting package", default=NONE)
    einvoicing: SeriesWords = spec(Shape.BY_SERIES, "E-invoicing modules", default=NONE)
    payroll: SeriesWords = spec(Shape.BY_SERIES, "Payroll or leave modules", default=NONE)
    note: str = spec(Shape.TEXT, "What to know", default="")
    source: tuple[str, ...] = source_field()
