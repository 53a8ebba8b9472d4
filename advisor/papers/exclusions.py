"""What is next to the project and left out of it, by name."""

from collections.abc import Iterator
from typing import NamedTuple

from advisor.advice import Advice
from advisor.conditions import Truth
from advisor.going_live import stops
from advisor.language import later, say
from advisor.papers.integrations import interfaces_of
from advisor.papers.matrices import resolution
from advisor.papers.migration import left_behind, way_over
from advisor.papers.paper import Brief, Paper, Table
from advisor.papers.raid import terms
from advisor.sections import only_because
from advisor.words import joined


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
        say("Exclusions"),
        say("Near to the project and not part of it, unless it is ordered as a change."),
        (Table("exclusions", say("Left out"), tuple(line for part in parts for line in part(brief))),),
    )


def later_apps(brief: Brief) -> Iterator[Exclusion]:
    """Yield the apps that wait for a later project."""
    for stop in stops(brief.advice):
        if not stop.first:
            yield Exclusion(stop.item.app.name, say("App for later"), waits())


def waits() -> str:
    """Return why an app is left for later."""
    return say("Worth having once the first project is in daily use.")


def apps_next_door(brief: Brief) -> Iterator[Exclusion]:
    """Yield the apps that build on apps of the plan and are not among them."""
    pack, series = brief.advice.pack, brief.advice.series
    at_stake = {key for point in brief.points for key in point.could_change}
    for app in pack.apps.values():
        beside = [brief.app_name(key) for key in app.requires.get(series, ()) if key in brief.waves]
        if beside and app.id not in brief.waves and not app.platform:
            why = OPEN_YET if app.id in at_stake else NOT_CALLED_FOR
            yield Exclusion(app.name, say("App next to the plan"), say(why, apps=joined(beside)))


OPEN_YET = later("Builds on {apps}; an open question could still bring it in.")
NOT_CALLED_FOR = later("Builds on {apps}; no answer calls for it.")


def data_left(brief: Brief) -> Iterator[Exclusion]:
    """Yield the data that stay behind."""
    for line in left_behind(brief, way_over(brief.advice)):
        yield Exclusion(line.data, say("Data"), line.because)


def countries_left(brief: Brief) -> Iterator[Exclusion]:
    """Yield the countries whose rules are not set up."""
    country = brief.advice.pack.countries.get(brief.advice.answers.country)
    structure = brief.advice.known.get("structure", ())
    more = isinstance(structure, tuple) and "several_countries" in structure
    reason = (
        say("Establishments there are to be named; each is set up and checked on its own.")
        if more
        else say("None was named.")
    )
    if country:
        others = say("Taxes, documents and wages of countries other than {country}", country=country.name)
        yield Exclusion(others, say("Country"), reason)
    else:
        yield Exclusion(
            say("Taxes, documents and wages of any country"), say("Country"), say("The survey names no country yet.")
        )


def interfaces_left(brief: Brief) -> Iterator[Exclusion]:
    """Yield the interfaces that hang on open answers, and all that nobody named."""
    for interface in interfaces_of(brief.advice, Truth.UNKNOWN):
        yield Exclusion(interface.name, say("Interface"), say("The question behind it has no answer yet."))
    yield Exclusion(
        say("Any interface that the list of integrations does not name"), say("Interface"), say("Nobody asked for it.")
    )


def gaps_left(brief: Brief) -> Iterator[Exclusion]:
    """Yield the gaps for which nothing is built, bought or changed."""
    advice: Advice = brief.advice
    for gap in advice.gaps:
        if resolution(advice, gap.need, gap) == "out_of_scope":
            yield Exclusion(gap.need.requirement.name, say("Gap"), only_because(advice, gap))


def general(brief: Brief) -> Iterator[Exclusion]:
    """Yield what no project of this kind includes."""
    for term in terms(brief.advice, "exclusion"):
        yield Exclusion(term.name, say("Service"), term.otherwise)
