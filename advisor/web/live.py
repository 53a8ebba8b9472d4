"""What follows from the answers so far, beside the survey: apps with their reasons, and what the last answer moved."""

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.advice import Advice, Reason, Recommendation
from advisor.business import Question
from advisor.compare import AppChange, compared
from advisor.conditions import Value
from advisor.counterfactual import words_of
from advisor.estimate.estimating import Rough
from advisor.going_live import FIRST_PROJECT
from advisor.language import later, say, say_many, speaking
from advisor.schema import PRIORITIES
from advisor.summary import IS_A
from advisor.what_if import OpenPoint
from advisor.words import PRIORITY_IN_SENTENCE, capitalised, few, joined, quoted_answer

OPEN_POINTS_SHOWN = 3  # the review lists them all
NAMED = 4  # apps that hang on one
ANSWERS_NAMED = 2  # behind one move
CHOICES_NAMED = 2  # of an answer that speaks for an app


@dataclass(frozen=True, slots=True)
class AppLine:
    """One advised app, and the answer that speaks for it most."""

    key: str
    name: str
    priority: str
    because: str
    new: bool


@dataclass(frozen=True, slots=True)
class Move:
    """What the last answers did to an app: in a word, and as a sentence with the answers."""

    name: str
    sign: str  # in, out, up or down
    sentence: str


@dataclass(frozen=True, slots=True)
class Live:
    """The advice so far."""

    is_a: str  # a sentence; empty: too little is known
    production: float
    operations: float
    first: tuple[AppLine, ...]
    later: tuple[AppLine, ...]
    gaps: int
    open_points: tuple[tuple[OpenPoint, str], ...]  # with the names of the apps that hang on each
    open_in_all: int
    moves: tuple[Move, ...]
    effort: Rough | None  # None: not asked for, or nothing to do


def live(now: Advice, before: Advice | None = None, effort: Rough | None = None) -> Live:
    """Return what follows from the answers so far, and what moved since some answers before; in their language."""
    with speaking(now.pack.language):
        return live_of(now, before, effort)


def live_of(now: Advice, before: Advice | None, effort: Rough | None) -> Live:
    """Return what follows from the answers so far, in the language in force."""
    moves = tuple(moved(before, now)) if before else ()
    new = {move.name for move in moves if move.sign == "in"}
    lines = [(item.priority, app_line(now, item, item.app.name in new)) for item in now.apps]
    points = [point for point in now.open_points if point.could_change]
    return Live(
        is_a=say(IS_A[now.orientation.kind], company=company_of(now)) if now.needs else "",
        production=now.orientation.production,
        operations=now.orientation.operations,
        first=tuple(line for priority, line in lines if priority in FIRST_PROJECT),
        later=tuple(line for priority, line in lines if priority not in FIRST_PROJECT),
        gaps=len(now.gaps),
        open_points=tuple((point, hanging(now, point)) for point in points[:OPEN_POINTS_SHOWN]),
        open_in_all=len(points),
        moves=moves,
        effort=effort,
    )


def company_of(advice: Advice) -> str:
    """Return the name of the company at the beginning of a sentence."""
    return capitalised(advice.answers.engagement.get("company") or say("your company"))


def app_line(advice: Advice, item: Recommendation, new: bool) -> AppLine:
    """Return an app with the answer that speaks for it most."""
    reason = speaking_most(advice, item)
    confirmed = reason.question not in advice.answers.prefilled
    question, answer = advice.pack.questions[reason.question], reason.answer
    if isinstance(answer, tuple) and len(answer) > CHOICES_NAMED + 1:
        named = quoted_answer(question, answer[:CHOICES_NAMED], confirmed)
        number = len(answer) - CHOICES_NAMED
        said = say_many("{named} and {number} more", "{named} and {number} more", number, named=named)
    else:
        said = quoted_answer(question, answer, confirmed)
    return AppLine(item.app.id, item.app.name, item.priority, said, new)


def speaking_most(advice: Advice, item: Recommendation) -> Reason:
    """Return the first reason of the strongest need that says what the company does; what hurts comes after that."""
    pains = advice.pack.pains
    doing = (reason for reason in item.reasons if not any(word in pains for word in words_of(reason.answer)))
    return next(doing, item.reasons[0])


def hanging(advice: Advice, point: OpenPoint) -> str:
    """Return the names of the apps that hang on an open point."""
    return joined(few([advice.pack.apps[key].name for key in point.could_change], NAMED))


def moved(before: Advice, now: Advice) -> Iterator[Move]:
    """Yield the apps that came, went, or grew stronger or weaker, with the answers that did it; those that came first.

    Nothing moves where no answer changed.
    """
    found = compared(before, now)
    changes = sorted(found.apps, key=lambda change: (bool(change.before), not change.after, change.app))
    for change in changes if found.answers else ():
        name, sign = now.pack.apps[change.app].name, sign_of(change)
        old, new = (PRIORITY_IN_SENTENCE[word] if word else "" for word in (change.before, change.after))
        yield Move(name, sign, say(MOVES[sign], app=name, old=old, new=new, because=because(before, now, change)))


MOVES = {
    "in": later("{app} comes in ({new}), because {because}."),
    "out": later("{app} drops out, because {because}."),
    "up": later("{app} weighs more ({old} → {new}), because {because}."),
    "down": later("{app} weighs less ({old} → {new}), because {because}."),
}
"""How each move of an app is said, by its sign."""


def sign_of(change: AppChange) -> str:
    """Return which way an app moved."""
    if not change.before or not change.after:
        return "out" if change.before else "in"
    return "up" if PRIORITIES.index(change.after) < PRIORITIES.index(change.before) else "down"


def because(before: Advice, now: Advice, change: AppChange) -> str:
    """Return the changed answers behind a move, as half a sentence; of a list the choices that the app hangs on."""
    old, new = before.answers.given, now.answers.given
    moves = [
        words
        for key in change.because
        for words in answer_moves(
            now.pack.questions[key],
            *that_count((old.get(key), new.get(key)), (counting(before, change, key), counting(now, change, key))),
        )
    ]
    return joined(few(moves, ANSWERS_NAMED))


def counting(advice: Advice, change: AppChange, question: str) -> set[str]:
    """Return the choices of an answer that speak for an app."""
    reasons = (reason for item in advice.apps if item.app.id == change.app for reason in item.reasons)
    return {word for reason in reasons if reason.question == question for word in words_of(reason.answer)}


def that_count(
    answers: tuple[Value | None, Value | None], counted: tuple[set[str], set[str]]
) -> tuple[Value | None, Value | None]:
    """Return an answer before and after, without the changed choices that speak for nothing; whole if none speaks."""
    old, new = map(words_of, answers)
    more = counted[1].intersection(new).difference(old)
    less = counted[0].intersection(old).difference(new)
    if not more | less:
        return answers
    return tuple(word for word in old if word in less), tuple(word for word in new if word in more)


def answer_moves(question: Question, old: Value | None, new: Value | None) -> Iterator[str]:
    """Yield what changed in an answer, as ends of a sentence about *you*."""
    if isinstance(old, tuple) or isinstance(new, tuple):
        more = tuple(choice for choice in words_of(new) if choice not in words_of(old))
        less = tuple(choice for choice in words_of(old) if choice not in words_of(new))
        if more:
            yield say("you chose {answer}", answer=quoted_answer(question, more))
        if less:
            yield say("you no longer chose {answer}", answer=quoted_answer(question, less))
        if not more and not less and new == ():
            yield say("you chose none of these for “{question}”", question=question.ask)
    elif new is None and old is not None:
        yield say("you took {answer} back", answer=quoted_answer(question, old))
    elif new is not None:
        answer = quoted_answer(question, new)
        if old is None:
            yield say("you answered {answer}", answer=answer)
        else:
            yield say("you answered {answer} instead of {old}", answer=answer, old=quoted_answer(question, old))
