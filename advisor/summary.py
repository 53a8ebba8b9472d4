"""What a busy owner reads in a minute: the headline, a few sentences and a few numbers."""

from collections.abc import Collection, Iterator
from datetime import date

from advisor.advice import Advice, Because
from advisor.advising import ticked
from advisor.business import Pain
from advisor.customer_text import shown_name
from advisor.estimate.cut import Cut
from advisor.going_live import PlannedApp
from advisor.language import later, say, say_many
from advisor.language.figures import long_day, share
from advisor.sections import needs_from
from advisor.what_if import OpenPoint
from advisor.words import EDITION_WORDS, few, in_sentence, joined, listed, quoted


def facts(advice: Advice) -> tuple[str, ...]:
    """Return what stands below the title: series, edition, country, date and who prepared it."""
    engagement = advice.answers.engagement
    country = advice.pack.countries.get(advice.answers.country)
    prepared_by = shown_name(engagement.get("prepared_by", ""))
    found = (
        f"Odoo {advice.series}",
        EDITION_WORDS[advice.edition],
        country.name if country else advice.answers.country,
        long_day(date.fromisoformat(engagement["date"])) if "date" in engagement else "",
        say("prepared by {name}", name=prepared_by) if prepared_by else "",
    )
    return tuple(fact for fact in found if fact)


def headline(advice: Advice, company: str) -> str:
    """Return the one sentence that says what the company is and what leads."""
    name = f"{company[0].upper()}{company[1:]}"
    if not advice.needs:
        return say("{company} has not answered enough to say what it needs.", company=name)
    leaning = advice.orientation
    shares = say(
        "Of what it needs, {production} belongs to production management and {operations} to the rest of operations "
        "management.",
        production=share(leaning.production),
        operations=share(leaning.operations),
    )
    return f"{say(IS_A[leaning.kind], company=name)} {shares}"


IS_A = {
    "production": later("{company} is a producing company."),
    "service": later("{company} is a service company."),
    "trade": later("{company} is a trading company."),
    "hybrid": later("{company} is a hybrid of making and serving."),
}


def summary(
    advice: Advice,
    first: tuple[PlannedApp, ...],
    waiting: tuple[PlannedApp, ...],
    points: tuple[OpenPoint, ...],
    cut: Cut | None = None,
) -> tuple[str, ...]:
    """Return what a busy owner reads in a minute; with a cut, ``first`` is what it keeps."""
    leading = (advice.orientation.rule.reason,) if advice.needs else ()
    named = [line.app.name for line in first]
    return (*leading, *(cut.in_short(named) if cut else scope(first)), *around(advice, first, waiting, points))


def scope(first: tuple[PlannedApp, ...]) -> Iterator[str]:
    """Yield the apps of the first project: what daily work needs, and what is worth having beside it."""
    core = [line.app.name for line in first if line.priority == "must"]
    more = [line.app.name for line in first if line.priority != "must"]
    if core:
        yield say_many(
            "Daily work needs {number} app: {apps}.",
            "Daily work needs {number} apps: {apps}.",
            len(core),
            apps=joined(core),
        )
    if more:
        yield say("Worth having in the first project, once those are settled: {apps}.", apps=joined(more))
    if not first:
        yield say("Your answers do not call for any app yet; answer more questions first.")


def around(
    advice: Advice, first: tuple[PlannedApp, ...], waiting: tuple[PlannedApp, ...], points: tuple[OpenPoint, ...]
) -> Iterator[str]:
    """Yield what waits, which pains the first project answers, what nothing covers, and what is still open."""
    if waiting:
        yield say("Leave for later: {apps}.", apps=joined(line.app.name for line in waiting))
    answered = answered_pains(advice, {line.app.id for line in first})
    hurting = [quoted(pain.name.rstrip(".")) for pain, because in answered if ticked(advice.pack, pain, because)]
    if hurting:
        yield say("It has to answer what hurts today: {pains}.", pains=joined(few(hurting)))
    if advice.gaps:
        gaps = [in_sentence(gap.need.requirement.name) for gap in advice.gaps]
        yield say("Not covered by Odoo in this edition: {gaps}.", gaps=listed(few(gaps)))
    live = [point for point in points if point.could_change]
    if live:
        yield say_many(
            "{number} question without an answer could still change the list of apps; it is listed as an open point.",
            "{number} questions without an answer could still change the list of apps; they are listed as open points.",
            len(live),
        )


def answered_pains(advice: Advice, apps: Collection[str]) -> tuple[tuple[Pain, Because], ...]:
    """Return the pains that some of these apps answer, those that the company ticked first."""
    return tuple(
        (pain, because)
        for pain, because in advice.pains
        if any(need.met_by and need.met_by[0].app in apps for need in needs_from(advice, because))
    )


def numbers(
    advice: Advice, first: tuple[PlannedApp, ...], waiting: tuple[PlannedApp, ...], points: tuple[OpenPoint, ...]
) -> tuple[tuple[int, str], ...]:
    """Return the counts that stand at the top of the page, each with its label."""
    return (
        (len(first), say("apps in the first project")),
        (len(waiting), say("apps for later")),
        (advice.met, say("requirements met")),
        (advice.partly, say("requirements met in part")),
        (len(advice.gaps), say("gaps")),
        (sum(1 for point in points if point.could_change), say("open points that matter")),
    )
