"""What a set of documents is made from: the consultant's files, and options. The same order gives the same bytes."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.documents import Content, content, files
from advisor.documents.style import Style, read_style
from advisor.errors import fail, nearest
from advisor.language import LANGUAGES, speaking
from advisor.pack import load_pack
from advisor.plan import Limits, Plan, make_plan
from advisor.schema import EDITIONS, SERIES
from advisor.terms import with_terms
from advisor.translation import translated


@dataclass(frozen=True, slots=True)
class Order:
    """Everything a set of documents is made from; options are kept as they were given."""

    answers: Path
    terms: Path | None = None
    brand: Path | None = None
    templates: Path | None = None
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


CHOICES: Mapping[str, tuple[str, ...]] = {"series": tuple(SERIES), "edition": tuple(EDITIONS), "lang": ("", *LANGUAGES)}
"""The options that are one of a few words."""
TEXTS = ("series", "edition", "lang", "start", "deadline", "budget")
LISTS = ("formats", "kinds")


@contextmanager
def planned(order: Order) -> Iterator[Plan]:
    """Give the plan of an order; inside, its language is in force. Raises UserError for what cannot be used."""
    for option, known in CHOICES.items():
        word = getattr(order, option)
        if word not in known:
            raise fail(
                f"--{option}", f"'{word}' is not known{nearest(word, known)} (known: {', '.join(filter(None, known))})"
            )
    limits = Limits(day("--start", order.start), day("--deadline", order.deadline), amount("--budget", order.budget))
    pack = load_pack()
    said = replace(read_answers(order.answers, pack), file=order.answers.name)
    language = order.lang or said.language
    with speaking(language):
        told = translated(pack, language)
        told = with_terms(told, order.terms) if order.terms else told
        yield make_plan(advise(told, said, order.series, order.edition), limits)  # type: ignore[arg-type]


def made(order: Order, told: Callable[[str], object] = len) -> dict[str, bytes]:
    """Return every file of an order by its name. Raises UserError for what cannot be made here."""
    style, found = order.style, dict[str, bytes]()
    with planned(order) as plan:
        for name, (kind, form) in files(order.formats, order.kinds).items():
            told(name)
            found[name] = as_bytes(content(plan, kind, form, style))
    return found


def as_bytes(found: Content) -> bytes:
    """Return what a file holds, as bytes."""
    return found.encode() if isinstance(found, str) else found


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
    try:
        found = Decimal(text.replace(",", "").replace("_", ""))
    except InvalidOperation:
        raise fail(option, f"'{text}' is no amount; write a number such as 40000") from None
    if not found.is_finite() or found <= 0:
        raise fail(option, f"'{text}' is no budget; give more than 0")
    return found
