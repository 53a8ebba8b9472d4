"""The JSON that people and scripts outside rely on; keys and order are promised in the README and may only grow."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

from advisor.advice import Advice
from advisor.advising import kpis_for
from advisor.answers import plain_value
from advisor.conditions import Value
from advisor.explain import Explanation
from advisor.model import KINDS
from advisor.pack import NAME, VERSION, Pack
from advisor.schema import Line, Span, When
from advisor.what_if import changes_for, open_points

Json = dict[str, Any]


def questions_json(pack: Pack, quick: bool = False) -> list[Json]:
    """Return the questionnaire."""
    return [
        {
            "id": question.id,
            "section": pack.sections[question.section].name,
            "ask": question.ask,
            "why": question.why,
            "help": question.help,
            "kind": question.answer,
            "choices": [{"id": key, "label": label} for key, label in question.choices.items()],
            "range": span_json(question.range),
            "when": when_json(question.when),
            "quick": question.quick,
            "part": question.part,
        }
        for question in pack.questionnaire
        if question.quick or not quick
    ]


def span_json(span: Span) -> Json:
    """Return a range with only the limits it has."""
    limits = {"at_least": span.at_least, "under": span.under}
    return {name: limit for name, limit in limits.items() if isfinite(limit)}


def when_json(when: When) -> list[Json]:
    """Return a condition as a list of tables."""
    return [{line.question: wanted_json(line) for line in table} for table in when]


def wanted_json(line: Line) -> Any:
    return span_json(line.wanted) if isinstance(line.wanted, Span) else list(line.wanted)


def advice_json(advice: Advice) -> Json:
    """Return the whole advice."""
    pack = advice.pack

    def said(because: tuple[tuple[str, Value], ...]) -> list[Json]:
        return [
            {"question": question, "answer": plain_value(value, pack.questions[question])}
            for question, value in because
        ]

    advised = set(advice.app_keys)
    return {
        "pack": pack_line(pack),
        "series": advice.series,
        "edition": advice.edition,
        "country": advice.answers.country or None,
        "orientation": {
            "kind": advice.orientation.kind,
            "production": advice.orientation.production,
            "operations": advice.orientation.operations,
            "reason": advice.orientation.rule.reason,
            "because": said(advice.orientation.because),
        },
        "activities": [
            {
                "id": item.activity.id,
                "name": item.activity.name,
                "function": item.activity.serves,
                "process": item.activity.process or None,
                "because": said(item.because),
            }
            for item in advice.activities
        ],
        "functions": [
            {
                "id": item.function.id,
                "name": item.function.name,
                "management": item.function.management,
                "activities": list(item.activities),
                "requirements": list(item.requirements),
                "apps": list(item.apps),
            }
            for item in advice.functions
        ],
        "requirements": [
            {
                "id": need.requirement.id,
                "name": need.requirement.name,
                "function": need.requirement.function,
                "priority": need.priority,
                "activities": list(need.activities),
                "fit": need.fit,
                "covered_by": [
                    {"app": way.app, "feature": way.feature or None, "fit": way.grade} for way in need.met_by
                ],
            }
            for need in advice.needs
        ],
        "apps": [
            {
                "key": item.app.id,
                "kind": item.app.kind,
                "name": item.app.name,
                "priority": item.priority,
                "edition": item.origin,
                "modules": list(item.modules),
                "requirements": list(item.requirements),
                "reasons": [
                    {"chain": [{"kind": kind, "id": entry_id} for kind, entry_id in reason.chain]}
                    for reason in item.reasons
                ],
            }
            for item in advice.apps
        ],
        "prerequisites": [{"key": item.app.id, "needed_by": list(item.needed_by)} for item in advice.prerequisites],
        "not_advised": [
            {"key": key, "change": said(changes_for(advice, key))} for key in pack.apps if key not in advised
        ],
        "gaps": [
            {"requirement": gap.need.requirement.id, "alternatives": list(gap.alternatives)} for gap in advice.gaps
        ],
        "methods": [
            {
                "id": method.id,
                "because": said(because),
                "features": [{"app": item.id, "feature": item.what} for item in method.carried_by.values()],
                "kpis": list(method.kpis),
            }
            for method, because in advice.methods
        ],
        "kpis": [{"id": kpi.id, "function": kpi.function, "source": list(kpi.source)} for kpi in kpis_for(advice)],
        "triggers": [{"id": trigger.id, "because": said(because)} for trigger, because in advice.triggers],
        "open_points": [
            {"question": point.question.id, "ask": point.question.ask, "could_change": list(point.could_change)}
            for point in open_points(advice)
        ],
        "warnings": list(advice.warnings),
        "install_set": [
            *({"module": name, "cause": "chosen", "by": []} for name in advice.enterprise_modules),
            *(
                {"module": item.module.name, "cause": item.cause, "by": list(item.by)}
                for item in advice.install_set.modules
            ),
        ],
    }


def pack_line(pack: Pack) -> Json:
    """Return which knowledge an advice rests on."""
    return {"name": NAME, "version": VERSION, "digest": pack.digest}


def pack_json(pack: Pack) -> Json:
    """Return everything the knowledge pack holds, by kind, with counts."""
    shown = {kind: [entry_json(entry) for entry in getattr(pack, kind).values()] for kind in KINDS}
    return {**pack_line(pack), **shown, "counts": {kind: len(entries) for kind, entries in shown.items()}}


def entry_json(entry: Any) -> Json:
    """Return one entry of the pack with all its fields."""
    return {item.name: plain(getattr(entry, item.name), item.name) for item in fields(entry)}


def plain(value: Any, name: str = "") -> Any:
    """Return a value of the model as JSON holds it."""
    if name == "when":
        return when_json(value)
    if isinstance(value, Span):
        return span_json(value)
    if is_dataclass(value):
        return entry_json(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def explanations_json(found: tuple[Explanation, ...]) -> list[Json]:
    """Return what `why` found."""
    return [{"kind": item.kind, "id": item.id, "name": item.name, "sentences": list(item.sentences)} for item in found]
