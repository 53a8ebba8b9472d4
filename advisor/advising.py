"""Advice: from one company's answers to activities, requirements, apps and gaps, with every step kept."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from advisor.advice import (
    Active,
    Advice,
    Because,
    FunctionUse,
    Gap,
    Leaning,
    Need,
    Prerequisite,
    Reason,
    Recommendation,
)
from advisor.answers import Answers, effective, unused_answers
from advisor.business import Activity, Kpi, Method, Pain, Risk
from advisor.conditions import Known, Truth, because, holds
from advisor.coverage import Option, alternatives, choose, options, own_modules
from advisor.language import say
from advisor.offer import App
from advisor.pack import Pack
from advisor.schema import NEWEST, PRIORITIES, Edition, Priority, Series

WEIGHTS: Mapping[Priority, int] = {"must": 3, "should": 2, "could": 1}
"""How much a needed requirement weighs in the orientation."""


def advise(pack: Pack, answers: Answers, series: Series = NEWEST, edition: Edition = "enterprise") -> Advice:
    """Return the advice for one company. Pure: the same pack and answers give the same advice."""
    known = effective(pack, answers)
    active, possible = activities_of(pack, known)
    priorities, wanted_by = needed_requirements(active)
    ways = options(pack, edition, series)
    taken = choose(priorities, ways, pack, edition, series)
    chosen = {option.app for option in taken.values()}
    needs = tuple(
        Need(pack.requirements[name], priority, wanted_by[name], meeting(name, taken, ways, chosen))
        for name, priority in sorted(priorities.items())
    )
    apps = recommendations(pack, known, active, needs)
    return Advice(
        pack=pack,
        answers=answers,
        known=known,
        series=series,
        edition=edition,
        orientation=leaning(pack, known, needs),
        activities=active,
        possible=possible,
        functions=functions_used(pack, active, needs),
        needs=needs,
        apps=apps,
        prerequisites=prerequisites(pack, apps, edition, series),
        gaps=gaps_in(needs, alternatives(pack, series), options(pack, "enterprise", series)),
        methods=methods_for(pack, known, apps),
        triggers=that_hold(pack.triggers.values(), known),
        beliefs=that_hold(pack.beliefs.values(), known),
        pains=pains_of(pack, known),
        risks=risks_of(pack, active),
        slips=tuple(slips_in(pack, answers)),
        cautions=tuple(cautions_for(pack, answers, series)),
    )


def activities_of(pack: Pack, known: Known) -> tuple[tuple[Active, ...], tuple[Activity, ...]]:
    """Return the activities the company does, and those that open answers leave undecided."""
    active: list[Active] = []
    possible: list[Activity] = []
    for activity in pack.activities.values():
        truth = holds(activity.when, known)
        if truth is Truth.YES:
            active.append(Active(activity, because(activity.when, known)))
        elif truth is Truth.UNKNOWN:
            possible.append(activity)
    return tuple(active), tuple(possible)


def needed_requirements(active: Iterable[Active]) -> tuple[dict[str, Priority], dict[str, tuple[str, ...]]]:
    """Return each needed requirement's strongest priority, and the activities that want it."""
    priorities: dict[str, Priority] = {}
    wanted_by: dict[str, tuple[str, ...]] = {}
    for item in active:
        for requirement, priority in item.activity.needs.items():
            if priority != "wont":
                before = priorities.get(requirement)
                priorities[requirement] = strongest(priority, before) if before else priority
                wanted_by[requirement] = (*wanted_by.get(requirement, ()), item.activity.id)
    return priorities, wanted_by


def strongest(*priorities: Priority) -> Priority:
    """Return the strongest of some priorities."""
    return min(priorities, key=PRIORITIES.index)


def meeting(
    requirement: str, taken: Mapping[str, Option], ways: Mapping[str, tuple[Option, ...]], chosen: set[str]
) -> tuple[Option, ...]:
    """Return the way taken for a requirement, then what other advised apps add to it."""
    if requirement not in taken:
        return ()
    first = taken[requirement]
    return first, *(way for way in ways[requirement] if way.app in chosen and way.app != first.app)


def recommendations(
    pack: Pack, known: Known, active: Iterable[Active], needs: Iterable[Need]
) -> tuple[Recommendation, ...]:
    """Return the apps that some need takes, strongest first."""
    taken: dict[str, list[Need]] = {}
    for need in needs:
        if need.met_by:
            taken.setdefault(need.met_by[0].app, []).append(need)
    by_id = {item.activity.id: item for item in active}
    found = [recommendation(pack.apps[key], known, by_id, items) for key, items in taken.items()]
    return tuple(sorted(found, key=strength))


def strength(item: Recommendation) -> tuple[int, int, str]:
    """Return the sort key that puts the strongest apps first: priority, then how many requirements they meet."""
    return PRIORITIES.index(item.priority), -len(item.requirements), item.app.id


def recommendation(app: App, known: Known, active: Mapping[str, Active], needs: list[Need]) -> Recommendation:
    """Return one app with the chains that lead to it, the strongest needs first.

    An app that only should come first is left for later where the pack says that it waits.
    """
    ranked = sorted(needs, key=lambda need: (PRIORITIES.index(need.priority), need.requirement.id))
    ways = [need.met_by[0] for need in ranked]
    origins = [way.own_origin for way in ways]
    origin = "enterprise" if "enterprise" in origins else "community" if "community" in origins else "oca"
    reasons = tuple(
        Reason(question, answer, activity, need.requirement.id, app.id)
        for need in ranked
        for activity in need.activities
        for question, answer in active[activity].because
    )
    strongest_need = ranked[0].priority
    waits = because(app.waits, known) if strongest_need == "should" else ()
    return Recommendation(
        app=app,
        priority="could" if waits else strongest_need,
        origin=origin,
        paid_features=origin == "community" and any(way.paid for way in ways),
        modules=tuple(dict.fromkeys(module for way in ways for module in way.modules)),
        requirements=tuple(need.requirement.id for need in ranked),
        reasons=reasons,
        waits=waits,
    )


def gaps_in(
    needs: Iterable[Need], instead: Mapping[str, tuple[str, ...]], enterprise: Mapping[str, tuple[Option, ...]]
) -> tuple[Gap, ...]:
    """Return the needs that nothing meets, each with the add-ons and the Enterprise apps that would."""
    return tuple(
        Gap(need, instead.get(key, ()), tuple(dict.fromkeys(way.app for way in enterprise[key])))
        for need in needs
        if not need.met_by
        for key in [need.requirement.id]
    )


def prerequisites(
    pack: Pack, apps: Iterable[Recommendation], edition: Edition, series: Series
) -> tuple[Prerequisite, ...]:
    """Return the apps that the advised ones cannot do without and that nothing else advises."""
    advised = {item.app.id for item in apps}
    needed_by: dict[str, set[str]] = {}
    todo = sorted(advised)
    while todo:
        key = todo.pop()
        for other in pack.apps[key].requires.get(series, ()):
            if other not in advised:
                if other not in needed_by:
                    todo.append(other)
                needed_by.setdefault(other, set()).add(key)
    return tuple(
        Prerequisite(pack.apps[key], tuple(sorted(by)), own_modules(pack.apps[key], edition, series))
        for key, by in sorted(needed_by.items())
    )


def functions_used(pack: Pack, active: Iterable[Active], needs: Iterable[Need]) -> tuple[FunctionUse, ...]:
    """Return the management functions that the company's activities and requirements touch."""
    doing: dict[str, list[str]] = {}
    for item in active:
        doing.setdefault(item.activity.serves, []).append(item.activity.id)
    needing: dict[str, list[Need]] = {}
    for need in needs:
        needing.setdefault(need.requirement.function, []).append(need)
    return tuple(
        FunctionUse(
            function,
            tuple(doing.get(key, ())),
            tuple(need.requirement.id for need in needing.get(key, ())),
            tuple(sorted({need.met_by[0].app for need in needing.get(key, ()) if need.met_by})),
        )
        for key, function in pack.functions.items()
        if key in doing or key in needing
    )


def leaning(pack: Pack, known: Known, needs: Iterable[Need]) -> Leaning:
    """Return the company's orientation: the first rule that holds, and the shares of its weighted requirements."""
    weights = {"production": 0, "operations": 0}
    for need in needs:
        weights[pack.functions[need.requirement.function].management] += WEIGHTS[need.priority]
    total = sum(weights.values())
    production = round(weights["production"] / total, 3) if total else 0.5
    rules = sorted(pack.orientations.values(), key=lambda rule: (rule.order, rule.id))
    rule = next(rule for rule in rules if holds(rule.when, known) is Truth.YES)
    return Leaning(rule.kind, production, round(1 - production, 3), rule, because(rule.when, known))


def that_hold(entries: Iterable[Any], known: Known) -> tuple[tuple[Any, Because], ...]:
    """Return the entries whose condition holds, each with the answers that say so."""
    return tuple((entry, because(entry.when, known)) for entry in entries if holds(entry.when, known) is Truth.YES)


def pains_of(pack: Pack, known: Known) -> tuple[tuple[Pain, Because], ...]:
    """Return what hurts: what the company ticked as such before what other answers show."""
    return tuple(sorted(that_hold(pack.pains.values(), known), key=lambda found: not ticked(pack, *found)))


def ticked(pack: Pack, pain: Pain, because: Because) -> bool:
    """Return whether a pain was chosen in a question that asks for pains, rather than read from another answer."""
    return any(
        isinstance(value, tuple) and pain.id in value and pack.questions[question].choices.keys() <= pack.pains.keys()
        for question, value in because
    )


def methods_for(pack: Pack, known: Known, apps: Iterable[Recommendation]) -> tuple[tuple[Method, Because], ...]:
    """Return the methods whose problem the answers show and that some advised app can carry."""
    advised = {item.app.id for item in apps}
    held = that_hold(pack.methods.values(), known)
    return tuple((method, because) for method, because in held if advised.intersection(method.carried_by))


def risks_of(pack: Pack, active: Iterable[Active]) -> tuple[tuple[Risk, tuple[str, ...]], ...]:
    """Return the risks that the company's activities bring, each with those activities."""
    brought: dict[str, list[str]] = {}
    for item in active:
        for risk in item.activity.risks:
            brought.setdefault(risk, []).append(item.activity.id)
    worst_first = sorted(brought, key=lambda key: (-weight_of(pack.risks[key]), key))
    return tuple((pack.risks[key], tuple(brought[key])) for key in worst_first)


def weight_of(risk: Risk) -> int:
    """Return how heavy a risk is: impact first, then likelihood."""
    levels = ("low", "medium", "high")
    return 2 * levels.index(risk.impact) + levels.index(risk.likelihood)


def slips_in(pack: Pack, answers: Answers) -> Iterator[str]:
    """Yield what whoever wrote the answer file should know: renamed questions, and answers that are not used."""
    yield from map(str, answers.renamed)
    for question in unused_answers(pack, answers):
        line = answers.lines.get(question, 0)
        place = f"{answers.file}:{line}: " if line else ""
        unused = say(
            "the answer to {question} is not used: the question does not apply to this company", question=question
        )
        yield place + unused


def cautions_for(pack: Pack, answers: Answers, series: Series) -> Iterator[str]:
    """Yield what a reader has to know before relying on the advice."""
    if series != NEWEST:
        yield say("Odoo {series}: {note}", series=series, note=pack.releases[series].note)
    if answers.country and answers.country not in pack.countries:
        yield say(
            "For the country {country} Odoo's catalogues show no localisation; treat accounting as open.",
            country=answers.country,
        )


def kpis_for(advice: Advice) -> tuple[Kpi, ...]:
    """Return the KPIs this company can follow: of its functions, and held by apps it gets or collected by hand."""
    functions = {item.function.id for item in advice.functions}
    apps = {item.app.id for item in advice.apps} | {item.app.id for item in advice.prerequisites}
    return tuple(
        kpi
        for kpi in advice.pack.kpis.values()
        if kpi.function in functions and (not kpi.apps or apps.intersection(kpi.apps))
    )
