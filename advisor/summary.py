"""What a busy owner reads in a minute: the headline, a few sentences and a few numbers."""

from advisor.advice import Advice, Because
from advisor.business import Pain
from advisor.going_live import PlannedApp
from advisor.what_if import OpenPoint
from advisor.words import EDITION_WORDS, counted, few, in_sentence, joined


def facts(advice: Advice) -> tuple[str, ...]:
    """Return what stands below the title: series, edition, country, date and who prepared it."""
    engagement = advice.answers.engagement
    country = advice.pack.countries.get(advice.answers.country)
    prepared_by = engagement.get("prepared_by", "")
    found = (
        f"Odoo {advice.series}",
        EDITION_WORDS[advice.edition],
        country.name if country else advice.answers.country,
        engagement.get("date", ""),
        f"prepared by {prepared_by}" if prepared_by else "",
    )
    return tuple(fact for fact in found if fact)


def headline(advice: Advice, company: str) -> str:
    """Return the one sentence that says what the company is and what leads."""
    name = f"{company[0].upper()}{company[1:]}"
    if not advice.needs:
        return f"{name} has not answered enough to say what it needs."
    leaning = advice.orientation
    return (
        f"{name} is {KIND_WORDS[leaning.kind]}. Of what it needs, {leaning.production:.0%} belongs to production "
        f"management and {leaning.operations:.0%} to the rest of operations management."
    )


KIND_WORDS = {
    "production": "a producing company",
    "service": "a service company",
    "trade": "a trading company",
    "hybrid": "a hybrid of making and serving",
}


def summary(
    advice: Advice, first: tuple[PlannedApp, ...], later: tuple[PlannedApp, ...], points: tuple[OpenPoint, ...]
) -> tuple[str, ...]:
    """Return what a busy owner reads in a minute."""
    core = [line.app.name for line in first if line.priority == "must"]
    more = [line.app.name for line in first if line.priority != "must"]
    sentences = [advice.orientation.rule.reason] if advice.needs else []
    if core:
        sentences.append(f"Daily work needs {counted(len(core), 'app')}: {joined(core)}.")
    if more:
        sentences.append(f"Worth having in the first project, once those are settled: {joined(more)}.")
    if not first:
        sentences.append("Your answers do not call for any app yet; answer more questions first.")
    if later:
        sentences.append(f"Leave for later: {joined(line.app.name for line in later)}.")
    if any(is_named(pain, because) for pain, because in advice.pains):
        named_pains = [f"“{pain.name.rstrip('.')}”" for pain, because in advice.pains if is_named(pain, because)]
        sentences.append(f"It has to answer what hurts today: {joined(few(named_pains))}.")
    if advice.gaps:
        gaps = [in_sentence(gap.need.requirement.name) for gap in advice.gaps]
        sentences.append(f"Not covered by Odoo in this edition: {joined(few(gaps))}.")
    live = [point for point in points if point.could_change]
    if live:
        sentences.append(
            f"{counted(len(live), 'question')} without an answer could still change the list of apps; "
            "they are listed as open points."
        )
    return tuple(sentences)


def numbers(
    advice: Advice, first: tuple[PlannedApp, ...], later: tuple[PlannedApp, ...], points: tuple[OpenPoint, ...]
) -> tuple[tuple[int, str], ...]:
    """Return the counts that stand at the top of the page, each with its label."""
    return (
        (len(first), "apps in the first project"),
        (len(later), "apps for later"),
        (sum(1 for need in advice.needs if need.met_by), "requirements met"),
        (len(advice.gaps), "gaps"),
        (sum(1 for point in points if point.could_change), "open points that matter"),
    )


def is_named(pain: Pain, because: Because) -> bool:
    """Return whether a pain was chosen as such, rather than read from another answer."""
    return any(isinstance(value, tuple) and pain.id in value for _, value in because)
