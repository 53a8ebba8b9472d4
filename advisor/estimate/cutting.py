"""The best part of a scope within a ceiling, exactly: branch and bound over things that need each other.

Method. A state says which things are kept and which are out; keeping one keeps all that it needs, leaving one out
leaves out all that need it. The bound of a state takes the undecided things by worth for their cost, the last one in
part, and lets each count fully: no completion can be worth more, so a state whose bound does not beat the best cut
found is dropped. Of cuts worth the same the cheapest is taken.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from typing import NamedTuple

CLOSE = 1e-3  # by how much a bound, counted in floating point, may be off


@dataclass(frozen=True)
class Scope:
    """Things with whole costs, what each one needs (all of it, itself included), and the ends that it serves."""

    cost: Mapping[str, int]
    needs: Mapping[str, frozenset[str]]
    serves: Mapping[str, frozenset[str]]
    worth: Mapping[str, int]  # of an end, served by one thing or by several

    @cached_property
    def needed_by(self) -> Mapping[str, frozenset[str]]:
        """By thing: all that cannot do without it, itself included."""
        return {key: frozenset(other for other in self.cost if key in self.needs[other]) for key in self.cost}

    def cost_of(self, things: frozenset[str]) -> int:
        """Return what some things cost together."""
        return sum(self.cost[key] for key in things)

    def worth_of(self, things: frozenset[str]) -> int:
        """Return the worth of all ends that some things serve."""
        return sum(self.worth[end] for end in frozenset().union(*(self.serves[key] for key in things)))


@dataclass(frozen=True, slots=True)
class State:
    """A part of the search: what is kept, what it costs and serves, and what is still undecided."""

    kept: frozenset[str]
    undecided: frozenset[str]
    cost: int
    served: frozenset[str]
    worth: int


def best_cut(scope: Scope, ceiling: int) -> frozenset[str]:
    """Return the part of a scope that is worth most within a ceiling, the cheapest of those; it has all it needs."""
    every = frozenset(key for key, ends in scope.serves.items() if ends)
    best = State(frozenset(), frozenset(), 0, frozenset(), 0)
    todo = [State(frozenset(), every, 0, frozenset(), 0)]
    while todo:
        state = todo.pop()
        if (state.worth, -state.cost) > (best.worth, -best.cost):
            best = state
        ranked = ranking(scope, state, ceiling)
        if may_beat(ranked, state, best, ceiling):
            todo += (without(scope, state, ranked[0].thing), keeping(scope, state, ranked[0].thing))
    return best.kept


def keeping(scope: Scope, state: State, thing: str) -> State:
    """Return a state in which a thing is kept with all that it needs."""
    kept = state.kept | scope.needs[thing]
    served = state.served.union(*(scope.serves[key] for key in kept - state.kept))
    cost = state.cost + scope.cost_of(kept - state.kept)
    worth = state.worth + sum(scope.worth[end] for end in served - state.served)
    return State(kept, state.undecided - kept, cost, served, worth)


def without(scope: Scope, state: State, thing: str) -> State:
    """Return a state in which a thing is out, and all that needs it."""
    return replace(state, undecided=state.undecided - scope.needed_by[thing])


class Addition(NamedTuple):
    """What a thing could add to a state, counted generously."""

    worth: int
    cost: float
    thing: str


def ranking(scope: Scope, state: State, ceiling: int) -> list[Addition]:
    """Return what could still be added within a ceiling, the most for its cost first.

    What a thing needs and nothing else is counted with it; what several need is shared out among them.
    """
    fitting = [key for key in state.undecided if state.cost + scope.cost_of(scope.needs[key] - state.kept) <= ceiling]
    users = Counter(other for key in fitting for other in scope.needs[key] - state.kept)
    found = []
    for key in fitting:
        worth = sum(scope.worth[end] for end in scope.serves[key] - state.served)
        brings = (other for other in scope.needs[key] - state.kept if other not in state.undecided)
        if worth:
            shared = sum(scope.cost[other] / users[other] for other in brings)
            found.append(Addition(worth, scope.cost[key] + shared, key))
    return sorted(found, key=lambda item: (-item.worth / max(item.cost, CLOSE), item.thing))


def may_beat(ranked: Sequence[Addition], state: State, best: State, ceiling: int) -> bool:
    """Return whether a completion could be worth more than the best cut, or worth the same and cost less."""
    if not ranked:
        return False
    return (
        most(ranked, state, ceiling) > best.worth + 1 - CLOSE
        or least(ranked, state, best.worth) < best.cost - 1 + CLOSE
    )


def most(ranked: Sequence[Addition], state: State, ceiling: int) -> float:
    """Return a worth that no completion within a ceiling exceeds."""
    worth, left = float(state.worth), float(ceiling - state.cost)
    for item in ranked:
        if item.cost > left:
            return worth + item.worth * left / item.cost
        worth, left = worth + item.worth, left - item.cost
    return worth


def least(ranked: Sequence[Addition], state: State, worth: int) -> float:
    """Return a cost under which no completion reaches a worth."""
    missing, cost = worth - state.worth, float(state.cost)
    for item in ranked:
        if missing <= item.worth:
            return cost + item.cost * max(0, missing) / item.worth
        missing, cost = missing - item.worth, cost + item.cost
    return inf
