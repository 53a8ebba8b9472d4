"""What is known about the company itself, as a form shows it and takes it back."""

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.answers import Answers, plain_answers
from advisor.language import LANGUAGES
from advisor.pack import Pack
from advisor.store.records import Seen
from advisor.web.said import Fields, first, revision

PART = "engagement"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of an engagement; with ``choices`` it is chosen, otherwise typed."""

    key: str
    label: str
    hint: str
    value: str
    kept: str
    seen: int
    choices: Mapping[str, str]
    kind: str = "text"


NOTHING: Fields = {}
LABELS: Mapping[str, tuple[str, str]] = {
    "company": ("Company", ""),
    "country": ("Country", "decides accounting, e-invoicing and payroll"),
    "currency": ("Currency", "three letters, such as EUR"),
    "language": ("Language of questions and reports", ""),
    "prepared_by": ("Prepared by", "stands on the reports"),
    "date": ("Date", "stands on the reports"),
}


def facts(answers: Answers, seen: Seen, pack: Pack, typed: Fields = NOTHING) -> tuple[Fact, ...]:
    """Return every fact with its value, or with what was ``typed`` in its place and could not be kept."""
    given = answers.engagement
    shown = {key: first(typed, f"fact.{key}") if f"fact.{key}" in typed else given.get(key, "") for key in LABELS}
    return tuple(
        Fact(
            key,
            label,
            hint,
            shown[key],
            given.get(key, ""),
            seen.get((PART, key), 0),
            choices(key, shown[key], pack),
            "date" if key == "date" else "text",
        )
        for key, (label, hint) in LABELS.items()
    )


def choices(key: str, value: str, pack: Pack) -> Mapping[str, str]:
    """Return what can be chosen for a fact; a value that is kept can be chosen too."""
    if key == "language":
        return {"": LANGUAGES["en"], **{code: name for code, name in LANGUAGES.items() if code != "en"}}
    if key != "country":
        return {}
    names = {country.id: country.name for country in pack.countries.values()}
    known = {"": "Not known yet", **dict(sorted(names.items(), key=lambda item: item[1]))}
    return known if value in known else {**known, value: value}


def changed_facts(fields: Fields) -> dict[str, tuple[str, int]]:
    """Return the facts that somebody changed in a form, each with the revision they had seen."""
    return {
        key: (text, revision(fields, f"seen.{key}"))
        for key in LABELS
        if f"fact.{key}" in fields
        for text in [" ".join(first(fields, f"fact.{key}").split())]
        if text != first(fields, f"was.{key}")
    }


def checked_facts(facts: Mapping[str, str], pack: Pack) -> dict[str, str]:
    """Return facts that can be kept. Raises UserError with every problem."""
    upper = {key: text.upper() if key in ("country", "currency") else text for key, text in facts.items() if text}
    return dict(plain_answers({PART: upper, "answers": {}}, pack, "form").engagement)
