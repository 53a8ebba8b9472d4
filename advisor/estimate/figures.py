"""Every figure of an estimate by an id, and how it came about: down to the answers and the sources."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.errors import fail, nearest
from advisor.estimate.amounts import Amount
from advisor.estimate.effort import Line, expected
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.packages import Package, depth
from advisor.explain import Explanation
from advisor.language import later, say, say_many
from advisor.language.figures import figure as number
from advisor.language.figures import share, trimmed
from advisor.reasons import said
from advisor.schema import Three
from advisor.words import capitalised, in_sentence, joined, quoted, titled

ILLUSTRATIVE = frozenset({"synthesized_days", "general_knowledge"})
"""Sources of judgement: what rests on them is called illustrative wherever it shows."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its value, and a function that says in sentences how it came about."""

    id: str
    name: str
    value: float | None  # None: not known yet, and the sentences say what to ask for
    unit: str
    because: Callable[[], Iterable[str]]


def figures(estimate: Estimate) -> Mapping[str, Figure]:
    """Return every figure of an estimate by its id."""
    every = (
        *totals(estimate),
        *sums(estimate),
        *(package_figure(estimate, package) for package in estimate.packages),
        *(part_figure(estimate, key, line) for key, line in named_lines(estimate) if key != line.package.id),
        *(amount_figure(estimate.advice, amount) for amount in estimate.amounts.values()),
    )
    return {figure.id: figure for figure in every}


def why_figure(found: Mapping[str, Figure], wanted: str) -> Explanation:
    """Return how a figure came about. Raises UserError for an id that no figure has."""
    if wanted not in found:
        raise fail(f"figure:{wanted}", f"no figure has this id{nearest(wanted, found)}; the estimate lists them all")
    figure = found[wanted]
    value = say("not known yet") if figure.value is None else f"{trimmed(figure.value)} {figure.unit}".strip()
    return Explanation("figure", wanted, titled(figure.name, value), tuple(dict.fromkeys(figure.because())))


def totals(estimate: Estimate) -> Iterator[Figure]:
    """Yield the figures of the whole."""
    advice, person_days = estimate.advice, say("person-days")
    yield Figure("effort", say("Expected work of the partner"), estimate.days, person_days, lambda: whole(estimate))
    yield Figure(
        "own_effort",
        say("Expected work of your own people"),
        estimate.own_days,
        person_days,
        lambda: sum_of(estimate.own_lines),
    )
    for percent, days in estimate.levels.items():
        yield Figure(
            f"effort.p{percent}",
            say("Work that {share} of the runs do not exceed", share=share(percent / 100)),
            round(days * 4) / 4,
            person_days,
            lambda: method(advice),
        )
    level = setting(advice, "contingency_level")
    yield Figure(
        "contingency",
        say("Contingency"),
        estimate.contingency,
        person_days,
        lambda: (
            say(
                "What {share} of the runs do not exceed, less the {days} expected days.",
                share=share(level / 100),
                days=estimate.days,
            ),
            *method(advice),
            sources(advice, advice.pack.settings["contingency_level"].source),
        ),
    )
    yield Figure(
        "later",
        say("Expected work more with the apps for later"),
        estimate.later,
        person_days,
        lambda: (say("The same estimate with every app that is advised, less {figure}.", figure="figure:effort"),),
    )


def whole(estimate: Estimate) -> Iterator[str]:
    """Yield how the partner's whole work comes about."""
    yield say(
        "The sum of the expected days of all work packages, each (optimistic + 4 x most likely + pessimistic) / 6."
    )
    yield from sum_of(estimate.lines)
    shares = [package for package in estimate.packages if package.is_share and package.by_partner]
    part = sum(package.mean for package in shares)
    names = joined(in_sentence(package.work.name) for package in shares)
    yield say("{share} of it is work in proportion to the whole: {work}.", share=share(part), work=names)


def sum_of(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the packages of some lines, the largest first."""
    days: dict[str, float] = {}
    for line in lines:
        days[line.package.id] = days.get(line.package.id, 0.0) + line.days
    ranked = sorted(days.items(), key=lambda item: (-item[1], item[0]))
    for key, value in ranked[:MOST_NAMED]:
        yield say_many("{number} day: {figure}", "{number} days: {figure}", value, figure=f"figure:{key}")
    if len(ranked) > MOST_NAMED:
        rest = sum(value for _, value in ranked[MOST_NAMED:])
        yield say_many(
            "{days} days: {number} smaller package",
            "{days} days: {number} smaller packages",
            len(ranked) - MOST_NAMED,
            days=rest,
        )


MOST_NAMED = 12


def method(advice: Advice) -> Iterator[str]:
    """Yield how levels are found."""
    runs, together = setting(advice, "runs"), setting(advice, "correlation")
    yield say("Read from {runs} simulated projects, not added up from the levels of packages.", runs=runs)
    yield say(
        "In each, a package takes its most likely days in one case of three, fewer in another, more in the third; "
        "packages go well or badly together with a correlation of {correlation}; amounts nobody knows are drawn too.",
        correlation=together,
    )
    yield sources(advice, advice.pack.settings["correlation"].source)


def sums(estimate: Estimate) -> Iterator[Figure]:
    """Yield the sums by phase, wave, role and app."""
    pack = estimate.advice.pack
    groups: dict[str, tuple[str, list[Line]]] = {}
    for line in estimate.lines:
        keys = {
            f"phase.{line.phase}": pack.phases[line.phase].name,
            f"wave.{line.wave}": say("Wave {number}", number=line.wave),
            f"role.{line.package.role.id}": line.package.role.name,
        }
        if line.package.app:
            keys[f"app.{line.package.app.id}"] = line.package.app.name
        for key, name in keys.items():
            groups.setdefault(key, (name, []))[1].append(line)
    for key, (name, lines) in sorted(groups.items()):
        days = sum(line.days for line in lines)
        yield Figure(key, name, days, say("person-days"), lambda lines=lines: sum_of(lines))  # type: ignore[misc]


def package_figure(estimate: Estimate, package: Package) -> Figure:
    """Return the figure of one work package."""
    planned = sum(line.days for line in (*estimate.lines, *estimate.own_lines) if line.package is package)
    days = planned or expected(estimate.packages)[package.id]
    name = titled(package.work.name, package.app.name) if package.app else package.work.name
    return Figure(package.id, name, days, say("person-days"), lambda: package_sentences(estimate, package))


def named_lines(estimate: Estimate) -> tuple[tuple[str, Line], ...]:
    """Return the partner's lines, each with the id of its figure: the package's, or a part's where it has several."""
    lines = Counter(line.package.id for line in estimate.lines)
    return tuple(
        (line.package.id if lines[line.package.id] == 1 else f"{line.package.id}.{line.wave}.{line.phase}", line)
        for line in estimate.lines
    )


def part_figure(estimate: Estimate, key: str, line: Line) -> Figure:
    """Return the figure of what falls of a package on one phase of one wave."""
    package, phase = line.package, estimate.advice.pack.phases[line.phase]
    because = say(
        "The part of {figure} that falls on the phase “{phase}” of wave {number}.",
        figure=f"figure:{package.id}",
        phase=phase.name,
        number=line.wave,
    )
    name = titled(package.work.name, say("Wave {number}", number=line.wave))
    return Figure(key, name, line.days, say("person-days"), lambda: (because,))


def package_sentences(estimate: Estimate, package: Package) -> Iterator[str]:
    """Yield how the days of a package come about."""
    advice, work = estimate.advice, package.work
    exact = expected(estimate.packages)[package.id]
    yield say(
        "{days} days expected, planned in quarter days; the smallest pieces are planned with their neighbours.",
        days=number(exact, 2),
    )
    if package.app is not None:
        users = estimate.amounts["users"]
        effort = advice.pack.efforts[package.app.id]
        yield say(
            "{app} takes {days} days in all for {users} users: “{tier}”.",
            app=package.app.name,
            days=three(depth(advice, package.app.id, users)),
            users=how_many(users.points),
            tier=advice.pack.tiers[effort.tier].name,
        )
        yield say("{work} is {share} of that.", work=work.name, share=three(work.amount, percent=True))
        yield sources(advice, effort.source)
    elif package.is_share:
        of_what = later("{share} of the whole work.") if package.by_partner else later("{share} of the partner's work.")
        yield say(of_what, share=three(work.amount, percent=True))
    else:
        yield say(later("{days} days each.") if package.times else later("{days} days."), days=three(work.amount))
    yield say("Done by: {role}.", role=package.role.name)
    yield sources(advice, work.source)
    for amount in package.rests_on:
        yield from amount_sentences(advice, amount)


def amount_figure(advice: Advice, amount: Amount) -> Figure:
    """Return the figure of one amount."""
    name = capitalised(amount.driver.name)
    return Figure(f"amount.{amount.driver.id}", name, amount.points.mean, "", lambda: amount_sentences(advice, amount))


def amount_sentences(advice: Advice, amount: Amount) -> Iterator[str]:
    """Yield what an amount rests on: answers, or what is assumed in their place."""
    driver = amount.driver
    counted = (
        later("{name}: {points} beyond {included}, which the days include.")
        if driver.included
        else later("{name}: {points}.")
    )
    yield say(counted, name=capitalised(driver.name), points=how_many(amount.points), included=driver.included)
    for question, value in amount.because:
        yield say("You answered {answers}.", answers=said(advice, question, value))
    if amount.assumed:
        asks = joined(quoted(advice.pack.questions[key].ask) for key in amount.assumed)
        yield say("Assumed, because nobody has answered {questions} yet.", questions=asks)
    base = advice.known.get(driver.guess_from)
    if amount.assumed and isinstance(base, (int, float)):
        yield say(
            "Taken as {share} of {answer}.",
            share=three(driver.guess, percent=True),
            answer=said(advice, driver.guess_from, base),
        )
    yield sources(advice, driver.source)


def three(points: Three, percent: bool = False) -> str:
    """Return three points in words: one number when they agree."""
    return spread(*(share(point) if percent else trimmed(point) for point in points))


def how_many(points: Three) -> str:
    """Return three points of what is counted, such as people, in whole numbers as far as a whole one is near."""
    return spread(*(number(round(point)) if point >= 1 else trimmed(point) for point in points))


def spread(low: str, likely: str, high: str) -> str:
    """Return three points in words: one number when they agree."""
    if low == likely == high:
        return low
    return say("{low} to {high} (most likely {likely})", low=low, likely=likely, high=high)


def sources(advice: Advice, keys: Iterable[str]) -> str:
    """Return the sources of an entry as a sentence; judgement is called illustrative."""
    found = tuple(keys)
    titles = joined(advice.pack.sources[key].title for key in found)
    source = say("Source: {titles}.", titles=titles)
    if ILLUSTRATIVE.isdisjoint(found):
        return source
    return f"{source} {say('Illustrative: replace it with your own experience.')}"
