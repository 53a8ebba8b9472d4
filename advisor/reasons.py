"""Sentences that lead a part of an advice back to answers."""

from collections.abc import Iterable, Iterator

from advisor.advice import Advice, Because, Need, Recommendation
from advisor.conditions import Value
from advisor.confidence import confidences
from advisor.language import say, say_many
from advisor.requests import why_installed
from advisor.walk import reached
from advisor.words import PRIORITY_IN_SENTENCE, asked_and_answered, few, joined


def said(advice: Advice, question_id: str, value: Value) -> str:
    """Return an answer as a half sentence: the question's words and the answer's."""
    confirmed = question_id not in advice.answers.prefilled
    return asked_and_answered(advice.pack.questions[question_id], value, confirmed)


def answers_said(advice: Advice, because: Because) -> str:
    """Return some answers as half a sentence."""
    return joined(said(advice, question, value) for question, value in because)


def app_sentences(advice: Advice, item: Recommendation) -> Iterator[str]:
    """Yield how sure an advised app is and the chains behind it: requirement, activity, answers, business reason."""
    sure = confidences(advice, advice.open_points)[item.app.id]
    yield say_many(
        "{app} is advised as {priority}: it meets {number} requirement of this company.",
        "{app} is advised as {priority}: it meets {number} requirements of this company.",
        len(item.requirements),
        app=item.app.name,
        priority=PRIORITY_IN_SENTENCE[item.priority],
    )
    yield sure.sentence
    if item.waits:
        yield say("It is left for later: you answered {answers}.", answers=answers_said(advice, item.waits))
        yield item.app.waits_because
    needs = {need.requirement.id: need for need in advice.needs}
    for requirement in item.requirements:
        yield from need_sentences(advice, needs[requirement])


def need_sentences(advice: Advice, need: Need) -> Iterator[str]:
    """Yield who needs a requirement, and why."""
    active = {item.activity.id: item for item in advice.activities}
    for activity_id in need.activities:
        item = active[activity_id]
        priority = item.activity.needs[need.requirement.id]
        needed = say(
            "“{requirement}” ({priority}) is needed for “{activity}”, because you answered {answers}.",
            requirement=need.requirement.name,
            priority=PRIORITY_IN_SENTENCE[priority],
            activity=item.activity.name,
            answers=answers_said(advice, item.because),
        )
        yield f"{needed} {item.activity.because}"


def doing_sentences(advice: Advice, activities: Iterable[str]) -> Iterator[str]:
    """Yield which of some activities the company does, and the answers that say so."""
    wanted = set(activities)
    for item in advice.activities:
        if item.activity.id in wanted:
            yield say(
                "You do “{activity}”, because you answered {answers}.",
                activity=item.activity.name,
                answers=answers_said(advice, item.because),
            )


def function_sentences(advice: Advice, function: str) -> Iterator[str]:
    """Yield which activities call for a function, by serving it or by what they need, with the answers behind them."""
    for use in advice.functions:
        if use.function.id == function:
            needing = (need for need in advice.needs if need.requirement.id in use.requirements)
            yield from doing_sentences(advice, {*use.activities, *(key for need in needing for key in need.activities)})


def module_sentences(advice: Advice, key: str) -> Iterator[str]:
    """Yield how a module of the install set came there, from module to module, and the answers behind it."""
    if key not in advice.enterprise_modules:
        yield from why_installed(advice.install_set, key)
    roots = {key, *leading_to(advice, key)}
    takers = [item for item in advice.apps if roots.intersection(item.modules)]
    needed = {key for item in advice.prerequisites if roots.intersection(item.modules) for key in item.needed_by}
    users = takers or [item for item in advice.apps if item.app.id in needed]
    for item in users[:1]:
        others = few([other.app.name for other in users[1:]])
        also = " " + say("So do {apps}.", apps=joined(others)) if others else ""
        answers = answers_said(advice, tuple((reason.question, reason.answer) for reason in item.reasons[:1]))
        takes = say("{app} takes it there, because you answered {answers}.", app=item.app.name, answers=answers)
        yield takes + also


def serves_no_function(platform: str) -> str:
    """Return why an app is there that serves no function of management."""
    return say("No function of management calls for it: {reason}", reason=platform)


def leading_to(advice: Advice, key: str) -> set[str]:
    """Return the modules that brought a module first, directly or through others."""
    there = {item.module.name: item for item in advice.install_set.modules}

    def before(name: str) -> tuple[str, ...]:
        return there[name].first_by if name in there else ()

    return reached(before(key), before)
