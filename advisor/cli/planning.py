"""The commands that write an implementation plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.looking import show_warnings, the_advice
from advisor.cli.numbers import TermsFile
from advisor.cli.options import DEFAULT_SERIES, AnswersFile, EditionWord, SeriesWord
from advisor.errors import fail

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


Out = Annotated[Path, typer.Option("-o", "--out", help="Folder to write into.")]


def demo(out: Out = Path("plan")) -> None:
    """Write the plan of a built-in example, no questions asked."""
    from advisor.shipped import shipped

    rules = shipped("rules")
    plan(rules / "example.yaml", out, terms=rules / "example_terms.yaml", start="2027-01-04")


def plan(
    answers: AnswersFile,
    out: Out = Path("plan"),
    formats: Annotated[str, typer.Option("--format", help="Formats, with commas: md, html, json, xlsx.")] = "md,html",
    terms: TermsFile = None,
    start: Annotated[str, typer.Option("--start", help="Day of signature, YYYY-MM-DD; without it weeks count.")] = "",
    deadline: Annotated[str, typer.Option("--deadline", help="Day to be live, YYYY-MM-DD.")] = "",
    budget: Annotated[str, typer.Option("--budget", help="What the services may cost, in the own currency.")] = "",
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
) -> None:
    """Write the implementation plan of one company."""
    from advisor.documents import write_documents
    from advisor.plan import Limits, make_plan

    limits = Limits(day("--start", start), day("--deadline", deadline), amount("--budget", budget))
    advice = the_advice(answers, series, edition, terms)
    show_warnings(advice)
    written = write_documents(make_plan(advice, limits), out, tuple(word.strip() for word in formats.split(",")))
    typer.echo("Written: " + ", ".join(str(path) for path in written))


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
