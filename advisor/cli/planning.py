"""The commands that write an implementation plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.looking import reporting, show_warnings
from advisor.cli.numbers import TermsFile
from advisor.cli.options import DEFAULT_SERIES, AnswersFile, EditionWord, LangWord, SeriesWord

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor.advice import Advice
    from advisor.sealing.order import Order
BrandFile = Annotated[
    Path | None, typer.Option("--brand", help="Whose documents: name, logo, colours.", metavar="BRAND.yaml")
]
TemplatesFolder = Annotated[
    Path | None, typer.Option("--templates", help="Folder with templates of your own.", metavar="DIR")
]
Out = Annotated[Path, typer.Option("-o", "--out", help="Folder to write into.")]


def demo(out: Out = Path("plan"), lang: LangWord = "") -> None:
    """Write the plan of a built-in example, no questions asked."""
    from advisor.shipped import shipped

    rules = shipped("rules")
    plan(rules / "example.yaml", out, terms=rules / "example_terms.yaml", start="2027-01-04", lang=lang)


def plan(
    answers: AnswersFile,
    out: Out = Path("plan"),
    formats: Annotated[
        str, typer.Option("--format", help="Formats, with commas: md, html, pdf, docx, xlsx, json.")
    ] = "md,html",
    documents: Annotated[
        str, typer.Option("--document", help="Documents, with commas: report, board, proposal, …")
    ] = "",
    audience: Annotated[str, typer.Option("--for", help="The documents for a board, project or technical.")] = "",
    brand: BrandFile = None,
    templates: TemplatesFolder = None,
    terms: TermsFile = None,
    start: Annotated[str, typer.Option("--start", help="Day of signature, YYYY-MM-DD; without it weeks count.")] = "",
    deadline: Annotated[str, typer.Option("--deadline", help="Day to be live, YYYY-MM-DD.")] = "",
    budget: Annotated[str, typer.Option("--budget", help="What the services may cost, in the own currency.")] = "",
    since: Annotated[
        Path | None, typer.Option("--since", help="A sealed issue: also say what changed since.", metavar="DIR")
    ] = None,
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    lang: LangWord = "",
) -> None:
    """Write the implementation plan of one company."""
    from advisor.documents.kinds import wanted_kinds
    from advisor.sealing.issuing import issue
    from advisor.sealing.order import Order

    order = Order(
        *(answers, terms, brand, templates),
        series=series,
        edition=edition,
        lang=lang,
        start=start,
        deadline=deadline,
        budget=budget,
        formats=words(formats),
        kinds=wanted_kinds(audience, words(documents)),
    )
    with reporting(answers, series, edition, lang, terms) as advice:
        show_warnings(advice)
        show_doubts(advice, order)
    written = issue(order, out, slow_steps(), since)
    typer.echo("Written: " + ", ".join(str(path) for path in written))


def show_doubts(advice: "Advice", order: "Order") -> None:
    """Say on stderr what is probably not meant so, and when a proposal would lapse before it is signed."""
    from advisor.documents.proposal import lapses_before
    from advisor.estimate.doubts import doubts
    from advisor.sealing.order import day

    start = day("--start", order.start)
    lapse = lapses_before(advice, start) if start and "proposal" in order.kinds else ""
    for warning in filter(None, (lapse, *doubts(advice, start))):
        typer.echo(f"warning: {warning}", err=True)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a list with commas."""
    return tuple(word for part in text.split(",") if (word := part.strip()))


def slow_steps() -> "Callable[[str], None]":
    """Return what says on stderr which file comes next, once a second has passed."""
    from time import monotonic

    begun = monotonic()

    def told(name: str) -> None:
        if monotonic() - begun > PATIENCE:
            typer.echo(f"{name} …", err=True)

    return told


PATIENCE = 1.0
"""Seconds without a word."""
