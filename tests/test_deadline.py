"""A first project live by a day: the best cut, exactly, and what would keep everything."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.check import CASE_PARTS
from advisor.errors import UserError
from advisor.estimate.choice import Choice, choice_of, too_tight
from advisor.estimate.cut import Cut
from advisor.estimate.cutting import Things
from advisor.estimate.estimating import Estimate, estimate
from advisor.estimate.phasing import GO_LIVE, end_of, placed, shortest, work_of
from advisor.estimate.pieces import pieces
from advisor.estimate.reconcile import reconcile
from advisor.estimate.schedule import go_lives, schedule
from advisor.estimate.services import EVERY_PROJECT
from advisor.estimate.timeline import FINE, Timeline, latest_start, timeline
from advisor.pack import Pack, load_pack
from advisor.terms import with_terms

from .conftest import HERE, ROOT
from .strategies import answers as any_answers

START = date(2027, 1, 4)
EURO = {"country": "BE", "currency": "EUR"}
FEW = settings(max_examples=8, deadline=None)
SMALL = ("first_phone_call", "retailer", "trade_wholesaler")
NOISE = 1e-6


def in_several_waves() -> Pack:
    """Return the pack with a partner's rates, few runs, and a limit that makes several waves."""
    pack = with_terms(load_pack(), HERE / "terms" / "partner.yaml")
    return replace(pack, settings={**pack.settings, "load_limit": replace(pack.settings["load_limit"], value=25)})


WAVES = in_several_waves()


def made_for(name: str) -> Estimate:
    """Return the estimate of one of the companies."""
    answers = read_answers(HERE / "companies" / f"{name}.yaml", WAVES, CASE_PARTS)
    return estimate(advise(WAVES, replace(answers, engagement=EURO)))


COMPANIES = {name: made_for(name) for name in SMALL}


@pytest.fixture(scope="module")
def made() -> Estimate:
    return estimate(advise(WAVES, read_answers(ROOT / "rules" / "example.yaml", WAVES)))


@pytest.fixture(scope="module")
def times(made: Estimate) -> Timeline:
    return timeline(made, START, date(2027, 8, 1))


@st.composite
def projects(draw: st.DrawFn) -> Estimate:
    """Return the first project of any company that has one, with any days a week of its roles."""
    found = estimate(advise(WAVES, replace(draw(any_answers()), engagement=EURO)))
    assume(found.waves)
    roles = {
        key: replace(role, days_a_week=draw(st.sampled_from((1, 2, 3, 5)))) for key, role in WAVES.project_roles.items()
    }
    return replace(found, advice=replace(found.advice, pack=replace(WAVES, project_roles=roles)))


def part(data: st.DataObject, found: Timeline) -> Things:
    """Return some pieces of a project."""
    apps = sorted(found.parts.by_app.keys() - {EVERY_PROJECT})
    return frozenset({EVERY_PROJECT, *data.draw(st.sets(st.sampled_from(apps)))})


class TestPieces:
    @FEW
    @given(projects())
    def test_together_they_are_the_work_of_the_estimate(self, made: Estimate) -> None:
        found, whole = pieces(made), work_of(made.exact)

        work = found.work(found.by_app)
        assert (work.own, work.beside) == (
            pytest.approx({key: days for key, days in whole.own.items() if key in work.own}),
            pytest.approx(whole.beside),
        )

    @FEW
    @given(projects())
    def test_each_brings_work_and_none_takes_any_away(self, made: Estimate) -> None:
        found = pieces(made)

        assert [key for key, places in found.by_app.items() if min(places.values(), default=0) < 0] == []

    @FEW
    @given(projects(), st.data())
    def test_a_wave_without_apps_is_gone_and_its_work_is_not(self, made: Estimate, data: st.DataObject) -> None:
        found = timeline(made, START, START)
        kept = part(data, found)

        work = found.parts.work(kept)
        assert sum(work.own.values()) + sum(work.beside.values()) == pytest.approx(
            sum(found.parts.days[key] for key in kept)
        )


class TestCalendars:
    @FEW
    @given(projects(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
    def test_the_whole_is_live_when_the_calendar_says(self, made: Estimate, start: date) -> None:
        found = timeline(made, start, start)

        assert found.live(frozenset(found.parts.by_app)) == max(go_lives(schedule(made, start)).values())

    @FEW
    @given(projects(), st.data())
    def test_the_quick_bound_is_the_calendar_without_a_limit(self, made: Estimate, data: st.DataObject) -> None:
        found = timeline(made, START, START)
        work = found.parts.work(part(data, found))

        ends = [end_of(some) for some in placed(found.frame, work, limited=False) if some[0].phase.id == GO_LIVE]
        assert shortest(found.frame, work) == max(ends)

    @FEW
    @given(projects(), st.data())
    def test_nothing_is_live_before_its_bound(self, made: Estimate, data: st.DataObject) -> None:
        found = timeline(made, START, START)
        kept = part(data, found)

        assert found.soonest(kept) <= found.live(kept)

    @FEW
    @given(projects(), st.data())
    def test_more_never_has_an_earlier_bound(self, made: Estimate, data: st.DataObject) -> None:
        found = timeline(made, START, START)
        kept = part(data, found)

        assert found.soonest(kept) <= found.soonest(kept | part(data, found))

    @FEW
    @given(projects(), st.data())
    def test_the_least_days_are_no_more_than_the_calendar_takes(self, made: Estimate, data: st.DataObject) -> None:
        found = timeline(made, START, START)
        kept = part(data, found)

        least = found.least_days()
        assert sum(least[key] for key in kept) <= shortest(found.frame, found.parts.work(kept)) * FINE

    @FEW
    @given(st.dates(date(2026, 1, 1), date(2027, 3, 1)))
    def test_the_latest_start_is_in_time_and_a_day_later_is_not(self, times: Timeline, deadline: date) -> None:
        found, every = replace(times, deadline=deadline), frozenset(times.parts.by_app)

        start = latest_start(found, every)
        live = [found.from_start(day).live(every) for day in (start, start + timedelta(days=1))]
        assert live[0] <= deadline < live[1]


def closed(choice: Choice) -> Iterator[Things]:
    """Yield every part of a project in which each app has what it needs."""
    keys = choice.keys
    for some in (frozenset(one) for size in range(1, len(keys) + 1) for one in combinations(keys, size)):
        whole = some | {EVERY_PROJECT}
        if all(choice.scope.needs[key] <= whole for key in some):
            yield whole


def by_trying_all(choice: Choice) -> tuple[int, int] | None:
    """Return worth and price of the best part within the limits, each with a calendar of its own; None when none is."""
    limits = list(choice.limits())
    fitting = [some for some in closed(choice) if all(limit.holds(some) for limit in limits)]
    found = [(choice.scope.worth_of(some), -choice.scope.cost_of(some)) for some in fitting]
    best = max(found, default=(0, 0))
    return (best[0], -best[1]) if best[0] else None


def worth_and_price(choice: Choice, found: Cut) -> tuple[int, int]:
    kept = frozenset({EVERY_PROJECT, *(app.id for app in found.kept)})
    return choice.scope.worth_of(kept), choice.scope.cost_of(kept)


class TestCut:
    @settings(max_examples=25, deadline=None)
    @given(
        st.sampled_from(SMALL),
        st.integers(60, 240),
        st.sampled_from((None, 0.7, 0.8, 0.9)),
        st.sampled_from((2, 3, 5)),
    )
    def test_it_is_the_best_that_trying_all_finds(self, name: str, days: int, share: float | None, week: int) -> None:
        roles = {key: replace(role, days_a_week=week) for key, role in WAVES.project_roles.items()}
        company = COMPANIES[name]
        made = replace(company, advice=replace(company.advice, pack=replace(WAVES, project_roles=roles)))
        whole = choice_of(made, Decimal(1), None, None)
        budget = whole.price(whole.every).amount * Decimal(str(share)) if share else None
        deadline = START + timedelta(days)
        choice = choice_of(made, budget, deadline, START)

        best = by_trying_all(choice)
        try:
            assert worth_and_price(choice, reconcile(made, budget, deadline, START)) == best
        except UserError:
            assert best is None

    @FEW
    @given(projects(), st.integers(60, 400), st.sampled_from((None, 0.6, 0.8)))
    def test_it_keeps_to_all_limits(self, made: Estimate, days: int, share: float | None) -> None:
        whole = choice_of(made, Decimal(1), None, None)
        budget = whole.price(whole.every).amount * Decimal(str(share)) if share else None
        try:
            found = reconcile(made, budget, START + timedelta(days), START)
        except UserError:
            return

        assert found.timing
        assert found.spending
        assert found.timing.live <= found.timing.deadline
        assert budget is None or found.spending.price.amount <= budget + 1

    @FEW
    @given(projects(), st.integers(60, 400))
    def test_a_must_is_lost_only_when_not_all_can_be_live(self, made: Estimate, days: int) -> None:
        try:
            found = reconcile(made, None, START + timedelta(days), START)
        except UserError:
            return

        assert found.timing
        assert bool(found.lost_musts) != found.timing.keeps_musts

    def test_a_late_deadline_leaves_nothing_out(self, made: Estimate) -> None:
        found = reconcile(made, None, date(2030, 1, 1), START)

        assert (found.left_out, found.lost) == ((), ())
        assert "in time for 1 January 2030" in found.words[0]

    def test_what_stays_is_live_when_it_says(self, made: Estimate, times: Timeline) -> None:
        found = reconcile(made, None, times.deadline, START)

        assert found.timing
        assert found.timing.live == times.live(frozenset({EVERY_PROJECT, *(app.id for app in found.kept)}))

    def test_each_app_left_out_would_come_too_late(self, made: Estimate, times: Timeline) -> None:
        found = reconcile(made, None, times.deadline, START)

        assert [item.app.id for item in found.left_out if item.live is None or item.live <= times.deadline] == []

    def test_the_deadline_that_keeps_every_must_does(self, made: Estimate, times: Timeline) -> None:
        timing = reconcile(made, None, times.deadline, START).timing
        assert timing

        later = reconcile(made, None, timing.every_must, START)
        assert (timing.keeps_musts, later.lost_musts) == (False, ())

    def test_the_start_that_keeps_every_must_does(self, made: Estimate, times: Timeline) -> None:
        timing = reconcile(made, None, times.deadline, START).timing
        assert timing

        assert reconcile(made, None, times.deadline, timing.start_for_musts).lost_musts == ()

    def test_the_start_for_all_brings_all_in_time(self, made: Estimate, times: Timeline) -> None:
        timing = reconcile(made, None, times.deadline, START).timing
        assert timing

        assert reconcile(made, None, times.deadline, timing.start_for_all).left_out == ()

    def test_without_rates_it_says_nothing_of_money(self, pack: Pack, made: Estimate) -> None:
        plain = estimate(advise(with_terms(pack, HERE / "terms" / "waves.yaml"), made.advice.answers))

        found = reconcile(plain, None, date(2027, 8, 1), START)
        assert (found.spending, {item.price for item in found.left_out}) == (None, {None})

    def test_both_limits_that_keep_the_musts_alone_may_not_do_so_together(self, made: Estimate) -> None:
        found = reconcile(made, None, date(2027, 8, 1), START)
        assert found.spending
        assert found.timing
        roomy = replace(found, spending=replace(found.spending, budget=found.spending.whole))
        both = replace(roomy, timing=replace(found.timing, deadline=found.timing.whole))

        assert "Each limit alone leaves room for every must; both together do not." in both.words


class TestSlips:
    @pytest.mark.parametrize(
        ("budget", "deadline", "message"),
        [
            (None, date(2027, 1, 4), "--deadline: 2027-01-04 is not after the start, 2027-01-04; give a later day"),
            (None, date(2027, 2, 1), r"nothing can be live by 2027-02-01: .* alone, the quickest, needs until 2027-"),
            (None, date(2027, 2, 1), r"give that day or a later one, or a start by 2026-\S+ if that is still"),
            (Decimal(900), date(2027, 8, 1), "EUR 900 is too little for any app: EUR"),
        ],
    )
    def test_an_impossible_limit_says_what_would_be_possible(
        self, made: Estimate, budget: Decimal | None, deadline: date, message: str
    ) -> None:
        with pytest.raises(UserError, match=message):
            reconcile(made, budget, deadline, START)

    def test_limits_that_only_different_apps_keep_say_so(self, made: Estimate) -> None:
        choice = choice_of(made, Decimal(80_000), date(2030, 1, 1), START)
        assert choice.times
        alone = {key: choice.scope.needs[key] for key, ends in choice.scope.serves.items() if ends}
        quickest = min(alone, key=lambda key: choice.times.live(alone[key]))  # type: ignore[union-attr]
        deadline = choice.times.live(alone[quickest])
        dear = {key: choice.scope.cost[key] + 10**8 * (choice.times.live(alone[key]) <= deadline) for key in alone}

        found = replace(choice, scope=replace(choice.scope, cost={**choice.scope.cost, **dear}))
        message = str(too_tight(replace(found, times=replace(choice.times, deadline=deadline))))
        assert f"EUR 80,000 is too little for any app that can be live by {deadline}; EUR 1,0" in message

    def test_a_deadline_needs_a_start(self, made: Estimate) -> None:
        with pytest.raises(UserError, match="needs a start; give --start"):
            reconcile(made, None, date(2027, 6, 30))

    def test_without_a_first_project_there_is_nothing_to_cut(self) -> None:
        with pytest.raises(UserError, match="--deadline: there is no first project to cut"):
            reconcile(estimate(advise(WAVES, Answers(engagement=EURO))), None, date(2027, 6, 30), START)
