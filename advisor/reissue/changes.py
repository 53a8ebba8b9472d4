"""What changed since an earlier issue of a plan, each line with its causes.

Three sayings are compared: what the earlier issue said, what today's program says of the same answers, and what it
says now. A difference between the first two comes from the rules or the program, one between the last two from
answers, terms or options.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from advisor.advice import Advice
from advisor.compare import causes as app_causes
from advisor.counterfactual import holding
from advisor.estimate.change import ChangeOrder, change_order
from advisor.estimate.estimating import estimate
from advisor.estimate.money import money
from advisor.estimate.schedule import schedule
from advisor.going_live import stops
from advisor.language import Words, say
from advisor.reissue.saying import TOPICS, Facts, saying


@dataclass(frozen=True, slots=True)
class Earlier:
    """An issue that was sent: its answers advised by today's rules, its options, and what it said."""

    advice: Advice
    start: date | None
    options: Mapping[str, str]
    makers: tuple[str, str]  # program and knowledge pack, then and now
    facts: Facts


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is said otherwise: its id, what was and what is said of it (empty: nothing), and the causes."""

    id: str
    before: str
    after: str
    because: tuple[int, ...]  # numbers of causes


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that changed since an earlier issue; causes are numbered from 1."""

    issued: str  # the date of the earlier issue, when it has one
    causes: tuple[str, ...]
    topics: Mapping[str, tuple[Change, ...]]
    order: ChangeOrder
    of_questions: Mapping[str, int]  # question -> number of its cause
    by_rules: float  # days that the rules or the program move
    rest: tuple[int, ...]  # causes that are no answers, for work that hangs on none


Key = tuple[str, str]
"""A cause: ('answer', question), ('option', name), ('terms', '') or ('rules', '')."""
RULES: Key = ("rules", "")
MOVED_BY: Mapping[str, tuple[str, ...]] = {
    "figures": ("series", "edition"),
    "apps": ("series", "edition"),
    "requirements": ("series", "edition"),
    "dates": ("series", "edition", "start"),
    "amounts": ("series", "edition"),
    "open_points": (),
}
"""The options that can move what is said of a topic."""
ON_TERMS = ("figures", "dates", "amounts")
"""The topics that a partner's terms can move."""
OPTION_WORDS = Words(
    {"series": "Odoo series", "edition": "Edition", "start": "Start", "deadline": "Deadline", "budget": "Budget"}
)


def changes(earlier: Earlier, advice: Advice, limits: Mapping[str, str], facts: Facts) -> Changes:
    """Return what changed from an earlier issue to what is said now, within some limits."""
    options = {"series": advice.series, "edition": advice.edition, **limits}
    order = change_order(earlier.advice, advice)
    again = said_again(earlier)
    keys = dict(cause_words(earlier, advice, options, order, earlier.facts != again))
    numbers = {key: number for number, key in enumerate(keys, 1)}
    topics = {
        topic: tuple(topic_changes(topic, earlier, advice, order, again.get(topic, {}), facts[topic], numbers))
        for topic in TOPICS
    }
    days = earlier.facts.get("figures", {}).get("days", "0")
    return Changes(
        issued=earlier.advice.answers.engagement.get("date", ""),
        causes=tuple(keys.values()),
        topics=topics,
        order=order,
        of_questions={key: number for (kind, key), number in numbers.items() if kind == "answer"},
        by_rules=float(again["figures"]["days"]) - float(days),
        rest=tuple(numbers[key] for key in for_all("figures") if key in numbers),
    )


def said_again(earlier: Earlier) -> Facts:
    """Return what today's program says of the answers and options of an earlier issue."""
    found = estimate(earlier.advice)
    priced = money(found) if found.waves else None
    calendar = schedule(found, earlier.start) if found.waves else None
    later = [stop.item.app.id for stop in stops(earlier.advice) if not stop.first]
    return saying(found, priced, calendar, earlier.advice.open_points, later)


def cause_words(
    earlier: Earlier, advice: Advice, options: Mapping[str, str], order: ChangeOrder, by_rules: bool
) -> Iterator[tuple[Key, str]]:
    """Yield every cause there is, with its words."""
    for question, words in order.answers:
        yield ("answer", question), words
    for name, label in OPTION_WORDS.items():
        old, new = earlier.options.get(name, ""), options.get(name, "")
        if old != new:
            yield ("option", name), f"{label}: {old or say('none')} → {new or say('none')}"
    if earlier.advice.pack.digest != advice.pack.digest:
        yield ("terms", ""), say("The partner's terms are not the same.")
    if by_rules:
        then, now = earlier.makers
        yield (
            RULES,
            say(
                "The rules, or the program that applies them, are not the same: {then} then, {now} now.",
                then=then,
                now=now,
            ),
        )


def topic_changes(
    topic: str,
    earlier: Earlier,
    advice: Advice,
    order: ChangeOrder,
    again: Mapping[str, str],
    now: Mapping[str, str],
    numbers: Mapping[Key, int],
) -> Iterator[Change]:
    """Yield what is said otherwise in one topic."""
    then = earlier.facts.get(topic, {})
    for key in dict.fromkeys((*now, *then)):
        if then.get(key) != now.get(key):
            found = [RULES] if then.get(key) != again.get(key) else []
            if again.get(key) != now.get(key):
                found += moved_by(topic, key, earlier.advice, advice, order)
            because = sorted({numbers[cause] for cause in found if cause in numbers})
            yield Change(key, then.get(key, ""), now.get(key, ""), tuple(because))


def moved_by(topic: str, key: str, before: Advice, after: Advice, order: ChangeOrder) -> list[Key]:
    """Return what may have moved one thing, answers first; whether each is a cause at all is known by its number."""
    changed = [question for question, _ in order.answers]
    asked = QUESTIONS[topic](key, before, after, order)
    found: list[Key] = [("answer", question) for question in changed if question in asked]
    return [*found, *for_all(topic)]


def for_all(topic: str) -> list[Key]:
    """Return the causes other than answers that may move all of a topic."""
    return [("option", name) for name in MOVED_BY[topic]] + ([("terms", "")] if topic in ON_TERMS else [])


def of_app(key: str, before: Advice, after: Advice, order: ChangeOrder) -> set[str]:
    """Return the changed questions on which an app hangs."""
    return set(app_causes(key, (before, after), [question for question, _ in order.answers]))


def of_requirement(key: str, before: Advice, after: Advice, order: ChangeOrder) -> set[str]:
    """Return the questions on which a requirement hangs, and those of the apps that meet it."""
    found: set[str] = set()
    for advice in (before, after):
        for need in advice.needs:
            if need.requirement.id == key:
                found |= {one for questions in holding(advice, set(need.activities)) for one in questions}
    changed = {question for question, _ in order.answers}
    return found & changed or changed


def of_work(_key: str, _before: Advice, _after: Advice, order: ChangeOrder) -> set[str]:
    """Return the changed questions that move any work."""
    return {question for line in (*order.lines, *order.later) for question in line.because}


def of_amount(key: str, before: Advice, after: Advice, order: ChangeOrder) -> set[str]:
    """Return the questions that size a driver."""
    drivers = [advice.pack.drivers[key] for advice in (before, after) if key in advice.pack.drivers]
    asked = {question for driver in drivers for question in (*driver.questions, driver.guess_from)}
    changed = {question for question, _ in order.answers}
    return asked & changed or changed


def of_open_point(key: str, _before: Advice, _after: Advice, order: ChangeOrder) -> set[str]:
    """Return the question itself when it was answered or taken back, or else all changed ones: they open others."""
    changed = {question for question, _ in order.answers}
    return {key} & changed or changed


QUESTIONS: Mapping[str, Callable[[str, Advice, Advice, ChangeOrder], set[str]]] = {
    "figures": of_work,
    "apps": of_app,
    "requirements": of_requirement,
    "dates": of_work,
    "amounts": of_amount,
    "open_points": of_open_point,
}
"""The questions behind what is said of a topic."""
