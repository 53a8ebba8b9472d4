"""The commands that write an implementation plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.looking import reporting, show_warnings
from advisor.cli.numbers import TermsFile
from advisor.cli.options import DEFAULT_SERIES, AnswersFile, EditionWord, LangWord, SeriesWord
from advisor.errors import fail

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from decimal import Decimal


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
    brand: Annotated[
        Path | None, typer.Option("--brand", help="Whose documents: name, logo, colours.", metavar="BRAND.yaml")
    ] = None,
    templates: Annotated[
        Path | None, typer.Option("--templates", help="Folder with templates of your own.", metavar="DIR")
    ] = None,
    terms: TermsFile = None,
    start: Annotated[str, typer.Option("--start", help="Day of signature, YYYY-MM-DD; without it weeks count.")] = "",
    deadline: Annotated[str, typer.Option("--deadline", help="Day to be live, YYYY-MM-DD.")] = "",
    budget: Annotated[str, typer.Option("--budget", help="What the services may cost, in the own currency.")] = "",
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    lang: LangWord = "",
) -> None:
    """Write the implementation plan of one company."""
    from advisor.documents import write_documents
    from advisor.documents.kinds import wanted_kinds
    from advisor.documents.style import read_style
    from advisor.plan import Limits, make_plan

    kinds, style = wanted_kinds(audience, words(documents)), read_style(brand, templates)
    limits = Limits(day("--start", start), day("--deadline", deadline), amount("--budget", budget))
    with reporting(answers, series, edition, lang, terms) as advice:
        show_warnings(advice)
        written = write_documents(make_plan(advice, limits), out, words(formats), kinds, style, slow_steps())
    typer.echo("Written: " + ", ".join(str(path) for path in written))


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


def day(option: str, text: str) -> "date | None":
    """Return a day given on the command line. Raises UserError for what is none."""
    from datetime import date

    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fail(option, f"'{text}' is no day; write YYYY-MM-DD") from None


def amount(option: str, text: str) -> "Decimal | None":
    """Return an amount of money given on the command line. Raises UserError for what is none, or not above zero."""
    from decimal import Decimal, InvalidOperation

    if not text:
        return None
    try:
        found = Decimal(text.replace(",", "").replace("_", ""))
    except InvalidOperation:
        raise fail(option, f"'{text}' is no amount; write a number such as 40000") from None
    if not found.is_finite() or found <= 0:
        raise fail(option, f"'{text}' is no budget; give more than 0")
    return found
