"""How values of the model are said in plain words."""

from collections.abc import Iterable
from typing import Literal

from advisor.business import Question
from advisor.conditions import Value
from advisor.language import Words, later, say, say_many
from advisor.language.figures import figure

PRIORITY_WORDS = Words(
    {
        "must": "Must",
        "should": "Should",
        "could": "Could",
        "wont": "Won't now",
    }
)
PRIORITY_IN_SENTENCE = Words({"must": "must", "should": "should", "could": "could", "wont": "wont"})
FIT_WORDS = Words(
    {
        "fit": "Fit",
        "fit_by_configuration": "Fit by configuration",
        "partial": "Partial",
        "gap": "Gap",
    },
    "fit grade",
)
EDITION_WORDS = Words(
    {
        "enterprise": "Enterprise",
        "community": "Community",
        "community_oca": "Community with OCA add-ons",
        "best": "Fewest paid apps that lose no must",
    }
)
ORIGIN_WORDS = Words({"community": "Community", "enterprise": "Enterprise", "oca": "OCA add-on"})
MANAGEMENT_WORDS = Words({"production": "Production management", "operations": "Operations management"})
ORIENTATION_WORDS = Words({"production": "production", "service": "service", "trade": "trade", "hybrid": "hybrid"})
DIRECTION_WORDS = Words({"higher": "higher", "lower": "lower", "target": "target"})
NOTICE_WORDS = Words({"paid": "paid", "sends": "sends", "visible": "visible"})
LEVEL_WORDS = Words({"low": "low", "medium": "medium", "high": "high"})


def answer_words(question: Question, value: Value) -> str:
    """Return an answer as the questionnaire words it."""
    if isinstance(value, tuple):
        return joined(question.choices[choice] for choice in value) if value else say("none of these")
    if isinstance(value, str):
        return question.choices.get(value, value)
    unit = question.unit_of_one if value == 1 and question.unit_of_one else question.unit
    return f"{figure(value)} {unit}".strip()


def quoted_answer(question: Question, value: Value, confirmed: bool = True) -> str:
    """Return an answer for use inside a sentence: each choice between quotation marks, and whether it is confirmed."""
    chosen = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    labels = [quoted(question.choices[choice]) for choice in chosen if choice in question.choices]
    said = joined(labels) or answer_words(question, value)
    return said if confirmed else say("{answer} (usual in the sector, not confirmed)", answer=said)


def asked_and_answered(question: Question, value: Value, confirmed: bool = True) -> str:
    """Return an answer as a half sentence: the question's words and the answer's."""
    return f"{quoted(question.ask)} {quoted_answer(question, value, confirmed)}"


def quoted(text: str) -> str:
    """Return a text between quotation marks."""
    return say("“{text}”", text=text)


def titled(title: str, text: str) -> str:
    """Return a text behind its title and a colon."""
    return say("{title}: {text}", title=title, text=text)


def lead(title: str) -> str:
    """Return a title with a colon, to stand before what it announces."""
    return say("{title}:", title=title)


def listed(parts: Iterable[str]) -> str:
    """Return parts with semicolons between them."""
    return say("; ").join(parts)


LASTS = {"and": later("{parts} and {last}"), "or": later("{parts} or {last}")}


def joined(parts: Iterable[str], last: Literal["and", "or"] = "and") -> str:
    """Return parts as a phrase: ``a``, ``a and b``, ``a; b and c``."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    comma = say("; ") if any("," in item for item in items) else ", "
    return say(LASTS[last], parts=comma.join(items[:-1]), last=items[-1])


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 app``, ``3 apps``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def few(items: list[str], most: int = 4) -> list[str]:
    """Return the first items, and how many more there are."""
    return items if len(items) <= most + 1 else [*items[:most], more(len(items) - most)]


def more(number: int) -> str:
    """Return how many are not named, as the last of a list."""
    return say_many("{number} more", "{number} more", number)


def capitalised(text: str) -> str:
    """Return a text with a capital first letter."""
    return text[:1].upper() + text[1:]


def in_sentence(name: str) -> str:
    """Return a name as it stands inside a sentence: small first letter, no full stop."""
    first = name[:1] if name[1:2].isupper() else name[:1].lower()  # an abbreviation stays as it is
    return first + name[1:].rstrip(".")
