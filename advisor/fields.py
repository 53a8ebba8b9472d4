"""Nodes become records: each field is read by its declared shape, and every slip is collected with its line."""

import math
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

from advisor.business import Question
from advisor.conditions import Value
from advisor.errors import Place, Problem, nearest
from advisor.nodes import Entries, Items, Node, Scalar
from advisor.schema import LICENCES, SERIES, FieldSpec, Line, Shape, Span, Three, When, specs

YES, NO = ("yes", "true"), ("no", "false")
UNKNOWN = "unknown"
ALL_OF = "all_of"


class Bad(Exception):
    """A value that cannot be read; its problem is already noted."""


class FieldReader:
    """Reads fields against the ids and questions that are known, and notes what is wrong."""

    def __init__(self, known: Mapping[str, Collection[str]], questions: Mapping[str, Question]) -> None:
        self.known = known
        self.questions = questions
        self.problems: list[Problem] = []

    def note(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

    def bad(self, place: Place, message: str) -> Bad:
        self.note(place, message)
        return Bad()

    def record(self, record: type[Any], entry_id: str, node: Node, usual: Any = None, **filled: Any) -> Any:
        """Return one entry, or None after noting what is wrong with it.

        A bare text or list stands for the first field of a record that needs no other.
        ``usual`` is an entry whose values stand where the file says nothing.
        ``filled`` gives values for what the file does not say: id, area, source.
        """
        declared = specs(record)
        required = [name for name, (_, needed) in declared.items() if needed]
        if not isinstance(node, Entries) and len(required) == 1:
            node = Entries(node.place, ((Scalar(node.place, required[0]), node),))
        if not isinstance(node, Entries):
            return self.note(node.place, f"{entry_id} needs 'name: value' lines: {', '.join(required)}")
        before = len(self.problems)
        values: dict[str, Any] = {}
        for key, value in node.pairs:
            if key.text in declared:
                with suppress(Bad):
                    values[key.text] = self.value(declared[key.text][0], value)
            else:
                self.note(key.place, f"'{key.text}' is no field of {entry_id}{nearest(key.text, declared)}")
        present = {key.text for key, _ in node.pairs}
        for name in required if usual is None else ():
            if name not in present:
                self.note(node.place, f"{entry_id} lacks the field '{name}'")
        if len(self.problems) > before:
            return None
        if usual is not None:
            return replace(usual, **values)
        names = {item.name for item in fields(record)}
        return record(**{name: value for name, value in filled.items() if name in names} | values)

    def value(self, spec: FieldSpec, node: Node) -> Any:
        """Return a field's value. Raises Bad when it cannot be read."""
        return READERS[spec.shape](self, spec, node)

    def text(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            raise self.bad(node.place, "one text is needed here, not a list or a mapping")
        if not node.text.strip():
            raise self.bad(node.place, "is empty; write a text or leave the field out")
        return " ".join(node.text.split())

    def texts(self, node: Node) -> tuple[str, ...]:
        nodes = node.nodes if isinstance(node, Items) else (node,)
        found = tuple(self.text(item) for item in nodes)
        for item, text in zip(nodes, found, strict=True):
            if found.count(text) > 1:
                raise self.bad(item.place, f"'{text}' is listed twice; keep one")
        return found

    def word(self, node: Node, allowed: Collection[str], what: str = "value") -> str:
        text = self.text(node)
        if text not in allowed:
            listed = ", ".join(allowed) if len(allowed) <= 9 else f"{len(allowed)} are known"
            raise self.bad(node.place, f"'{text}' is no known {what} ({listed}){nearest(text, allowed)}")
        return text

    def reference(self, node: Node, kind: str) -> str:
        return self.word(node, self.known[kind], f"id in {kind}")

    def entries(self, node: Node) -> tuple[tuple[Scalar, Node], ...]:
        if not isinstance(node, Entries):
            raise self.bad(node.place, "'name: value' lines are needed here")
        return node.pairs

    def flag(self, node: Node) -> bool:
        return self.word(node, YES + NO, "answer; write yes or no") in YES

    def number(self, node: Node) -> float:
        text = self.text(node)
        try:
            number = float(text.replace("_", ""))
        except ValueError:
            raise self.bad(node.place, f"'{text}' is no number") from None
        if not math.isfinite(number):
            raise self.bad(node.place, f"'{text}' is no number one can count with")
        return int(number) if number.is_integer() else number

    def span(self, node: Node) -> Span:
        limits: dict[str, float] = {}
        for key, value in self.entries(node):
            limits[self.word(key, ("at_least", "under"), "limit")] = self.number(value)
        if not limits or limits.get("at_least", -math.inf) >= limits.get("under", math.inf):
            raise self.bad(node.place, "no number lies in this range; give at_least and under, the smaller first")
        return Span(**limits)

    def three(self, node: Node) -> Three:
        """Return three points, none negative and none smaller than the one before."""
        points = tuple(self.number(item) for item in node.nodes) if isinstance(node, Items) else ()
        if len(points) != 3 or list(points) != sorted(points) or points[0] < 0:
            raise self.bad(node.place, "three numbers are needed: optimistic, most likely, pessimistic, none smaller")
        return Three(*points)

    def keyed(self, spec: FieldSpec, node: Node, read: Callable[[Node], Any]) -> dict[str, Any]:
        """Return a value for each key; keys are ids of a kind where the field names one."""
        return {self.reference(key, spec.of) if spec.of else key.text: read(value) for key, value in self.entries(node)}

    def when(self, node: Node) -> When:
        tables = node.nodes if isinstance(node, Items) else (node,)
        return tuple(
            tuple(line for key, value in self.entries(table) for line in self.lines(key, value)) for table in tables
        )

    def lines(self, key: Scalar, node: Node) -> tuple[Line, ...]:
        """Return what is asked of one question: one line, or one for each choice under ``all_of``."""
        question = self.questions[self.reference(key, "questions")]
        if question.answer == "number":
            return (Line(question.id, self.span(node)),)
        if isinstance(node, Entries):
            return tuple(Line(question.id, (choice,)) for choice in self.all_of(node, question))
        nodes = node.nodes if isinstance(node, Items) else (node,)
        return (Line(question.id, tuple(self.choice(item, question) for item in nodes)),)

    def all_of(self, node: Entries, question: Question) -> tuple[str, ...]:
        """Return the choices that must all be among the answer to a question of kind many."""
        for key, value in node.pairs:
            self.word(key, (ALL_OF,), "way to ask for choices")
            if question.answer != "many":
                raise self.bad(key.place, f"{question.id} takes one answer, so it cannot be all of several")
            if not isinstance(value, Items) or len(value.nodes) < 2:
                raise self.bad(key.place, f"'{ALL_OF}' needs a list of two choices or more")
            return tuple(self.choice(item, question) for item in value.nodes)
        raise self.bad(node.place, f"'{ALL_OF}' is missing")

    def choice(self, node: Node, question: Question) -> str:
        if question.answer == "yes_no":
            return "yes" if self.flag(node) else "no"
        return self.word(node, question.choices, f"choice of {question.id}")

    def answer(self, node: Node, question: Question) -> Value | None:
        """Return an answer in the form conditions use, or None for ``unknown``. Raises Bad."""
        if isinstance(node, Scalar) and node.text == UNKNOWN:
            return None
        if question.answer == "many":
            nodes = node.nodes if isinstance(node, Items) else (node,)
            picked = [self.choice(item, question) for item in nodes]
            for item, choice in zip(nodes, picked, strict=True):
                if picked.count(choice) > 1:
                    raise self.bad(item.place, f"'{choice}' is chosen twice; keep one")
            return tuple(choice for choice in question.choices if choice in picked)
        if question.answer == "number":
            number = self.number(node)
            if number not in question.range:
                raise self.bad(
                    node.place, f"{number:g} is out of range for {question.id} ({span_text(question.range)})"
                )
            return number
        return self.text(node) if question.answer == "text" else self.choice(node, question)

    def answers(self, node: Node) -> dict[str, Value | None]:
        """Return every answer of a mapping that can be read, noting those that cannot."""
        found: dict[str, Value | None] = {}
        for key, value in self.entries(node):
            with suppress(Bad):
                question = self.questions[self.word(key, self.questions, "question")]
                found[question.id] = self.answer(value, question)
        return found

    def levels(self, spec: FieldSpec, node: Node) -> dict[str, str]:
        kind, words = spec.of
        return {self.reference(key, kind): self.word(value, words) for key, value in self.entries(node)}

    def records(self, spec: FieldSpec, node: Node) -> dict[str, Any]:
        kind, record = spec.of if isinstance(spec.of, tuple) else (None, spec.of)
        found: dict[str, Any] = {}
        for key, value in self.entries(node):
            name = self.reference(key, kind) if kind else key.text
            entry = self.record(record, name, value, id=name)
            if entry is not None:
                found[name] = entry
        return found

    def labels(self, node: Node) -> dict[str, str]:
        return {key.text: self.text(value) for key, value in self.entries(node)}

    def by_series(self, spec: FieldSpec, node: Node) -> dict[str, tuple[str, ...]]:
        def words(item: Node) -> tuple[str, ...]:
            found = self.texts(item)
            allowed = self.known.get(spec.of, ()) if isinstance(spec.of, str) else spec.of
            if spec.of is not None:
                for text in found:
                    self.word(Scalar(item.place, text), allowed)
            return found

        if not isinstance(node, Entries):
            return dict.fromkeys(SERIES, words(node))
        return {self.word(key, SERIES, "series"): words(value) for key, value in node.pairs}

    def by_edition(self, node: Node) -> dict[str, dict[str, tuple[str, ...]]]:
        modules = FieldSpec(Shape.BY_SERIES, "")
        return {
            self.word(key, LICENCES, "edition"): self.by_series(modules, value) for key, value in self.entries(node)
        }


def span_text(span: Span) -> str:
    """Return a range in words."""
    low = f"at least {span.at_least:g}" if math.isfinite(span.at_least) else ""
    high = f"under {span.under:g}" if math.isfinite(span.under) else ""
    return " and ".join(part for part in (low, high) if part) or "any number"


READERS: Mapping[Shape, Callable[[FieldReader, FieldSpec, Node], Any]] = {
    Shape.TEXT: lambda reader, spec, node: reader.text(node),
    Shape.TEXTS: lambda reader, spec, node: reader.texts(node),
    Shape.FLAG: lambda reader, spec, node: reader.flag(node),
    Shape.NUMBER: lambda reader, spec, node: reader.number(node),
    Shape.WORD: lambda reader, spec, node: reader.word(node, spec.of),
    Shape.REF: lambda reader, spec, node: reader.reference(node, spec.of),
    Shape.REFS: lambda reader, spec, node: tuple(
        reader.reference(Scalar(node.place, text), spec.of) for text in reader.texts(node)
    ),
    Shape.LEVELS: lambda reader, spec, node: reader.levels(spec, node),
    Shape.LABELS: lambda reader, spec, node: reader.labels(node),
    Shape.RECORDS: lambda reader, spec, node: reader.records(spec, node),
    Shape.WHEN: lambda reader, spec, node: reader.when(node),
    Shape.SPAN: lambda reader, spec, node: reader.span(node),
    Shape.BY_SERIES: lambda reader, spec, node: reader.by_series(spec, node),
    Shape.BY_EDITION: lambda reader, spec, node: reader.by_edition(node),
    Shape.ANSWERS: lambda reader, spec, node: reader.answers(node),
    Shape.NUMBERS: lambda reader, spec, node: reader.keyed(spec, node, reader.number),
    Shape.THREE: lambda reader, spec, node: reader.three(node),
    Shape.THREES: lambda reader, spec, node: reader.keyed(spec, node, reader.three),
}
