"""The one home of YAML: a file read into nodes that know their line.

Scalars stay text until a field decides what they mean, so ``no``, ``010``, ``1.10`` and ``18.0`` arrive as written.
Repeated keys, aliases, tags and deep nesting are refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import Place, Problem, UserError, fail

DEEPEST = 12
TOO_DEEP = f"is nested deeper than {DEEPEST} levels"
LIBYAML_TOO_DEEP = "exceeded maximum nesting depth"  # newer parsers refuse a nest of thousands before we see its events
LARGEST = 4_000_000  # bytes
PARSER: Any = getattr(yaml, "CLoader", yaml.Loader)
NO_CHARACTERS = re.compile("[\x00\ud800-\udfff]")
SURROGATES = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value, as text."""

    place: Place
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping: pairs of key and value in the order of the file."""

    place: Place
    pairs: tuple[tuple[Scalar, "Node"], ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    nodes: tuple["Node", ...]


Node = Scalar | Entries | Items


def read_text(path: Path) -> str:
    """Return a file's text. Raises UserError for a missing file, a folder, and what `decoded` refuses."""
    name = str(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise fail(name, "there is no such file") from None
    except IsADirectoryError:
        raise fail(name, "this is a folder; a file is needed") from None
    except OSError as error:
        raise fail(name, f"cannot be read: {error.strerror}") from None
    return decoded(raw, name)


def decoded(raw: bytes, name: str) -> str:
    """Return the text of a file that was read. Raises UserError for a huge one and for one that is not UTF-8."""
    if len(raw) > LARGEST:
        raise fail(name, f"has {len(raw):,} bytes; more than {LARGEST:,} are not read")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise fail(Place(name, line), "is not UTF-8 text; save the file as UTF-8") from None


def read_entries(path: Path, shown_as: str | None = None) -> Entries:
    """Return the mapping that a YAML or JSON file holds. Raises UserError with file and line."""
    return entries_in(read_text(path), shown_as or str(path), path.suffix.lower() == ".json")


def entries_in(text: str, name: str, is_json: bool = False) -> Entries:
    """Return the mapping that a YAML or JSON text holds. Raises UserError with line."""
    node = parse(json_as_yaml(text) if is_json else text, name)
    if node is None:
        raise fail(name, "is empty")
    if not isinstance(node, Entries):
        raise fail(node.place, "must hold 'name: value' lines at its top level")
    return node


def json_as_yaml(text: str) -> str:
    """Return JSON text in a form the YAML parser takes: no tabs, and characters beyond the basic plane written out."""

    def character(match: re.Match[str]) -> str:
        return bytes.fromhex(match[1] + match[2]).decode("utf-16-be")

    return SURROGATES.sub(character, text.replace("\t", "  ").replace("\x7f", r"\x7f"))


def parse(text: str, name: str) -> Node | None:
    """Return the single document in a text, or None when there is none. Raises UserError with every slip of form."""
    reader = _Reader(name)
    try:
        node = reader.document(iter(yaml.parse(text, Loader=PARSER)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(name, mark.line + 1 if mark else 0)
        reason = error.problem or error.context
        raise fail(place, TOO_DEEP if reason == LIBYAML_TOO_DEEP else f"is not valid YAML: {reason}") from None
    except yaml.YAMLError as error:
        raise fail(name, f"is not valid YAML: {str(error).splitlines()[0]}") from None
    if reader.problems:
        raise UserError(reader.problems)
    return node


class _Reader:
    """Turns the parser's events into nodes and collects slips of form on the way."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def document(self, events: Iterator[Any]) -> Node | None:
        node = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    raise fail(self.place(event), "holds a second document; one file holds one")
                node = self.node(next(events), events, 1)
        return node if not (isinstance(node, Scalar) and not node.text and not node.quoted) else None

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        place = self.place(event)
        if depth > DEEPEST:
            raise fail(place, TOO_DEEP)
        if getattr(event, "anchor", None):
            self.refuse(place, "uses a YAML anchor or alias (& or *); write the value out")
        if getattr(event, "tag", None):
            self.refuse(place, f"uses a YAML tag ({event.tag}); plain values only")
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(place, tuple(self.items(events, depth)))
        if isinstance(event, yaml.MappingStartEvent):
            return Entries(place, tuple(self.pairs(events, depth)))
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(place, event.value, quoted=event.style is not None)
        return Scalar(place, "")

    def items(self, events: Iterator[Any], depth: int) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, events, depth + 1)

    def pairs(self, events: Iterator[Any], depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, int] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self.refuse(key.place, "a name is needed here, not a list or a mapping")
            elif key.text in seen:
                self.refuse(key.place, f"'{key.text}' is given twice (first on line {seen[key.text]}); keep one")
            else:
                seen[key.text] = key.place.line
                yield key, value

    def refuse(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

    def place(self, event: Any) -> Place:
        return Place(self.name, event.start_mark.line + 1)


def as_node(value: Any, place: Place, depth: int = 1) -> Node:
    """Return plain values (texts, numbers, flags, lists, mappings) as the reader would have found them in a file.

    The place of a value names the keys that lead to it. Raises UserError for what no file could hold.
    """
    if depth > DEEPEST:
        raise fail(place, TOO_DEEP)
    if isinstance(value, Mapping):
        pairs = ((as_text(key, place), item) for key, item in value.items())
        return Entries(
            place, tuple((key, as_node(item, Place(f"{place}.{key.text}"), depth + 1)) for key, item in pairs)
        )
    if isinstance(value, list | tuple):
        return Items(place, tuple(as_node(item, place, depth + 1) for item in value))
    return as_text(value, place)


def as_text(value: Any, place: Place) -> Scalar:
    """Return a plain value as a word of a file. Raises UserError for characters that no file could hold."""
    if value is None:
        return Scalar(place, "")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if NO_CHARACTERS.search(text):
        raise fail(place, "holds a character that stands for nothing; type the text again")
    return Scalar(place, text)


def dump(value: Any) -> str:
    """Return plain values (texts, numbers, lists, mappings) as YAML that a person can edit."""
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=110)
