"""What an Odoo server installs for a request: dependencies, modules that install themselves, countries and hooks.

These are the rules of the server's own installer, 17.0 to 19.0 Community. No module and no country is named here:
manifests and hooks come from the catalogue.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from advisor.catalog import ROOT, Catalog, Hook, Module
from advisor.errors import fail

CAUSES = ("base", "installed", "chosen", "country", "hook", "needed_by", "bridge")
"""Why a module is there, the first that applies: part of every database; there before; asked for; installs itself in
this country; installed by another's hook; another cannot do without it; installs itself because of others."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a server: modules, the countries of its companies (main first), what is there already."""

    requested: tuple[str, ...]
    countries: tuple[str, ...] = ()  # upper case
    installed: frozenset[str] | None = None  # None: a new database
    hooks: bool = True
    auto_install: bool = True


@dataclass(frozen=True, slots=True)
class Unknown:
    """A requested name that cannot be installed, and why; ``now`` is the new name of a renamed one."""

    module: str
    reason: str  # absent, renamed, enterprise or uninstallable
    now: str = ""


@dataclass(frozen=True, slots=True)
class Installed:
    """One module of the result, why it is there, and which modules brought it."""

    module: Module
    cause: str
    by: tuple[str, ...]  # direct requirers, triggers, or the module whose hook asked; sorted
    first_by: tuple[str, ...]  # of these, what brought it first


@dataclass(frozen=True, slots=True)
class Forecast:
    """The whole result of a request, sorted by module name."""

    series: str
    request: Request
    unknown: tuple[Unknown, ...]
    modules: tuple[Installed, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of all modules that end up installed."""
        return frozenset(item.module.name for item in self.modules)


@dataclass
class Server:
    """The state of one installation while it is worked out."""

    catalog: Catalog
    countries: frozenset[str]  # lower case
    auto_install: bool
    there: frozenset[str] = frozenset()
    marked: dict[str, str] = field(default_factory=dict)  # module -> what pulled it in as a dependency, or empty
    hooked: dict[str, str] = field(default_factory=dict)  # module -> the module whose hook asked for it
    present: set[str] = field(init=False)  # there or marked

    def __post_init__(self) -> None:
        self.present = set(self.there)

    def install(self, names: Iterable[str]) -> list[str]:
        """Mark modules with what they need, then what installs itself because of them; return all that is new.

        A module installs itself when all its triggers are there and one of them is new, so what somebody uninstalled
        before stays away. Raises UserError for a dependency that cannot be installed.
        """
        new = front = self.mark(names)
        while front and self.auto_install:
            front = self.mark(self.bridges(front))
            new = new + front
        return new

    def mark(self, names: Iterable[str]) -> list[str]:
        """Mark modules and, recursively, what they need; return what is new."""
        new: list[str] = []
        todo = [(name, "") for name in names]
        while todo:
            name, wanted_by = todo.pop()
            if name in self.present:
                continue
            module = self.catalog.modules.get(name)
            if module is None or not module.installable:
                problem = f"needs module '{name}', which cannot be installed in {self.catalog.series}"
                raise fail(wanted_by or name, problem)
            self.marked[name] = wanted_by
            self.present.add(name)
            new.append(name)
            todo += [(other, name) for other in module.needs if other not in self.present]
        return new

    def bridges(self, new: Iterable[str]) -> list[str]:
        """Return the modules that install themselves because of some new ones."""
        waiting_for = self.catalog.waiting_for
        waiting = {name for module in new for name in waiting_for.get(module, ())} - self.present
        return sorted(name for name in waiting if self.may_install_itself(name))

    def may_install_itself(self, name: str) -> bool:
        """Return whether all triggers of a module are there and its countries allow it."""
        return self.catalog.triggers[name] <= self.present and self.in_country(name)

    def in_country(self, name: str) -> bool:
        """Return whether a module's countries allow it to install itself here."""
        countries = self.catalog.modules[name].countries
        return not (self.catalog.gated and countries) or not self.countries.isdisjoint(countries)

    def because_of_country(self, name: str) -> bool:
        """Return whether a module installs itself here because of a company's country."""
        module = self.catalog.modules[name]
        gated = bool(module.countries) and self.auto_install and self.catalog.gated and bool(module.triggers)
        return gated and self.may_install_itself(name)

    def run_hooks(self, new: Iterable[str], countries: tuple[str, ...]) -> None:
        """Run the hooks of new modules, and of those that they install, until nothing is left."""
        todo = list(new)
        while todo:
            name = todo.pop(0)
            for hook in self.catalog.hooks_of.get(name, ()):
                if self.fires(hook, countries):
                    wanted = [
                        other for other in hook.install if other in self.catalog.modules and other not in self.present
                    ]
                    self.hooked.update(dict.fromkeys(wanted, name))
                    todo += self.install(wanted)

    def fires(self, hook: Hook, countries: tuple[str, ...]) -> bool:
        """Return whether a hook installs anything for companies in these countries, the main company's first."""
        looked_at = countries if hook.companies == "any" else countries[:1]
        here = not hook.countries or any(country in hook.countries for country in looked_at)
        return here and not any(name in self.present for name in hook.unless)


def forecast(catalog: Catalog, request: Request) -> Forecast:
    """Return what a server of this series ends up with.

    Names it does not know, or has already, are left aside as the server does; they are listed as unknown. Raises
    UserError when a dependency cannot be installed: the server refuses the whole request then.
    """
    base = base_of(catalog)
    there = base if request.installed is None else request.installed
    server = Server(catalog, frozenset(map(str.lower, request.countries)), request.auto_install, there)
    unknown = tuple(found for name in request.requested if (found := why_unknown(catalog, name)) is not None)
    refused = {item.module for item in unknown}
    chosen = [name for name in request.requested if name not in refused]
    new = server.install(name for name in chosen if name not in there)
    if request.hooks:
        server.run_hooks(new, request.countries)
    return Forecast(catalog.series, request, unknown, explained(server, base, frozenset(chosen)))


@lru_cache(maxsize=16)
def base_of(catalog: Catalog) -> frozenset[str]:
    """Return what an empty database of this series holds."""
    server = Server(catalog, frozenset(), auto_install=True)
    server.install([ROOT] if ROOT in catalog.modules else [])
    return frozenset(server.marked)


def why_unknown(catalog: Catalog, name: str) -> Unknown | None:
    """Return why a name cannot be installed, or None when it can."""
    if name in catalog.modules:
        return None if catalog.modules[name].installable else Unknown(name, "uninstallable")
    if name in catalog.placeholders:
        return Unknown(name, "enterprise")
    if name in catalog.renames:
        return Unknown(name, "renamed", catalog.renames[name])
    return Unknown(name, "absent")


def explained(server: Server, base: frozenset[str], chosen: frozenset[str]) -> tuple[Installed, ...]:
    """Return every installed module with its cause, sorted by name."""
    modules = server.catalog.modules
    causes = Causes(server, base, chosen)
    return tuple(
        Installed(modules[name], cause, *causes.brought_by(name, cause))
        for name in sorted(server.present)
        if name in modules
        for cause in [causes.of(name)]
    )


@dataclass(frozen=True)
class Causes:
    """Tells why modules are there, once an installation is worked out."""

    server: Server
    base: frozenset[str]
    chosen: frozenset[str]

    def of(self, name: str) -> str:
        """Return the cause of a module.

        What a chosen module needs is needed; what a bridge needs came through auto_install, as the bridge did.
        """
        if (settled := self.settled(name)) is not None:
            return settled
        if self.server.because_of_country(name):
            return "country"
        if name in self.server.hooked:
            return "hook"
        pulled_by = self.server.marked[name]
        inherited = self.of(pulled_by) if pulled_by else "bridge"
        return "needed_by" if inherited in ("chosen", "installed") else inherited

    def settled(self, name: str) -> str | None:
        """Return the cause of a module that nothing had to bring, or None."""
        if name in self.base:
            return "base"
        if name in self.server.there:
            return "installed"
        return "chosen" if name in self.chosen else None

    def brought_by(self, name: str, cause: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return all that asked for a module, sorted, and of these what brought it first."""
        if cause in NOTHING_HAD_TO:
            return (), ()
        if cause == "hook" and name in self.server.hooked:
            return (self.server.hooked[name],), (self.server.hooked[name],)
        if self.server.marked[name]:
            requirers = (other for other in self.server.catalog.required_by[name] if other in self.server.present)
            return tuple(requirers), (self.server.marked[name],)
        triggers = tuple(sorted(self.server.catalog.modules[name].triggers))
        return triggers, triggers


NOTHING_HAD_TO = ("base", "installed", "chosen")
"""The causes of modules that no other module brought."""
