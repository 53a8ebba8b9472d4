"""Does the pack earn its content? Each check is a plain function that yields findings; a clean pack has none."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from advisor.advising import activities_of
from advisor.answers import Answers, effective, make_folder, read_answers, write_answers
from advisor.catalog import load_catalog
from advisor.coverage import with_what_they_need
from advisor.delivery_findings import DELIVERY_CHECKS
from advisor.errors import nearest
from advisor.findings import Finding, Findings, finding, questionnaire_is_short, questions_look_back
from advisor.install_set import Request, forecast
from advisor.number_findings import apps_have_days, numbers_are_sound, sizing_moves_figures, words_are_counted
from advisor.offer import App
from advisor.pack import Pack
from advisor.proof import PROOFS
from advisor.schema import SERIES, EditionWords, Line, When

CASE_PARTS = ("story", "expect")  # what a case file holds beside an answer file


def check_pack(pack: Pack) -> tuple[Finding, ...]:
    """Return everything that is wrong with a pack that could be read, sorted by file and line."""
    return tuple(sorted({finding for check in CHECKS for finding in check(pack)}))


def with_witnesses(pack: Pack, found: Iterable[Finding], folder: Path) -> tuple[Finding, ...]:
    """Write an answer file for each finding that answers can show, and return all findings, those naming their file.

    The folder is made only when there is something to write. Raises UserError when it cannot be written.
    """
    return tuple(shown_by(pack, item, folder / f"finding-{number}.yaml") for number, item in enumerate(found, 1))


def shown_by(pack: Pack, item: Finding, path: Path) -> Finding:
    """Write the answers that show a finding, if there are any, and return the finding naming the file."""
    if item.witness is None:
        return item
    make_folder(path.parent)
    write_answers(Answers(given=item.witness), pack, path)
    return replace(item, problem=replace(item.problem, message=f"{item.problem.message} (shown by {path})"))


def modules_exist(pack: Pack) -> Findings:
    """Every Community module that an app or a feature names is in the catalogue of its series."""
    for app in pack.apps.values():
        for where, words in editions_of(app):
            for series, modules in words.get("community", {}).items():
                yield from unknown_modules(pack, "apps", app.id, series, modules, where)
    for country in pack.countries.values():
        for words_by_series in (country.accounting, country.einvoicing, country.payroll):
            for series, modules in words_by_series.items():
                yield from unknown_modules(pack, "countries", country.id, series, modules, "")


def notices_exist(pack: Pack) -> Findings:
    """Every module that a customer is said to notice exists in some series."""
    known = {name for series in SERIES for name in load_catalog(series).modules}
    for name in pack.notices:
        if name not in known:
            yield finding(pack, "notices", name, f"is a module of no series{nearest(name, known)}")


def editions_of(app: App) -> Iterator[tuple[str, EditionWords]]:
    """Yield (feature or empty text, modules) for an app and its features."""
    yield "", app.modules
    for feature in app.features.values():
        yield f" in feature {feature.id}", feature.modules


def unknown_modules(pack: Pack, kind: str, entry_id: str, series: str, modules: Iterable[str], where: str) -> Findings:
    known = load_catalog(series).modules
    for module in modules:
        if module not in known:
            yield finding(
                pack,
                kind,
                entry_id,
                f"names module '{module}'{where}, which {series} does not have{nearest(module, known)}",
            )


def requirements_are_covered(pack: Pack) -> Findings:
    """Every requirement is covered by an app or is an honest gap, never both, and some activity needs it."""
    covered = {requirement for app in pack.apps.values() for requirement in app.covers}
    needed = {requirement for activity in pack.activities.values() for requirement in activity.needs}
    for requirement in pack.requirements.values():
        if requirement.id not in covered and not requirement.gap:
            yield finding(pack, "requirements", requirement.id, "is covered by no app; name one or mark it `gap:`")
        if bool(requirement.gap) != bool(requirement.resolution):
            yield finding(pack, "requirements", requirement.id, "needs both `gap:` and `resolution:`, or neither")
        if requirement.id in covered and requirement.gap:
            yield finding(pack, "requirements", requirement.id, "is marked as a gap, yet an app covers it")
        if requirement.id not in needed:
            yield finding(pack, "requirements", requirement.id, "is needed by no activity; remove it or use it")


def waiting_has_a_reason(pack: Pack) -> Findings:
    """An app that waits for some companies says why, and one that never waits says nothing about it."""
    for app in pack.apps.values():
        if bool(app.waits) != bool(app.waits_because):
            yield finding(pack, "apps", app.id, "needs both `waits` and `waits_because`, or neither")


def platform_covers_nothing(pack: Pack) -> Findings:
    """No app that is said to serve no function covers what some activity needs."""
    needed = {requirement for activity in pack.activities.values() for requirement in activity.needs}
    for app in pack.apps.values():
        if app.platform and needed.intersection(app.covers):
            yield finding(pack, "apps", app.id, "is marked as platform, yet it covers requirements")


def features_exist(pack: Pack) -> Findings:
    """What `covers` and the alternatives call a feature is one."""
    for app in pack.apps.values():
        for cover in app.covers.values():
            if cover.feature and cover.feature not in app.features:
                yield finding(
                    pack,
                    "apps",
                    app.id,
                    f"covers {cover.id} by feature '{cover.feature}', which it does not list"
                    f"{nearest(cover.feature, app.features)}",
                )
    for alternative in pack.alternatives.values():
        features = pack.apps[alternative.app].features
        for feature in alternative.features:
            if feature not in features:
                yield finding(
                    pack,
                    "alternatives",
                    alternative.id,
                    f"names feature '{feature}', which {alternative.app} does not list{nearest(feature, features)}",
                )


def prerequisites_have_no_ring(pack: Pack) -> Findings:
    """No app needs itself, directly or through others, in any series."""
    for series in SERIES:
        for app in pack.apps.values():
            if app.id in with_what_they_need(pack, app.requires.get(series, ()), series):
                yield finding(pack, "apps", app.id, f"requires itself in {series}, directly or through another app")


def prerequisites_are_complete(pack: Pack) -> Findings:
    """What an app's Community modules depend on is among its prerequisites when it belongs to another app."""
    for series in SERIES:
        catalog = load_catalog(series)
        homes = {
            modules[0]: app
            for app in pack.apps.values()
            if not app.everywhere and (modules := app.modules.get("community", {}).get(series))
        }
        for module, app in homes.items():
            known = with_what_they_need(pack, [app.id], series)
            for name in sorted(forecast(catalog, Request((module,), auto_install=False)).names & homes.keys()):
                if homes[name].id not in known:
                    why = f"needs {homes[name].id} in {series}: {module} depends on {name}"
                    yield finding(pack, "apps", app.id, why)


def activities_differ(pack: Pack) -> Findings:
    """An answer turns every activity on, and no two have the same condition."""
    seen: dict[When, str] = {}
    for activity in pack.activities.values():
        if not activity.area:
            yield finding(pack, "activities", activity.id, "stands in a file without an area")
        if not activity.when:
            yield finding(pack, "activities", activity.id, "is turned on by no answer; give it a `when`")
            continue
        other = seen.setdefault(same_when(activity.when), activity.id)
        if other != activity.id:
            yield finding(pack, "activities", activity.id, f"has the same `when` as {other}; join the two")


def same_when(when: When) -> When:
    """Return a condition in an order that makes equal ones equal."""
    tables = ((Line(line.question, _sorted(line.wanted)) for line in table) for table in when)
    return tuple(sorted((tuple(sorted(table, key=str)) for table in tables), key=str))


def _sorted(wanted: Any) -> Any:
    return tuple(sorted(wanted)) if isinstance(wanted, tuple) else wanted


def functions_are_used(pack: Pack) -> Findings:
    """Every function has a requirement and a KPI."""
    needed = {requirement.function for requirement in pack.requirements.values()}
    measured = {kpi.function for kpi in pack.kpis.values()}
    for function in pack.functions:
        if function not in needed:
            yield finding(pack, "functions", function, "has no requirement")
        if function not in measured:
            yield finding(pack, "functions", function, "has no KPI")


def groups_are_used(pack: Pack) -> Findings:
    """Every process groups some activity, every risk is brought by one, and some orientation always holds."""
    processes = {activity.process for activity in pack.activities.values()}
    risks = {risk for activity in pack.activities.values() for risk in activity.risks}
    for process in pack.processes:
        if process not in processes:
            yield finding(pack, "processes", process, "groups no activity")
    for risk in pack.risks:
        if risk not in risks:
            yield finding(pack, "risks", risk, "is brought by no activity")
    last = max(pack.orientations.values(), key=lambda rule: (rule.order, rule.id))
    if last.when:
        yield finding(pack, "orientations", last.id, "is the last rule, so it must hold always; give it no `when`")


def sources_are_said(pack: Pack) -> Findings:
    """Every entry that states something says where it comes from."""
    for kind in pack.places:
        entries: Mapping[str, Any] = getattr(pack, kind)
        for entry in entries.values():
            if hasattr(entry, "source") and not entry.source:
                yield finding(pack, kind, entry.id, "says no source")


CHECKS: tuple[Callable[[Pack], Findings], ...] = (
    modules_exist,
    notices_exist,
    requirements_are_covered,
    platform_covers_nothing,
    waiting_has_a_reason,
    features_exist,
    prerequisites_have_no_ring,
    prerequisites_are_complete,
    questionnaire_is_short,
    questions_look_back,
    numbers_are_sound,
    sizing_moves_figures,
    words_are_counted,
    apps_have_days,
    activities_differ,
    functions_are_used,
    groups_are_used,
    sources_are_said,
    *DELIVERY_CHECKS,
    *PROOFS,
)


def unexercised(pack: Pack, folder: Path) -> tuple[str, ...]:
    """Return the activities that no answer file in a folder turns on. Raises UserError for an unreadable file."""
    done = {
        item.activity.id
        for path in sorted(folder.glob("*.yaml"))
        for item in activities_of(pack, effective(pack, read_answers(path, pack, CASE_PARTS)))[0]
    }
    return tuple(key for key in pack.activities if key not in done)
