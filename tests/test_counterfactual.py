"""Why not: the smallest change, held against trying everything."""

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers
from advisor.counterfactual import turned_round
from advisor.goals import GOALS, Goal, app_goal
from advisor.pack import Pack
from advisor.schema import EDITIONS, Edition
from advisor.trials import tried, with_answers

from .strategies import PACK, answers
from .tiny_worlds import every_company, packs, said

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
EVERYBODY = every_company()


def goals_of(advice: Advice) -> Iterator[tuple[str, str, Goal]]:
    """Yield everything that can be wanted of an advice, as (kind, id, goal)."""
    pack = advice.pack
    modules = [f"{key}_module" for key in pack.apps]
    for kind, keys in {
        "app": pack.apps,
        "requirement": pack.requirements,
        "activity": pack.activities,
        "function": ["baking"],
        "module": modules,
    }.items():
        for key in keys:
            goal = GOALS[kind](advice, key)
            if goal is not None:
                yield kind, key, goal


def held(advice: Advice) -> set[tuple[str, str]]:
    """Return all that an advice holds, as (kind, id)."""
    return {
        *(("app", item.app.id) for item in advice.apps),
        *(("module", name) for item in advice.apps for name in item.modules),
        *(("requirement", need.requirement.id) for need in advice.needs),
        *(("activity", item.activity.id) for item in advice.activities),
        *(("function", item.function.id) for item in advice.functions),
    }


def least(advice: Advice) -> dict[tuple[str, str], int]:
    """Return, by trying every company, how many answers have to change until each thing comes or goes."""
    found: dict[tuple[str, str], int] = {}
    given = advice.answers.given
    for other in EVERYBODY:
        size = sum(given.get(key) != other.get(key) for key in advice.pack.questions)
        after = advise(advice.pack, Answers(given=other), "19.0", advice.edition)
        for thing in held(advice) ^ held(after):
            found[thing] = min(size, found.get(thing, size))
    return found


@MANY
@given(packs(), said(), st.sampled_from(EDITIONS))
def test_what_is_called_proven_is_the_smallest_there_is(pack: Pack, said: Answers, edition: Edition) -> None:
    advice = advise(pack, said, "19.0", edition)
    expected = least(advice)

    changes = {(kind, key): turned_round(advice, goal) for kind, key, goal in goals_of(advice)}

    proven = {thing: len(change.answers) for thing, change in changes.items() if change.proven}
    assert proven == {thing: expected.get(thing, 0) for thing in proven}


@MANY
@given(packs(), said(), st.sampled_from(EDITIONS))
def test_in_a_small_world_every_change_there_is_is_found_and_proven(
    pack: Pack, said: Answers, edition: Edition
) -> None:
    advice = advise(pack, said, "19.0", edition)

    changes = {(kind, key): turned_round(advice, goal) for kind, key, goal in goals_of(advice)}

    assert {thing for thing, change in changes.items() if change.answers and change.proven} == set(least(advice))


@FEW
@given(answers(), st.sampled_from(sorted(PACK.apps)), st.sampled_from(EDITIONS))
def test_the_change_really_turns_the_app_round(said: Answers, app: str, edition: Edition) -> None:
    advice = advise(PACK, said, "19.0", edition)
    goal = app_goal(advice, app)
    assert goal

    change = turned_round(advice, goal)

    after = advise(PACK, with_answers(said, dict(change.answers)), "19.0", edition)
    assert bool(change.answers) == ((app in after.app_keys) != (app in advice.app_keys))


@FEW
@given(answers(), answers(), st.sampled_from(EDITIONS))
def test_a_trial_is_the_engine_asked_again(one: Answers, two: Answers, edition: Edition) -> None:
    new = {key: two.given.get(key) for key in list(PACK.questions)[:9]}

    trial = tried(advise(PACK, one, "19.0", edition), new)

    after = advise(PACK, with_answers(one, new), "19.0", edition)
    assert {way.app for way in trial.taken.values()} == set(after.app_keys)
    assert trial.activities == {item.activity.id for item in after.activities}
