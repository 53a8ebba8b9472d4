"""What a busy owner reads in a minute: the headline, a few sentences and a few numbers."""

from datetime import date

from advisor.advice import Advice, Because
from advisor.business import Pain
from advisor.going_live import PlannedApp
from advisor.language import later, say, say_many
from advisor.language.figures import long_day, share
from advisor.what_if import OpenPoint
from advisor.words import EDITION_WORDS, few, in_sentence, joined, quoted


def facts(advice: Advice) -> tuple[str, ...]:
    """Return what stands below the title: series, edition, country, date and who prepared it."""
    engagement = advice.answers.engagement
    country = advice.pack.countries.get(advice.answers.country)
    prepared_by = engagement.get("prepared_by", "")
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
    advice: Advice, first: tuple[PlannedApp, ...], waiting: tuple[PlannedApp, ...], points: tuple[OpenPoint, ...]
) -> tuple[str, ...]:
    """Return what a busy owner reads in a minute."""
    core = [line.app.name for line in first if line.priority == "must"]
    more = [line.app.name for line in first if line.priority != "must"]
    sentences = [advice.orientation.rule.reason] if advice.needs else []
    if core:
        sentences.append(
            say_many(
                "Daily work needs {number} app: {apps}.",
                "Daily work needs {number} apps: {apps}.",
                len(core),
                apps=joined(core),
            )
        )
    if more:
        settled = say("Worth having in the first project, once those are settled: {apps}.", apps=joined(more))
        sentences.append(settled)
    if not first:
        sentences.append(say("Your answers do not call for any app yet; answer more questions first."))
    if waiting:
        sentences.append(say("Leave for later: {apps}.", apps=joined(line.app.name for line in waiting)))
    if any(is_named(pain, because) for pain, because in advice.pains):
        named = [quoted(pain.name.rstrip(".")) for pain, because in advice.pains if is_named(pain, because)]
        sentences.append(say("It has to answer what hurts today: {pains}.", pains=joined(few(named))))
    if advice.gaps:
        gaps = [in_sentence(gap.need.requirement.name) for gap in advice.gaps]
        sentences.append(say("Not covered by Odoo in this edition: {gaps}.", gaps=joined(few(gaps))))
    live = [point for point in points if point.could_change]
    if live:
        sentences.append(
            say_many(
                "{number} question without an answer could still change the list of apps; "
                "they are listed as open points.",
                "{number} questions without an answer could still change the list of apps; "
                "they are listed as open points.",
                len(live),
            )
        )
    return tuple(sentences)


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


def is_named(pain: Pain, because: Because) -> bool:
    """Return whether a pain was chosen as such, rather than read from another answer."""
    return any(isinstance(value, tuple) and pain.id in value for _, value in because)
