"""What is next to the project and left out of it, by name."""

from collections.abc import Iterator
from typing import NamedTuple

from advisor.advice import Advice
from advisor.conditions import Truth
from advisor.going_live import stops
from advisor.papers.integrations import interfaces_of
from advisor.papers.matrices import resolution
from advisor.papers.migration import left_behind, way_over
from advisor.papers.paper import Brief, Paper, Table
from advisor.papers.raid import terms
from advisor.sections import only_because
from advisor.words import joined

WAITS = "Worth having once the first project is in daily use."


class Exclusion(NamedTuple):
    """One thing that is left out."""

    left_out: str
    kind: str
    because: str


def exclusions(brief: Brief) -> Paper:
    """Return everything that could be taken for a part of the project and is none."""
    parts = (later_apps, apps_next_door, data_left, countries_left, interfaces_left, gaps_left, general)
    return Paper(
        "exclusions",
        "Exclusions",
        "Near to the project and not part of it, unless it is ordered as a change.",
        (Table("exclusions", "Left out", tuple(line for part in parts for line in part(brief))),),
    )


def later_apps(brief: Brief) -> Iterator[Exclusion]:
    """Yield the apps that wait for a later project."""
    for stop in stops(brief.advice):
        if not stop.first:
            yield Exclusion(stop.item.app.name, "App for later", WAITS)


def apps_next_door(brief: Brief) -> Iterator[Exclusion]:
    """Yield the apps that build on apps of the plan and are not among them."""
    pack, series = brief.advice.pack, brief.advice.series
    at_stake = {key for point in brief.points for key in point.could_change}
    for app in pack.apps.values():
        beside = [brief.app_name(key) for key in app.requires.get(series, ()) if key in brief.waves]
        if beside and app.id not in brief.waves and not app.platform:
            why = "an open question could still bring it in" if app.id in at_stake else "no answer calls for it"
            yield Exclusion(app.name, "App next to the plan", f"Builds on {joined(beside)}; {why}.")


def data_left(brief: Brief) -> Iterator[Exclusion]:
    """Yield the data that stay behind."""
    for line in left_behind(brief, way_over(brief.advice)):
        yield Exclusion(line.data, "Data", line.because)


def countries_left(brief: Brief) -> Iterator[Exclusion]:
    """Yield the countries whose rules are not set up."""
    country = brief.advice.pack.countries.get(brief.advice.answers.country)
    structure = brief.advice.known.get("structure", ())
    more = isinstance(structure, tuple) and "several_countries" in structure
    reason = (
        "Establishments there are to be named; each is set up and checked on its own." if more else "None was named."
    )
    if country:
        yield Exclusion(f"Taxes, documents and wages of countries other than {country.name}", "Country", reason)
    else:
        yield Exclusion("Taxes, documents and wages of any country", "Country", "The survey names no country yet.")


def interfaces_left(brief: Brief) -> Iterator[Exclusion]:
    """Yield the interfaces that hang on open answers, and all that nobody named."""
    for interface in interfaces_of(brief.advice, Truth.UNKNOWN):
        yield Exclusion(interface.name, "Interface", "The question behind it has no answer yet.")
    yield Exclusion("Any interface that the list of integrations does not name", "Interface", "Nobody asked for it.")


def gaps_left(brief: Brief) -> Iterator[Exclusion]:
    """Yield the gaps for which nothing is built, bought or changed."""
    advice: Advice = brief.advice
    for gap in advice.gaps:
        if resolution(advice, gap.need, gap) == "out_of_scope":
            yield Exclusion(gap.need.requirement.name, "Gap", only_because(advice, gap))


def general(brief: Brief) -> Iterator[Exclusion]:
    """Yield what no project of this kind includes."""
    for term in terms(brief.advice, "exclusion"):
        yield Exclusion(term.name, "Service", term.otherwise)
