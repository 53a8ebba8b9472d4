"""Every text that a report can say, gathered for translators: the pack file by file, and the sentences of the code."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from advisor.answers import make_folder, write_whole
from advisor.documents.templates import calls_in
from advisor.language import SENTENCES
from advisor.language.catalogues import Text, counts, updated
from advisor.pack import Pack
from advisor.shipped import shipped
from advisor.translation import texts_by_file

CODE = SENTENCES.parent
SAYING: Mapping[str, int] = {"say": 1, "later": 1, "say_many": 2, "many": 2}
"""What takes sentences, and how many: one, or one and that for several."""
TABLE = "Words"
"""What takes a table of sentences."""
TEMPLATES = (".html", ".md", ".xml")
"""The templates that say sentences; those of other kinds get their words as data."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How far the catalogues of a language are: texts, those without a translation, doubtful ones, those kept aside."""

    texts: int
    missing: int
    doubtful: int
    gone: int


def bring_up_to_date(pack: Pack, language: str, folder: Path) -> Counts:
    """Write all catalogues of a language and return how far they are: a pack's, and with the shipped pack the code's.

    Nothing that was translated is lost. Raises UserError when a file cannot be written.
    """
    place, found = folder / "languages" / language, []
    if folder == shipped("rules"):
        what = "the sentences of the code and its templates"
        found.append(written(SENTENCES / f"{language}.po", sentences(), language, what))
    for name, texts in texts_by_file(pack).items():
        found.append(written(place / name, texts, language, f"{folder.name}/{name.removesuffix('.po')}.yaml"))
    return Counts(*(sum(column) for column in zip(*found, strict=True)))


def written(path: Path, texts: tuple[Text, ...], language: str, what: str) -> tuple[int, int, int, int]:
    """Bring one catalogue up to date and return its counts."""
    raw = updated(path.read_bytes() if path.exists() else b"", texts, language, f"Translation ({language}) of {what}")
    make_folder(path.parent)
    write_whole(path, raw)
    return counts(raw)


def sentences() -> tuple[Text, ...]:
    """Return every sentence of the code and of the shipped templates, each with the files in which it stands."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for path in sorted(CODE.rglob("*.py")):
        for words in sentences_in(path.read_text(encoding="utf-8")):
            found.setdefault(words, []).append(f"advisor/{path.relative_to(CODE).as_posix()}")
    templates = shipped("templates")
    for path in (*sorted(templates.glob("*.*")), *sorted(templates.glob("web/*.html"))):
        for words in template_sentences(path):
            found.setdefault(words, []).append(f"templates/{path.relative_to(templates).as_posix()}")
    return tuple(Text(*words, where=tuple(dict.fromkeys(places))) for words, places in found.items())


def sentences_in(source: str) -> Iterator[tuple[str, str, str]]:
    """Yield (sentence, that for several or nothing, its meaning or nothing) for everything that some code says."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            texts = [text for one in node.args[: SAYING.get(name, 0)] if (text := text_of(one))]
            if texts and len(texts) == SAYING[name]:
                yield texts[0], "".join(texts[1:]), ""
            if name == TABLE and isinstance(node.args[0], ast.Dict):
                meaning = "".join(map(text_of, node.args[1:]))
                yield from ((text, "", meaning) for one in node.args[0].values if (text := text_of(one)))


def text_of(node: ast.expr) -> str:
    """Return the text that stands in some code, or nothing where the code computes one."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def template_sentences(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (sentence, that for several or nothing, nothing) for everything that a template says."""
    for name, texts in calls_in(path) if path.suffix in TEMPLATES else ():
        if name in SAYING and len(texts) >= SAYING[name]:
            yield texts[0], "".join(texts[1 : SAYING[name]]), ""
