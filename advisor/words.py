"""How values of the model are said in plain words."""

from collections.abc import Iterable

from advisor.business import Question
from advisor.conditions import Value

PRIORITY_WORDS = {
    "must": "Must",
    "should": "Should",
    "could": "Could",
    "wont": "Won't now",
}
FIT_WORDS = {
    "fit": "Fit",
    "fit_by_configuration": "Fit by configuration",
    "partial": "Partial",
    "gap": "Gap",
}
EDITION_WORDS = {
    "enterprise": "Enterprise",
    "community": "Community",
    "community_oca": "Community with OCA add-ons",
    "best": "Fewest paid apps that lose no must",
}
ORIGIN_WORDS = {"community": "Community", "enterprise": "Enterprise", "oca": "OCA add-on"}
MANAGEMENT_WORDS = {"production": "Production management", "operations": "Operations management"}


def answer_words(question: Question, value: Value) -> str:
    """Return an answer as the questionnaire words it."""
    if isinstance(value, tuple):
        return joined(question.choices[choice] for choice in value) if value else "none of these"
    if isinstance(value, str):
        return question.choices.get(value, value)
    return f"{value:g} {question.unit}".strip()


def quoted_answer(question: Question, value: Value, confirmed: bool = True) -> str:
    """Return an answer for use inside a sentence: each choice between quotation marks, and whether it is confirmed."""
    chosen = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    labels = [f"“{question.choices[choice]}”" for choice in chosen if choice in question.choices]
    said = joined(labels) or answer_words(question, value)
    return said if confirmed else f"{said} (usual in the sector, not confirmed)"


def asked_and_answered(question: Question, value: Value, confirmed: bool = True) -> str:
    """Return an answer as a half sentence: the question's words and the answer's."""
    return f"“{question.ask}” {quoted_answer(question, value, confirmed)}"


def joined(parts: Iterable[str], last: str = "and") -> str:
    """Return parts as a phrase: ``a``, ``a and b``, ``a; b and c``."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    comma = "; " if any("," in item for item in items) else ", "
    return f"{comma.join(items[:-1])} {last} {items[-1]}"


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 app``, ``3 apps``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def few(items: list[str], most: int = 4) -> list[str]:
    """Return the first items, and how many more there are."""
    return items if len(items) <= most + 1 else [*items[:most], f"{len(items) - most} more"]


def in_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: small first letter, no full stop."""
    return name[:1].lower() + name[1:].rstrip(".")
