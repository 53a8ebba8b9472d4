"""Recorded installs of real servers, and whether the forecast reproduces each of them exactly."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.catalog import Catalog, load_catalog
from advisor.errors import fail
from advisor.install_set import Request, base_of, forecast
from advisor.schema import SERIES

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Verified:
    """How many records of one kind and series came out exactly right."""

    series: str
    what: str
    right: int
    wrong: int
    examples: tuple[str, ...]


def verified(folder: Path) -> Iterator[Verified]:
    """Yield the result for every file of records in a folder. Raises UserError when it holds none."""
    found = False
    for series in SERIES:
        for what, predicted in (("decisions", decision), ("runs", run)):
            path = folder / f"{what}-{series}.jsonl"
            if path.exists():
                found = True
                yield compared(path, series, what, predicted)
    if not found:
        raise fail(str(folder), "holds no records (decisions-S.jsonl, runs-S.jsonl)")


def compared(path: Path, series: str, what: str, predicted: Any) -> Verified:
    """Return how many records of a file are predicted exactly."""
    catalog = load_catalog(series)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    misses = []
    for row in rows:
        expected = frozenset(row["installed"] if what == "runs" else row["added"])
        names = predicted(catalog, row)
        if names != expected:
            misses.append(f"{row.get('requested') or row['steps']}: {sorted(names ^ expected)}")
    return Verified(series, what, len(rows) - len(misses), len(misses), tuple(misses[:EXAMPLES]))


def decision(catalog: Catalog, row: dict[str, Any]) -> frozenset[str]:
    """Return what the installer adds to a database that holds only base, hooks off."""
    request = Request(tuple(row["requested"]), tuple(row["countries"]), hooks=False)
    return forecast(catalog, request).names - base_of(catalog)


def run(catalog: Catalog, row: dict[str, Any]) -> frozenset[str]:
    """Return what is installed after all steps of a run."""
    installed = None
    for step in row["steps"]:
        request = Request(tuple(step), tuple(row["countries"]), installed, auto_install=row["auto_install"])
        installed = forecast(catalog, request).names
    return installed or base_of(catalog)
