"""The JSON that people and scripts outside rely on; keys and order are promised in the README and may only grow."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

from advisor.advice import Advice
from advisor.advising import kpis_for
from advisor.answers import plain_value
from advisor.conditions import Value, questions_in
from advisor.confidence import confidences
from advisor.counterfactual import app_change
from advisor.explain import Explanation
from advisor.fields import ALL_OF, UNKNOWN
from advisor.model import KINDS
from advisor.pack import NAME, VERSION, Pack
from advisor.schema import Line, Span, When
from advisor.why_not import WhyNot

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
    return [
        {
            question: wanted_json([line for line in table if line.question == question])
            for question in questions_in((table,))
        }
        for table in when
    ]


def wanted_json(lines: Sequence[Line]) -> Any:
    """Return what is asked of one question; several lines about it name choices that must all be there."""
    words: list[tuple[str, ...]] = []
    for line in lines:
        if isinstance(line.wanted, Span):
            return span_json(line.wanted)
        words.append(line.wanted)
    return list(words[0]) if len(words) == 1 else {ALL_OF: [choice for some in words for choice in some]}


def advice_json(advice: Advice) -> Json:
    """Return the whole advice."""
    return {
        "pack": pack_line(advice.pack),
        "series": advice.series,
        "edition": advice.edition,
        "country": advice.answers.country or None,
        **{part: make(advice) for part, make in PARTS.items()},
        "warnings": list(advice.warnings),
    }


def said(advice: Advice, because: Iterable[tuple[str, Value | None]]) -> list[Json]:
    """Return the answers behind something; one that would no longer be given is unknown."""
    questions = advice.pack.questions
    return [
        {"question": question, "answer": UNKNOWN if value is None else plain_value(value, questions[question])}
        for question, value in because
    ]


def orientation(advice: Advice) -> Json:
    leaning = advice.orientation
    return {
        "kind": leaning.kind,
        "production": leaning.production,
        "operations": leaning.operations,
        "reason": leaning.rule.reason,
        "because": said(advice, leaning.because),
    }


def activities(advice: Advice) -> list[Json]:
    return [
        {
            "id": item.activity.id,
            "name": item.activity.name,
            "function": item.activity.serves,
            "process": item.activity.process or None,
            "because": said(advice, item.because),
        }
        for item in advice.activities
    ]


def functions(advice: Advice) -> list[Json]:
    return [
        {
            "id": item.function.id,
            "name": item.function.name,
            "management": item.function.management,
            "activities": list(item.activities),
            "requirements": list(item.requirements),
            "apps": list(item.apps),
        }
        for item in advice.functions
    ]


def requirements(advice: Advice) -> list[Json]:
    return [
        {
            "id": need.requirement.id,
            "name": need.requirement.name,
            "function": need.requirement.function,
            "priority": need.priority,
            "activities": list(need.activities),
            "fit": need.fit,
            "covered_by": [{"app": way.app, "feature": way.feature or None, "fit": way.grade} for way in need.met_by],
        }
        for need in advice.needs
    ]


def apps(advice: Advice) -> list[Json]:
    sure = confidences(advice, advice.open_points)
    return [
        {
            "key": item.app.id,
            "kind": item.app.kind,
            "name": item.app.name,
            "priority": item.priority,
            "edition": item.origin,
            "modules": list(item.modules),
            "requirements": list(item.requirements),
            "waits": said(advice, item.waits),
            "confidence": {"word": sure[item.app.id].word, "because": sure[item.app.id].because},
            "reasons": [
                {"chain": [{"kind": kind, "id": entry_id} for kind, entry_id in reason.chain]}
                for reason in item.reasons
            ],
        }
        for item in advice.apps
    ]


def not_advised(advice: Advice) -> list[Json]:
    points = advice.open_points
    found = {key: app_change(advice, key) for key in advice.pack.apps if key not in advice.app_keys}
    return [
        {
            "key": key,
            "change": said(advice, change.answers),
            "proven": change.proven,
            "open_points": [point.question.id for point in points if key in point.could_change],
        }
        for key, change in found.items()
    ]


def methods(advice: Advice) -> list[Json]:
    return [
        {
            "id": method.id,
            "because": said(advice, because),
            "features": [{"app": item.id, "feature": item.what} for item in method.carried_by.values()],
            "kpis": list(method.kpis),
        }
        for method, because in advice.methods
    ]


def modules(advice: Advice) -> list[Json]:
    """Return the install set: what no public catalogue holds first, as chosen."""
    unverified: list[Json] = [{"module": name, "cause": "chosen", "by": []} for name in advice.enterprise_modules]
    return unverified + [
        {"module": item.module.name, "cause": item.cause, "by": list(item.by)} for item in advice.install_set.modules
    ]


PARTS: Mapping[str, Callable[[Advice], Any]] = {
    "orientation": orientation,
    "activities": activities,
    "functions": functions,
    "requirements": requirements,
    "apps": apps,
    "prerequisites": lambda advice: [
        {"key": item.app.id, "needed_by": list(item.needed_by)} for item in advice.prerequisites
    ],
    "not_advised": not_advised,
    "gaps": lambda advice: [
        {"requirement": gap.need.requirement.id, "alternatives": list(gap.alternatives)} for gap in advice.gaps
    ],
    "methods": methods,
    "pains": lambda advice: [{"id": pain.id, "because": said(advice, because)} for pain, because in advice.pains],
    "risks": lambda advice: [{"id": risk.id, "activities": list(ids)} for risk, ids in advice.risks],
    "kpis": lambda advice: [
        {"id": kpi.id, "function": kpi.function, "source": list(kpi.source)} for kpi in kpis_for(advice)
    ],
    "triggers": lambda advice: [
        {"id": trigger.id, "because": said(advice, because)} for trigger, because in advice.triggers
    ],
    "open_points": lambda advice: [
        {"question": point.question.id, "ask": point.question.ask, "could_change": list(point.could_change)}
        for point in advice.open_points
    ],
    "install_set": modules,
}
"""The parts of an advice, and what makes each from it."""


def pack_line(pack: Pack) -> Json:
    """Return which knowledge an advice rests on."""
    return {"name": NAME, "version": VERSION, "digest": pack.fingerprint}


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


def why_not_json(advice: Advice, found: WhyNot) -> Json:
    """Return what `why-not` found."""
    return {
        "kind": found.kind,
        "key": found.key,
        "advised": found.advised,
        "change": said(advice, found.change.answers),
        "proven": found.change.proven,
        "sentences": list(found.sentences),
    }


def explanations_json(found: tuple[Explanation, ...]) -> list[Json]:
    """Return what `why` found."""
    return [{"kind": item.kind, "id": item.id, "name": item.name, "sentences": list(item.sentences)} for item in found]
