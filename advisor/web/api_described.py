"""The documentation of the API, with every question and its possible answers in it."""

from collections.abc import Callable
from math import isfinite
from typing import Any

from fastapi import FastAPI

from advisor.business import Question
from advisor.fields import UNKNOWN
from advisor.pack import Pack
from advisor.web.asked import AnswerFile, Company, Named, Planned

COMPANIES = tuple(record.__name__ for record in (AnswerFile, Company, Named, Planned))
Schema = dict[str, Any]


def describe(app: FastAPI, pack: Pack) -> None:
    """Let an app describe its API with the questions of a pack."""
    plain = app.openapi

    def described() -> Schema:
        made = plain()
        for name in COMPANIES:
            parts = made["components"]["schemas"][name]["properties"]
            parts["answers"] = answers_schema(pack, parts["answers"])
        return made

    app.openapi = described  # type: ignore[method-assign]


def answers_schema(pack: Pack, usual: Schema) -> Schema:
    """Return what answers may be, question by question."""
    found = {question.id: question_schema(question) for question in pack.questionnaire}
    kept = {name: value for name, value in usual.items() if name not in ("propertyNames", "additionalProperties")}
    return {**kept, "properties": found, "additionalProperties": False}


def question_schema(question: Question) -> Schema:
    """Return what the answer to a question may be; not knowing is legal for every question."""
    unknown = {"type": "string", "const": UNKNOWN}
    return {"description": question.ask, "anyOf": [ANSWERS[question.answer](question), unknown]}


def number(question: Question) -> Schema:
    limits = {"minimum": question.range.at_least, "exclusiveMaximum": question.range.under}
    return {"type": "number", **{name: limit for name, limit in limits.items() if isfinite(limit)}}


def choice(question: Question) -> Schema:
    return {"type": "string", "enum": list(question.choices)}


ANSWERS: dict[str, Callable[[Question], Schema]] = {
    "yes_no": lambda _: {"enum": [True, False, "yes", "no"]},
    "number": number,
    "one": choice,
    "many": lambda question: {"type": "array", "items": choice(question), "uniqueItems": True},
    "text": lambda _: {"type": "string", "minLength": 1, "maxLength": 10_000},
}
