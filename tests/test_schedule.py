"""The calendar: working days, phases one after the other, milestones, ways of going live, pictures."""

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.errors import UserError
from advisor.estimate.estimating import Estimate, estimate
from advisor.estimate.gantt import gantt, mermaid
from advisor.estimate.phasing import GO_LIVE
from advisor.estimate.rollouts import compare_rollouts
from advisor.estimate.schedule import Schedule, go_lives, schedule
from advisor.estimate.workdays import workdays
from advisor.pack import Pack
from advisor.terms import with_terms

from .conftest import HERE, ROOT
from .strategies import answers as any_answers

START = date(2027, 1, 4)


@pytest.fixture(scope="module")
def waves_pack(pack: Pack) -> Pack:
    return with_terms(pack, HERE / "terms" / "waves.yaml")


@pytest.fixture(scope="module")
def example(pack: Pack) -> Answers:
    return read_answers(ROOT / "rules" / "example.yaml", pack)


@pytest.fixture(scope="module")
def made(waves_pack: Pack, example: Answers) -> Estimate:
    return estimate(advise(waves_pack, example))


@pytest.fixture(scope="module")
def calendar(made: Estimate) -> Schedule:
    return schedule(made, START)


class TestWorkdays:
    def test_a_holiday_of_the_country_is_free(self) -> None:
        days = workdays(date(2027, 7, 20), "BE")

        assert [days.date_of(number) for number in (0, 1)] == [date(2027, 7, 20), date(2027, 7, 22)]

    def test_an_unknown_country_has_weekends_only(self) -> None:
        days = workdays(date(2027, 7, 20), "XX")

        assert (days.known, days.date_of(1)) == (False, date(2027, 7, 21))

    def test_a_country_has_its_own_weekend(self) -> None:
        days = workdays(date(2027, 2, 4), "SA")

        assert [days.date_of(number) for number in (0, 1)] == [date(2027, 2, 4), date(2027, 2, 7)]

    def test_without_a_start_there_are_no_dates(self) -> None:
        assert workdays(None, "BE").date_of(3) is None

    def test_nothing_goes_live_on_a_friday(self) -> None:
        assert not workdays(date(2027, 1, 8), "BE").is_good_for_going_live(0)

    def test_nothing_goes_live_before_a_holiday(self) -> None:
        assert not workdays(date(2027, 7, 20), "BE").is_good_for_going_live(0)


def test_no_task_begins_or_ends_on_a_free_day(calendar: Schedule) -> None:
    days = [calendar.days.date_of(day) for task in calendar.tasks for day in (task.start, task.end - 1)]

    assert [day for day in days if day is None or not calendar.days.is_working(day)] == []


def test_every_go_live_is_followed_by_a_working_day(calendar: Schedule) -> None:
    live = [item.date for item in calendar.milestones if item.phase.id == GO_LIVE]

    assert [day for day in live if day is None or not calendar.days.is_working(day + timedelta(days=1))] == []


def test_phases_of_a_wave_follow_each_other(calendar: Schedule) -> None:
    for task in calendar.tasks:
        before = [one.end for one in calendar.tasks if (one.wave, one.phase.order) < (task.wave, task.phase.order)]
        own = [one.end for one in calendar.tasks if one.wave == task.wave and one.phase.order < task.phase.order]
        assert task.start >= max(own, default=0)
        assert before or task.start == 15


def test_a_wave_begins_when_the_one_before_is_live(calendar: Schedule) -> None:
    live = max(task.end for task in calendar.tasks if task.wave == 1 and task.phase.id == GO_LIVE)

    assert min(task.start for task in calendar.tasks if task.wave == 2) == live


def test_every_phase_ends_with_an_accepted_deliverable(calendar: Schedule) -> None:
    ends = {(task.wave, task.phase.id) for task in calendar.tasks}

    assert {(item.wave, item.phase.id) for item in calendar.milestones} == ends


def test_a_wave_too_small_for_a_day_of_go_live_goes_live_too(made: Estimate) -> None:
    found = schedule(replace(made, exact=tuple(one for one in made.exact if one.phase != GO_LIVE)), START)

    assert list(go_lives(found)) == [wave.number for wave in made.waves]


def test_without_a_start_weeks_are_counted(made: Estimate) -> None:
    assert schedule(made).milestones[0].when == "week 5"


def test_more_capacity_never_ends_later(made: Estimate, pack: Pack) -> None:
    roles = {key: replace(role, days_a_week=5) for key, role in made.advice.pack.project_roles.items()}
    advice = replace(made.advice, pack=replace(made.advice.pack, project_roles=roles))

    assert schedule(replace(made, advice=advice), START).end <= schedule(made, START).end


@settings(max_examples=15, deadline=None)
@given(any_answers(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_dates_respect_what_waits_for_what(quick_pack: Pack, answers: Answers, start: date) -> None:
    found = schedule(estimate(advise(quick_pack, answers)), start)

    ends: dict[tuple[int, float], int] = {}
    for task in found.tasks:
        key = task.wave, task.phase.order
        ends[key] = max(ends.get(key, 0), task.end)
    own = [
        (task, end)
        for task in found.tasks
        for (wave, order), end in ends.items()
        if wave == task.wave and order < task.phase.order
    ]
    assert [task.id for task, end in own if task.start < end] == []


@settings(max_examples=15, deadline=None)
@given(any_answers(), st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.sampled_from(("BE", "SA", "US", "XX", "")))
def test_nobody_works_on_a_free_day(quick_pack: Pack, answers: Answers, start: date, country: str) -> None:
    found = schedule(estimate(advise(quick_pack, replace(answers, engagement={"country": country}))), start)

    dates = [found.days.date_of(day) for task in found.tasks for day in (task.start, task.end - 1)]
    assert [day for day in dates if day is None or not found.days.is_working(day)] == []


@settings(max_examples=15, deadline=None)
@given(any_answers(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_no_app_goes_live_before_one_it_requires(quick_pack: Pack, answers: Answers, start: date) -> None:
    made = estimate(advise(quick_pack, answers))
    live = go_lives(schedule(made, start))
    day = {app: live[wave.number] for wave in made.waves for app in wave.scope}

    requires = {app: quick_pack.apps[app].requires.get(made.advice.series, ()) for app in day}
    assert [(app, need) for app, needs in requires.items() for need in needs if day[need] > day[app]] == []


@settings(max_examples=15, deadline=None)
@given(any_answers(), st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.data())
def test_more_days_a_week_never_end_later(quick_pack: Pack, answers: Answers, start: date, data: st.DataObject) -> None:
    made = estimate(advise(quick_pack, answers))
    few = {key: data.draw(st.sampled_from((0.5, 1, 2, 3))) for key in quick_pack.project_roles}

    ends = []
    for more in (0, data.draw(st.sampled_from((0, 0.5, 2)))):
        roles = {key: replace(role, days_a_week=few[key] + more) for key, role in quick_pack.project_roles.items()}
        advice = replace(made.advice, pack=replace(quick_pack, project_roles=roles))
        try:
            found = schedule(replace(made, advice=advice), start)
        except UserError:  # more than a hundred years: refused, so there is nothing to compare
            reject()
        ends.append([day for _, day in sorted(go_lives(found).items())])
    assert [one for one, other in zip(*ends, strict=True) if one < other] == []


@pytest.fixture(scope="module")
def quick_pack(pack: Pack) -> Pack:
    terms = with_terms(pack, HERE / "terms" / "waves.yaml")
    usual = replace(terms.settings["load_limit"], source=())
    return replace(terms, settings={**terms.settings, "load_limit": usual})


class TestRollouts:
    @pytest.mark.parametrize(
        ("employees", "said"),
        [
            (24, "No wave takes more than 40 person-days of the partner's."),
            (
                300,
                "Manufacturing alone takes more than the usual 40 person-days in a wave; a wave here takes up to 62.5",
            ),
        ],
    )
    def test_waves_say_whether_they_keep_to_the_limit(
        self, pack: Pack, example: Answers, employees: int, said: str
    ) -> None:
        given = {**example.given, "employees": employees}
        found = compare_rollouts(estimate(advise(pack, replace(example, given=given))))

        assert said in found[0].argument

    def test_waves_are_proposed_where_one_is_not_enough(self, made: Estimate) -> None:
        assert [(one.rollout.id, one.proposed) for one in compare_rollouts(made)] == [
            ("phased", True),
            ("big_bang", False),
        ]

    def test_everything_at_once_is_proposed_where_one_wave_is_enough(self, pack: Pack, example: Answers) -> None:
        found = estimate(advise(with_terms(pack, HERE / "terms" / "quick.yaml"), example))

        assert [one.rollout.id for one in compare_rollouts(found)] == ["big_bang"]

    def test_several_sites_argue_for_a_pilot(self, waves_pack: Pack, example: Answers) -> None:
        given = {**example.given, "structure": ("several_sites",), "site_count": 4}
        found = compare_rollouts(estimate(advise(waves_pack, replace(example, given=given))))

        assert (found[0].rollout.id, found[0].waves) == ("pilot", found[1].waves + 1)

    def test_the_plan_goes_live_in_the_proposed_way(self, waves_pack: Pack, example: Answers) -> None:
        given = {**example.given, "structure": ("several_sites",), "site_count": 4}
        found = estimate(advise(waves_pack, replace(example, given=given)))

        pilot = compare_rollouts(found, START)[0]
        assert (found.way, pilot.waves, pilot.weeks) == ("pilot", len(found.waves), schedule(found, START).weeks)

    def test_many_other_sites_follow_in_waves_within_the_limit(self, waves_pack: Pack, example: Answers) -> None:
        given = {**example.given, "structure": ("several_sites",), "site_count": 40}
        found = estimate(advise(waves_pack, replace(example, given=given)))

        shown = [sum(line.days for line in found.lines if line.wave == wave.number) for wave in found.waves]
        assert sum(wave.other_sites for wave in found.waves) > 1
        assert max(shown) <= 45

    def test_all_at_once_changes_most_on_one_day(self, made: Estimate) -> None:
        phased, big_bang = compare_rollouts(made)

        assert big_bang.apps > phased.apps
        assert big_bang.months_side_by_side == 0 < phased.months_side_by_side

    def test_each_way_is_argued_with_figures(self, made: Estimate) -> None:
        assert [one for one in compare_rollouts(made) if "weeks; at most" not in one.argument] == []

    def test_a_pilot_changes_the_day_of_the_users_of_one_site(self, waves_pack: Pack, example: Answers) -> None:
        given = {**example.given, "structure": ("several_sites",), "site_count": 4, "desk_users": 20, "floor_users": 0}
        pilot, phased, *_ = compare_rollouts(estimate(advise(waves_pack, replace(example, given=given))))

        assert (pilot.users, phased.users) == (5, 20)

    def test_the_other_sites_need_their_time_too(self, waves_pack: Pack, example: Answers) -> None:
        given = {**example.given, "structure": ("several_sites",), "site_count": 4}
        pilot, phased, *_ = compare_rollouts(estimate(advise(waves_pack, replace(example, given=given))))

        assert pilot.weeks >= phased.weeks

    def test_the_other_sites_take_every_app_at_once(self, waves_pack: Pack, example: Answers) -> None:
        given = {**example.given, "structure": ("several_sites",), "site_count": 4}
        pilot, _, big_bang = compare_rollouts(estimate(advise(waves_pack, replace(example, given=given))))

        assert pilot.apps == big_bang.apps

    def test_one_site_needs_no_pilot(self, waves_pack: Pack, example: Answers) -> None:
        given = {**example.given, "structure": ("several_sites",), "site_count": 1}
        found = compare_rollouts(estimate(advise(waves_pack, replace(example, given=given))))

        assert [one.rollout.id for one in found] == ["phased", "big_bang"]


class TestPictures:
    def test_the_chart_is_well_formed_and_says_the_same_in_words(self, calendar: Schedule) -> None:
        drawn = gantt(calendar)

        root = ElementTree.fromstring(drawn.svg)
        bars = [rect.get("class") for rect in root.iter("{http://www.w3.org/2000/svg}rect")]
        in_legend = 2
        assert len(drawn.words) == len(calendar.tasks) == len(bars) - bars.count("band") - in_legend

    def test_the_same_calendar_gives_the_same_bytes(self, made: Estimate) -> None:
        assert gantt(schedule(made, START)).svg == gantt(schedule(made, START)).svg

    def test_mermaid_has_a_line_for_every_task(self, calendar: Schedule) -> None:
        lines = [line for line in mermaid(calendar).splitlines() if " :" in line]

        assert len(lines) == len(calendar.tasks)
