"""Install requests as files, and forecasts as words and JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.catalog import Catalog, country_codes
from advisor.errors import Place, Problem, UserError, fail, nearest
from advisor.install_set import Forecast, Installed, Request, forecast
from advisor.language import many, say, say_many
from advisor.nodes import read_text
from advisor.words import joined, titled

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
    except (ValueError, RecursionError) as error:
        raise fail(place, f"is not valid JSON: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get("requested"), list):
        raise fail(place, 'needs {"requested": [module, …]}')
    for key in row:
        if key not in KEYS:
            raise fail(place, f"'{key}' is no key of a request{nearest(key, KEYS)}")
    installed = row.get("installed")
    one = [row["country"]] if row.get("country") else []
    return Request(
        requested=words_in("requested", row["requested"], place),
        countries=checked_countries(words_in("countries", row.get("countries") or one, place), place),
        installed=None if installed is None else frozenset(words_in("installed", installed, place)),
        hooks=bool(row.get("hooks", True)),
        auto_install=bool(row.get("auto_install", True)),
    )


def words_in(key: str, found: object, place: Place) -> tuple[str, ...]:
    """Return the texts of a list. Raises UserError for anything else."""
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise fail(place, f"{key} is no list of texts")
    return tuple(found)


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


COUNTED: Mapping[str, tuple[str, str]] = {
    "base": many("{number} that every database has", "{number} that every database has"),
    "installed": many("{number} there before", "{number} there before"),
    "chosen": many("{number} chosen", "{number} chosen"),
    "needed_by": many("{number} needed by these", "{number} needed by these"),
    "bridge": many("{number} that install themselves", "{number} that install themselves"),
    "country": many("{number} for the country", "{number} for the country"),
    "hook": many(
        "{number} that another module asks for while it is installed",
        "{number} that another module asks for while it is installed",
    ),
}


def in_short(modules: Iterable[Installed], beyond: int = 0) -> str:
    """Return how many modules there are and why: ``99 modules: 14 that every database has, 6 chosen, …``.

    ``beyond`` counts what is chosen and not in Odoo's public catalogue: Enterprise modules, or add-ons in their place.
    """
    causes = [item.cause for item in modules]
    parts = [say_many(*words, causes.count(cause)) for cause, words in COUNTED.items() if cause in causes]
    if beyond:
        parts.append(say_many("{number} of Enterprise or add-ons", "{number} of Enterprise or add-ons", beyond))
    return titled(say_many("{number} module", "{number} modules", len(causes) + beyond), joined(parts))


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
        yield indent + say("{module}: see above.", module=labelled(item))
        return
    told.add(name)
    yield indent + say("{module}: {because}.", module=labelled(item), because=because(item))
    for other in item.first_by:
        if there[other].cause != "base":
            yield from reasons(there, other, depth + 1, told)


def labelled(item: Installed) -> str:
    """Return a module's technical name with its label."""
    return f"{item.module.name} ({item.module.label})"


def because(item: Installed) -> str:
    """Return why a module is there, as half a sentence."""
    by = joined(item.first_by)
    if item.first_by and set(item.first_by) != set(item.module.triggers) and item.cause != "hook":
        return say_many(*BECAUSE["needed_by"], len(item.first_by), by=by)
    return say_many(*BECAUSE[item.cause], len(item.first_by), by=by)


BECAUSE: Mapping[str, tuple[str, str]] = {
    "base": many("every database has it", "every database has it"),
    "installed": many("it was there before", "it was there before"),
    "chosen": many("you chose it", "you chose it"),
    "country": many(
        "it installs itself in this country, because {by} is there",
        "it installs itself in this country, because {by} are all there",
    ),
    "hook": many("{by} asks for it while it is being installed", "{by} asks for it while it is being installed"),
    "needed_by": many("{by} cannot work without it", "{by} cannot work without it"),
    "bridge": many("it installs itself, because {by} is there", "it installs itself, because {by} are all there"),
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
