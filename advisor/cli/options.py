"""The arguments and options that several commands share, and the check of a word among known ones."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from advisor.errors import fail, nearest

AnswersFile = Annotated[Path, typer.Argument(help="An answer file, YAML or JSON.", metavar="ANSWERS")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
SeriesWord = Annotated[str, typer.Option("--series", help="Odoo series: 17.0, 18.0 or 19.0.")]
EditionWord = Annotated[str, typer.Option("--edition", help="enterprise, community, community_oca or best.")]
LangWord = Annotated[
    str, typer.Option("--lang", help="Language of the report, en or fr; else the answer file's, else English.")
]
DEFAULT_SERIES = "19.0"


def checked(option: str, word: str, known: Collection[str]) -> str:
    """Return the word given for an option. Raises UserError when it is not among the known ones."""
    if word not in known:
        raise fail(option, f"'{word}' is not known{nearest(word, known)} (known: {', '.join(known)})")
    return word


def checked_language(word: str) -> str:
    """Return a language of reports. Raises UserError for an unknown one."""
    from advisor.language import LANGUAGES

    return checked("--lang", word, LANGUAGES)


def checked_series(word: str) -> str:
    """Return a series. Raises UserError for an unknown one."""
    from advisor.schema import SERIES

    return checked("--series", word, SERIES)
