"""What a plan says about modules: how many and why, what a customer notices, what could stop the install, add-ons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.catalog import Catalog, load_catalog
from advisor.going_live import FIRST_PROJECT
from advisor.install_set import Installed
from advisor.language import Words, say_many
from advisor.offer import Notice
from advisor.requests import in_short
from advisor.walk import reached
from advisor.words import joined

OCA = "oca-"
"""What the catalogue files of community add-ons start with."""

GROUPS = Words(
    {
        "chosen": "Chosen",
        "needed_by": "Needed by these",
        "bridge": "Installed by themselves, because what they join is there",
        "country": "For the country",
        "hook": "Asked for by another module while it is installed",
        "base": "In every database",
    }
)


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """One module in the list of a plan."""

    name: str
    label: str
    by: str


@dataclass(frozen=True, slots=True)
class AddOns:
    """The community add-ons of a plan: what pip installs, what is not published, and under which licences."""

    modules: tuple[str, ...]
    command: str
    missing: tuple[str, ...]
    licenses: str


@dataclass(frozen=True, slots=True)
class Installing:
    """Everything a plan says about modules."""

    in_short: tuple[str, ...]
    groups: tuple[tuple[str, tuple[ModuleLine, ...]], ...]
    enterprise: tuple[str, ...]
    noticed: tuple[tuple[str, Notice], ...]
    warnings: tuple[str, ...]
    add_ons: AddOns | None


def installing(advice: Advice) -> Installing:
    """Return what a plan says about the modules of an advice."""
    found = advice.install_set
    return Installing(
        in_short=tuple(sentences(advice)),
        groups=tuple(
            (title, tuple(module_line(item) for item in found.modules if item.cause == cause))
            for cause, title in GROUPS.items()
            if any(item.cause == cause for item in found.modules)
        ),
        enterprise=tuple(name for name in advice.enterprise_modules if name not in add_on_modules(advice)),
        noticed=noticed(advice),
        warnings=tuple(python_warnings(found.modules)),
        add_ons=add_ons(advice),
    )


def noticed(advice: Advice) -> tuple[tuple[str, Notice], ...]:
    """Return the modules that users and customers will notice, what costs or writes to people outside first."""
    notices = advice.pack.notices
    found = [item.module for item in advice.install_set.modules if item.module.name in notices]
    ranked = sorted(found, key=lambda module: (KINDS.index(notices[module.name].kind), module.name))
    return tuple((module.label, notices[module.name]) for module in ranked)


KINDS = ("paid", "sends", "visible")
"""Kinds of notices, the most surprising first."""


def module_line(item: Installed) -> ModuleLine:
    """Return one module as the list shows it."""
    return ModuleLine(item.module.name, item.module.label, ", ".join(item.by))


def sentences(advice: Advice) -> Iterator[str]:
    """Yield how many modules the first project brings, and all advised apps together."""
    first = sum(item.priority in FIRST_PROJECT for item in advice.apps)
    later = len(advice.apps) - first
    if first:
        found = advice.forecast_of(FIRST_PROJECT) if later else advice.install_set
        yield say_many(
            "The first project: {number} app → {modules}.",
            "The first project: {number} apps → {modules}.",
            first,
            modules=in_short(found.modules, len(found.unknown)),
        )
    if later:
        whole = advice.install_set
        yield say_many(
            "With the apps for later: {number} app → {modules}.",
            "With the apps for later: {number} apps → {modules}.",
            len(advice.apps),
            modules=in_short(whole.modules, len(whole.unknown)),
        )


def python_warnings(modules: Iterable[Installed]) -> Iterator[str]:
    """Yield the Python packages without which a bare server refuses the whole install."""
    for item in modules:
        if item.module.python:
            yield say_many(
                "{module} needs the Python package {packages}: a server without it installs nothing.",
                "{module} needs the Python package {packages}: a server without it installs nothing.",
                len(item.module.python),
                module=item.module.name,
                packages=joined(item.module.python),
            )


def add_on_modules(advice: Advice) -> tuple[str, ...]:
    """Return the add-ons that the advice takes in place of Enterprise; no other edition takes any."""
    return advice.enterprise_modules if advice.edition == "community_oca" else ()


def add_ons(advice: Advice) -> AddOns | None:
    """Return the add-ons with all that they need, pinned for pip, or None when none is taken."""
    wanted = add_on_modules(advice)
    if not wanted:
        return None
    oca, odoo = load_catalog(advice.series, OCA), load_catalog(advice.series)
    closure = sorted(needed_add_ons(oca, odoo, wanted))
    published = [name for name in closure if name in oca.modules]
    pinned = " ".join(f"'odoo-addon-{name.replace('_', '-')}=={advice.series}.*'" for name in published)
    return AddOns(
        modules=tuple(published),
        command=f"pip install --no-deps {pinned}",
        missing=tuple(name for name in closure if name not in oca.modules),
        licenses=joined(sorted({oca.modules[name].license for name in published})),
    )


def needed_add_ons(oca: Catalog, odoo: Catalog, wanted: Iterable[str]) -> set[str]:
    """Return add-ons and the add-ons they depend on; what Odoo itself holds is left out."""
    own = oca.modules.keys() - odoo.modules.keys()
    return reached(wanted, lambda name: oca.modules[name].depends if name in own else ()) - odoo.modules.keys()
