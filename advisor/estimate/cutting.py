"""The best part of a scope within limits, exactly: branch and bound over things that need each other.

Method. A state says which things are kept and which are out; keeping one keeps all that it needs, leaving one out
leaves out all that need it. A thing is out of a state as soon as it breaks a limit together with what is kept, because
more of a scope never takes less. The bound of a state takes the undecided things by worth for what they take of a
limit, the last one in part, and lets each count fully: no completion can be worth more, so a state whose bound does
not beat the best cut found is dropped. Of cuts worth the same the cheapest is taken.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import inf
from typing import NamedTuple

CLOSE = 1e-3  # by how much a bound, counted in floating point, may be off

Things = frozenset[str]


def always(_: Things) -> bool:
    """Return that some things keep to a limit that is none."""
    return True


@dataclass(frozen=True)
class Scope:
    """Things with whole costs, what each one needs (all of it, itself included), and the ends that it serves."""

    cost: Mapping[str, int]
    needs: Mapping[str, Things]
    serves: Mapping[str, frozenset[str]]
    worth: Mapping[str, int]  # of an end, served by one thing or by several

    @cached_property
    def needed_by(self) -> Mapping[str, Things]:
        """By thing: all that cannot do without it, itself included."""
        return {key: frozenset(other for other in self.cost if key in self.needs[other]) for key in self.cost}

    def cost_of(self, things: Things) -> int:
        """Return what some things cost together."""
        return taken(self.cost, things)

    def worth_of(self, things: Things) -> int:
        """Return the worth of all ends that some things serve."""
        return taken(self.worth, frozenset().union(*(self.serves[key] for key in things)))


def taken(amounts: Mapping[str, int], keys: Iterable[str]) -> int:
    """Return what some keys amount to together."""
    return sum(amounts[key] for key in keys)


@dataclass(frozen=True)
class Limit:
    """What a cut has to keep to.

    Each thing takes a whole amount, and no more than a ceiling may be taken. Where amounts are only the least that is
    taken, ``may_fit`` tells for some things whether a cut that holds them could still keep to the limit, and ``fits``
    whether they do alone.
    """

    amounts: Mapping[str, int]
    ceiling: int
    may_fit: Callable[[Things], bool] = always
    fits: Callable[[Things], bool] = always

    def allows(self, things: Things) -> bool:
        """Return whether some things could be part of a cut that keeps to it."""
        return taken(self.amounts, things) <= self.ceiling and self.may_fit(things)

    def holds(self, things: Things) -> bool:
        """Return whether some things are a cut that keeps to it."""
        return taken(self.amounts, things) <= self.ceiling and self.fits(things)


@dataclass(frozen=True, slots=True)
class State:
    """A part of the search: what is kept, what it costs and serves, and what is still undecided."""

    kept: Things
    undecided: Things
    cost: int
    served: frozenset[str]
    worth: int


def best_cut(scope: Scope, limits: Sequence[Limit]) -> Things:
    """Return the part of a scope that is worth most within all limits, the cheapest of those; it has all it needs."""
    every = frozenset(key for key, ends in scope.serves.items() if ends)
    best = State(frozenset(), frozenset(), 0, frozenset(), 0)
    todo = [State(frozenset(), every, 0, frozenset(), 0)]
    while todo:
        state = todo.pop()
        if (state.worth, -state.cost) > (best.worth, -best.cost) and all(limit.holds(state.kept) for limit in limits):
            best = state
        open_state = replace(state, undecided=allowed(scope, state, limits))
        if may_beat(scope, open_state, best, limits):
            thing = ranking(scope, open_state, limits[0].amounts)[0].thing
            todo += (without(scope, open_state, thing), keeping(scope, open_state, thing))
    return best.kept


def allowed(scope: Scope, state: State, limits: Sequence[Limit]) -> Things:
    """Return the undecided things that could be kept beside what is kept, and would be worth something."""
    useful = (key for key in state.undecided if taken(scope.worth, scope.serves[key] - state.served))
    return frozenset(key for key in useful if all(one.allows(state.kept | scope.needs[key]) for one in limits))


def keeping(scope: Scope, state: State, thing: str) -> State:
    """Return a state in which a thing is kept with all that it needs."""
    kept = state.kept | scope.needs[thing]
    served = state.served.union(*(scope.serves[key] for key in kept - state.kept))
    cost = state.cost + scope.cost_of(kept - state.kept)
    worth = state.worth + taken(scope.worth, served - state.served)
    return State(kept, state.undecided - kept, cost, served, worth)


def without(scope: Scope, state: State, thing: str) -> State:
    """Return a state in which a thing is out, and all that needs it."""
    return replace(state, undecided=state.undecided - scope.needed_by[thing])


def may_beat(scope: Scope, state: State, best: State, limits: Sequence[Limit]) -> bool:
    """Return whether a completion could be worth more than the best cut, or worth the same and cost less."""
    if not state.undecided:
        return False
    return all(most(scope, state, limit) > best.worth + 1 - CLOSE for limit in limits) or (
        least(scope, state, best.worth) < best.cost - 1 + CLOSE
    )


class Addition(NamedTuple):
    """What a thing could add to a state, counted generously."""

    worth: int
    amount: float
    thing: str


def ranking(scope: Scope, state: State, amounts: Mapping[str, int]) -> list[Addition]:
    """Return what could still be added, the most for what it takes first.

    What a thing needs and nothing else is counted with it; what several need is shared out among them.
    """
    users = Counter(other for key in state.undecided for other in scope.needs[key] - state.kept)
    found = []
    for key in state.undecided:
        brings = scope.needs[key] - state.kept - state.undecided
        amount = amounts[key] + sum(amounts[other] / users[other] for other in brings)
        found.append(Addition(taken(scope.worth, scope.serves[key] - state.served), amount, key))
    return sorted(found, key=lambda item: (-item.worth / max(item.amount, CLOSE), item.thing))


def most(scope: Scope, state: State, limit: Limit) -> float:
    """Return a worth that no completion within a limit exceeds."""
    worth, left = float(state.worth), float(limit.ceiling - taken(limit.amounts, state.kept))
    for item in ranking(scope, state, limit.amounts):
        if item.amount > left:
            return worth + item.worth * left / item.amount
        worth, left = worth + item.worth, left - item.amount
    return worth


def least(scope: Scope, state: State, worth: int) -> float:
    """Return a cost under which no completion reaches a worth."""
    missing, cost = worth - state.worth, float(state.cost)
    for item in ranking(scope, state, scope.cost):
        if missing <= item.worth:
            return cost + item.amount * max(0, missing) / item.worth
        missing, cost = missing - item.worth, cost + item.amount
    return inf


def soonest_to_reach(
    scope: Scope, ends: Iterable[str], soonest: Callable[[Things], date], day: Callable[[Things], date]
) -> Things:
    """Return the things that serve all of some ends by the earliest day. More things never have an earlier bound.

    Each end in turn is served by one of the things that do; what cannot be sooner than the best found is dropped.
    """
    ways = {end: [key for key in sorted(scope.serves) if end in scope.serves[key]] for end in sorted(ends)}
    best: Things | None = None
    todo, seen = [frozenset[str]()], set[Things]()
    while todo:
        kept = todo.pop()
        if kept in seen or (best is not None and soonest(kept) >= day(best)):
            continue
        seen.add(kept)
        open_ends = [end for end, keys in ways.items() if kept.isdisjoint(keys)]
        if open_ends:
            end = min(open_ends, key=lambda one: len(ways[one]))
            todo += [kept | scope.needs[key] for key in reversed(ways[end])]
        elif best is None or day(kept) < day(best):
            best = kept
    return best or frozenset()
