"""The commands about numbers: the estimate by phase, wave or package, and the backlog made of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.looking import reporting, show_json
from advisor.cli.options import DEFAULT_SERIES, AnswersFile, AsJson, EditionWord, LangWord, SeriesWord, checked

if TYPE_CHECKING:
    from advisor.estimate.estimating import Estimate

TermsFile = Annotated[
    Path | None, typer.Option("--terms", help="The partner's own rates, days, prices and limits.", metavar="TERMS")
]


def estimate(
    answers: AnswersFile,
    terms: TermsFile = None,
    granularity: Annotated[str, typer.Option("--by", help="owner, project or detail.")] = "owner",
    profile: Annotated[str, typer.Option("--profile", help="Show the phases by published shares.")] = "",
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    lang: LangWord = "",
    as_json: AsJson = False,
) -> None:
    """Estimate the work of the first project: expected days, levels, contingency, waves."""
    from advisor.estimate.estimating import estimate as estimate_of
    from advisor.estimate.tables import GRANULARITIES, estimate_json

    checked("--by", granularity, GRANULARITIES)
    with reporting(answers, series, edition, lang, terms) as advice:
        if profile:
            checked("--profile", profile, advice.pack.profiles)
        found = estimate_of(advice)
        if as_json:
            show_json(estimate_json(found))
        else:
            show_estimate(found, granularity, profile)


def show_estimate(found: "Estimate", granularity: str, profile: str) -> None:
    """Print an estimate as text: the sums, then its rows."""
    from advisor.estimate.tables import rows
    from advisor.language import say
    from advisor.language.figures import figure

    head = say(
        "{days} person-days expected; {levels}; contingency {contingency}",
        days=found.days,
        levels=", ".join(f"P{percent} {figure(days, 0)}" for percent, days in found.levels.items()),
        contingency=found.contingency,
    )
    typer.secho(head, bold=True)
    typer.echo(say("Your own people: {days} person-days.", days=found.own_days))
    if round(found.later):
        typer.echo(say("Apps for later: {more} more.", more=figure(found.later, 0)))
    for row in rows(found, granularity, profile):
        typer.echo(f"{figure(row.days):>8}  {row.name:<58} figure:{row.figure}")


def backlog(
    answers: AnswersFile,
    target: Annotated[str, typer.Option("--for", help="odoo, jira or azure.")] = "odoo",
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder to write into.")] = Path("backlog"),
    terms: TermsFile = None,
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    lang: LangWord = "",
) -> None:
    """Write the work packages as a backlog that a planning tool imports."""
    from advisor.answers import make_folder, write_whole
    from advisor.backlog import backlog as items_of
    from advisor.backlog_files import TARGETS, files_for
    from advisor.estimate.estimating import estimate as estimate_of

    checked("--for", target, TARGETS)
    with reporting(answers, series, edition, lang, terms) as advice:
        files = files_for(target, items_of(estimate_of(advice)))
    make_folder(out)
    for name, text in files.items():
        write_whole(out / name, text)
    typer.echo("Written, to be imported in this order: " + ", ".join(str(out / name) for name in files))
