"""What one can want of an advice, or want out of it: an app, a module, a requirement, a function, an activity."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from advisor.activation import held_by, ways_by_activity
from advisor.advice import Advice
from advisor.business import Activity
from advisor.coverage import Option, options
from advisor.pack import Pack
from advisor.schema import PRIORITIES, Priority
from advisor.trials import Trial


@dataclass(frozen=True, slots=True)
class Call:
    """An activity that calls for a goal, by a requirement; ``enough`` when doing it always brings the goal about.

    Otherwise another app may meet the requirement instead.
    """

    activity: str
    enough: bool = True
    requirement: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that an advice holds or not; it never does unless one of the calls is an activity of the company."""

    name: str
    calls: tuple[Call, ...]
    reached: Callable[[Trial], bool]
    contender: str = ""  # the app that rivals can keep out


def app_goal(advice: Advice, key: str) -> Goal | None:
    """Return the goal that an app is advised; as a mere prerequisite it is not."""
    app = advice.pack.apps.get(key)
    if app is None:
        return None
    calls = tuple(option_calls(advice, app.covers, lambda way: way.app == key))
    return Goal(app.name, calls, lambda trial: any(way.app == key for way in trial.taken.values()), key)


def module_goal(advice: Advice, key: str) -> Goal | None:
    """Return the goal that an advised app takes a module; None for a module that no app of the pack takes."""
    ways = options(advice.pack, advice.edition, advice.series)
    if not any(key in way.modules for found in ways.values() for way in found):
        return None
    calls = tuple(option_calls(advice, ways, lambda way: key in way.modules))
    return Goal(key, calls, lambda trial: any(key in way.modules for way in trial.taken.values()))


def requirement_goal(advice: Advice, key: str) -> Goal | None:
    """Return the goal that a requirement is needed."""
    requirement = advice.pack.requirements.get(key)
    if requirement is None:
        return None
    calls = tuple(Call(activity.id) for activity, _ in needed_by(advice.pack).get(key, ()))
    return Goal(requirement.name, calls, lambda trial: key in trial.priorities)


def function_goal(advice: Advice, key: str) -> Goal | None:
    """Return the goal that something a company does or needs belongs to a function."""
    pack = advice.pack
    function = pack.functions.get(key)
    if function is None:
        return None
    callers = {activity.id for activity in pack.activities.values() if activity.serves == key}
    for requirement in pack.requirements.values():
        if requirement.function == key:
            callers |= {activity.id for activity, _ in needed_by(pack).get(requirement.id, ())}
    calls = tuple(Call(name) for name in sorted(callers))
    return Goal(function.name, calls, lambda trial: not callers.isdisjoint(trial.activities))


def activity_goal(advice: Advice, key: str) -> Goal | None:
    """Return the goal that a company does something."""
    activity = advice.pack.activities.get(key)
    return Goal(activity.name, (Call(key),), lambda trial: key in trial.activities) if activity else None


GOALS: Mapping[str, Callable[[Advice, str], Goal | None]] = {
    "app": app_goal,
    "requirement": requirement_goal,
    "activity": activity_goal,
    "function": function_goal,
    "module": module_goal,
}
"""What can be asked *why not*: kind -> the goal of an id of it, or None for an id nobody knows."""


@lru_cache(maxsize=4)
def needed_by(pack: Pack) -> Mapping[str, tuple[tuple[Activity, Priority], ...]]:
    """Return the activities that need a requirement and how strongly, by requirement."""
    found: dict[str, list[tuple[Activity, Priority]]] = {}
    for activity in pack.activities.values():
        for requirement, priority in activity.needs.items():
            if priority != "wont":
                found.setdefault(requirement, []).append((activity, priority))
    return {requirement: tuple(callers) for requirement, callers in found.items()}


def option_calls(advice: Advice, requirements: Iterable[str], mine: Callable[[Option], bool]) -> Iterator[Call]:
    """Yield the calls for any of some options, one for each requirement that they cover and activity that needs it.

    In the edition `best` a paid app is bought for a must only; a weaker call for one is none.
    """
    ways = options(advice.pack, advice.edition, advice.series)
    for requirement in requirements:
        own = [way for way in ways[requirement] if mine(way)]
        free = advice.edition != "best" or not all(way.paid for way in own)
        for activity, priority in needed_by(advice.pack).get(requirement, ()) if own else ():
            if free or priority == "must":
                yield Call(activity.id, len(own) == len(ways[requirement]), requirement)


def kept_out_by(advice: Advice, app: str, requirement: str) -> tuple[frozenset[str], ...]:
    """Return what keeps an app from taking a requirement first: sets of questions, of each of which one has to change.

    `choose` settles requirements with a single app first and prefers an app that is already advised. So while an
    activity needs such a requirement of a rival, at least as strongly as anything needs the one in question, no app
    that is not advised otherwise can take it. In the edition `best` this does not hold, and nothing is returned.
    """
    ways = options(advice.pack, advice.edition, advice.series)
    rivals = {way.app for way in ways[requirement]} - {app} if advice.edition != "best" else set()
    strongest = min(PRIORITIES.index(priority) for _, priority in needed_by(advice.pack)[requirement])
    return tuple(
        way.questions
        for item in advice.activities
        for name, priority in item.activity.needs.items()
        if PRIORITIES.index(priority) <= strongest and rivals.issuperset(single := {way.app for way in ways[name]})
        if len(single) == 1
        for way in held_by(ways_by_activity(advice.pack)[item.activity.id], advice.known)
    )
