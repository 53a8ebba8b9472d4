"""The fit-gap matrix, and the requirements traceability matrix from answers to tests."""

from collections.abc import Iterator
from typing import NamedTuple

from advisor.advice import Advice, Gap, Need
from advisor.coverage import Option
from advisor.language import Words, say
from advisor.papers.paper import Brief, Paper, Table
from advisor.papers.uat import numbered
from advisor.schema import PRIORITIES, Resolution
from advisor.sections import only_because
from advisor.words import FIT_WORDS, PRIORITY_WORDS

RESOLUTION_WORDS = Words(
    {
        "standard": "Standard",
        "configuration": "Configuration",
        "studio": "Studio",
        "oca_add_on": "OCA add-on",
        "custom_development": "Custom development",
        "integration": "Integration",
        "process_change": "Process change",
        "out_of_scope": "Out of scope",
    }
)
OWN_ORIGINS = ("community", "enterprise")  # any other origin is a community add-on


class FitGap(NamedTuple):
    """One requirement: how well it is met, and what is proposed."""

    requirement: str
    software_must: str
    priority: str
    fit: str
    resolution: str
    app: str
    what_is_missing: str
    accepted_when: str


class Trace(NamedTuple):
    """One chain from answers to a test."""

    answers: tuple[str, ...]
    activity: str
    requirement: str
    priority: str
    fit: str
    app: str
    modules: tuple[str, ...]
    test: str


def fit_gap(brief: Brief) -> Paper:
    """Return every requirement once, the strongest first."""
    advice = brief.advice
    gaps = {gap.need.requirement.id: gap for gap in advice.gaps}
    needs = sorted(advice.needs, key=lambda need: (PRIORITIES.index(need.priority), need.requirement.id))
    return Paper(
        "fit-gap",
        say("Fit-gap matrix"),
        say("Every requirement with its fit grade and the proposed resolution; process owners decide on each line."),
        (
            Table(
                "requirements",
                say("Requirements"),
                tuple(fit_gap_line(advice, need, gaps.get(need.requirement.id)) for need in needs),
                say(
                    "Where a requirement is met only in part, the standard is tried first and what is missing is "
                    "decided after some weeks of use."
                ),
            ),
        ),
    )


def fit_gap_line(advice: Advice, need: Need, gap: Gap | None) -> FitGap:
    """Return the line of a requirement; ``gap`` is given when nothing meets it."""
    way = need.met_by[0] if need.met_by else None
    return FitGap(
        requirement=need.requirement.id,
        software_must=need.requirement.name,
        priority=PRIORITY_WORDS[need.priority],
        fit=FIT_WORDS[need.fit],
        resolution=RESOLUTION_WORDS[resolution(advice, need, gap)],
        app=advice.pack.apps[way.app].name if way else "",
        what_is_missing=only_because(advice, gap) if gap else way.note if way else "",
        accepted_when=need.requirement.acceptance,
    )


def resolution(advice: Advice, need: Need, gap: Gap | None) -> Resolution:
    """Return what is proposed for a requirement."""
    if need.met_by:
        return resolution_of_way(advice, need.met_by[0])
    if need.requirement.resolution:
        return need.requirement.resolution
    not_taken = gap is not None and gap.alternatives  # by this edition: see the exclusions
    return "custom_development" if need.priority == "must" and not not_taken else "out_of_scope"


def resolution_of_way(advice: Advice, way: Option) -> Resolution:
    """Return how a requirement that is met gets met."""
    if way.origin not in OWN_ORIGINS:
        return "oca_add_on"
    if way.app == "studio":
        return "studio"
    if way.fit == "partial":
        return advice.pack.apps[way.app].covers[way.requirement].resolution
    return "configuration" if way.setting else "standard"


def rtm(brief: Brief) -> Paper:
    """Return one line for each activity and requirement, by ids: answers, activity, requirement, app, modules, test."""
    return Paper(
        "rtm",
        say("Requirements traceability matrix"),
        say("From the answers to the test that proves them; ids are those of every other paper."),
        (Table("traces", say("Traces"), tuple(traces(brief.advice))),),
    )


def traces(advice: Advice) -> Iterator[Trace]:
    """Yield every chain, requirement by requirement; a gap has no app and no test."""
    active = {item.activity.id: item for item in advice.activities}
    tests = {(item.activity.id, need.requirement.id): number for item, number, need in numbered(advice)}
    for need in advice.needs:
        for key in need.activities:
            number = tests.get((key, need.requirement.id))
            yield Trace(
                answers=tuple(question for question, _ in active[key].because),
                activity=key,
                requirement=need.requirement.id,
                priority=PRIORITY_WORDS[active[key].activity.needs[need.requirement.id]],
                fit=FIT_WORDS[need.fit],
                app=need.met_by[0].app if need.met_by else "",
                modules=need.met_by[0].modules if need.met_by else (),
                test=f"{key}:{number}" if number else "",
            )
