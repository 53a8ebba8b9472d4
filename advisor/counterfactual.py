"""The smallest change of answers that would bring something into an advice, or take it out; and what is proven of it.

Size is the number of questions whose answer changes: added to, replaced, taken back or given for the first time. Every
change that is returned was checked by the engine, and it is proven when no smaller one exists. Mostly that follows from
the conditions alone: a goal needs one of the activities that call for it, and an activity needs its answers. Where
several apps can meet a requirement, what is left is tried exhaustively, up to a limit; beyond it nothing is claimed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product
from math import prod

from advisor.activation import held_by, lacking, value_meeting, ways_by_activity, with_choices
from advisor.advice import Advice
from advisor.business import Question
from advisor.conditions import Value
from advisor.goals import Goal, app_goal, kept_out_by
from advisor.hitting import Questions, hitting
from advisor.trials import NewAnswers, possible_values, tried

TRIALS = 2_000  # most trials that the proof of one size may cost
TRIED_FIRST = 200  # sets of questions tried first for one size and route
SEARCHED = 4  # sizes searched whole when nothing likely works


@dataclass(frozen=True, slots=True)
class Change:
    """New answers (None: no longer answered) that would turn something round; empty when none was found.

    ``proven``: no change of fewer questions does it or, when empty, no change at all.
    """

    answers: tuple[tuple[str, Value | None], ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Route:
    """Where a change has to touch: every question of ``must`` and one of each set of ``hits``."""

    must: NewAnswers  # with an answer that does its part; a gate also opens when nothing is known
    hits: tuple[Questions, ...]

    def question_sets(self, most: int) -> Iterator[Questions]:
        """Yield sets of at most some questions that touch all of it; whatever else does holds one of them."""
        return hitting(frozenset(self.must), self.hits, most)


def turned_round(advice: Advice, goal: Goal) -> Change:
    """Return the smallest change that takes a goal out if the advice holds it, and that brings it in if not."""
    if goal.reached(tried(advice, {})):
        return smallest(advice, goal, False, tuple(routes_out(advice, goal)))
    return smallest(advice, goal, True, tuple(routes_in(advice, goal)))


def app_change(advice: Advice, key: str) -> Change:
    """Return the smallest change that turns an app of the pack round."""
    goal = app_goal(advice, key)
    return turned_round(advice, goal) if goal else Change((), proven=True)


def routes_in(advice: Advice, goal: Goal) -> Iterator[Route]:
    """Yield the routes into an advice: one for each way of each activity that calls for the goal."""
    given = advice.answers.given
    contested = {call.requirement for call in goal.calls if not call.enough and goal.contender}
    kept_out = {name: kept_out_by(advice, goal.contender, name) for name in sorted(contested)}
    for call in goal.calls:
        for way in ways_by_activity(advice.pack)[call.activity]:
            must = {
                key: value_meeting(advice.pack.questions[key], way.on(key), given.get(key))
                for key in sorted(lacking(way, given))
            }
            if not any(must.get(line.question, line) is None for line in way.lines):
                yield Route(must, () if call.enough else kept_out.get(call.requirement, ()))


def routes_out(advice: Advice, goal: Goal) -> Iterator[Route]:
    """Yield the routes out of an advice: all that surely holds the goal has to end, and best all that may hold it."""
    surely = {call.activity for call in goal.calls if call.enough}
    perhaps = {call.activity for call in goal.calls}
    for callers in (surely, perhaps) if surely < perhaps else (surely,):
        yield Route({}, tuple(dict.fromkeys(holding(advice, callers))))


def holding(advice: Advice, activities: set[str]) -> Iterator[Questions]:
    """Yield the questions by which each of some activities holds, one set a way."""
    for item in advice.activities:
        if item.activity.id in activities:
            ways = ways_by_activity(advice.pack)[item.activity.id]
            yield from (way.questions for way in held_by(ways, advice.known))


def smallest(advice: Advice, goal: Goal, wanted: bool, routes: tuple[Route, ...]) -> Change:
    """Return the smallest change along some routes after which a goal is reached, or not, as wanted.

    The likely changes give one that works; then every smaller size is searched whole.
    """

    def works(new: NewAnswers) -> bool:
        return goal.reached(tried(advice, new)) is wanted

    found = next(filter(works, likely_changes(advice, routes, len(advice.pack.questions))), None)
    searched = 0  # every smaller change up to this size is known not to do
    for size in range(1, len(found) if found else SEARCHED + 1):
        every = all_changes(advice, routes, size)
        better = next(filter(works, every or ()), None)
        if better is not None:
            found = better
            break
        searched += every is not None and searched == size - 1
    if found is None:
        return Change((), not routes or searched == len(advice.pack.questions))
    answers = in_order(advice, softened(advice, found, works))
    return Change(answers, len(answers) <= searched + 1)


def single_answers(advice: Advice, goal: Goal) -> Iterator[str]:
    """Yield the questions of which a changed answer alone takes a goal out of an advice that holds it.

    An answer is taken back as a whole, then only the choices that speak for the goal; not every other answer is tried.
    """
    routes = tuple(routes_out(advice, goal))
    spoken = speaking_for(advice, goal)
    for new in (*likely_changes(advice, routes, 1), *({key: value} for key, value in spoken.items())):
        if not goal.reached(tried(advice, new)):
            yield from new


def speaking_for(advice: Advice, goal: Goal) -> NewAnswers:
    """Return the given lists of choices without those that speak for a goal, by question."""
    callers = {call.activity for call in goal.calls}
    left: dict[str, Value | None] = {}
    for item in advice.activities:
        for key, counting in item.because if item.activity.id in callers else ():
            given = left.get(key, advice.answers.given.get(key))
            if isinstance(given, tuple):
                left[key] = tuple(choice for choice in given if choice not in words_of(counting))
    return left


def likely_changes(advice: Advice, routes: Iterable[Route], most: int) -> Iterator[NewAnswers]:
    """Yield the changes that touch just what they have to, the smallest first, each a few times for each route."""
    others = {question.id: likely_values(advice, question) for question in advice.pack.questionnaire}
    for size in range(1, most + 1):
        found = [
            dict(zip(questions, values, strict=True))
            for route in routes
            for sets in [(some for some in route.question_sets(size) if len(some) == size)]
            for questions in map(sorted, islice(sets, TRIED_FIRST))
            for values in product(*((route.must[key],) if key in route.must else others[key] for key in questions))
        ]
        yield from sorted(found, key=lambda new: change_order(advice, new))


def likely_values(advice: Advice, question: Question) -> tuple[Value | None, ...]:
    """Return the answers that take back most of what was said: nothing, none of the choices, any other single one."""
    given = advice.answers.given.get(question.id)
    values = (None, ()) if question.answer == "many" else possible_values(advice.pack, question)
    return tuple(value for value in values if value != given)


def all_changes(advice: Advice, routes: Iterable[Route], size: int) -> list[NewAnswers] | None:
    """Return every change of some size that may do, or None when there are more than TRIALS."""
    found: list[NewAnswers] = []
    for questions in wider_sets(advice, routes, size):
        values = [other_values(advice, key) for key in questions]
        if len(found) + prod(map(len, values)) > TRIALS:
            return None
        found += [dict(zip(questions, some, strict=True)) for some in product(*values)]
    return found


def wider_sets(advice: Advice, routes: Iterable[Route], size: int) -> Iterator[tuple[str, ...]]:
    """Yield, once each, the sets of a size that touch all of some route, and whatever questions else."""
    seen = set()
    for route in routes:
        for some in route.question_sets(size):
            for more in combinations(sorted(advice.pack.questions.keys() - some), size - len(some)):
                questions = tuple(sorted((*some, *more)))
                if questions not in seen:
                    seen.add(questions)
                    yield questions


def other_values(advice: Advice, key: str) -> list[Value | None]:
    """Return every answer to a question but the given one."""
    given = advice.answers.given.get(key)
    return [value for value in possible_values(advice.pack, advice.pack.questions[key]) if value != given]


def softened(advice: Advice, new: NewAnswers, works: Callable[[NewAnswers], bool]) -> NewAnswers:
    """Return a change that works, with as many of the given choices put back as it bears."""
    for key in sorted(new):
        question, given = advice.pack.questions[key], advice.answers.given.get(key)
        for choice in given if isinstance(given, tuple) else ():
            fuller = {**new, key: with_choices(question, words_of(new[key]), [(choice,)])}
            if fuller[key] != new[key] and works(fuller):
                new = fuller
    return {key: value for key, value in new.items() if value != advice.answers.given.get(key)}


def in_order(advice: Advice, new: NewAnswers) -> tuple[tuple[str, Value | None], ...]:
    """Return new answers in the order of the questionnaire."""
    return tuple((question.id, new[question.id]) for question in advice.pack.questionnaire if question.id in new)


def change_order(advice: Advice, new: NewAnswers) -> tuple[list[int], list[list[int]]]:
    """Return a sort key: questions asked early come first, then choices named early."""
    questions = advice.pack.questions
    order = {question.id: place for place, question in enumerate(advice.pack.questionnaire)}
    keys = sorted(new, key=order.__getitem__)
    return [order[key] for key in keys], [
        [list(questions[key].choices).index(choice) for choice in added(advice, key, new[key])] for key in keys
    ]


def added(advice: Advice, question: str, value: Value | None) -> tuple[str, ...]:
    """Return the choices that a new answer adds to the one that was given."""
    given = words_of(advice.answers.given.get(question))
    return tuple(choice for choice in words_of(value) if choice not in given)


def words_of(value: object) -> tuple[str, ...]:
    """Return the choices of an answer that is a list of them, otherwise none."""
    return value if isinstance(value, tuple) else ()
