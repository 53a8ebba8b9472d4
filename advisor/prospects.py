"""The sections of a plan that look ahead: series, country, assumptions and next steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from advisor.advice import Advice
from advisor.business import Source
from advisor.conditions import Truth, holds
from advisor.language import say, say_many
from advisor.language.figures import dated
from advisor.schema import NEWEST
from advisor.what_if import OpenPoint
from advisor.words import answer_words, in_sentence, joined, quoted

TRIED = 4  # apps to try first


@dataclass(frozen=True, slots=True)
class Step:
    """One next step: what, and why now."""

    what: str
    why: str


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
    reasons = [say("This plan is for Odoo {series}. {note}", series=advice.series, note=release.note)]
    if advice.series != NEWEST:
        reasons.append(
            say(
                "Odoo {newest} is supported until {its_end}, {series} only until {end}.",
                newest=NEWEST,
                its_end=dated(newest.support_ends),
                series=advice.series,
                end=dated(release.support_ends),
            )
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
            or say("open point; Odoo's public modules for {series} hold none", series=advice.series),
        )
        for topic, words in (
            (say("Accounting"), country.accounting),
            (say("E-invoicing"), country.einvoicing),
            (say("Payroll and leave"), country.payroll),
        )
    )


def next_steps(advice: Advice, first: tuple[str, ...], points: tuple[OpenPoint, ...]) -> tuple[Step, ...]:
    """Return what to do next, each step resting on something in the advice."""
    live = [point for point in points if point.could_change]
    return (*(workshop(live) if live else ()), *decisions(advice), *(trials(first) if first else ()))


def workshop(live: list[OpenPoint]) -> Iterator[Step]:
    """Yield the workshop that answers what is open."""
    what = say_many(
        "Answer the {number} open point in a short workshop.",
        "Answer the {number} open points in a short workshop.",
        len(live),
    )
    why = say_many(
        "{questions} could change the list of apps most.",
        "{questions} could change the list of apps most.",
        len(live[:2]),
        questions=joined(quoted(point.question.ask) for point in live[:2]),
    )
    yield Step(what, why)


def decisions(advice: Advice) -> Iterator[Step]:
    """Yield what the customer has to decide or name before signing."""
    if advice.gaps:
        yield Step(
            say("Decide on every gap: another system, a change of habit, or out of scope."),
            say("A gap found after signing costs more than one named before."),
        )
    if not advice.answers.country:
        yield Step(say("Name the country of each company."), say("Accounting, e-invoicing and payroll depend on it."))
    if advice.risks:
        worst = advice.risks[0][0]
        risk = in_sentence(worst.name)
        what = say("Go through the risks with those who own them, this one first: {risk}.", risk=risk)
        yield Step(what, worst.mitigation)


def trials(first: tuple[str, ...]) -> Iterator[Step]:
    """Yield what to try and to measure before anything changes."""
    yield Step(
        say("Try {apps} with ten records of your own.", apps=joined(first[:TRIED])),
        say("A day with real products and customers shows more than any slide."),
    )
    yield Step(
        say("Measure the key figures of this plan once before anything changes."),
        say("Without a starting value nobody can say later whether it got better."),
    )


def sources_used(advice: Advice) -> tuple[Source, ...]:
    """Return the sources of everything the plan rests on."""
    entries: list[Any] = [
        *(item.activity for item in advice.activities),
        *(need.requirement for need in advice.needs),
        *(item.app for item in advice.apps),
        *(item.function for item in advice.functions),
        *(method for method, _ in advice.methods),
        *advice.pack.parties.values(),
        *advice.pack.responsibilities.values(),
        *advice.pack.terms.values(),
    ]
    return tuple(advice.pack.sources[key] for key in sorted({key for entry in entries for key in entry.source}))
