"""The implementation plan: an advice arranged for reading, with nothing left to compute for a template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.advice import Advice, Because, Recommendation
from advisor.business import Pain, Source
from advisor.contract import pack_line
from advisor.coverage import modules_in
from advisor.graph import picture
from advisor.install_set import FOLLOWS, Installed
from advisor.offer import App, Country, Release
from advisor.prospects import Step, country_facts, next_steps, prefilled, series_reasons, sources_used
from advisor.schema import Priority
from advisor.sections import (
    AspectLine,
    FunctionLine,
    KpiLine,
    PainLine,
    ProcessLine,
    Why,
    aspect_lines,
    functions_by_management,
    kpi_lines,
    pain_lines,
    process_lines,
    whys_by_area,
    whys_of,
)
from advisor.what_if import OpenPoint, open_points
from advisor.words import (
    EDITION_WORDS,
    ORIGIN_WORDS,
    PRIORITY_WORDS,
    counted,
    few,
    in_sentence,
    joined,
    quoted_answer,
)

FIRST_PROJECT: tuple[Priority, ...] = ("must", "should")


@dataclass(frozen=True, slots=True)
class PlannedApp:
    """One app in the order of the plan."""

    number: int
    app: App
    priority: str
    edition: str
    modules: tuple[str, ...]
    whys: tuple[Why, ...]
    only_for: str  # names of the apps it is a prerequisite of, else empty

    @property
    def reason(self) -> str:
        """The strongest business reason, for a summary."""
        return self.whys[0].reason if self.whys else f"Needed by {self.only_for}."


@dataclass(frozen=True)
class Plan:
    """An implementation plan for one company."""

    advice: Advice
    company: str
    facts: tuple[str, ...]
    headline: str
    summary: tuple[str, ...]
    numbers: tuple[tuple[int, str], ...]
    first: tuple[PlannedApp, ...]
    later: tuple[PlannedApp, ...]
    aspects: tuple[AspectLine, ...]
    functions: tuple[tuple[str, tuple[FunctionLine, ...]], ...]
    processes: tuple[ProcessLine, ...]
    pains: tuple[PainLine, ...]
    areas: tuple[tuple[str, tuple[Why, ...]], ...]
    kpis: tuple[KpiLine, ...]
    open_points: tuple[OpenPoint, ...]
    prefilled: tuple[tuple[str, str], ...]
    releases: tuple[Release, ...]
    series_reasons: tuple[str, ...]
    country: Country | None
    country_facts: tuple[tuple[str, str], ...]
    install_set: tuple[Installed, ...]
    install_follows: str
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    pack: dict[str, str]
    picture_svg: str
    picture_words: tuple[str, ...]

    def name(self, kind: str, entry_id: str) -> str:
        """Return the name of an entry of the pack."""
        name: str = getattr(self.advice.pack, kind)[entry_id].name
        return name

    def asked(self, question: str) -> str:
        """Return the words of a question."""
        return self.advice.pack.questions[question].ask

    def said(self, because: Because) -> str:
        """Return answers as the questionnaire words them."""
        questions = self.advice.pack.questions
        return joined(quoted_answer(questions[question], value) for question, value in because)


def make_plan(advice: Advice) -> Plan:
    """Return the implementation plan for an advice. Pure: the same advice gives the same plan."""
    first, later = planned(advice)
    points = open_points(advice)
    drawing = picture(advice)
    company = advice.answers.engagement.get("company", "your company")
    return Plan(
        advice=advice,
        company=company,
        facts=facts(advice),
        headline=headline(advice, company),
        summary=summary(advice, first, later, points),
        numbers=numbers(advice, first, later, points),
        first=first,
        later=later,
        aspects=aspect_lines(advice),
        functions=functions_by_management(advice),
        processes=process_lines(advice),
        pains=pain_lines(advice),
        areas=whys_by_area(advice),
        kpis=kpi_lines(advice),
        open_points=points,
        prefilled=prefilled(advice),
        releases=tuple(sorted(advice.pack.releases.values(), key=lambda release: release.id, reverse=True)),
        series_reasons=series_reasons(advice),
        country=advice.pack.countries.get(advice.answers.country),
        country_facts=country_facts(advice),
        install_set=advice.install_set(),
        install_follows=FOLLOWS,
        steps=next_steps(advice, tuple(line.app.name for line in first if not line.only_for), points),
        sources=sources_used(advice),
        pack=pack_line(advice.pack),
        picture_svg=drawing.svg,
        picture_words=drawing.words,
    )


def planned(advice: Advice) -> tuple[tuple[PlannedApp, ...], tuple[PlannedApp, ...]]:
    """Return the apps of the first project and those for later, none before what it needs.

    A prerequisite goes live with the first app that needs it, whatever its own priority.
    """
    advised = {item.app.id: item for item in advice.apps}
    needed = {item.app.id: item for item in advice.prerequisites}
    requires = {key: advice.pack.apps[key].requires.get(advice.series, ()) for key in (*advised, *needed)}
    order = needs_first(advised, requires)
    early = [key for key in order if key in advised and advised[key].priority in FIRST_PROJECT]
    first = with_what_they_need(early, requires)
    lines = [
        planned_app(advice, number, key, advised.get(key))
        for number, key in enumerate(sorted(order, key=lambda key: key not in first), 1)
    ]
    return (
        tuple(line for line in lines if line.app.id in first),
        tuple(line for line in lines if line.app.id not in first),
    )


def needs_first(keys: Iterable[str], requires: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the given apps in their order, each preceded by what it requires and does not yet stand there."""
    placed: dict[str, None] = {}

    def place(key: str) -> None:
        if key not in placed:
            for other in requires.get(key, ()):
                place(other)
            placed[key] = None

    for key in keys:
        place(key)
    return list(placed)


def with_what_they_need(keys: Iterable[str], requires: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return some apps and everything they require."""
    found: set[str] = set()
    todo = list(keys)
    while todo:
        key = todo.pop()
        if key not in found:
            found.add(key)
            todo += requires.get(key, ())
    return found


def planned_app(advice: Advice, number: int, key: str, item: Recommendation | None) -> PlannedApp:
    """Return one app as the plan shows it."""
    app = advice.pack.apps[key]
    if item is None:
        users = next(needed.needed_by for needed in advice.prerequisites if needed.app.id == key)
        names = joined(advice.pack.apps[user].name for user in users)
        return PlannedApp(number, app, "Prerequisite", "", modules_of(app, advice), (), names)
    needs = {need.requirement.id: need for need in advice.needs}
    whys = tuple(why for name in item.requirements for why in whys_of(advice, needs[name]))
    return PlannedApp(number, app, PRIORITY_WORDS[item.priority], origin_words(item), item.modules, whys, "")


def modules_of(app: App, advice: Advice) -> tuple[str, ...]:
    """Return an app's own modules in the edition and series of an advice."""
    found = modules_in(app.modules, advice.edition, advice.series)
    return found[1] if found else ()


def origin_words(item: Recommendation) -> str:
    """Return the edition an app comes from, in words."""
    return ORIGIN_WORDS[item.origin] + (" with Enterprise features" if item.paid_features else "")


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
    leaning = advice.orientation
    return (
        f"{company[0].upper()}{company[1:]} is {KIND_WORDS[leaning.kind]}. Of what it needs, "
        f"{leaning.production:.0%} belongs to production management and {leaning.operations:.0%} to the rest of "
        "operations management."
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
    named = [line.app.name for line in first if not line.only_for]
    sentences = [advice.orientation.rule.reason]
    if named:
        sentences.append(f"Start with {counted(len(named), 'app')}: {joined(named)}.")
    else:
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
        (sum(not line.only_for for line in first), "apps in the first project"),
        (sum(not line.only_for for line in later), "apps for later"),
        (sum(1 for need in advice.needs if need.met_by), "requirements met"),
        (len(advice.gaps), "gaps"),
        (sum(1 for point in points if point.could_change), "open points that matter"),
    )


def is_named(pain: Pain, because: Because) -> bool:
    """Return whether a pain was chosen as such, rather than read from another answer."""
    return any(isinstance(value, tuple) and pain.id in value for _, value in because)
