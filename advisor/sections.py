"""The sections of a plan that argue: aspects, functions, key figures, series, country and next steps."""

from dataclasses import dataclass
from typing import Any

from advisor.advice import Advice, FunctionUse, Need
from advisor.advising import kpis_for
from advisor.business import Aspect, Kpi, Source
from advisor.conditions import Truth, holds
from advisor.schema import NEWEST
from advisor.what_if import OpenPoint
from advisor.words import (
    FIT_WORDS,
    MANAGEMENT_WORDS,
    PRIORITY_WORDS,
    answer_words,
    counted,
    few,
    in_sentence,
    joined,
    quoted_answer,
)

ACTIVITIES_SHOWN = 6  # in the line of a function; the reasons list them all
TRIED = 4  # apps to try first
MET_SHOWN = 3  # functions in which a company meets an aspect
KPIS_SHOWN = 3  # a function; those that answer a pain or prove a method come first


@dataclass(frozen=True, slots=True)
class Why:
    """One line of reasoning: the answers, the activity they show, what it needs, and the business reason."""

    answers: str
    activity: str
    requirement: str
    priority: str
    fit: str
    reason: str


@dataclass(frozen=True, slots=True)
class AspectLine:
    """One aspect of the comparison, and where this company meets it."""

    aspect: Aspect
    here: str
    weight: int


@dataclass(frozen=True, slots=True)
class FunctionLine:
    """One management function that is used here: what is done, how much is needed, what carries it."""

    name: str
    doing: str
    requirements: int
    apps: str


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI, its function, and why it is proposed."""

    kpi: Kpi
    function: str
    proves: str


@dataclass(frozen=True, slots=True)
class Step:
    """One next step: what, and why now."""

    what: str
    why: str


def whys_of(advice: Advice, need: Need) -> tuple[Why, ...]:
    """Return the lines of reasoning behind a requirement, one an activity."""
    active = {item.activity.id: item for item in advice.activities}
    questions = advice.pack.questions
    return tuple(
        Why(
            answers=joined(quoted_answer(questions[name], value) for name, value in active[key].because),
            activity=active[key].activity.name,
            requirement=need.requirement.name,
            priority=PRIORITY_WORDS[active[key].activity.needs[need.requirement.id]],
            fit=FIT_WORDS[need.fit],
            reason=active[key].activity.because,
        )
        for key in need.activities
    )


def aspect_lines(advice: Advice) -> tuple[AspectLine, ...]:
    """Return the aspects with where this company meets them, those it meets most first."""
    used = {item.function.id: item for item in advice.functions}
    lines = []
    for aspect in advice.pack.aspects.values():
        met = [used[name] for name in aspect.functions if name in used]
        weight = sum(len(item.requirements) for item in met)
        busiest = sorted((item for item in met if item.requirements), key=lambda item: -len(item.requirements))
        here = joined(item.function.name for item in busiest[:MET_SHOWN])
        lines.append(AspectLine(aspect, here, weight))
    return tuple(sorted(lines, key=lambda line: (-line.weight, line.aspect.order)))


def functions_by_management(advice: Advice) -> tuple[tuple[str, tuple[FunctionLine, ...]], ...]:
    """Return the used functions under the two managements, the busiest first."""
    ranked = sorted(advice.functions, key=lambda item: (-len(item.requirements), item.function.id))
    return tuple(
        (words, tuple(function_line(advice, item) for item in ranked if item.function.management == management))
        for management, words in MANAGEMENT_WORDS.items()
    )


def function_line(advice: Advice, use: FunctionUse) -> FunctionLine:
    """Return a used function with names instead of ids."""
    pack = advice.pack
    doing = [pack.activities[key].name for key in use.activities]
    apps = ", ".join(pack.apps[key].name for key in use.apps)
    return FunctionLine(use.function.name, "; ".join(few(doing, ACTIVITIES_SHOWN)), len(use.requirements), apps)


def whys_by_area(advice: Advice) -> tuple[tuple[str, tuple[Why, ...]], ...]:
    """Return every line of reasoning, grouped by area of business."""
    area_of = {item.activity.name: item.activity.area for item in advice.activities}
    groups: dict[str, list[Why]] = {}
    for need in advice.needs:
        for why in whys_of(advice, need):
            groups.setdefault(area_of[why.activity], []).append(why)
    return tuple(
        (advice.pack.areas[area].name, tuple(sorted(whys, key=lambda why: (why.activity, why.requirement))))
        for area, whys in sorted(groups.items())
    )


def kpi_lines(advice: Advice) -> tuple[KpiLine, ...]:
    """Return the KPIs to follow: those that answer a pain or prove a method, then some of each busy function."""
    proves: dict[str, list[str]] = {}
    for pain, _ in advice.pains:
        for key in pain.kpis:
            proves.setdefault(key, []).append(f"“{pain.name.rstrip('.')}”")
    for method, _ in advice.methods:
        for key in method.kpis:
            proves.setdefault(key, []).append(method.name)
    functions = advice.pack.functions
    asked_for = [
        KpiLine(advice.pack.kpis[key], functions[advice.pack.kpis[key].function].name, joined(sorted(set(reasons))))
        for key, reasons in sorted(proves.items())
    ]
    shown = {line.kpi.function for line in asked_for}
    busy = sorted(advice.functions, key=lambda item: -len(item.requirements))[:KPIS_SHOWN]
    extra = [
        KpiLine(kpi, item.function.name, "")
        for item in busy
        if item.function.id not in shown
        for kpi in [kpi for kpi in kpis_for(advice) if kpi.function == item.function.id][:KPIS_SHOWN]
    ]
    return (*asked_for, *extra)


def prefilled(advice: Advice) -> tuple[tuple[str, str], ...]:
    """Return the answers that a sector preset filled in and nobody changed: (question, answer)."""
    questions, given = advice.pack.questions, advice.answers.given
    return tuple(
        (questions[key].ask, answer_words(questions[key], given[key]))
        for key in advice.answers.prefilled
        if key in given
    )


def series_reasons(advice: Advice) -> tuple[str, ...]:
    """Return why this series, and what the others would mean."""
    release = advice.pack.releases[advice.series]
    newest = advice.pack.releases[NEWEST]
    reasons = [f"This plan is for Odoo {advice.series}. {release.note}"]
    if advice.series != NEWEST:
        reasons.append(
            f"Odoo {NEWEST} is supported until {newest.support_ends}, "
            f"{advice.series} only until {release.support_ends}."
        )
    reasons += [
        release.upgrade
        for release in advice.pack.releases.values()
        if release.running and holds(release.running, advice.known) is Truth.YES
    ]
    return tuple(reasons)


def country_facts(advice: Advice) -> tuple[tuple[str, str], ...]:
    """Return what Odoo brings for the company's country: (topic, modules or an open point)."""
    country = advice.pack.countries.get(advice.answers.country)
    if country is None:
        return ()
    return tuple(
        (
            topic,
            joined(words.get(advice.series, ()))
            or f"open point: the public catalogue of {advice.series} shows nothing",
        )
        for topic, words in (
            ("Accounting", country.accounting),
            ("E-invoicing", country.einvoicing),
            ("Payroll and leave", country.payroll),
        )
    )


def next_steps(advice: Advice, first: tuple[str, ...], points: tuple[OpenPoint, ...]) -> tuple[Step, ...]:
    """Return what to do next, each step resting on something in the advice."""
    steps = []
    live = [point for point in points if point.could_change]
    if live:
        steps.append(
            Step(
                f"Answer the {counted(len(live), 'open point')} in a short workshop.",
                f"{joined(f'“{point.question.ask}”' for point in live[:2])} could change the list of apps most.",
            )
        )
    if advice.gaps:
        steps.append(
            Step(
                "Decide on every gap: another system, a change of habit, or out of scope.",
                "A gap found after signing costs more than one named before.",
            )
        )
    if not advice.answers.country:
        steps.append(Step("Name the country of each company.", "Accounting, e-invoicing and payroll depend on it."))
    if advice.risks:
        worst = max(advice.risks, key=lambda item: ("low", "medium", "high").index(item[0].impact))[0]
        steps.append(
            Step(
                f"Name an owner for each risk, first for this one: {in_sentence(worst.name)}.",
                worst.mitigation,
            )
        )
    if first:
        steps.append(
            Step(
                f"Try {joined(first[:TRIED])} with ten records of your own.",
                "A day with real products and customers shows more than any slide.",
            )
        )
    steps.append(
        Step(
            "Measure the KPIs of this plan once before anything changes.",
            "Without a starting value nobody can say later whether it got better.",
        )
    )
    return tuple(steps)


def sources_used(advice: Advice) -> tuple[Source, ...]:
    """Return the sources of everything the plan rests on."""
    entries: list[Any] = [
        *(item.activity for item in advice.activities),
        *(need.requirement for need in advice.needs),
        *(item.app for item in advice.apps),
        *(item.function for item in advice.functions),
        *(method for method, _ in advice.methods),
    ]
    return tuple(advice.pack.sources[key] for key in sorted({key for entry in entries for key in entry.source}))
