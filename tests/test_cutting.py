"""The best part of a scope within limits, exactly: what the search finds is what trying all finds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from advisor.estimate.cutting import Limit, Scope, Things, best_cut, soonest_to_reach

START = date(2027, 1, 4)


@st.composite
def scopes(draw: st.DrawFn) -> Scope:
    """Return up to nine things with costs, prerequisites without rings, and ends that several may serve."""
    things = [f"t{number}" for number in range(draw(st.integers(1, 9)))]
    ends = [f"e{number}" for number in range(draw(st.integers(1, 10)))]
    needs: dict[str, frozenset[str]] = {}
    for at, key in enumerate(things):
        direct = draw(st.sets(st.sampled_from(things[:at]), max_size=2)) if at else set()
        needs[key] = frozenset({key}).union(*(needs[other] for other in direct))
    return Scope(
        cost={key: draw(st.integers(0, 30)) for key in things},
        needs=needs,
        serves={key: frozenset(draw(st.sets(st.sampled_from(ends), max_size=3))) for key in things},
        worth={end: draw(st.sampled_from([1, 11, 121])) for end in ends},
    )


def closed(scope: Scope) -> Iterator[Things]:
    """Yield every set of things that has all it needs."""
    things = sorted(scope.cost)
    every = (frozenset(some) for size in range(len(things) + 1) for some in combinations(things, size))
    return (some for some in every if all(scope.needs[key] <= some for key in some))


def by_trying_all(scope: Scope, limits: Sequence[Limit]) -> tuple[int, int]:
    """Return (worth, cost) of the best cut, found by looking at every set."""
    fitting = [some for some in closed(scope) if all(limit.holds(some) for limit in limits)]
    worth, cost = max((scope.worth_of(some), -scope.cost_of(some)) for some in fitting)
    return worth, -cost


def days_of(scope: Scope, days: Mapping[str, int], waves: Mapping[str, int]) -> Limit:
    """Return a limit as a calendar sets one: things of a wave side by side, waves in turn, in whole weeks."""

    def live(some: Things) -> int:
        longest = [max((days[key] for key in some if waves[key] == wave), default=0) for wave in range(3)]
        return sum(-(-length // 5) * 5 for length in longest)

    return Limit(dict.fromkeys(scope.cost, 0), 0, lambda some: live(some) <= 25, lambda some: live(some) <= 25)


@st.composite
def limited(draw: st.DrawFn) -> tuple[Scope, list[Limit]]:
    """Return a scope with a budget, a calendar, or both."""
    scope = draw(scopes())
    days = {key: draw(st.integers(0, 15)) for key in scope.cost}
    waves = {key: draw(st.integers(0, 2)) for key in scope.cost}
    both = [Limit(scope.cost, draw(st.integers(0, 200))), days_of(scope, days, waves)]
    return scope, draw(st.sampled_from((both[:1], both[1:], both)))


@given(limited())
def test_it_finds_what_trying_all_finds(one: tuple[Scope, list[Limit]]) -> None:
    scope, limits = one

    found = best_cut(scope, limits)

    assert (scope.worth_of(found), scope.cost_of(found)) == by_trying_all(scope, limits)


@given(limited())
def test_what_is_kept_has_all_it_needs(one: tuple[Scope, list[Limit]]) -> None:
    scope, limits = one

    found = best_cut(scope, limits)

    assert frozenset().union(*(scope.needs[key] for key in found)) == found


@given(scopes(), st.data())
def test_some_ends_are_reached_as_soon_as_trying_all_reaches_them(scope: Scope, data: st.DataObject) -> None:
    served = sorted(frozenset().union(*scope.serves.values()))
    ends = set(data.draw(st.sets(st.sampled_from(served)))) if served else set()
    days = {key: data.draw(st.integers(0, 15)) for key in scope.cost}

    def live(some: Things) -> date:
        return START + timedelta(max((days[key] for key in some), default=0))

    found = soonest_to_reach(scope, ends, live, live)

    reaching = [some for some in closed(scope) if ends <= frozenset().union(*(scope.serves[key] for key in some))]
    assert live(found) == min(live(some) for some in reaching)
