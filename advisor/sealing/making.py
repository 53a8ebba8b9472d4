"""Documents made by an order, in its language."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.documents import Content, content, files
from advisor.errors import fail, nearest
from advisor.language import LANGUAGES, speaking
from advisor.pack import load_pack
from advisor.plan import Limits, Plan, make_plan
from advisor.schema import EDITIONS, SERIES
from advisor.sealing.earlier import earlier
from advisor.sealing.order import Order, amount, day
from advisor.terms import with_terms
from advisor.translation import translated

CHOICES: Mapping[str, tuple[str, ...]] = {"series": tuple(SERIES), "edition": tuple(EDITIONS), "lang": ("", *LANGUAGES)}
"""The options that are one of a few words."""


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
        before = earlier(order.since, told) if order.since else None
        told = with_terms(told, order.terms) if order.terms else told
        yield make_plan(advise(told, said, order.series, order.edition), limits, before)  # type: ignore[arg-type]


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
