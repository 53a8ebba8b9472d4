"""What a set of documents is made from: the consultant's files, and options. The same order gives the same bytes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from advisor.documents.style import Style, read_style
from advisor.errors import fail
from advisor.typed import LARGEST
from advisor.typed import amount as typed_amount


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a set of documents is made from; options are kept as they were given."""

    answers: Path
    terms: Path | None = None
    brand: Path | None = None
    templates: Path | None = None
    since: Path | None = None  # what the issue before was made from
    series: str = "19.0"
    edition: str = "enterprise"
    lang: str = ""  # without one that of the answers
    start: str = ""
    deadline: str = ""
    budget: str = ""
    formats: tuple[str, ...] = ("md", "html")
    kinds: tuple[str, ...] = ("report",)

    @property
    def style(self) -> Style:
        """How the documents look. Raises UserError for what is not there."""
        return read_style(self.brand, self.templates)


TEXTS = ("series", "edition", "lang", "start", "deadline", "budget")
LISTS = ("formats", "kinds")


def day(option: str, text: str) -> date | None:
    """Return a day given as an option. Raises UserError for what is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise fail(option, f"'{text}' is no day; write YYYY-MM-DD") from None


def amount(option: str, text: str) -> Decimal | None:
    """Return an amount of money given as an option. Raises UserError for what is none, or not above zero."""
    if not text:
        return None
    found = typed_amount(text)
    if found is None:
        raise fail(option, f"'{text}' is no amount; write a number such as 40000")
    if not 0 < found <= LARGEST:
        raise fail(option, f"'{text}' is no budget; give more than 0 and less than {LARGEST:,}")
    return found
