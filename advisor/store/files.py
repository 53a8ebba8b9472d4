"""Engagements as files: answers, or all that is kept; what is exported and imported again is the same."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from advisor.answers import KEPT, Answers, answers_in, as_plain, kept_answers, without_problems
from advisor.errors import fail, nearest
from advisor.nodes import Entries, Items, Node, Scalar, decoded, dump, entries_in
from advisor.pack import Pack
from advisor.schema import EDITIONS, SERIES
from advisor.store.engagements import changed, create, fit
from advisor.store.opening import Store
from advisor.store.records import Engagement, Sheet
from advisor.terms import on_terms

WORDS: Mapping[str, Sequence[str]] = {"series": SERIES, "edition": EDITIONS}
SHAPES: Mapping[str, type[Scalar | Entries | Items]] = {
    "series": Scalar,
    "edition": Scalar,
    "tags": Items,
    "notes": Scalar,
    "limits": Entries,
    "terms": Scalar,
}
"""What is kept of an engagement beside its answers, and how a file holds it."""

LIMITS = ("start", "deadline", "budget")


def as_file(sheet: Sheet, pack: Pack) -> str:
    """Return a sheet as an answer file in YAML, in the order of the questionnaire."""
    return dump(as_plain(kept_answers(sheet.content, pack)[0], pack))


def as_whole(item: Engagement, sheet: Sheet, pack: Pack) -> str:
    """Return an engagement with all that is kept of it: an answer file with one part more."""
    values = {name: getattr(item, name) for name in SHAPES}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value}
    return dump({**as_plain(kept_answers(sheet.content, pack)[0], pack), KEPT: plain})


def read_file(raw: bytes, name: str, pack: Pack) -> tuple[Answers, dict[str, Any]]:
    """Return the answers in an uploaded file, and what else it keeps. Raises UserError with every problem."""
    text = decoded(raw, name)
    tree = entries_in(text, name, text.lstrip().startswith("{"))
    return without_problems(*answers_in(tree, pack, (KEPT,))), kept_values(tree, pack)


def import_file(store: Store, owner: str, raw: bytes, name: str, pack: Pack, now: datetime, who: str) -> Engagement:
    """Return a new engagement that holds the answers of a file, YAML or JSON, and what else is kept in a whole one.

    Raises UserError with every problem.
    """
    answers, values = read_file(raw, name, pack)
    target = {key: values.pop(key) for key in WORDS if key in values}
    made = create(store, owner, as_plain(answers, pack), now, who, **target)
    if values:
        changed(store, owner, made.id, made.revision, now, **values)
    return made


def kept_values(tree: Entries, pack: Pack) -> dict[str, Any]:
    """Return what a file keeps beside the answers. Raises UserError for what cannot be kept."""
    found: dict[str, Any] = {}
    part = next((node for key, node in tree.pairs if key.text == KEPT), None)
    if part is not None and not isinstance(part, Entries):
        raise fail(part.place, f"'{KEPT}' needs 'name: value' lines: {', '.join(SHAPES)}")
    for key, node in part.pairs if part else ():
        shape = SHAPES.get(key.text)
        if shape is None:
            raise fail(key.place, f"'{key.text}' is nothing that is kept{nearest(key.text, SHAPES)}")
        if not isinstance(node, shape):
            raise fail(node.place, f"'{key.text}' cannot be read; export the engagement again")
        found[key.text] = value_of(key.text, node, pack)
    return fit(found)


def value_of(name: str, node: Node, pack: Pack) -> Any:
    """Return one kept value. Raises UserError."""
    if isinstance(node, Items):
        return [item.text for item in node.nodes if isinstance(item, Scalar)]
    if isinstance(node, Entries):
        return {key.text: item.text for key, item in node.pairs if key.text in LIMITS and isinstance(item, Scalar)}
    if node.text not in WORDS.get(name, (node.text,)):
        raise fail(node.place, f"'{node.text}' is no {name}{nearest(node.text, WORDS[name])}")
    if name == "terms" and node.text:
        on_terms(pack, entries_in(node.text, "terms"), node.text.encode(), "terms")
    return node.text
