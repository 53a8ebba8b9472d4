"""The language a report is written in. English needs no catalogue: it is what stands in the code and in the pack.

How to write what a reader sees:

1. Whole sentences, in English, where they are needed: ``say("{app} waits for {other}.", app=…, other=…)``. A part is a
   name or a number, never a piece of grammar; where a number rules the words, ``say_many``.
2. Numbers, shares, days and money as they are: as parts of a sentence they are written by the language; outside of one
   by ``figure``, ``share``, ``day`` of ``advisor.language.figures``. No ``f"{days:.1f}"`` for a reader.
3. Words in a table are a ``Words``; other texts that stand outside of a function are marked ``later("…")``; both are
   said when they are used.
4. What is kept from one call to the next (caches) holds ids and numbers, never sentences.
5. ``advisor rules texts fr`` gathers new sentences into ``advisor/language/fr.po``; a test names those not translated.

Commands, error messages and whatever only a maintainer reads stay English.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from advisor.language.figures import figure, long_day
from advisor.language.spoken import LANGUAGES, SOURCE, speaking, spoken

__all__ = ["LANGUAGES", "SOURCE", "Words", "later", "many", "say", "say_many", "speaking", "spoken"]

SENTENCES = Path(__file__).parent
"""Where the translations of the sentences in the code lie, one catalogue a language."""


def say(sentence: str, /, **parts: object) -> str:
    """Return a sentence in the language in force, with its ``{parts}`` filled in."""
    return filled(wording(sentence), parts)


def say_many(one: str, many: str, number: float, /, **parts: object) -> str:
    """Return the sentence that goes with a number, which it may name as ``{number}``."""
    return filled(wording_of_many(one, many, number), {"number": number, **parts})


def wording(sentence: str) -> str:
    """Return a sentence in the language in force, its parts still to be filled in."""
    language = spoken()
    return sentence if language == SOURCE else sentences(language).gettext(sentence)


def wording_of_many(one: str, many: str, number: float) -> str:
    """Return the sentence that goes with a number, its parts still to be filled in."""
    language = spoken()
    if language == SOURCE:
        return one if number == 1 else many
    return sentences(language).ngettext(one, many, int(number))


def later(sentence: str) -> str:
    """Return a sentence as it is; it stands where the language is not known yet, and is said when it is used."""
    return sentence


def many(one: str, more: str) -> tuple[str, str]:
    """Return both sentences of a number as they are, to be said with the number by ``say_many``."""
    return one, more


class Words(Mapping[str, str]):
    """A table of words, each said in the language in force when it is looked up.

    ``meaning`` sets them apart from the same words elsewhere that mean something else.
    """

    def __init__(self, words: Mapping[str, str], meaning: str = "") -> None:
        self._words, self._meaning = words, meaning

    def __getitem__(self, key: str) -> str:
        word, language = self._words[key], spoken()
        if language == SOURCE or not self._meaning:
            return wording(word)
        return sentences(language).pgettext(self._meaning, word)

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def filled(said: str, parts: Mapping[str, object]) -> str:
    """Return a sentence with its parts, numbers and days written by the language in force."""
    return said.format(**{name: written(part) for name, part in parts.items()}) if parts else said


def written(part: object) -> object:
    """Return a part of a sentence as a reader sees it."""
    if isinstance(part, str):
        return part
    if isinstance(part, int | float):
        return figure(part)
    return long_day(part) if isinstance(part, date) else part


@cache
def sentences(language: str) -> NullTranslations:
    """Return the sentences of the code in another language."""
    from advisor.language.catalogues import compiled  # English never pays for it

    return compiled(SENTENCES / f"{language}.po")
