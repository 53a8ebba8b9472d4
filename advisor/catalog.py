"""Module catalogues: what the manifests of one Odoo series say, and the few facts about its installer that no manifest
says. One JSON line a module, hook, placeholder or rename; the first line of a file says where it comes from.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from advisor.errors import Place, Problem, UserError, fail
from advisor.schema import SERIES
from advisor.shipped import shipped

ROOT = "base"
UNGATED = ("17.0",)
"""Series whose installer does not look at a module's countries."""


@dataclass(frozen=True, slots=True)
class Module:
    """One module as its manifest declares it."""

    name: str
    label: str
    category: str = ""
    depends: tuple[str, ...] = ()
    auto_install: bool | tuple[str, ...] = False
    countries: tuple[str, ...] = ()  # lower case
    application: bool = False
    installable: bool = True
    hook: bool = False
    license: str = "LGPL-3"
    python: tuple[str, ...] = ()
    version: str = ""

    @property
    def triggers(self) -> tuple[str, ...]:
        """The modules that make this one install itself when all are there; empty: it never does by itself."""
        if isinstance(self.auto_install, tuple):
            return self.auto_install
        return self.depends if self.auto_install else ()

    @property
    def needs(self) -> tuple[str, ...]:
        """The modules it depends on; without a list of its own, the root module."""
        return self.depends or (() if self.name == ROOT else (ROOT,))


@dataclass(frozen=True, slots=True)
class Hook:
    """What a module's post-init hook installs besides."""

    module: str
    install: tuple[str, ...]
    series: tuple[str, ...] = SERIES
    countries: tuple[str, ...] = ()  # upper case; empty: everywhere
    companies: str = "main"  # main: the main company's country counts; any: that of any company
    unless: tuple[str, ...] = ()  # not when one of these is there


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An Enterprise app that a Community server shows but cannot install."""

    module: str
    series: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rename:
    """A module that goes by another name, or lives in another module, since a series."""

    module: str
    now: str
    since: str
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """Some country codes, upper case."""

    codes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Catalog:
    """The modules of one series by name, with what is known about its installer."""

    series: str
    modules: Mapping[str, Module]
    hooks: tuple[Hook, ...] = ()
    placeholders: frozenset[str] = frozenset()
    renames: Mapping[str, str] = field(default_factory=dict)

    @property
    def gated(self) -> bool:
        """Whether a module's countries decide if it installs itself."""
        return self.series not in UNGATED

    @cached_property
    def waiting_for(self) -> Mapping[str, tuple[str, ...]]:
        """The modules that may install themselves once a module is there, by that module."""
        found: dict[str, list[str]] = {}
        for module in self.modules.values():
            if module.installable:
                for trigger in module.triggers:
                    found.setdefault(trigger, []).append(module.name)
        return {name: tuple(sorted(waiting)) for name, waiting in found.items()}

    @cached_property
    def required_by(self) -> Mapping[str, tuple[str, ...]]:
        """The modules that depend directly on each module, sorted."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.modules):
            for other in self.modules[name].needs:
                found.setdefault(other, []).append(name)
        return {name: tuple(requirers) for name, requirers in found.items()}

    @cached_property
    def triggers(self) -> Mapping[str, frozenset[str]]:
        """The modules that make each module install itself, as sets."""
        return {name: frozenset(module.triggers) for name, module in self.modules.items()}

    @cached_property
    def hooks_of(self) -> Mapping[str, tuple[Hook, ...]]:
        """The hooks of this series by module."""
        found: dict[str, list[Hook]] = {}
        for hook in self.hooks:
            if self.series in hook.series:
                found.setdefault(hook.module, []).append(hook)
        return {name: tuple(hooks) for name, hooks in found.items()}


@cache
def load_catalog(series: str, kind: str = "") -> Catalog:
    """Return the catalogue of a series: Odoo's own, or another kind (``oca-``) beside it.

    Raises UserError with file and line when a line cannot be read.
    """
    folder = shipped("rules") / "catalog"
    return Catalog(
        series=series,
        modules=read_modules(folder / f"{kind}{series}.jsonl"),
        hooks=tuple(read_rows(folder / "hooks.jsonl", Hook)),
        placeholders=frozenset(
            row.module for row in read_rows(folder / "placeholders.jsonl", Placeholder) if series in row.series
        ),
        renames={row.module: row.now for row in rename_rows() if series >= row.since},
    )


@cache
def rename_rows() -> tuple[Rename, ...]:
    """Return every known rename."""
    return tuple(read_rows(shipped("rules") / "catalog" / "renames.jsonl", Rename))


@cache
def country_codes() -> frozenset[str]:
    """Return every country code there is, upper case."""
    rows = read_rows(shipped("rules") / "catalog" / "countries.jsonl", CountryCodes)
    return frozenset(code for row in rows for code in row.codes)


def read_modules(path: Path) -> dict[str, Module]:
    """Return the modules in a catalogue file by name. Raises UserError."""
    modules: dict[str, Module] = {}
    for row in read_rows(path, Module):
        if row.name in modules:
            raise fail(str(path), f"holds module '{row.name}' twice; keep one")
        modules[row.name] = row
    return modules


Row = TypeVar("Row")


def read_rows(path: Path, record: type[Row]) -> Iterator[Row]:
    """Yield the rows of a JSON-lines file as records; the first line says where they come from. Raises UserError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise fail(str(path), f"cannot be read: {error.strerror}") from None
    for number, line in enumerate(lines[1:], 2):
        try:
            facts = json.loads(line)
            yield record(**{key: frozen(value) for key, value in facts.items() if key != "source" or record is Rename})
        except (ValueError, TypeError, AttributeError) as error:
            raise fail(Place(str(path), number), f"is no line of a catalogue: {error}") from None


def frozen(value: Any) -> Any:
    """Return a JSON value with tuples for lists."""
    return tuple(value) if isinstance(value, list) else value


def closed(catalog: Catalog) -> None:
    """Raise UserError for every ring and every missing dependency among a catalogue's modules."""
    problems = [
        Problem(Place(module.name), f"depends on '{other}', which {catalog.series} does not have")
        for module in catalog.modules.values()
        for other in module.depends
        if other not in catalog.modules
    ]
    problems += [Problem(Place(name), "depends on itself, directly or through others") for name in rings(catalog)]
    if problems:
        raise UserError(problems)


def rings(catalog: Catalog) -> Iterable[str]:
    """Return the modules that depend on themselves, sorted: what is left when modules without needs are taken away."""
    left = {
        name: {other for other in module.depends if other in catalog.modules}
        for name, module in catalog.modules.items()
    }
    while True:
        free = {name for name, needs in left.items() if not needs}
        if not free:
            return sorted(left)
        left = {name: needs - free for name, needs in left.items() if name not in free}
