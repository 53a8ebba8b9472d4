"""The sections of a plan that argue: reasons, aspects, functions, processes, pains and key figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from advisor.advice import Advice, Because, FunctionUse, Gap, Need
from advisor.advising import kpis_for
from advisor.business import Aspect, Kpi
from advisor.language import Words, say
from advisor.schema import PRIORITIES, Priority
from advisor.words import (
    MANAGEMENT_WORDS,
    few,
    in_sentence,
    joined,
    listed,
    quoted,
    quoted_answer,
    titled,
)

ACTIVITIES_SHOWN = 6  # in the line of a function; the reasons list them all
MET_SHOWN = 2  # functions of each side in which a company meets an aspect
KPIS_SHOWN = 8  # a company can follow a handful; the pack holds the rest


@dataclass(frozen=True, slots=True)
class Why:
    """One line of reasoning: the answers, the activity they show, what it needs, and the business reason."""

    answers: str
    activity: str
    requirement: str
    priority: Priority
    fit: str
    reason: str

    @property
    def rank(self) -> int:
        """How strongly this activity needs the requirement; 0 is strongest."""
        return PRIORITIES.index(self.priority)


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity of the company with all that it needs."""

    name: str
    answers: str
    reason: str
    whys: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class PartialLine:
    """One requirement that is covered only in part, by which app, and what is missing."""

    requirement: str
    priority: Priority
    app: str
    missing: str


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
class ProcessLine:
    """One end-to-end process: what the company does in it, which apps carry it, and what nothing carries."""

    name: str
    summary: str
    doing: str
    apps: str
    gaps: str


@dataclass(frozen=True, slots=True)
class PainLine:
    """What hurts, and what answers it: activities named by the same answer, functions, methods, key figures, apps."""

    name: str
    functions: str
    methods: str
    kpis: str
    apps: str


@dataclass(frozen=True, slots=True)
class KpiLine:
    """One KPI, its function, and why it is proposed."""

    kpi: Kpi
    function: str
    proves: str


def whys_of(advice: Advice, need: Need) -> tuple[Why, ...]:
    """Return the lines of reasoning behind a requirement, one an activity."""
    active = {item.activity.id: item for item in advice.activities}
    questions = advice.pack.questions
    return tuple(
        Why(
            answers=joined(
                quoted_answer(questions[name], value, name not in advice.answers.prefilled)
                for name, value in active[key].because
            ),
            activity=active[key].activity.name,
            requirement=need.requirement.name,
            priority=active[key].activity.needs[need.requirement.id],
            fit=need.fit,
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
        sides = [met_on_side(met, management) for management in SIDES]
        here = listed(side for side in sides if side)
        lines.append(AspectLine(aspect, here, weight))
    return tuple(sorted(lines, key=lambda line: (-line.weight, line.aspect.order)))


def met_on_side(met: Iterable[FunctionUse], management: str) -> str:
    """Return in which functions of one management a company meets an aspect, those closest to the aspect first."""
    names = [item.function.name for item in met if item.function.management == management and item.requirements]
    return titled(SIDES[management], joined(in_sentence(name) for name in names[:MET_SHOWN])) if names else ""


SIDES = Words({"production": "production", "operations": "operations"})


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
    apps = app_names(advice, [need for need in advice.needs if concerns(use, need)])
    return FunctionLine(use.function.name, listed(few(doing, ACTIVITIES_SHOWN)), len(use.requirements), apps)


def concerns(use: FunctionUse, need: Need) -> bool:
    """Return whether a need belongs to a function, or comes from an activity that serves it."""
    return need.requirement.id in use.requirements or bool(set(need.activities).intersection(use.activities))


def process_lines(advice: Advice) -> tuple[ProcessLine, ...]:
    """Return the end-to-end processes that some activity is part of, in their order."""
    pack = advice.pack
    lines = []
    for process in sorted(pack.processes.values(), key=lambda process: (process.order, process.id)):
        doing = {
            item.activity.id: item.activity.name for item in advice.activities if item.activity.process == process.id
        }
        needs = [need for need in advice.needs if doing.keys() & set(need.activities)]
        if doing:
            lines.append(
                ProcessLine(
                    name=process.name,
                    summary=process.summary,
                    doing=listed(few(list(doing.values()), ACTIVITIES_SHOWN)),
                    apps=app_names(advice, needs),
                    gaps=listed(need.requirement.name for need in needs if not need.met_by),
                )
            )
    return tuple(lines)


def app_names(advice: Advice, needs: Iterable[Need]) -> str:
    """Return the names of the apps that meet some needs, the most used first."""
    used = Counter(need.met_by[0].app for need in needs if need.met_by)
    return ", ".join(
        advice.pack.apps[key].name for key, _ in sorted(used.items(), key=lambda item: (-item[1], item[0]))
    )


def pain_lines(advice: Advice) -> tuple[PainLine, ...]:
    """Return what hurts, with the functions of this company, methods, figures and apps that answer it."""
    pack = advice.pack
    used = {item.function.id: item for item in advice.functions}
    methods = {method.id for method, _ in advice.methods}
    return tuple(
        PainLine(
            name=pain.name,
            functions=", ".join(pack.functions[key].name for key in pain.functions if key in used),
            methods=", ".join(pack.methods[key].name for key in pain.methods if key in methods),
            kpis=", ".join(pack.kpis[key].name for key in pain.kpis),
            apps=app_names(advice, needs_from(advice, because)),
        )
        for pain, because in advice.pains
    )


def needs_from(advice: Advice, because: Because) -> list[Need]:
    """Return the needs of activities that rest on the same answers as a pain."""
    said = set(because)
    answering = {item.activity.id for item in advice.activities if said.issubset(item.because)}
    return [need for need in advice.needs if not answering.isdisjoint(need.activities)]


def activities_by_area(advice: Advice) -> tuple[tuple[str, tuple[ActivityLine, ...]], ...]:
    """Return every activity with its reasoning, grouped by area of business."""
    whys: dict[str, list[Why]] = {}
    for need in advice.needs:
        for key, why in zip(need.activities, whys_of(advice, need), strict=True):
            whys.setdefault(key, []).append(why)
    groups: dict[str, list[ActivityLine]] = {}
    for item in advice.activities:
        found = sorted(whys.get(item.activity.id, ()), key=lambda why: (why.rank, why.requirement))
        if found:
            line = ActivityLine(item.activity.name, found[0].answers, item.activity.because, tuple(found))
            groups.setdefault(item.activity.area, []).append(line)
    return tuple((advice.pack.areas[area].name, tuple(lines)) for area, lines in sorted(groups.items()))


def partial_lines(advice: Advice) -> tuple[PartialLine, ...]:
    """Return what is covered only in part, the strongest needs first."""
    partly = [need for need in advice.needs if need.fit == "partial"]
    return tuple(
        PartialLine(
            requirement=need.requirement.name,
            priority=need.priority,
            app=advice.pack.apps[need.met_by[0].app].name,
            missing=need.met_by[0].note,
        )
        for need in sorted(partly, key=lambda need: (PRIORITIES.index(need.priority), need.requirement.id))
    )


def only_because(advice: Advice, gap: Gap) -> str:
    """Return why nothing covers a gap, in a sentence."""
    if gap.need.requirement.gap:
        return gap.need.requirement.gap
    if gap.enterprise:
        apps = joined((advice.pack.apps[key].name for key in gap.enterprise), "or")
        return say("Nothing in this edition covers it; in Enterprise {apps} would.", apps=apps)
    return say("Nothing in {series} covers it.", series=advice.series)


def kpi_lines(advice: Advice) -> tuple[KpiLine, ...]:
    """Return the few KPIs to follow: those that most pains and methods ask for, then some of each busy function."""
    followable = {kpi.id: kpi for kpi in kpis_for(advice)}
    proves: dict[str, list[str]] = {}
    for pain, _ in advice.pains:
        for key in pain.kpis:
            proves.setdefault(key, []).append(quoted(pain.name.rstrip(".")))
    for method, _ in advice.methods:
        for key in method.kpis:
            proves.setdefault(key, []).append(method.name)
    busy = sorted(advice.functions, key=lambda item: -len(item.requirements))
    of_functions = [kpi.id for item in busy for kpi in followable.values() if kpi.function == item.function.id]
    asked_for = sorted((key for key in proves if key in followable), key=lambda key: (-len(proves[key]), key))
    chosen = list(dict.fromkeys([*asked_for, *of_functions]))[:KPIS_SHOWN]
    return tuple(
        KpiLine(
            followable[key],
            advice.pack.functions[followable[key].function].name,
            joined(few(sorted(set(proves.get(key, ()))), 2)),
        )
        for key in chosen
    )
