"""Module catalogues: what the manifests of one Odoo series say, one JSON line a module."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from advisor.errors import Place, fail
from advisor.schema import Series
from advisor.shipped import shipped


@dataclass(frozen=True, slots=True)
class Module:
    """One module as its manifest declares it."""

    name: str
    label: str
    category: str = ""
    depends: tuple[str, ...] = ()
    auto_install: bool | tuple[str, ...] = False
    countries: tuple[str, ...] = ()
    application: bool = False
    installable: bool = True
    hook: bool = False
    license: str = "LGPL-3"
    python: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """The modules of one series, by name."""

    series: Series
    modules: Mapping[str, Module]


@cache
def load_catalog(series: Series, folder: Path | None = None) -> Catalog:
    """Return the catalogue of a series. Raises UserError with file and line when a line cannot be read."""
    path = (folder or shipped("rules") / "catalog") / f"{series}.jsonl"
    modules: dict[str, Module] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row: dict[str, Any] = json.loads(line)
            if "name" in row:
                modules[row["name"]] = Module(**{key: _frozen(value) for key, value in row.items()})
        except (ValueError, TypeError) as error:
            raise fail(Place(str(path), number), f"is no module line: {error}") from None
    return Catalog(series, modules)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
