"""Every figure of an estimate by an id, and how it came about: down to the answers and the sources."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.errors import fail, nearest
from advisor.estimate.amounts import Amount
from advisor.estimate.effort import Line, expected
from advisor.estimate.estimating import Estimate, setting
from advisor.estimate.packages import Package, depth
from advisor.explain import Explanation
from advisor.reasons import said
from advisor.schema import Three
from advisor.words import counted, joined

ILLUSTRATIVE = frozenset({"synthesized_days", "general_knowledge"})
"""Sources of judgement: what rests on them is called illustrative wherever it shows."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its value, and a function that says in sentences how it came about."""

    id: str
    name: str
    value: float
    unit: str
    because: Callable[[], Iterable[str]]


def figures(estimate: Estimate) -> Mapping[str, Figure]:
    """Return every figure of an estimate by its id."""
    every = (
        *totals(estimate),
        *sums(estimate),
        *(package_figure(estimate, package) for package in estimate.packages),
        *(amount_figure(estimate.advice, amount) for amount in estimate.amounts.values()),
    )
    return {figure.id: figure for figure in every}


def why_figure(found: Mapping[str, Figure], wanted: str) -> Explanation:
    """Return how a figure came about. Raises UserError for an id that no figure has."""
    if wanted not in found:
        raise fail(f"figure:{wanted}", f"no figure has this id{nearest(wanted, found)}; `advisor estimate` lists them")
    figure = found[wanted]
    shown = f"{figure.value:.2f}".rstrip("0").rstrip(".")
    return Explanation("figure", wanted, f"{figure.name}: {shown} {figure.unit}".strip(), tuple(figure.because()))


def totals(estimate: Estimate) -> Iterator[Figure]:
    """Yield the figures of the whole."""
    advice = estimate.advice
    yield Figure("effort", "Expected work of the partner", estimate.days, "person-days", lambda: whole(estimate))
    yield Figure(
        "own_effort",
        "Expected work of your own people",
        estimate.own_days,
        "person-days",
        lambda: sum_of(estimate.own_lines),
    )
    for percent, days in estimate.levels.items():
        yield Figure(
            f"effort.p{percent}",
            f"Work that {percent}% of the runs do not exceed",
            round(days * 4) / 4,
            "person-days",
            lambda: method(advice),
        )
    level = setting(advice, "contingency_level")
    yield Figure(
        "contingency",
        "Contingency",
        estimate.contingency,
        "person-days",
        lambda: (
            f"What {level:g}% of the runs do not exceed, less the {estimate.days:g} expected days.",
            *method(advice),
            sources(advice, advice.pack.settings["contingency_level"].source),
        ),
    )


def whole(estimate: Estimate) -> Iterator[str]:
    """Yield how the partner's whole work comes about."""
    yield "The sum of the expected days of all work packages, each (optimistic + 4 x most likely + pessimistic) / 6."
    yield from sum_of(estimate.lines)
    shares = [package for package in estimate.packages if package.is_share and package.by_partner]
    part = sum(package.mean for package in shares)
    names = joined(f"{package.work.name[0].lower()}{package.work.name[1:]}" for package in shares)
    yield f"{part:.0%} of it is work in proportion to the whole: {names}."


def sum_of(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the packages of some lines, the largest first."""
    days: dict[str, float] = {}
    for line in lines:
        days[line.package.id] = days.get(line.package.id, 0.0) + line.days
    ranked = sorted(days.items(), key=lambda item: (-item[1], item[0]))
    for key, value in ranked[:MOST_NAMED]:
        yield f"{value:g} days: figure:{key}"
    if len(ranked) > MOST_NAMED:
        rest = sum(value for _, value in ranked[MOST_NAMED:])
        yield f"{rest:g} days: {counted(len(ranked) - MOST_NAMED, 'smaller package')}"


MOST_NAMED = 12


def method(advice: Advice) -> Iterator[str]:
    """Yield how levels are found."""
    runs, together = setting(advice, "runs"), setting(advice, "correlation")
    yield f"Read from {runs:g} simulated projects, not added up from the levels of packages."
    yield (
        "In each, a package takes its most likely days in one case of three, fewer in another, more in the third; "
        f"packages go well or badly together with a correlation of {together:g}; amounts nobody knows are drawn too."
    )


def sums(estimate: Estimate) -> Iterator[Figure]:
    """Yield the sums by phase, wave, role and app."""
    pack = estimate.advice.pack
    groups: dict[str, tuple[str, list[Line]]] = {}
    for line in estimate.lines:
        keys = {
            f"phase.{line.phase}": pack.phases[line.phase].name,
            f"wave.{line.wave}": f"Wave {line.wave}",
            f"role.{line.package.role.id}": line.package.role.name,
        }
        if line.package.app:
            keys[f"app.{line.package.app.id}"] = line.package.app.name
        for key, name in keys.items():
            groups.setdefault(key, (name, []))[1].append(line)
    for key, (name, lines) in sorted(groups.items()):
        days = sum(line.days for line in lines)
        yield Figure(key, name, days, "person-days", lambda lines=lines: sum_of(lines))  # type: ignore[misc]


def package_figure(estimate: Estimate, package: Package) -> Figure:
    """Return the figure of one work package."""
    days = sum(line.days for line in (*estimate.lines, *estimate.own_lines) if line.package is package)
    name = f"{package.work.name}: {package.app.name}" if package.app else package.work.name
    return Figure(package.id, name, days, "person-days", lambda: package_sentences(estimate, package))


def package_sentences(estimate: Estimate, package: Package) -> Iterator[str]:
    """Yield how the days of a package come about."""
    advice, work = estimate.advice, package.work
    exact = expected(estimate.packages)[package.id]
    yield f"{exact:.2f} days expected, planned in quarter days; the smallest pieces are planned with their neighbours."
    if package.app is not None:
        users = estimate.amounts["users"]
        effort = advice.pack.efforts[package.app.id]
        yield (
            f"{package.app.name} takes {three(depth(advice, package.app.id, users))} days in all for "
            f"{three(users.points)} users: “{advice.pack.tiers[effort.tier].name}”."
        )
        yield f"{work.name} is {three(work.amount, percent=True)} of that."
        yield sources(advice, effort.source)
    elif package.is_share:
        of_what = "the whole work" if package.by_partner else "the partner's work"
        yield f"{three(work.amount, percent=True)} of {of_what}."
    else:
        yield f"{three(work.amount)} days{' each' if package.times else ''}."
    yield f"Done by: {package.role.name}."
    yield sources(advice, work.source)
    for amount in package.rests_on:
        yield from amount_sentences(advice, amount)


def amount_figure(advice: Advice, amount: Amount) -> Figure:
    """Return the figure of one amount."""
    name = f"{amount.driver.name[0].upper()}{amount.driver.name[1:]}"
    return Figure(f"amount.{amount.driver.id}", name, amount.points.mean, "", lambda: amount_sentences(advice, amount))


def amount_sentences(advice: Advice, amount: Amount) -> Iterator[str]:
    """Yield what an amount rests on: answers, or what is assumed in their place."""
    driver = amount.driver
    beyond = f" beyond {driver.included:g}, which the days include" if driver.included else ""
    yield f"{driver.name[0].upper()}{driver.name[1:]}: {three(amount.points)}{beyond}."
    for question, value in amount.because:
        yield f"You answered {said(advice, question, value)}."
    if amount.assumed:
        asks = joined(f"“{advice.pack.questions[key].ask}”" for key in amount.assumed)
        yield f"Assumed, because nobody has answered {asks} yet."
    base = advice.known.get(driver.guess_from)
    if amount.assumed and isinstance(base, (int, float)):
        yield (f"Taken as {three(driver.guess, percent=True)} of {said(advice, driver.guess_from, base)}.")


def three(points: Three, percent: bool = False) -> str:
    """Return three points in words: one number when they agree."""
    words = [f"{point:.0%}" if percent else f"{point:.2f}".rstrip("0").rstrip(".") for point in points]
    return words[0] if len(set(words)) == 1 else " to ".join((words[0], words[2])) + f" (most likely {words[1]})"


def sources(advice: Advice, keys: Iterable[str]) -> str:
    """Return the sources of an entry as a sentence; judgement is called illustrative."""
    found = tuple(keys)
    titles = joined(advice.pack.sources[key].title for key in found)
    note = " Illustrative: replace it with your own experience." if ILLUSTRATIVE.intersection(found) else ""
    return f"Source: {titles}.{note}"
