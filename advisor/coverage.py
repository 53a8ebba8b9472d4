"""Which app covers which requirement, in the wanted edition and series; and which one to take when several do."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from advisor.offer import Alternative, App
from advisor.pack import Pack
from advisor.schema import PRIORITIES, Coverage, Edition, EditionWords, Priority, Series
from advisor.walk import reached

PAID = "enterprise"
ALLOWED: Mapping[Edition, tuple[str, ...]] = {
    "enterprise": ("enterprise", "community"),
    "best": ("enterprise", "community"),
    "community": ("community",),
    "community_oca": ("community",),
}
"""Where modules may come from in each edition, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to cover a requirement."""

    app: str
    requirement: str
    fit: Coverage
    feature: str
    modules: tuple[str, ...]
    origin: str  # community, enterprise, or the id of an alternative: of the app and the feature together
    own_origin: str  # of the app itself
    setting: bool = False
    note: str = ""

    @property
    def paid(self) -> bool:
        return self.origin == PAID

    @property
    def grade(self) -> str:
        """The fit grade: fit, fit_by_configuration or partial."""
        if self.fit == "partial":
            return "partial"
        return "fit_by_configuration" if self.setting else "fit"


def modules_in(words: EditionWords, edition: Edition, series: Series) -> tuple[str, tuple[str, ...]] | None:
    """Return (origin, modules) of an app or feature in an edition and series, or None when it does not exist there."""
    for origin in ALLOWED[edition]:
        modules = words.get(origin, {}).get(series)
        if modules:
            return origin, modules
    return None


def own_modules(app: App, edition: Edition, series: Series) -> tuple[str, ...]:
    """Return an app's own modules in an edition and series."""
    found = modules_in(app.modules, edition, series)
    return found[1] if found else ()


def offered_modules(app: App) -> set[str]:
    """Return every module of an app and its features, in any edition and series."""
    offered = (app.modules, *(feature.modules for feature in app.features.values()))
    return {
        module for words in offered for by_series in words.values() for names in by_series.values() for module in names
    }


def with_what_they_need(pack: Pack, keys: Iterable[str], series: Series) -> set[str]:
    """Return some apps and every app that they require in a series, directly or through others."""
    return reached(keys, lambda key: pack.apps[key].requires.get(series, ()))


@lru_cache(maxsize=16)
def options(pack: Pack, edition: Edition, series: Series) -> dict[str, tuple[Option, ...]]:
    """Return every way to cover each requirement in an edition and series, sorted by app."""
    found: dict[str, list[Option]] = {requirement: [] for requirement in pack.requirements}
    for app in pack.apps.values():
        for option in options_of(app, edition, series):
            found[option.requirement].append(option)
    if edition == "best":
        for app in pack.apps.values():
            for option in options_of(app, "community", series):
                if option not in found[option.requirement]:
                    found[option.requirement].insert(0, option)
    if edition == "community_oca":
        for option in stand_ins(pack, series):
            if not any(other.app == option.app for other in found[option.requirement]):
                found[option.requirement].append(option)
    return {requirement: tuple(items) for requirement, items in found.items()}


def options_of(app: App, edition: Edition, series: Series) -> Iterator[Option]:
    """Yield what an app covers in an edition and series."""
    own = modules_in(app.modules, edition, series)
    if own is None:
        return
    for cover in app.covers.values():
        feature = app.features.get(cover.feature)
        carried = modules_in(feature.modules, edition, series) if feature and feature.modules else own
        if carried is not None:
            origin = PAID if PAID in (own[0], carried[0]) else own[0]
            modules = tuple(dict.fromkeys(own[1] + carried[1]))
            setting = bool(feature and feature.setting)
            yield Option(app.id, cover.id, cover.fit, cover.feature, modules, origin, own[0], setting, cover.note)


def stand_ins(pack: Pack, series: Series) -> Iterator[Option]:
    """Yield what community add-ons cover in place of what only Enterprise covers.

    A row for certain features of an app speaks before a row for the whole app, also when it says that nothing fits.
    """
    decided: set[tuple[str, str]] = set()
    for alternative in sorted(pack.alternatives.values(), key=lambda row: (not row.features, row.id)):
        fit = alternative.fit.get(series, ("none",))[0]
        modules = alternative.modules.get(series, ())
        taken = modules if alternative.needs == "all" else modules[:1]
        for option in replaced_by(pack.apps[alternative.app], alternative, series):
            if (option.app, option.requirement) not in decided:
                decided.add((option.app, option.requirement))
                if fit != "none" and taken:
                    partial = "partial" in (fit, option.fit)
                    yield Option(
                        app=option.app,
                        requirement=option.requirement,
                        fit="partial" if partial else "full",
                        feature=option.feature,
                        modules=(*own_modules(pack.apps[option.app], "community", series), *taken),
                        origin=alternative.id,
                        own_origin=alternative.id,
                        setting=True,
                        note=alternative.note,
                    )


def replaced_by(app: App, alternative: Alternative, series: Series) -> Iterator[Option]:
    """Yield the Enterprise coverage of an app that an alternative speaks about."""
    for option in options_of(app, "enterprise", series):
        if option.paid and (not alternative.features or option.feature in alternative.features):
            yield option


@lru_cache(maxsize=16)
def alternatives(pack: Pack, series: Series) -> dict[str, tuple[str, ...]]:
    """Return, by requirement, the community add-ons that could cover what only Enterprise apps cover."""
    found: dict[str, dict[str, None]] = {}
    for option in stand_ins(pack, series):
        found.setdefault(option.requirement, {})[option.origin] = None
    return {requirement: tuple(ids) for requirement, ids in found.items()}


def choose(
    needed: Mapping[str, Priority], ways: Mapping[str, tuple[Option, ...]], pack: Pack, edition: Edition, series: Series
) -> dict[str, Option]:
    """Return the option taken for each needed requirement that has one.

    Priorities are settled from the strongest down, so that a weak need never decides how a strong one is met. Within a
    priority, requirements with a single app come first, then the others by id. For those the rule is, in order: an app
    that is already advised, a full fit, an app without licence cost unless Enterprise is wanted, fewer new
    prerequisites, and at last the app's id, so that no order of files matters.
    """
    if edition == "best":
        ways = fewest_paid(needed, ways)
    taken: dict[str, Option] = {}
    advised: set[str] = set()
    for priority in PRIORITIES:
        wanted = sorted(name for name in needed if needed[name] == priority and ways[name])
        single = [name for name in wanted if len({way.app for way in ways[name]}) == 1]
        taken.update({name: ways[name][0] for name in single})
        advised.update(taken[name].app for name in single)
        for name in wanted:
            if name not in taken:
                taken[name] = min(ways[name], key=lambda way: preference(way, advised, pack, edition, series))
                advised.add(taken[name].app)
    return taken


def preference(
    way: Option, advised: set[str], pack: Pack, edition: Edition, series: Series
) -> tuple[bool, bool, bool, int, str]:
    """Return the rule of `choose` as a sort key; the least is taken."""
    new = sum(1 for app in pack.apps[way.app].requires.get(series, ()) if app not in advised)
    return way.app not in advised, way.fit == "partial", way.paid and edition != "enterprise", new, way.app


def fewest_paid(
    needed: Mapping[str, Priority], ways: Mapping[str, tuple[Option, ...]]
) -> dict[str, tuple[Option, ...]]:
    """Return the ways that remain with the fewest paid apps that lose no must; ties go to the first by id.

    A must that some free app covers needs no paid one. Sets of paid apps are tried by growing size, so the first that
    serves every other must is the smallest.
    """
    payable = {
        requirement: {option.app for option in ways[requirement]}
        for requirement, priority in needed.items()
        if priority == "must" and ways[requirement] and all(option.paid for option in ways[requirement])
    }
    forced = {next(iter(apps)) for apps in payable.values() if len(apps) == 1}
    left = {name: apps for name, apps in payable.items() if not apps & forced}
    extra = sorted(set().union(*left.values())) if left else []
    bought = next(
        forced | set(some)
        for size in range(len(extra) + 1)
        for some in combinations(extra, size)
        if all(apps & set(some) for apps in left.values())
    )
    return {
        requirement: tuple(option for option in found if not option.paid or option.app in bought)
        for requirement, found in ways.items()
    }
