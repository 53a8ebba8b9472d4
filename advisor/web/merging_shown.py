"""What several people answered differently, as a page shows it and takes the choice back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.answers import checked_value
from advisor.compare import Conflict
from advisor.errors import UserError
from advisor.pack import Pack
from advisor.store.merging import OWN
from advisor.store.records import Sheet
from advisor.web.said import Fields, first
from advisor.web.topics import in_words


@dataclass(frozen=True, slots=True)
class Side:
    """What one person answered, and the word by which a form chooses it."""

    word: str
    who: str
    said: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A question that was answered differently, with what each said; ``joined``: the lists make one together."""

    question: str
    ask: str
    joined: bool
    sides: tuple[Side, ...]


def clashing(conflicts: Iterable[Conflict], sheets: Sequence[Sheet], pack: Pack) -> list[Differing]:
    """Return every question that was answered differently."""
    found = []
    for conflict in conflicts:
        question = pack.questions[conflict.question]
        sides = tuple(
            Side(sheet.id, sheet.respondent or OWN, words(pack, question.id, value))
            for sheet in sheets
            if (value := sheet.content["answers"].get(question.id)) is not None
        )
        found.append(Differing(question.id, question.ask, conflict.joined, sides))
    return found


def words(pack: Pack, key: str, value: Any) -> str:
    """Return a kept answer in words."""
    try:
        return in_words(pack.questions[key], checked_value(value, pack.questions[key], pack))
    except UserError:
        return str(value)


def chosen(fields: Fields, conflicts: Iterable[Conflict], sheets: Sequence[Sheet]) -> dict[str, Any]:
    """Return the answers that a form settles, as their people gave them; what it leaves alone is not in it."""
    by_word = {sheet.id: sheet.content["answers"] for sheet in sheets}
    found = {}
    for conflict in conflicts:
        answers = by_word.get(first(fields, f"choose.{conflict.question}"), {})
        if conflict.question in answers:
            found[conflict.question] = answers[conflict.question]
    return found
