"""The knowledge pack in another language: every text for a reader is looked up, everything else stays.

The translations of ``rules/areas/selling.yaml`` lie in ``rules/languages/fr/areas/selling.po``. A text without one,
such as a partner's own in a file of terms, stays as it is written.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from advisor.errors import Place
from advisor.kept import digest, kept
from advisor.language import SOURCE
from advisor.language.catalogues import Text, translations
from advisor.model import KINDS
from advisor.pack import Pack
from advisor.schema import Shape, specs
from advisor.shipped import shipped

Word = Callable[[str, str], str]
"""What is done with a text: (where it stands, such as activities.quote_long_jobs.name; the text) -> the text."""
Catalogue = Mapping[tuple[str, str], str]  # (context, text) -> translation


def translated(pack: Pack, language: str, folder: Path | None = None) -> Pack:
    """Return a pack in a language; ``folder`` holds the catalogues of all languages, by default the shipped ones.

    Its fingerprint covers the catalogues too. The same pack, language and catalogues give the same pack.
    """
    if language == SOURCE:
        return pack
    place = (folder or shipped("rules") / "languages") / language
    raw = {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*.po"))}
    parts = (part for name, content in raw.items() for part in (name.encode(), content))
    return in_words(pack, language, tuple(raw.items()), digest((pack.digest.encode(), language.encode(), *parts)))


@lru_cache(maxsize=4)
def in_words(pack: Pack, language: str, raw: tuple[tuple[str, bytes], ...], fingerprint: str) -> Pack:
    """Return a pack with the translations in some catalogues: within a run, the same each time."""
    return kept(f"pack-{fingerprint}", lambda: worded_pack(pack, language, dict(raw), fingerprint))


def worded_pack(pack: Pack, language: str, raw: Mapping[str, bytes], fingerprint: str) -> Pack:
    """Return a pack with the translations in some catalogues, each by the file it belongs to."""
    catalogues = {name: translations(content) for name, content in raw.items()}

    def entry(kind: str, key: str, found: Any) -> Any:
        catalogue = catalogues.get(catalogue_of(pack.places[kind].get(key)), {})
        return worded(found, f"{kind}.{key}", lambda where, text: looked_up(catalogue, where, text))

    kinds = {kind: {key: entry(kind, key, one) for key, one in getattr(pack, kind).items()} for kind in KINDS}
    return replace(pack, digest=fingerprint, untranslated=pack.fingerprint, language=language, **kinds)


def catalogue_of(place: Place | None) -> str:
    """Return the name of the catalogue that belongs to the file in which an entry stands."""
    return PurePosixPath(*PurePosixPath(place.file).parts[1:]).with_suffix(".po").as_posix() if place else ""


def looked_up(catalogue: Catalogue, where: str, text: str) -> str:
    """Return a text translated for the place where it stands, or for everywhere, or else as it is."""
    return catalogue.get((where, text)) or catalogue.get(("", text)) or text


def worded(entry: Any, where: str, word: Word) -> Any:
    """Return an entry with each of its texts replaced."""
    changed = {
        name: WAYS[shape](getattr(entry, name), f"{where}.{name}", word) for name, shape in prose(entry.__class__)
    }
    return replace(entry, **changed) if changed else entry


@cache
def prose(record: type) -> tuple[tuple[str, Shape], ...]:
    """Return the fields of a record that hold texts for a reader."""
    return tuple((name, declared.shape) for name, (declared, _) in specs(record).items() if declared.is_prose)


WAYS: Mapping[Shape, Callable[[Any, str, Word], Any]] = {
    Shape.TEXT: lambda text, where, word: word(where, text) if text else text,
    Shape.TEXTS: lambda texts, where, word: tuple(word(where, text) for text in texts),
    Shape.LABELS: lambda labels, where, word: {key: word(f"{where}.{key}", text) for key, text in labels.items()},
    Shape.RECORDS: lambda records, where, word: {
        key: worded(entry, f"{where}.{key}", word) for key, entry in records.items()
    },
}


def texts_by_file(pack: Pack) -> dict[str, tuple[Text, ...]]:
    """Return the texts of each file of a pack in their order, by the name of the catalogue they belong into."""
    found: dict[str, dict[str, list[str]]] = {}
    for kind in KINDS:
        for key, entry in getattr(pack, kind).items():
            texts = found.setdefault(catalogue_of(pack.places[kind].get(key)), {})

            def noted(where: str, text: str, texts: dict[str, list[str]] = texts) -> str:
                texts.setdefault(text, []).append(where)
                return text

            worded(entry, f"{kind}.{key}", noted)
    return {
        name: tuple(Text(text, where=tuple(where)) for text, where in texts.items())
        for name, texts in sorted(found.items())
        if texts
    }
