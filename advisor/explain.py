"""Why: every line of an advice led back to answers, in sentences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from advisor.advice import Advice, Because
from advisor.change_words import change_sentences
from advisor.conditions import NotAsked
from advisor.counterfactual import app_change
from advisor.coverage import Option, offered_modules
from advisor.errors import fail, nearest
from advisor.language import later, say
from advisor.reasons import (
    answers_said,
    app_sentences,
    doing_sentences,
    function_sentences,
    module_sentences,
    need_sentences,
    serves_no_function,
)
from advisor.what_if import open_questions_in
from advisor.words import DIRECTION_WORDS, FIT_WORDS, answer_words, in_sentence, joined


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands behind one thing in the advice, in sentences."""

    kind: str
    id: str
    name: str
    sentences: tuple[str, ...]


def why(advice: Advice, wanted: str) -> tuple[Explanation, ...]:
    """Return what stands behind an id, given as ``kind:id`` or bare. Raises UserError for an id nobody knows."""
    kind, _, entry_id = wanted.rpartition(":")
    kinds = [kind] if kind else list(EXPLAINERS)
    if kind and kind not in EXPLAINERS:
        raise fail(wanted, f"'{kind}' is no kind of thing{nearest(kind, EXPLAINERS)} (kinds: {', '.join(EXPLAINERS)})")
    found = [item for name in kinds if (item := EXPLAINERS[name](advice, entry_id)) is not None]
    if not found:
        everything = {entry for name in kinds for entry in ids_of(advice, name)}
        owners = [app.id for app in advice.pack.apps.values() if entry_id in offered_modules(app)]
        hint = f"; it is a module of app:{owners[0]}" if owners else nearest(entry_id, everything)
        raise fail(wanted, f"nothing in this advice or the pack has this id{hint}")
    return tuple(found)


def ids_of(advice: Advice, kind: str) -> Iterable[str]:
    """Return the ids that `why` can explain, by kind."""
    pack = advice.pack
    if kind == "module":
        return [*advice.enterprise_modules, *sorted(advice.install_set.names)]
    kinds: Mapping[str, Mapping[str, object]] = {
        "app": pack.apps,
        "requirement": pack.requirements,
        "activity": pack.activities,
        "function": pack.functions,
        "kpi": pack.kpis,
        "method": pack.methods,
        "question": pack.questions,
        "gap": {gap.need.requirement.id: gap for gap in advice.gaps},
        "risk": pack.risks,
        "trigger": pack.triggers,
        "belief": pack.beliefs,
        "pain": pack.pains,
    }
    return kinds[kind]


def why_app(advice: Advice, key: str) -> Explanation | None:
    app = advice.pack.apps.get(key)
    if app is None:
        return None
    for item in advice.apps:
        if item.app.id == key:
            return Explanation("app", key, app.name, tuple(app_sentences(advice, item)))
    for needed in advice.prerequisites:
        if needed.app.id == key:
            users = joined(advice.pack.apps[user].name for user in needed.needed_by)
            so = say("{app} is not advised for itself; {users} cannot do without it.", app=app.name, users=users)
            return Explanation("app", key, app.name, (so,))
    not_advised = say("{app} is not advised: no requirement of this company takes it.", app=app.name)
    if app.platform:
        return Explanation("app", key, app.name, (not_advised, serves_no_function(app.platform)))
    change = change_sentences(advice, app_change(advice, key), "app", advised=False)
    return Explanation("app", key, app.name, (not_advised, *change))


def why_requirement(advice: Advice, key: str) -> Explanation | None:
    requirement = advice.pack.requirements.get(key)
    if requirement is None:
        return None
    need = next((need for need in advice.needs if need.requirement.id == key), None)
    if need is None:
        return Explanation("requirement", key, requirement.name, (say("No activity of this company needs it."),))
    apps = joined(f"{advice.pack.apps[way.app].name} ({in_sentence(FIT_WORDS[way.grade])})" for way in need.met_by)
    if need.met_by:
        how = say("Met by {apps}.", apps=apps)
    elif requirement.gap:
        how = say("A gap: {reason}", reason=requirement.gap)
    else:
        how = say("A gap: nothing in this edition and series covers it.")
    return Explanation(
        "requirement",
        key,
        requirement.name,
        (*need_sentences(advice, need), how, say("Accepted when: {proof}", proof=requirement.acceptance)),
    )


def why_activity(advice: Advice, key: str) -> Explanation | None:
    activity = advice.pack.activities.get(key)
    if activity is None:
        return None
    for item in advice.activities:
        if item.activity.id == key:
            answers = answers_said(advice, item.because)
            needs = joined(advice.pack.requirements[name].name for name in activity.needs)
            function = advice.pack.functions[activity.serves].name
            return Explanation(
                "activity",
                key,
                activity.name,
                (
                    say("You do this because you answered {answers}.", answers=answers),
                    say("It serves {function}.", function=function),
                    say("It needs: {needs}.", needs=needs) if needs else say("It brings a risk, no requirement."),
                    activity.because,
                ),
            )
    unknown = open_questions_in(activity.when, advice.known)
    if unknown:
        asks = joined(advice.pack.questions[name].ask for name in sorted(unknown))
        return Explanation(
            "activity", key, activity.name, (say("Not decided: it hangs on {questions}", questions=asks),)
        )
    return Explanation("activity", key, activity.name, (say("Your answers do not say that you do this."),))


def why_function(advice: Advice, key: str) -> Explanation | None:
    function = advice.pack.functions.get(key)
    if function is None:
        return None
    used = next((item for item in advice.functions if item.function.id == key), None)
    if used is None:
        return Explanation("function", key, function.name, (say("No activity of this company belongs to it."),))
    pack = advice.pack
    sentences = [f"{say(BELONGS[function.management])} {function.summary}"]
    if used.activities:
        doing = joined(pack.activities[name].name for name in used.activities)
        sentences.append(say("You do: {activities}.", activities=doing))
    needs = joined(pack.requirements[name].name for name in used.requirements)
    sentences.append(say("It needs: {needs}.", needs=needs))
    if used.apps:
        sentences.append(say("Carried by {apps}.", apps=joined(pack.apps[name].name for name in used.apps)))
    return Explanation("function", key, function.name, (*sentences, *function_sentences(advice, key)))


BELONGS = {
    "production": later("It belongs to production management."),
    "operations": later("It belongs to operations management."),
}


def why_kpi(advice: Advice, key: str) -> Explanation | None:
    kpi = advice.pack.kpis.get(key)
    if kpi is None:
        return None
    function = advice.pack.functions[kpi.function].name
    where = later("Where: {place}") if kpi.checked else later("Where: {place} (place not checked in a running Odoo)")
    return Explanation(
        "kpi",
        key,
        kpi.name,
        (
            say(
                "It measures {function}: {formula} ({unit}; better: {direction}).",
                function=function,
                formula=kpi.formula,
                unit=kpi.unit,
                direction=DIRECTION_WORDS[kpi.direction],
            ),
            say(where, place=kpi.where),
            *function_sentences(advice, kpi.function),
        ),
    )


def why_method(advice: Advice, key: str) -> Explanation | None:
    method = advice.pack.methods.get(key)
    if method is None:
        return None
    held = next((because for item, because in advice.methods if item.id == key), None)
    if held is None:
        return Explanation(
            "method", key, method.name, (say("Your answers do not show the problem it solves."), method.problem)
        )
    so = say("Advised because you answered {answers}.", answers=answers_said(advice, held))
    return Explanation("method", key, method.name, (so, method.problem, method.idea))


def why_question(advice: Advice, key: str) -> Explanation | None:
    question = advice.pack.questions.get(key)
    if question is None:
        return None
    value = advice.known.get(key)
    if isinstance(value, NotAsked):
        return Explanation("question", key, question.ask, (question.why, say("It does not apply to this company.")))
    if value is None:
        return Explanation("question", key, question.ask, (question.why, say("It has no answer yet: an open point.")))
    turned_on = [item.activity.name for item in advice.activities if any(name == key for name, _ in item.because)]
    effect = (
        say("It turns on: {activities}.", activities=joined(turned_on)) if turned_on else say("It turns nothing on.")
    )
    answered = say("You answered: {answer}.", answer=answer_words(question, value))
    return Explanation("question", key, question.ask, (question.why, answered, effect))


def why_module(advice: Advice, key: str) -> Explanation | None:
    found = next((item for item in advice.install_set.modules if item.module.name == key), None)
    if found is None and key not in advice.enterprise_modules:
        return None
    sentences = []
    for item in advice.apps:
        ways = [need for need in advice.needs if need.met_by and brings(need.met_by[0], item.app.id, key)]
        if ways:
            needs = joined(need.requirement.name for need in ways)
            sentences.append(say("{app} takes it to: {needs}.", app=item.app.name, needs=needs))
    if found is None:
        sentences.append(say("Enterprise: its dependencies are documented, not verified."))
    label = found.module.label if found else key
    return Explanation("module", key, label, (*sentences, *module_sentences(advice, key)))


def brings(way: Option, app: str, module: str) -> bool:
    """Return whether a way to meet a requirement is an app with a module."""
    return way.app == app and module in way.modules


def why_gap(advice: Advice, key: str) -> Explanation | None:
    gaps = {gap.need.requirement.id for gap in advice.gaps}
    found = why_requirement(advice, key) if key in gaps else None
    return Explanation("gap", key, found.name, found.sentences) if found else None


def why_risk(advice: Advice, key: str) -> Explanation | None:
    risk = advice.pack.risks.get(key)
    if risk is None:
        return None
    activities = next((ids for item, ids in advice.risks if item.id == key), ())
    doing = tuple(doing_sentences(advice, activities)) or (say("Nothing you do brings it."),)
    return Explanation("risk", key, risk.name, (*doing, risk.mitigation))


def why_situation(kind: str, advice: Advice, key: str) -> Explanation | None:
    """Explain what holds because of answers alone: outside help, a common mistake, a pain."""
    known, held, told = SITUATIONS[kind](advice)
    if key not in known:
        return None
    because = next((because for item, because in held if item.id == key), None)
    so = later("Your answers do not show it.") if because is None else later("It holds for every company.")
    sentence = say("You answered {answers}.", answers=answers_said(advice, because)) if because else say(so)
    return Explanation(kind, key, known[key].name, (sentence, told(known[key])))


SITUATIONS: Mapping[str, Callable[[Advice], tuple[Mapping[str, Any], Iterable[tuple[Any, Because]], Any]]] = {
    "trigger": lambda advice: (advice.pack.triggers, advice.triggers, lambda trigger: trigger.advice),
    "belief": lambda advice: (advice.pack.beliefs, advice.beliefs, lambda belief: belief.answer),
    "pain": lambda advice: (
        advice.pack.pains,
        advice.pains,
        lambda pain: say(
            "It is for {functions}.", functions=joined(advice.pack.functions[name].name for name in pain.functions)
        ),
    ),
}
"""Kind -> all there are, those that hold with their answers, and what to tell about one."""

EXPLAINERS: Mapping[str, Callable[[Advice, str], Explanation | None]] = {
    "app": why_app,
    "requirement": why_requirement,
    "activity": why_activity,
    "function": why_function,
    "kpi": why_kpi,
    "method": why_method,
    "question": why_question,
    "module": why_module,
    "gap": why_gap,
    "risk": why_risk,
    **{kind: partial(why_situation, kind) for kind in SITUATIONS},
}
"""What can be asked *why*: kind -> function that explains an id of it, or returns None."""
