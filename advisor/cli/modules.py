"""The commands about modules: install forecasts, what falls, and catalogues."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.looking import show_json
from advisor.cli.options import DEFAULT_SERIES, AsJson, SeriesWord, checked_series
from advisor.errors import Place, Problem, UserError, fail, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advisor.install_set import Forecast

catalog = typer.Typer(help="Make, compare and verify module catalogues.", no_args_is_help=True, rich_markup_mode=None)

Countries = Annotated[list[str] | None, typer.Option("--country", help="Country of a company, the main one first.")]
InstalledFile = Annotated[Path | None, typer.Option("--installed", help="File of installed modules, one a line.")]


def install_set(
    modules: Annotated[list[str] | None, typer.Argument(metavar="MODULE…", help="Modules to install.")] = None,
    series: SeriesWord = DEFAULT_SERIES,
    country: Countries = None,
    installed: InstalledFile = None,
    no_hooks: Annotated[bool, typer.Option("--no-hooks", help="Leave out what post-init hooks install.")] = False,
    why: Annotated[str, typer.Option("--why", metavar="MODULE", help="Say why this module is there.")] = "",
    requests: Annotated[Path | None, typer.Option("--requests", help="File of requests, one JSON line each.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what Odoo will really install for some modules, and why."""
    import json

    from advisor.catalog import load_catalog
    from advisor.install_set import Request, forecast
    from advisor.requests import (
        answer,
        checked_countries,
        forecast_json,
        read_module_names,
        read_requests,
        why_installed,
    )

    known = load_catalog(checked_series(series))
    if requests is not None:
        for request in read_requests(requests):
            typer.echo(json.dumps(answer(known, request), ensure_ascii=False))
        return
    if not modules:
        raise fail("install-set", "name at least one module, or a file with --requests")
    there = read_module_names(installed) if installed else None
    wanted = Request(tuple(modules), checked_countries(country or (), "--country"), there, not no_hooks)
    found = forecast(known, wanted)
    if as_json:
        show_json(forecast_json(found))
    elif why:
        typer.echo("\n".join(why_installed(found, why)))
    else:
        show_forecast(found)
    warn_of_unknown(found, known.modules)
    if {name.module for name in found.unknown} == set(modules):
        raise typer.Exit(2)


def show_forecast(found: "Forecast") -> None:
    """Print a forecast: how many modules and why, then one a line."""
    from advisor.requests import in_short

    typer.echo(f"Odoo {found.series}, {in_short(found.modules)}.")
    for item in found.modules:
        typer.echo(f"{item.cause:<10} {item.module.name:<44} {', '.join(item.by)}".rstrip())


def warn_of_unknown(found: "Forecast", known: "Iterable[str]") -> None:
    """Print on stderr the names that cannot be installed, and why."""
    for name in found.unknown:
        now = f"; it is '{name.now}' now" if name.now else nearest(name.module, known)
        typer.echo(f"warning: {name.module}: {UNKNOWN[name.reason]}{now}", err=True)


UNKNOWN = {
    "absent": "no such module in this series",
    "renamed": "has another name in this series",
    "enterprise": "an Enterprise app; a Community server shows it and cannot install it",
    "uninstallable": "is marked as not installable in this series",
}


def impact(
    modules: Annotated[list[str], typer.Argument(metavar="MODULE…", help="Modules that would go.")],
    series: SeriesWord = DEFAULT_SERIES,
    installed: InstalledFile = None,
    chosen: Annotated[str, typer.Option("--chosen", help="Modules to install, with commas, instead of a file.")] = "",
    country: Countries = None,
) -> None:
    """Say what falls if modules are left out of a request, or uninstalled."""
    from advisor.catalog import load_catalog
    from advisor.install_set import Request, forecast
    from advisor.requests import checked_countries, dependents, read_module_names
    from advisor.words import counted

    known = load_catalog(checked_series(series))
    if bool(installed) == bool(chosen):
        raise fail("impact", "give either --installed FILE or --chosen MODULE,MODULE")
    countries = checked_countries(country or (), "--country")
    names = tuple(word.strip() for word in chosen.split(",") if word.strip())
    there = read_module_names(installed) if installed else forecast(known, Request(names, countries)).names
    unknown = [name for name in modules if name not in there]
    if unknown:
        raise UserError(Problem(Place(name), f"is not among these modules{nearest(name, there)}") for name in unknown)
    falling = dependents(known, there, modules)
    typer.echo(
        f"Uninstalled, {counted(len(falling), 'other module')} would go as well: {', '.join(falling) or 'none'}."
    )
    if names:
        rest = forecast(known, Request(tuple(name for name in names if name not in modules), countries)).names
        kept, gone = sorted(set(modules) & rest), sorted(there - rest - set(modules))
        typer.echo(f"Left out, {counted(len(gone), 'other module')} would not come: {', '.join(gone) or 'none'}.")
        if kept:
            typer.echo(f"Still there, because others need them: {', '.join(kept)}.")


@catalog.command("build")
def build_catalog(
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE…", help="Addons folders, wheels, or folders of them.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="Catalogue file to write.")],
    series: SeriesWord = DEFAULT_SERIES,
    note: Annotated[str, typer.Option("--note", help="Where the sources come from; kept on the first line.")] = "",
) -> None:
    """Make a catalogue from manifests; nothing in them is executed."""
    from advisor.answers import write_whole
    from advisor.catalog import load_catalog
    from advisor.manifests import as_lines, build

    built = build(sources, load_catalog(checked_series(series)))
    for warning in built.warnings:
        typer.echo(f"warning: {warning}", err=True)
    provenance = {"catalogue": out.stem, "series": series, "note": note or ", ".join(map(str, sources))}
    write_whole(out, as_lines(built.modules, provenance))
    typer.echo(f"Written: {out}, {len(built.modules)} modules.")


@catalog.command("diff")
def diff_catalogs(before: Path, after: Path) -> None:
    """Say what was added, removed, renamed and re-depended from one catalogue to another."""
    from advisor.catalog import read_modules, rename_rows
    from advisor.manifests import difference

    found = difference(read_modules(before), read_modules(after), rename_rows())
    for word, rows in (
        ("added", found.added),
        ("removed", found.removed),
        ("renamed", [f"{old} -> {new}" for old, new in found.renamed]),
        ("re-depended", [f"{name}: {change}" for name, change in found.redepended]),
    ):
        typer.echo(f"{word} ({len(rows)})")
        for row in rows:
            typer.echo(f"  {row}")


@catalog.command("verify")
def verify_catalogs(
    folder: Annotated[Path, typer.Argument(help="Folder of records.")],
) -> None:
    """Forecast recorded installs of real servers and count those that are exactly right: exit 0 when all are."""
    from advisor.truth import verified

    wrong = 0
    for line in verified(folder):
        wrong += line.wrong
        typer.echo(f"{line.series} {line.what}: {line.right} of {line.right + line.wrong} exactly right")
        for example in line.examples:
            typer.echo(f"  {example}")
    raise typer.Exit(2 if wrong else 0)


@catalog.command("special")
def special_cases() -> None:
    """Count what no manifest says and the catalogue adds: hooks, placeholders, renames."""
    from advisor.catalog import load_catalog
    from advisor.schema import SERIES

    for series in SERIES:
        known = load_catalog(series)
        hooks = sum(map(len, known.hooks_of.values()))
        parts = f"{hooks} hook rules of {len(known.hooks_of)} modules, {len(known.placeholders)} placeholders"
        typer.echo(f"{series}: {len(known.modules)} modules; {parts}, {len(known.renames)} renames")
