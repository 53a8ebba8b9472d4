"""Why not: what would bring something into an advice, or drop it, in sentences an owner understands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.advice import Advice
from advisor.catalog import load_catalog
from advisor.change_words import change_sentences
from advisor.counterfactual import Change, turned_round
from advisor.coverage import offered_modules, own_modules
from advisor.errors import fail, nearest
from advisor.goals import GOALS, Goal
from advisor.language import later, say, say_many
from advisor.reasons import serves_no_function
from advisor.requests import why_installed
from advisor.trials import tried
from advisor.words import joined

AS_IT_IS: Mapping[str, tuple[str, str]] = {
    "app": (later("{name} is not advised."), later("{name} is advised.")),
    "requirement": (later("“{name}” is not needed."), later("“{name}” is needed.")),
    "activity": (later("“{name}” is not part of what you do."), later("“{name}” is part of what you do.")),
    "function": (later("{name} is not used here."), later("{name} is used here.")),
    "module": (
        later("No app of this plan chooses the module {name}."),
        later("An app of this plan chooses the module {name}."),
    ),
}
"""How a goal is said that is not reached, and one that is, by kind."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Whether an advice holds something, the smallest change that turns this round, and both in sentences."""

    kind: str
    key: str
    advised: bool
    change: Change
    sentences: tuple[str, ...]


def why_not(advice: Advice, wanted: str) -> WhyNot:
    """Return what would bring in, or drop, what an id names: ``kind:id``, or bare for the first kind that has it.

    Raises UserError for an id nobody knows.
    """
    kind, _, key = wanted.rpartition(":")
    if kind and kind not in GOALS:
        raise fail(wanted, f"'{kind}' is no kind of thing{nearest(kind, GOALS)} (kinds: {', '.join(GOALS)})")
    kinds = [kind] if kind else list(GOALS)
    for name in kinds:
        goal = GOALS[name](advice, key)
        if goal is not None:
            return answered(advice, name, key, goal)
    if "module" in kinds and key in known_modules(advice):
        return of_other_modules(advice, key)
    what = kind or "app, requirement, activity, function or module"
    known = {entry for name in kinds for entry in ids_of(advice, name)}
    raise fail(wanted, f"is no {what}{nearest(key, known)}")


def ids_of(advice: Advice, kind: str) -> set[str]:
    """Return the ids of a kind that can be asked *why not*."""
    pack = advice.pack
    ids: Mapping[str, Mapping[str, object]] = {
        "app": pack.apps,
        "requirement": pack.requirements,
        "activity": pack.activities,
        "function": pack.functions,
    }
    return set(ids[kind]) if kind in ids else known_modules(advice)


def known_modules(advice: Advice) -> set[str]:
    """Return every module of the public catalogue and of the pack's apps."""
    offered = {module for app in advice.pack.apps.values() for module in offered_modules(app)}
    return offered | set(load_catalog(advice.series).modules)


def answered(advice: Advice, kind: str, key: str, goal: Goal) -> WhyNot:
    """Return the smallest change that turns a goal round, in words."""
    advised = goal.reached(tried(advice, {}))
    change = turned_round(advice, goal)
    so = say(AS_IT_IS[kind][advised], name=goal.name)
    platform = advice.pack.apps[key].platform if kind == "app" else ""
    if platform:
        return WhyNot(kind, key, advised, change, (so, serves_no_function(platform)))
    return WhyNot(kind, key, advised, change, (so, *change_sentences(advice, change, kind, advised)))


def of_other_modules(advice: Advice, key: str) -> WhyNot:
    """Return why a module that no app takes is there or not: others bring it, or it belongs elsewhere."""
    there = key in advice.install_set.names
    return WhyNot("module", key, there, Change((), proven=False), tuple(module_sentences(advice, key)))


def module_sentences(advice: Advice, key: str) -> Iterator[str]:
    """Yield why a module that no app takes is there, or what it waits for."""
    module = load_catalog(advice.series).modules.get(key)
    here = {"series": advice.series, "edition": advice.edition}
    if key in advice.install_set.names:
        yield say("No app takes {module} for itself; it is there because of others.", module=key)
        yield from (line.strip() for line in why_installed(advice.install_set, key))
    elif module is None:
        owners = joined((app.name for app in advice.pack.apps.values() if key in offered_modules(app)), "or")
        yield say(
            "{module} is a module of {apps}, but not in Odoo {series}, {edition}.", module=key, apps=owners, **here
        )
    elif not module.triggers:
        yield say(
            "No app takes {module} in Odoo {series}, {edition}, and it never installs itself.", module=key, **here
        )
    else:
        yield say_many(
            "{module} installs itself where {others} is there.",
            "{module} installs itself where {others} are there.",
            len(module.triggers),
            module=key,
            others=joined(module.triggers),
        )
        missing = [name for name in module.triggers if name not in advice.install_set.names]
        for name in missing:
            yield from missing_sentences(advice, name)
        if not missing:
            countries = joined(code.upper() for code in module.countries)
            yield say("It is for companies in {countries}.", countries=countries)


def missing_sentences(advice: Advice, module: str) -> Iterator[str]:
    """Yield that a module is missing, which apps are it, and what would bring the first of them in."""
    keys = [app.id for app in advice.pack.apps.values() if module in own_modules(app, advice.edition, advice.series)]
    apps = joined((advice.pack.apps[key].name for key in keys), "or")
    if apps:
        yield say("{module} is missing; it comes with {apps}.", module=module, apps=apps)
    else:
        yield say("{module} is missing.", module=module)
    for key in keys[:1]:
        yield from why_not(advice, f"app:{key}").sentences
