"""The command that prints one paper of a project."""

from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.looking import reporting, show_json
from advisor.cli.numbers import TermsFile
from advisor.cli.options import DEFAULT_SERIES, AnswersFile, AsJson, EditionWord, LangWord, SeriesWord

if TYPE_CHECKING:
    from advisor.papers.paper import Paper


def papers(
    answers: AnswersFile,
    name: Annotated[
        str,
        typer.Argument(
            metavar="PAPER",
            help="fit-gap, rtm, raid, exclusions, raci, migration, integrations, access, training, uat or kpis.",
        ),
    ],
    terms: TermsFile = None,
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    lang: LangWord = "",
    as_json: AsJson = False,
) -> None:
    """Print one paper of the project: matrices, RAID log, exclusions, data, rights, training, tests, key figures."""
    from advisor.papers import paper, paper_json

    with reporting(answers, series, edition, lang, terms) as advice:
        found = paper(advice, name)
        if as_json:
            show_json(paper_json(found))
        else:
            show(found)


def show(found: "Paper") -> None:
    """Print a paper as text: each line of a table as a block, its first column as the heading."""
    from advisor.words import titled

    typer.secho(found.title, bold=True)
    typer.echo(found.purpose)
    for table in found.tables:
        typer.secho(f"\n{table.title} ({len(table.lines)})", bold=True)
        if table.note:
            typer.echo(table.note)
        for row in table.rows:
            typer.echo(f"\n{row[0]}")
            for head, cell in zip(table.heads[1:], row[1:], strict=True):
                if cell:
                    typer.echo(f"  {titled(head, cell)}")
