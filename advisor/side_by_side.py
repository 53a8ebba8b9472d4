"""Editions and series side by side for one company: what each covers, leaves open, installs and asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers
from advisor.coverage import modules_in
from advisor.estimate.subscription import tariff
from advisor.installing import add_ons
from advisor.language import Words, say
from advisor.language.figures import dated
from advisor.pack import Pack
from advisor.schema import NEWEST, SERIES, Edition
from advisor.words import EDITION_WORDS, joined

COMPARED: tuple[Edition, ...] = ("community", "community_oca", "enterprise")


@dataclass(frozen=True, slots=True)
class Side:
    """One edition in one series."""

    series: str
    edition: str
    met: int
    partly: int
    gaps: int
    apps: int
    modules: int
    plan: str
    hosting: str
    support_ends: str
    notes: tuple[str, ...]


def side_by_side(pack: Pack, answers: Answers) -> tuple[Side, ...]:
    """Return every compared edition in every series, the newest series first."""
    return tuple(side(advise(pack, answers, series, edition)) for series in reversed(SERIES) for edition in COMPARED)


def side(advice: Advice) -> Side:
    """Return one advice as a row of the comparison."""
    added = add_ons(advice)
    plan = tariff(advice)
    return Side(
        series=advice.series,
        edition=EDITION_WORDS[advice.edition],
        met=advice.met,
        partly=advice.partly,
        gaps=len(advice.gaps),
        apps=len(advice.apps),
        modules=len(advice.install_set.modules) + len(advice.enterprise_modules),
        plan=plan.name,
        hosting=HOSTING[advice.edition],
        support_ends=advice.pack.releases[advice.series].support_ends,
        notes=(
            *plan.reasons,
            *series_notes(advice),
            *((say("Not published: {modules}.", modules=joined(added.missing)),) if added and added.missing else ()),
        ),
    )


def in_words(side: Side) -> Iterator[str]:
    """Yield one row of the comparison as lines of text, a heading first."""
    yield say(
        "Odoo {series}, {edition}, supported until {month}",
        series=side.series,
        edition=side.edition,
        month=dated(side.support_ends),
    )
    yield say("{met} requirements met, {partly} in part, {gaps} gaps", met=side.met, partly=side.partly, gaps=side.gaps)
    yield say(
        "{apps} apps, {modules} modules; plan: {plan}; hosting: {hosting}",
        apps=side.apps,
        modules=side.modules,
        plan=side.plan,
        hosting=side.hosting,
    )
    yield from side.notes


HOSTING = Words(
    {
        "enterprise": "Online, Odoo.sh or your own",
        "community": "your own",
        "community_oca": "your own; add-ons rule out Odoo Online",
    }
)


def series_notes(advice: Advice) -> Iterator[str]:
    """Yield what is named otherwise in this series than in the newest, and which advised apps it does not have."""
    if advice.series == NEWEST:
        return
    for item in advice.apps:
        here = modules_in(item.app.modules, advice.edition, advice.series)
        newest = modules_in(item.app.modules, advice.edition, NEWEST)
        if here and newest and here != newest:
            yield say(
                "{app} is {here} here, {there} in {newest}.",
                app=item.app.name,
                here=joined(here[1]),
                there=joined(newest[1]),
                newest=NEWEST,
            )
    advised = set(advice.app_keys)
    for key in advise(advice.pack, advice.answers, NEWEST, advice.edition).app_keys:
        if key not in advised:
            name = advice.pack.apps[key].name
            yield say("{app} is not advised here, but in {newest} it is.", app=name, newest=NEWEST)
