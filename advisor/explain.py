"""Why: every line of an advice led back to answers, in sentences."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from advisor.advice import Advice, Need, Recommendation
from advisor.conditions import NotAsked, Value
from advisor.coverage import Option
from advisor.errors import fail, nearest
from advisor.offer import App
from advisor.requests import why_installed
from advisor.what_if import added, changes_for, open_questions_in
from advisor.words import answer_words, counted, joined, quoted_answer


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
        owners = [app.id for app in advice.pack.apps.values() if entry_id in all_modules(app)]
        hint = f"; it is a module of app:{owners[0]}" if owners else nearest(entry_id, everything)
        raise fail(wanted, f"nothing in this advice or the pack has this id{hint}")
    return tuple(found)


def all_modules(app: App) -> set[str]:
    """Return every module that an app is, in any edition and series."""
    return {module for words in app.modules.values() for modules in words.values() for module in modules}


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
    }
    return kinds[kind]


def said(advice: Advice, question_id: str, value: Value) -> str:
    """Return an answer as a half sentence: the question's words and the answer's."""
    question = advice.pack.questions[question_id]
    confirmed = question_id not in advice.answers.prefilled
    return f"“{question.ask}” {quoted_answer(question, value, confirmed)}"


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
            return Explanation(
                "app", key, app.name, (f"{app.name} is not advised for itself; {users} cannot do without it.",)
            )
    return Explanation(
        "app",
        key,
        app.name,
        (f"{app.name} is not advised: no activity of this company needs it.", *why_not_sentences(advice, key)),
    )


def app_sentences(advice: Advice, item: Recommendation) -> Iterator[str]:
    """Yield the chain behind an advised app: requirement, activity, answers, business reason."""
    number = counted(len(item.requirements), "requirement")
    yield f"{item.app.name} is advised as {item.priority}: it meets {number} of this company."
    needs = {need.requirement.id: need for need in advice.needs}
    for requirement in item.requirements:
        yield from need_sentences(advice, needs[requirement])


def need_sentences(advice: Advice, need: Need) -> Iterator[str]:
    """Yield who needs a requirement, and why."""
    active = {item.activity.id: item for item in advice.activities}
    for activity_id in need.activities:
        item = active[activity_id]
        answers = joined(said(advice, question, value) for question, value in item.because)
        priority = item.activity.needs[need.requirement.id]
        yield (
            f"“{need.requirement.name}” ({priority}) is needed for “{item.activity.name}”, "
            f"because you answered {answers}. {item.activity.because}"
        )


def why_not_sentences(advice: Advice, key: str) -> Iterator[str]:
    """Yield what would bring an app in."""
    app = advice.pack.apps[key]
    if app.platform:
        yield f"No function of management calls for it: {app.platform}"
        return
    change = changes_for(advice, key)
    if change:
        answers = joined(said(advice, question, added(advice, question, value) or value) for question, value in change)
        yield f"It would be advised if you also answered {answers}."
    else:
        yield f"No answer brings it in for {advice.series}, {advice.edition}."


def why_requirement(advice: Advice, key: str) -> Explanation | None:
    requirement = advice.pack.requirements.get(key)
    if requirement is None:
        return None
    need = next((need for need in advice.needs if need.requirement.id == key), None)
    if need is None:
        return Explanation("requirement", key, requirement.name, ("No activity of this company needs it.",))
    apps = joined(f"{advice.pack.apps[way.app].name} ({way.grade.replace('_', ' ')})" for way in need.met_by)
    how = (
        f"Met by {apps}."
        if need.met_by
        else f"A gap: {requirement.gap or 'nothing in this edition and series covers it.'}"
    )
    return Explanation(
        "requirement",
        key,
        requirement.name,
        (*need_sentences(advice, need), how, f"Accepted when: {requirement.acceptance}"),
    )


def why_activity(advice: Advice, key: str) -> Explanation | None:
    activity = advice.pack.activities.get(key)
    if activity is None:
        return None
    for item in advice.activities:
        if item.activity.id == key:
            answers = joined(said(advice, question, value) for question, value in item.because)
            needs = joined(advice.pack.requirements[name].name for name in activity.needs)
            function = advice.pack.functions[activity.serves].name
            return Explanation(
                "activity",
                key,
                activity.name,
                (
                    f"You do this because you answered {answers}.",
                    f"It serves {function}.",
                    f"It needs: {needs}." if needs else "It brings a risk, no requirement.",
                    activity.because,
                ),
            )
    unknown = open_questions_in(activity.when, advice.known)
    if unknown:
        asks = joined(advice.pack.questions[name].ask for name in sorted(unknown))
        return Explanation("activity", key, activity.name, (f"Not decided: it hangs on {asks}",))
    return Explanation("activity", key, activity.name, ("Your answers do not say that you do this.",))


def why_function(advice: Advice, key: str) -> Explanation | None:
    function = advice.pack.functions.get(key)
    if function is None:
        return None
    used = next((item for item in advice.functions if item.function.id == key), None)
    if used is None:
        return Explanation("function", key, function.name, ("No activity of this company belongs to it.",))
    pack = advice.pack
    sentences = [f"It belongs to {function.management} management. {function.summary}"]
    if used.activities:
        sentences.append(f"You do: {joined(pack.activities[name].name for name in used.activities)}.")
    sentences.append(f"It needs: {joined(pack.requirements[name].name for name in used.requirements)}.")
    if used.apps:
        sentences.append(f"Carried by {joined(pack.apps[name].name for name in used.apps)}.")
    return Explanation("function", key, function.name, tuple(sentences))


def why_kpi(advice: Advice, key: str) -> Explanation | None:
    kpi = advice.pack.kpis.get(key)
    if kpi is None:
        return None
    function = advice.pack.functions[kpi.function].name
    checked = "" if kpi.checked else " (place not checked in a running Odoo)"
    return Explanation(
        "kpi",
        key,
        kpi.name,
        (
            f"It measures {function}: {kpi.formula} ({kpi.unit}; better: {kpi.direction}).",
            f"Where: {kpi.where}{checked}",
        ),
    )


def why_method(advice: Advice, key: str) -> Explanation | None:
    method = advice.pack.methods.get(key)
    if method is None:
        return None
    held = next((because for item, because in advice.methods if item.id == key), None)
    if held is None:
        return Explanation(
            "method", key, method.name, ("Your answers do not show the problem it solves.", method.problem)
        )
    answers = joined(said(advice, question, value) for question, value in held)
    return Explanation(
        "method", key, method.name, (f"Advised because you answered {answers}.", method.problem, method.idea)
    )


def why_question(advice: Advice, key: str) -> Explanation | None:
    question = advice.pack.questions.get(key)
    if question is None:
        return None
    value = advice.known.get(key)
    if isinstance(value, NotAsked):
        return Explanation("question", key, question.ask, (question.why, "It does not apply to this company."))
    if value is None:
        return Explanation("question", key, question.ask, (question.why, "It has no answer yet: an open point."))
    turned_on = [item.activity.name for item in advice.activities if any(name == key for name, _ in item.because)]
    effect = f"It turns on: {joined(turned_on)}." if turned_on else "It turns nothing on."
    return Explanation(
        "question", key, question.ask, (question.why, f"You answered: {answer_words(question, value)}.", effect)
    )


def brings(way: Option, item: Recommendation, module: str) -> bool:
    """Return whether an advised app meets a requirement with a module."""
    return way.app == item.app.id and module in way.modules


def why_module(advice: Advice, key: str) -> Explanation | None:
    sentences = []
    for item in advice.apps:
        needs = [need.requirement.name for need in advice.needs if need.met_by and brings(need.met_by[0], item, key)]
        if needs:
            sentences.append(f"{item.app.name} takes it to: {joined(needs)}.")
    if key in advice.enterprise_modules:
        return Explanation(
            "module", key, key, (*sentences, "Enterprise: its dependencies are documented, not verified.")
        )
    found = next((item for item in advice.install_set.modules if item.module.name == key), None)
    if found is None:
        return None
    return Explanation("module", key, found.module.label, (*sentences, *why_installed(advice.install_set, key)))


EXPLAINERS = {
    "app": why_app,
    "requirement": why_requirement,
    "activity": why_activity,
    "function": why_function,
    "kpi": why_kpi,
    "method": why_method,
    "question": why_question,
    "module": why_module,
}
"""What can be asked *why*: kind -> function that explains an id of it, or returns None."""
