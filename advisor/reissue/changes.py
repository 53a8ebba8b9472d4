"""What changed since an earlier issue of a plan, each line with its causes.

Three sayings are compared: what the earlier issue said, what today's program says of the same answers, and what it
says now. A difference between the first two comes from the rules or the program, one between the last two from
answers, terms or options.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from advisor.advice import Advice
from advisor.causes import Causes, Said
from advisor.estimate.amounts import amounts
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
    causes = Causes(earlier.advice, advice)
    order = change_order(earlier.advice, advice, causes)
    again = said_again(earlier)
    keys = dict(cause_words(earlier, advice, options, order, earlier.facts != again))
    numbers = {key: number for number, key in enumerate(keys, 1)}
    topics = {
        topic: tuple(topic_changes(topic, earlier, causes, order, again.get(topic, {}), facts[topic], numbers))
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
    causes: Causes,
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
                found += moved_by(topic, key, causes, order)
            because = sorted({numbers[cause] for cause in found if cause in numbers})
            yield Change(key, then.get(key, ""), now.get(key, ""), tuple(because))


def moved_by(topic: str, key: str, causes: Causes, order: ChangeOrder) -> list[Key]:
    """Return what may have moved one thing, answers first; whether each is a cause at all is known by its number."""
    questions = causes.of(TOLD[topic](key)) if topic in TOLD else of_work(order)
    return [*(("answer", question) for question in questions), *for_all(topic)]


def for_all(topic: str) -> list[Key]:
    """Return the causes other than answers that may move all of a topic."""
    return [("option", name) for name in MOVED_BY[topic]] + ([("terms", "")] if topic in ON_TERMS else [])


def of_work(order: ChangeOrder) -> tuple[str, ...]:
    """Return the changed questions that move any work."""
    return tuple(dict.fromkeys(question for line in (*order.lines, *order.later) for question in line.because))


def app_told(key: str) -> Said:
    """Return what is told of an app: how strongly it is advised, and whether it is in the first project."""
    return lambda advice: next(
        ((stop.item.priority, stop.first) for stop in stops(advice) if stop.item.app.id == key), None
    )


def requirement_told(key: str) -> Said:
    """Return what is told of a requirement: its priority, and how it is met."""
    return lambda advice: next(((need.priority, need.fit) for need in advice.needs if need.requirement.id == key), None)


def amount_told(key: str) -> Said:
    """Return what is told of an amount: how much it is, and whether that is assumed."""

    def told(advice: Advice) -> object:
        amount = amounts(advice).get(key)
        return amount and (bool(amount.assumed), amount.points)

    return told


def open_point_told(key: str) -> Said:
    """Return whether a question is open."""
    return lambda advice: key in {point.question.id for point in advice.open_points}


TOLD: Mapping[str, Callable[[str], Said]] = {
    "apps": app_told,
    "requirements": requirement_told,
    "amounts": amount_told,
    "open_points": open_point_told,
}
"""What of an advice tells the same of a thing as an issue says; figures and dates follow from all work."""
