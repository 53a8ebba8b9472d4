"""What Odoo installs for a list of modules: for now, what they depend on.

Modules that install themselves, countries and hooks are not followed yet; whoever shows the result says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.catalog import load_catalog
from advisor.schema import Series

FOLLOWS = "dependencies only: modules that install themselves, countries and hooks are not followed yet"


@dataclass(frozen=True, slots=True)
class Installed:
    """One module, why it is there, and which modules asked for it."""

    module: str
    label: str
    cause: str  # chosen or needed_by
    by: tuple[str, ...]
    known: bool  # False: an Enterprise module, not in the public catalogue


def dependencies_of(chosen: Iterable[str], series: Series) -> tuple[Installed, ...]:
    """Return the chosen modules and all they depend on, sorted by name."""
    modules = load_catalog(series).modules
    asked = set(chosen)
    needed_by: dict[str, set[str]] = {name: set() for name in asked}
    todo = sorted(asked)
    while todo:
        name = todo.pop()
        for other in modules[name].depends if name in modules else ():
            if other not in needed_by:
                needed_by[other] = set()
                todo.append(other)
            needed_by[other].add(name)
    return tuple(
        Installed(
            module=name,
            label=modules[name].label if name in modules else name,
            cause="chosen" if name in asked else "needed_by",
            by=tuple(sorted(by)),
            known=name in modules,
        )
        for name, by in sorted(needed_by.items())
    )
