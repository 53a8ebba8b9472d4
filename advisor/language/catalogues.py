"""Catalogues of translations: gettext's .po files, read and written with Babel."""

import re
from collections.abc import Iterable, Iterator, Mapping
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from advisor.kept import digest, kept

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

WIDTH = 110
"""Letters in a line of a catalogue."""
PLURALS: Mapping[str, str] = {"fr": "nplurals=2; plural=(n > 1);"}
"""Which numbers go with which form of a sentence; more languages are more lines."""
HEAD = """\
# {title}
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
HEADERS = ("Language:", "Plural-Forms:", "Content-Type:")
"""What the head of a catalogue says: what a program needs to read it, no names and no clock."""


class Text(NamedTuple):
    """A text to be translated: in the plural too if a number rules it, and the places where it stands.

    ``meaning`` sets it apart from the same text that means something else.
    """

    one: str
    many: str = ""
    meaning: str = ""
    where: tuple[str, ...] = ()

    @property
    def id(self) -> str | tuple[str, str]:
        """The text as catalogues name it."""
        return (self.one, self.many) if self.many else self.one


def compiled(path: Path) -> NullTranslations:
    """Return the translations of a catalogue, kept compiled in the user's cache; none where there is no catalogue."""
    if not path.exists():
        return NullTranslations()
    raw = path.read_bytes()
    return GNUTranslations(BytesIO(kept(f"sentences-{digest([raw])}", lambda: machine_object(raw))))


def machine_object(raw: bytes) -> bytes:
    """Return a catalogue as gettext reads it fast."""
    from babel.messages.mofile import write_mo

    out = BytesIO()
    write_mo(out, parsed(raw))
    return out.getvalue()


def parsed(raw: bytes) -> "Catalog":
    """Return the catalogue in the bytes of a .po file."""
    from babel.messages.pofile import read_po

    return read_po(BytesIO(raw))


def translations(raw: bytes) -> dict[tuple[str, str], str]:
    """Return the translations in the bytes of a .po file by context and text; doubtful and empty ones are left out."""
    return {
        (message.context or "", str(message.id)): str(message.string)
        for message in parsed(raw)
        if message.id and message.string and not message.fuzzy
    }


def counts(raw: bytes) -> tuple[int, int, int, int]:
    """Return how many texts a catalogue holds, and of them the untranslated, the doubtful, and those kept aside."""
    catalogue = parsed(raw)
    texts = [message for message in catalogue if message.id]
    missing = sum(not all(forms(message)) for message in texts)
    return len(texts), missing, sum(message.fuzzy for message in texts), len(catalogue.obsolete)


def forms(message: "Message") -> tuple[str, ...]:
    """Return the translations of a message: one, or one for each kind of number; empty where there is none."""
    found = message.string or ""
    return (found,) if isinstance(found, str) else tuple(one or "" for one in found)


def updated(raw: bytes, texts: Iterable[Text], language: str, title: str) -> bytes:
    """Return a catalogue that holds exactly some texts: what was translated stays, new ones are empty.

    A text that resembles one that is gone takes its translation as doubtful (fuzzy); others that are gone stay as
    comments at the end, so nothing is lost. ``raw`` is the catalogue so far, empty for a new one.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalog = parsed(raw or HEAD.format(title=title, language=language, plurals=PLURALS[language]).encode())
    wanted = Catalog()
    for text in texts:
        for context in (text.meaning or None, *(one for one in contexts(catalog, text) if one in text.where)):
            wanted.add(text.id, auto_comments=text.where, context=context)
    catalog.update(wanted)
    catalog.fuzzy = False
    out = BytesIO()
    write_po(out, catalog, width=WIDTH, no_location=True, include_previous=True)
    return with_short_head(out.getvalue().decode()).encode()


def contexts(catalog: "Catalog", text: Text) -> Iterator[str]:
    """Yield the places for which a catalogue translates a text in a way of its own."""
    for message in catalog:
        if message.context and message.id == text.id:
            yield message.context


def with_short_head(written: str) -> str:
    """Return a catalogue whose head says only what a program needs."""
    head, _, rest = written.partition("\n\n")
    lines = [line for line in head.splitlines() if not re.match(r'"[\w-]+: ', line) or line[1:].startswith(HEADERS)]
    return "\n".join(lines) + "\n\n" + rest.rstrip("\n") + "\n"
