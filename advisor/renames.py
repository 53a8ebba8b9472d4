"""Questions and choices that have another id than they had: the pack says so, and older answers find their place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from advisor.business import Question
from advisor.errors import Place, Problem
from advisor.nodes import Entries, Items, Node, Scalar

Told = Callable[[Place, str], object]


@dataclass(frozen=True, slots=True)
class Renames:
    """What earlier ids are called now: those of questions, and of choices by the question's id of today."""

    questions: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.questions or self.choices)


def renames_in(questions: Iterable[Question]) -> Renames:
    """Return what the questions of a pack were called earlier."""
    asked = tuple(questions)
    return Renames(
        {old: question.id for question in asked for old in question.was},
        {question.id: question.choices_were for question in asked if question.choices_were},
    )


def wrong_renames(entries: Iterable[tuple[str, Node]], questions: Mapping[str, Question]) -> Iterator[Problem]:
    """Yield each earlier id that is still in use, claimed twice or leads nowhere; ``entries`` are (id, body)."""
    taken: dict[str, str] = {}
    for key, node in entries:
        fields = {name.text: value for name, value in node.pairs} if isinstance(node, Entries) else {}
        for item in scalars(fields.get("was")):
            if item.text in questions:
                yield Problem(item.place, f"'{item.text}' is the id of a question; {key} cannot have been called so")
            elif item.text in taken:
                yield Problem(item.place, f"'{item.text}' was {taken[item.text]} already; only one takes its answers")
            taken.setdefault(item.text, key)
        were = fields.get("choices_were")
        for old, new in were.pairs if isinstance(were, Entries) and key in questions else ():
            if old.text in questions[key].choices:
                yield Problem(old.place, f"'{old.text}' is a choice of {key}; it cannot have been renamed")
            if not isinstance(new, Scalar) or new.text not in questions[key].choices:
                yield Problem(new.place, f"is no choice of {key} ({', '.join(questions[key].choices)})")


def scalars(node: Node | None) -> tuple[Scalar, ...]:
    """Return the words of a list, or the one word that stands for it."""
    if isinstance(node, Items):
        return tuple(item for item in node.nodes if isinstance(item, Scalar))
    return (node,) if isinstance(node, Scalar) else ()


def up_to_date(parts: Mapping[str, Node], renames: Renames, warn: Told, refuse: Told) -> dict[str, Node]:
    """Return the parts of an answer file with the ids of today; ``warn`` and ``refuse`` hear of what was found."""
    found = dict(parts)
    for part in ("answers", "notes"):
        node = parts.get(part)
        if isinstance(node, Entries):
            found[part] = Entries(node.place, tuple(renamed_keys(node, renames, warn, refuse)))
    node = found.get("answers")
    if isinstance(node, Entries):
        pairs = ((key, renamed_choices(value, renames.choices.get(key.text, {}), warn)) for key, value in node.pairs)
        found["answers"] = Entries(node.place, tuple(pairs))
    if "prefilled" in parts:
        found["prefilled"] = renamed_words(parts["prefilled"], renames.questions)
    return found


def renamed_keys(node: Entries, renames: Renames, warn: Told, refuse: Told) -> Iterator[tuple[Scalar, Node]]:
    """Yield the pairs of a mapping with the ids of today. An answer under both ids is refused, the older one left."""
    there = {key.text for key, _ in node.pairs}
    for key, value in node.pairs:
        new = renames.questions.get(key.text)
        if new is None:
            yield key, value
        elif new in there:
            refuse(key.place, f"'{key.text}' is called '{new}' now, and both are here; keep one")
        else:
            there.add(new)
            warn(key.place, f"'{key.text}' is called '{new}' now")
            yield Scalar(key.place, new, key.quoted), value


def renamed_choices(node: Node, choices: Mapping[str, str], warn: Told) -> Node:
    """Return an answer with the choices of today."""
    for item in scalars(node):
        if item.text in choices:
            warn(item.place, f"the choice '{item.text}' is called '{choices[item.text]}' now")
    return renamed_words(node, choices)


def renamed_words(node: Node, words: Mapping[str, str]) -> Node:
    """Return a word or a list with the words of today; two that have become one stand once."""
    if isinstance(node, Scalar):
        return Scalar(node.place, words.get(node.text, node.text), node.quoted)
    if not isinstance(node, Items) or not any(item.text in words for item in scalars(node)):
        return node
    kept: dict[object, Node] = {}
    for item in node.nodes:
        new = renamed_words(item, words)
        kept.setdefault(new.text if isinstance(new, Scalar) else id(item), new)
    return Items(node.place, tuple(kept.values()))
