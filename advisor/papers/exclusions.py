"""What is next to the project and left out of it, by name."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from advisor.advice import Advice, Gap
from advisor.conditions import Truth
from advisor.going_live import stops
from advisor.language import later, say
from advisor.papers.integrations import interfaces_of
from advisor.papers.matrices import resolution
from advisor.papers.migration import left_behind, way_over
from advisor.papers.paper import Brief, Paper, Table
from advisor.papers.raid import terms
from advisor.schema import PRIORITIES, Resolution
from advisor.sections import only_because
from advisor.words import PRIORITY_IN_SENTENCE, joined


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
    """Yield the apps that a budget or a deadline leaves out, and those that wait for a later project."""
    for stop in sorted(stops(brief.advice), key=lambda stop: not stop.first):
        name = stop.item.app.name
        if brief.waves[stop.item.app.id] > brief.last:
            yield (
                Exclusion(name, say("App left out"), say(CUT))
                if stop.first
                else Exclusion(name, say("App for later"), waits())
            )


CUT = later("It does not fit into the limits of this offer; what it does and costs stands among what is left out.")


def waits() -> str:
    """Return why an app is left for later."""
    return say("Worth having once the first project is in daily use.")


def apps_next_door(brief: Brief) -> Iterator[Exclusion]:
    """Yield the apps that build on apps of the plan and are not among them."""
    pack, series = brief.advice.pack, brief.advice.series
    at_stake = {key for point in brief.points for key in point.could_change}
    lacking = {key for gap in brief.advice.gaps for key in gap.enterprise}
    for app in pack.apps.values():
        beside = [brief.app_name(key) for key in app.requires.get(series, ()) if key in brief.waves]
        if beside and app.id not in brief.waves and not app.platform:
            why = LACKING if app.id in lacking else OPEN_YET if app.id in at_stake else NOT_CALLED_FOR
            yield Exclusion(app.name, say("App next to the plan"), say(why, apps=joined(beside)))


LACKING = later("Builds on {apps}; answers call for what it does in Enterprise, and this edition does not have that.")
OPEN_YET = later(
    "Builds on {apps}; an open question could still bring it in. The price holds a provision for that, and not the app."
)
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
        say("Any interface beyond those that are named and counted"), say("Interface"), say("Nobody asked for it.")
    )


def gaps_left(brief: Brief) -> Iterator[Exclusion]:
    """Yield every gap, the strongest first: none is delivered, whatever is proposed in its place."""
    for gap in sorted(brief.advice.gaps, key=lambda gap: PRIORITIES.index(gap.need.priority)):
        priority = PRIORITY_IN_SENTENCE[gap.need.priority]
        kind = say("Gap ({priority})", priority=priority)
        yield Exclusion(gap.need.requirement.name, kind, " ".join(why_not_delivered(brief.advice, gap)))


def why_not_delivered(advice: Advice, gap: Gap) -> Iterator[str]:
    """Yield why nothing covers a gap, and what is proposed in its place."""
    yield only_because(advice, gap)
    if gap.alternatives:
        yield say("An add-on of the community could; this edition takes none.")
    instead = INSTEAD.get(resolution(advice, gap.need, gap))
    if instead:
        yield say(instead)


INSTEAD: Mapping[Resolution, str] = {
    "custom_development": later("It could be programmed, which is not in the price."),
    "integration": later("A link is part of the project only as far as interfaces are counted in the price."),
    "process_change": later("Nothing is built for it; the way of working is agreed."),
}
"""What is said of a gap for which something is proposed."""


def general(brief: Brief) -> Iterator[Exclusion]:
    """Yield what no project of this kind includes."""
    for term in terms(brief.advice, "exclusion"):
        yield Exclusion(term.name, say("Service"), term.otherwise)
