"""Install requests as files, and forecasts as words and JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.catalog import Catalog, country_codes
from advisor.errors import Place, Problem, UserError, fail, nearest
from advisor.install_set import Forecast, Installed, Request, forecast
from advisor.nodes import read_text
from advisor.words import counted, joined

KEYS = ("requested", "country", "countries", "installed", "hooks", "auto_install")
Json = dict[str, Any]


def checked_countries(codes: Iterable[str], place: Place | str) -> tuple[str, ...]:
    """Return country codes in upper case, the main company's first. Raises UserError for one that does not exist."""
    found = tuple(code.strip().upper() for code in codes)
    for code in found:
        if code not in country_codes():
            raise fail(place, f"'{code}' is no country code{nearest(code, country_codes())}")
    return found


def read_module_names(path: Path) -> frozenset[str]:
    """Return the modules in a file, one a line; empty lines and lines that start with # do not count."""
    lines = (line.strip() for line in read_text(path).splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def read_requests(path: Path) -> tuple[Request, ...]:
    """Return the requests in a JSON-lines file, in order. Raises UserError with every line that cannot be read."""
    found: list[Request] = []
    problems: list[Problem] = []
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.strip():
            try:
                found.append(read_request(line, Place(str(path), number)))
            except UserError as error:
                problems += error.problems
    if problems:
        raise UserError(problems)
    return tuple(found)


def read_request(line: str, place: Place) -> Request:
    """Return one request. Raises UserError."""
    try:
        row = json.loads(line)
    except ValueError as error:
        raise fail(place, f"is not valid JSON: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("requested"), list):
        raise fail(place, 'needs {"requested": [module, …]}')
    for key in row:
        if key not in KEYS:
            raise fail(place, f"'{key}' is no key of a request{nearest(key, KEYS)}")
    installed = row.get("installed")
    one = [row["country"]] if row.get("country") else []
    return Request(
        requested=tuple(map(str, row["requested"])),
        countries=checked_countries(row.get("countries") or one, place),
        installed=None if installed is None else frozenset(map(str, installed)),
        hooks=bool(row.get("hooks", True)),
        auto_install=bool(row.get("auto_install", True)),
    )


def forecast_json(found: Forecast) -> Json:
    """Return a forecast as the command line and the files of answers hold it."""
    return {
        "series": found.series,
        "countries": list(found.request.countries),
        "requested": list(found.request.requested),
        "unknown": [{"module": item.module, "reason": item.reason, "now": item.now or None} for item in found.unknown],
        "modules": [
            {
                "module": item.module.name,
                "label": item.module.label,
                "cause": item.cause,
                "by": list(item.by),
                "edition": "community",
                "license": item.module.license,
            }
            for item in found.modules
        ],
    }


def answer(catalog: Catalog, request: Request) -> Json:
    """Return the forecast of one request of a file, or what a server would refuse it for."""
    try:
        return forecast_json(forecast(catalog, request))
    except UserError as error:
        return {"series": catalog.series, "requested": list(request.requested), "error": str(error)}


COUNTED = {
    "base": "{n} that every database has",
    "installed": "{n} there before",
    "chosen": "{n} chosen",
    "needed_by": "{n} needed by these",
    "bridge": "{n} that install themselves",
    "country": "{n} for the country",
    "hook": "{n} that another module asks for while it is installed",
}


def in_short(modules: Iterable[Installed]) -> str:
    """Return how many modules there are and why: ``99 modules: 14 that every database has, 6 chosen, …``."""
    causes = [item.cause for item in modules]
    parts = [words.format(n=causes.count(cause)) for cause, words in COUNTED.items() if cause in causes]
    return f"{counted(len(causes), 'module')}: {joined(parts)}"


def why_installed(found: Forecast, name: str) -> tuple[str, ...]:
    """Return why a module is there, down to what was chosen: indented lines. Raises UserError for one that is not."""
    there = {item.module.name: item for item in found.modules}
    if name not in there:
        raise fail(name, f"is not in this install set{nearest(name, there)}")
    return tuple(reasons(there, name, 0, set()))


def reasons(there: Mapping[str, Installed], name: str, depth: int, told: set[str]) -> Iterator[str]:
    """Yield a module's reason and, below it, the reasons of what brought it; each is told once."""
    item = there[name]
    indent = "  " * depth
    if name in told and item.by:
        yield f"{indent}{titled(item)}: see above."
        return
    told.add(name)
    yield f"{indent}{titled(item)}: {because(item)}."
    for other in item.first_by:
        if there[other].cause != "base":
            yield from reasons(there, other, depth + 1, told)


def titled(item: Installed) -> str:
    """Return a module's technical name with its label."""
    return f"{item.module.name} ({item.module.label})"


def because(item: Installed) -> str:
    """Return why a module is there, as half a sentence."""
    by = joined(item.first_by)
    if item.first_by and set(item.first_by) != set(item.module.triggers) and item.cause != "hook":
        return f"{by} cannot work without it"
    be = "is" if len(item.first_by) == 1 else "are all"
    return BECAUSE[item.cause].format(by=by, be=be)


BECAUSE = {
    "base": "every database has it",
    "installed": "it was there before",
    "chosen": "you chose it",
    "country": "it installs itself in this country, because {by} {be} there",
    "hook": "{by} asks for it while it is being installed",
    "needed_by": "{by} cannot work without it",
    "bridge": "it installs itself, because {by} {be} there",
}


def dependents(catalog: Catalog, installed: frozenset[str], leaving: Iterable[str]) -> tuple[str, ...]:
    """Return the installed modules that fall when some are uninstalled: all that depend on them, sorted."""
    falling = set(leaving) & installed
    while True:
        more = {
            name
            for name in installed - falling
            if name in catalog.modules and falling.intersection(catalog.modules[name].needs)
        }
        if not more:
            return tuple(sorted(falling.difference(leaving)))
        falling |= more
