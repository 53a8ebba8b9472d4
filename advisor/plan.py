"""The implementation plan: an advice arranged for reading, with nothing left to compute for a template."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from advisor.advice import Advice, Because, Gap
from advisor.business import Method, Risk, Source
from advisor.confidence import confidences
from advisor.contract import pack_line
from advisor.coverage_map import coverage_map, orientation
from advisor.customer_text import contained, shown_name
from advisor.estimate.cut import Cut
from advisor.estimate.estimating import Estimate, estimate
from advisor.estimate.gantt import gantt, gantt_by_wave
from advisor.estimate.kept_part import offered
from advisor.estimate.levelling import Levelled, levelled
from advisor.estimate.money import Money, money
from advisor.estimate.rollouts import Option, compare_rollouts
from advisor.estimate.schedule import Schedule, schedule
from advisor.estimate.sensitivity import Swing, as_answered, sensitivity
from advisor.estimate.shown import EffortShown, effort_shown, in_a_sentence
from advisor.estimate.tornado import tornado
from advisor.going_live import PlannedApp, planned
from advisor.installing import Installing, installing
from advisor.language import say
from advisor.offer import Country, Release
from advisor.papers import annexes
from advisor.papers.paper import Paper, briefed
from advisor.picture import picture
from advisor.prospects import Step, country_facts, next_steps, prefilled, series_reasons, sources_used
from advisor.reissue.changes import Changes, Earlier, changes
from advisor.reissue.saying import Facts, saying
from advisor.sections import (
    ActivityLine,
    AspectLine,
    FunctionLine,
    KpiLine,
    PainLine,
    PartialLine,
    ProcessLine,
    activities_by_area,
    aspect_lines,
    functions_by_management,
    kpi_lines,
    only_because,
    pain_lines,
    partial_lines,
    process_lines,
)
from advisor.summary import facts, headline, numbers, summary
from advisor.svg import Drawing
from advisor.what_if import OpenPoint
from advisor.words import (
    joined,
    listed,
    quoted_answer,
)

RISKS_SHOWN = 6  # a page for reading shows the heaviest; the RAID log lists them all


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
    areas: tuple[tuple[str, tuple[ActivityLine, ...]], ...]
    partials: tuple[PartialLine, ...]
    kpis: tuple[KpiLine, ...]
    open_points: tuple[OpenPoint, ...]
    prefilled: tuple[tuple[str, str], ...]
    releases: tuple[Release, ...]
    series_reasons: tuple[str, ...]
    country: Country | None
    country_facts: tuple[tuple[str, str], ...]
    installing: Installing
    estimate: Estimate
    effort: EffortShown | None
    money: Money | None
    swings: tuple[Swing, ...]
    tornado: Drawing | None
    calendar: Schedule | None
    gantt: Drawing | None
    gantt_by_wave: tuple[Drawing, ...]
    levelled: Levelled | None
    rollouts: tuple[Option, ...]
    cut: Cut | None
    kept: Estimate  # what is offered within the limits; without a cut the estimate itself
    steps: tuple[Step, ...]
    worst_risks: tuple[tuple[Risk, tuple[str, ...]], ...]
    annexes: tuple[Paper, ...]
    sources: tuple[Source, ...]
    pack: dict[str, str]
    picture: Drawing
    coverage: Drawing
    leaning: Drawing
    saying: Facts
    changes: Changes | None  # since the issue before, when there was one

    def name(self, kind: str, entry_id: str) -> str:
        """Return the name of an entry of the pack."""
        name: str = getattr(self.advice.pack, kind)[entry_id].name
        return name

    def names(self, kind: str, ids: Iterable[str]) -> str:
        """Return the names of some entries, with commas."""
        return ", ".join(self.name(kind, key) for key in ids)

    def listed(self, kind: str, ids: Iterable[str]) -> str:
        """Return the names of some entries, with semicolons."""
        return listed(self.name(kind, key) for key in ids)

    @property
    def source_titles(self) -> str:
        """What the plan rests on, with semicolons."""
        return listed(source.title for source in self.sources)

    def carried_by(self, method: Method) -> str:
        """Return the advised apps that carry a method, each with the feature that does."""
        carriers = (item for item in method.carried_by.values() if item.id in self.advice.app_keys)
        return listed(f"{self.name('apps', item.id)} ({item.what})" for item in carriers)

    def asked(self, question: str) -> str:
        """Return the words of a question."""
        return self.advice.pack.questions[question].ask

    @property
    def noted(self) -> tuple[str, ...]:
        """The notes taken with the answers, each behind its question."""
        return tuple(f"{self.asked(key)} {contained(note)}" for key, note in self.advice.answers.notes.items())

    def only(self, gap: Gap) -> str:
        """Return why nothing covers a gap, in a sentence."""
        return only_because(self.advice, gap)

    def said(self, because: Because) -> str:
        """Return answers as the questionnaire words them."""
        questions = self.advice.pack.questions
        return joined(quoted_answer(questions[question], value) for question, value in because)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan has to keep to: the day of signature, the day to be live, and what the services may cost."""

    start: date | None = None
    deadline: date | None = None
    budget: Decimal | None = None

    @property
    def cut(self) -> bool:
        """Whether they may leave something out."""
        return self.budget is not None or self.deadline is not None

    @property
    def options(self) -> dict[str, str]:
        """The limits as options, empty where there is none."""
        return {name: str(getattr(self, name) or "") for name in ("start", "deadline", "budget")}


def make_plan(advice: Advice, limits: Limits = Limits(), earlier: Earlier | None = None) -> Plan:
    """Return the implementation plan for an advice. Pure: the same advice and limits give the same plan.

    ``earlier`` is the issue before, from which the changes are told. Raises UserError when a limit cannot be kept, with
    what would make it possible.
    """
    points = advice.open_points
    first, later = planned(advice, confidences(advice, points))
    estimated = estimate(advice)
    effort = effort_shown(estimated)
    price = money(estimated) if estimated.waves else None
    swings = sensitivity(advice) if estimated.waves else ()
    calendar = schedule(estimated, limits.start) if estimated.waves else None
    said = saying(estimated, price, calendar, points, [line.app.id for line in later])
    cut, kept = None, estimated
    if limits.cut:
        cut, kept = offered(estimated, limits.budget, limits.deadline, limits.start)
    return from_the_advice_alone(advice)(
        summary=(
            *summary(advice, first, later, points),
            *in_a_sentence(effort, calendar, price),
            *(cut.beside_the_whole if cut else ()),
        ),
        numbers=numbers(advice, first, later, points),
        first=first,
        later=later,
        estimate=estimated,
        effort=effort,
        money=price,
        swings=swings,
        tornado=tornado(swings, as_answered(advice)) if swings else None,
        calendar=calendar,
        gantt=gantt(calendar) if calendar else None,
        gantt_by_wave=gantt_by_wave(calendar) if calendar else (),
        levelled=levelled(estimated, calendar) if calendar else None,
        rollouts=compare_rollouts(estimated, limits.start) if estimated.waves else (),
        cut=cut,
        kept=kept,
        steps=next_steps(advice, tuple(line.app.name for line in first), points),
        annexes=annexes(briefed(advice, estimated.waves, points)),
        saying=said,
        changes=changes(earlier, advice, limits.options, said) if earlier else None,
    )


def from_the_advice_alone(advice: Advice) -> Callable[..., Plan]:
    """Return a plan in which all is filled in that needs no estimate, to be given the rest."""
    company = shown_name(advice.answers.engagement.get("company", "")) or say("your company")
    return partial(
        Plan,
        advice=advice,
        company=company,
        facts=facts(advice),
        headline=headline(advice, company),
        aspects=aspect_lines(advice),
        functions=functions_by_management(advice),
        processes=process_lines(advice),
        pains=pain_lines(advice),
        areas=activities_by_area(advice),
        partials=partial_lines(advice),
        kpis=kpi_lines(advice),
        open_points=advice.open_points,
        prefilled=prefilled(advice),
        releases=tuple(sorted(advice.pack.releases.values(), key=lambda release: release.id, reverse=True)),
        series_reasons=series_reasons(advice),
        country=advice.pack.countries.get(advice.answers.country),
        country_facts=country_facts(advice),
        installing=installing(advice),
        worst_risks=advice.risks[:RISKS_SHOWN],
        sources=sources_used(advice),
        pack=pack_line(advice.pack),
        picture=picture(advice),
        coverage=coverage_map(advice),
        leaning=orientation(advice),
    )
