"""Answer files: what one company said, read with every slip reported at its line."""

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from advisor.business import Question
from advisor.catalog import country_codes
from advisor.conditions import NOT_ASKED, Known, NotAsked, Truth, Value, holds
from advisor.errors import Place, Problem, UserError, fail, nearest
from advisor.fields import UNKNOWN, Bad, FieldReader
from advisor.language import LANGUAGES, SOURCE
from advisor.nodes import Entries, Items, Node, Scalar, as_node, dump, read_entries
from advisor.pack import Pack
from advisor.renames import up_to_date
from advisor.sound import CURRENCIES

ENGAGEMENT = ("company", "country", "currency", "prepared_by", "date", "language")
PARTS = ("engagement", "answers", "notes", "preset", "prefilled")
KEPT = "kept"  # the part of a file in which the pages keep what an answer file does not hold
KNOWN_LANGUAGES = f"known are {', '.join(LANGUAGES)}"
LONGEST = 10_000  # characters of a free text
CODES: Mapping[str, tuple[str, str]] = {
    "country": (r"[A-Z]{2}", "two capital letters, such as BE"),
    "currency": (r"[A-Z]{3}", "three capital letters, such as EUR"),
}


@dataclass(frozen=True, slots=True)
class Answers:
    """One company's answers; ``given`` holds what is known, ``unknown`` the questions left open on purpose."""

    given: Mapping[str, Value] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    engagement: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    preset: str = ""
    prefilled: tuple[str, ...] = ()
    file: str = "answers"
    lines: Mapping[str, int] = field(default_factory=dict)
    renamed: tuple[Problem, ...] = ()  # what stands there under an earlier id

    @property
    def country(self) -> str:
        """The country code of the engagement, or an empty text."""
        return self.engagement.get("country", "")

    @property
    def language(self) -> str:
        """The language in which the company wants its report."""
        return self.engagement.get("language", SOURCE)


def effective(pack: Pack, answers: Answers) -> Known:
    """Return what the answers say once questions that do not apply are set aside."""
    known: dict[str, Value | NotAsked] = dict(answers.given)
    for question in pack.questionnaire:
        if question.when and holds(question.when, known) is Truth.NO:
            known[question.id] = NOT_ASKED
    return known


def unused_answers(pack: Pack, answers: Answers) -> tuple[str, ...]:
    """Return the answered questions that do not apply to this company."""
    known = effective(pack, answers)
    return tuple(q.id for q in pack.questionnaire if known.get(q.id) is NOT_ASKED and q.id in answers.given)


def read_answers(path: Path, pack: Pack, beside: tuple[str, ...] = ()) -> Answers:
    """Return the answers in a YAML or JSON file; ``beside`` names parts that are allowed and left unread.

    Raises UserError with every problem.
    """
    return without_problems(*answers_in(read_entries(path), pack, beside))


def plain_answers(plain: Mapping[str, Any], pack: Pack, file: str = "answers") -> Answers:
    """Return the answers in plain values, as an answer file in JSON holds them. Raises UserError with every problem."""
    return without_problems(*kept_answers(plain, pack, file))


def kept_answers(plain: Mapping[str, Any], pack: Pack, file: str = "answers") -> tuple[Answers, tuple[Problem, ...]]:
    """Return what this pack understands of answers that were kept, and what is wrong with the others."""
    node = as_node(plain, Place(file))
    assert isinstance(node, Entries)
    answers, problems = answers_in(node, pack)
    return replace(answers, renamed=()), problems


def without_problems(answers: Answers, problems: tuple[Problem, ...]) -> Answers:
    """Return answers that could all be read. Raises UserError with every problem."""
    if problems:
        raise UserError(problems)
    return answers


def answers_in(tree: Entries, pack: Pack, beside: tuple[str, ...] = ()) -> tuple[Answers, tuple[Problem, ...]]:
    """Return what can be read of an answer file, and every problem in it."""
    reader = FieldReader(pack.places, pack.questions)
    parts: dict[str, Node] = {}
    for key, node in tree.pairs:
        if key.text in PARTS:
            parts[key.text] = node
        elif key.text not in beside:
            reader.note(key.place, f"'{key.text}' is no part of an answer file{_hint(key.text, pack)}")
    if "answers" not in parts:
        reader.note(tree.place, "has no 'answers:' part")
    renamed: list[Problem] = []
    if pack.renames:
        parts = up_to_date(parts, pack.renames, lambda *found: renamed.append(Problem(*found)), reader.note)
    read = _read_parts(parts, reader)
    return Answers(file=tree.place.file, renamed=tuple(renamed), **read), tuple(reader.problems)


def _hint(word: str, pack: Pack) -> str:
    if word in pack.questions:
        return "; move this question below 'answers:'"
    if word == KEPT:
        return "; this file is imported on the pages, and there “Export the answers” gives the one for the command line"
    return nearest(word, PARTS)


def _read_parts(parts: Mapping[str, Node], reader: FieldReader) -> dict[str, Any]:
    answers: dict[str, Value | None] = {}
    lines: dict[str, int] = {}
    node = parts.get("answers")
    if node is not None and not (isinstance(node, Scalar) and not node.text):
        with suppress(Bad):
            answers = reader.answers(node)
        if isinstance(node, Entries):
            lines = {key.text: key.place.line for key, _ in node.pairs}
    questions = reader.questions
    return {
        "given": {name: value for name, value in answers.items() if value is not None},
        "unknown": tuple(sorted(name for name, value in answers.items() if value is None)),
        "engagement": _read_labels(parts.get("engagement"), reader, ENGAGEMENT, "engagement field"),
        "notes": _read_labels(parts.get("notes"), reader, tuple(questions), "question"),
        "preset": _read_word(parts.get("preset"), reader, "presets"),
        "prefilled": _read_list(parts.get("prefilled"), reader, tuple(questions)),
        "lines": lines,
    }


def _read_labels(node: Node | None, reader: FieldReader, allowed: tuple[str, ...], what: str) -> dict[str, str]:
    found: dict[str, str] = {}
    if node is None:
        return found
    try:
        pairs = reader.entries(node)
    except Bad:
        return found
    for key, value in pairs:
        try:
            name = reader.word(key, allowed, what)
            found[name] = _checked(reader, name, value)
        except Bad:
            continue
    return found


def _checked(reader: FieldReader, name: str, node: Node) -> str:
    text = reader.text(node)
    if len(text) > LONGEST:
        raise reader.bad(node.place, f"{name} has {len(text):,} characters; {LONGEST:,} are the most")
    if name in CODES and not re.fullmatch(CODES[name][0], text):
        raise reader.bad(node.place, f"'{text}' is no {name} code; write {CODES[name][1]}")
    if name == "country" and text not in country_codes():
        raise reader.bad(node.place, f"'{text}' is the code of no country{nearest(text, country_codes())}")
    if name == "currency" and text not in CURRENCIES:
        raise reader.bad(node.place, f"'{text}' is the code of no currency{nearest(text, CURRENCIES)}")
    if name == "language" and text not in LANGUAGES:
        raise reader.bad(node.place, f"'{text}' is no language of reports{nearest(text, LANGUAGES)}; {KNOWN_LANGUAGES}")
    if name == "date":
        try:
            date.fromisoformat(text)
        except ValueError:
            raise reader.bad(node.place, f"'{text}' is no date; write YYYY-MM-DD") from None
    return text


def _read_word(node: Node | None, reader: FieldReader, kind: str) -> str:
    try:
        return reader.reference(node, kind) if node is not None else ""
    except Bad:
        return ""


def _read_list(node: Node | None, reader: FieldReader, allowed: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    if node is None:
        return ()
    with suppress(Bad):
        for text in reader.texts(node):
            with suppress(Bad):
                found.append(reader.word(Scalar(node.place, text), allowed, "question"))
    return tuple(found)


def parse_value(text: str, question: Question, pack: Pack, place: str) -> Value | None:
    """Return a value typed on the command line, for a question. Raises UserError."""
    reader = FieldReader(pack.places, pack.questions)
    node: Node = Scalar(Place(place), text.strip())
    if question.answer == "many" and text.strip() != UNKNOWN:
        words = [word.strip() for word in text.strip("[] ").split(",") if word.strip()]
        node = Items(Place(place), tuple(Scalar(Place(place), word) for word in words))
    try:
        return reader.answer(node, question)
    except Bad:
        raise UserError(reader.problems) from None


def checked_value(value: Any, question: Question, pack: Pack) -> Value | None:
    """Return one answer given as a plain value (``unknown``: None). Raises UserError."""
    reader = FieldReader(pack.places, pack.questions)
    try:
        return reader.answer(as_node(value, Place(question.id)), question)
    except Bad:
        raise UserError(reader.problems) from None


def checked_plain(value: Any, question: Question, pack: Pack) -> Any:
    """Return one answer as an answer file holds it, checked. Raises UserError."""
    found = checked_value(value, question, pack)
    return UNKNOWN if found is None else plain_value(found, question)


def as_plain(answers: Answers, pack: Pack) -> dict[str, Any]:
    """Return the answers as plain values in the order of the questionnaire, ready to be written."""
    values: dict[str, Any] = {}
    for question in pack.questionnaire:
        if question.id in answers.given:
            values[question.id] = plain_value(answers.given[question.id], question)
        elif question.id in answers.unknown:
            values[question.id] = UNKNOWN
    plain: dict[str, Any] = {}
    if answers.engagement:
        plain["engagement"] = dict(answers.engagement)
    if answers.preset:
        plain["preset"] = answers.preset
    if answers.prefilled:
        plain["prefilled"] = list(answers.prefilled)
    plain["answers"] = values
    if answers.notes:
        plain["notes"] = dict(answers.notes)
    return plain


def plain_value(value: Value, question: Question) -> Any:
    """Return a value as YAML and JSON hold it."""
    if question.answer == "yes_no":
        return value == "yes"
    return list(value) if isinstance(value, tuple) else value


def write_answers(answers: Answers, pack: Pack, path: Path) -> None:
    """Write an answer file, whole or not at all. Raises UserError when the place cannot be written."""
    plain = as_plain(answers, pack)
    text = json.dumps(plain, indent=2, ensure_ascii=False) + "\n" if path.suffix == ".json" else dump(plain)
    write_whole(path, text)


def write_whole(path: Path, text: str | bytes) -> None:
    """Write a file so that it appears whole or not at all. Raises UserError."""
    if not path.name:
        raise fail(str(path), "cannot be written: it is a folder")
    there = path.resolve()  # a link stays a link
    aside = there.with_name(f".{os.getpid()}.part")
    try:
        aside.write_bytes(text.encode() if isinstance(text, str) else text)
        if there.exists():
            aside.chmod(there.stat().st_mode & 0o777)
        aside.replace(there)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise fail(str(path), f"cannot be written: {error.strerror}") from None


def make_folder(folder: Path) -> None:
    """Make a folder to write into, unless it is there. Raises UserError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fail(str(folder), f"cannot be used as a folder: {error.strerror}") from None
