"""Nobody works more than the days a week they give, also where one wave stands by while the next begins."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from math import ceil

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.errors import UserError
from advisor.estimate.capacity import LONGEST
from advisor.estimate.estimating import Estimate, estimate
from advisor.estimate.levelling import levelled
from advisor.estimate.phasing import GO_LIVE, Task
from advisor.estimate.schedule import Schedule, schedule
from advisor.estimate.workdays import WEEK, workdays
from advisor.pack import Pack, load_pack
from advisor.terms import with_terms

from .conftest import HERE, ROOT
from .strategies import answers as any_answers

START = date(2027, 1, 4)
LAW = settings(max_examples=8, deadline=None)
NOISE = 1e-6
LIVE = load_pack().phases[GO_LIVE].order


def in_several_waves() -> Pack:
    """Return the pack with few runs, and a limit that makes several waves and gives way to a heavy app."""
    terms = with_terms(load_pack(), HERE / "terms" / "waves.yaml")
    return replace(terms, settings={**terms.settings, "load_limit": replace(terms.settings["load_limit"], source=())})


WAVES = in_several_waves()


@pytest.fixture(scope="module")
def made() -> Estimate:
    return estimate(advise(WAVES, read_answers(ROOT / "rules" / "example.yaml", WAVES)))


def with_days(made: Estimate, days_a_week: dict[str, float]) -> Estimate:
    """Return an estimate whose roles give other days a week."""
    pack = made.advice.pack
    roles = {key: replace(role, days_a_week=days_a_week[key]) for key, role in pack.project_roles.items()}
    return replace(made, advice=replace(made.advice, pack=replace(pack, project_roles=roles)))


@st.composite
def projects(draw: st.DrawFn) -> Estimate:
    """Return the first project of any company that lasts no life, with any days a week of its roles."""
    days = {key: draw(st.sampled_from((0.5, 1, 2, 3, 5))) for key in WAVES.project_roles}
    made = estimate(advise(WAVES, draw(any_answers())))
    for key, week in days.items():
        assume(sum(line.days for line in made.exact if line.package.role.id == key) * WEEK / week < LONGEST)
    return with_days(made, days)


def loads(found: Schedule) -> dict[tuple[str, int], float]:
    """Return the person-days of each role on each day."""
    every: dict[tuple[str, int], float] = defaultdict(float)
    for task in (*found.tasks, *found.beside):
        for day, some in enumerate(task.each_day, task.start):
            every[task.role.id, day] += some
    return every


def go_live_days(found: Schedule) -> list[int]:
    return [item.day for item in found.milestones if item.phase.id == GO_LIVE]


def counted_by_hand(made: Estimate) -> list[int]:
    """Return the days of going live when each wave has its roles for itself."""
    days, pack = workdays(START, made.advice.answers.country), made.advice.pack
    begin, found = 15, []
    for wave in made.waves:
        day = begin
        for phase in sorted(pack.phases.values(), key=lambda phase: phase.order):
            efforts: dict[str, float] = defaultdict(float)
            for line in made.exact:
                if (line.wave, line.phase) == (wave.number, phase.id):
                    efforts[line.package.role.id] += line.days
            roles = pack.project_roles
            if efforts and phase.order <= pack.phases[GO_LIVE].order:
                day += max(1, *(ceil(some * 5 / roles[key].days_a_week - NOISE) for key, some in efforts.items()))
            if phase.id == GO_LIVE:
                while not days.is_good_for_going_live(day - 1):
                    day += 1
                begin = day
                found.append(day - 1)
    return found


@LAW
@given(projects(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_no_role_works_more_on_any_day_than_it_gives(made: Estimate, start: date) -> None:
    found = schedule(made, start)

    roles = made.advice.pack.project_roles
    assert [key for key, some in loads(found).items() if some > roles[key[0]].days_a_week / 5 + NOISE] == []


@LAW
@given(projects())
def test_all_the_work_is_done_on_some_day(made: Estimate) -> None:
    found = schedule(made)

    done = sum(loads(found).values())
    assert done == pytest.approx(sum(line.days for line in made.exact))


@LAW
@given(projects())
def test_each_task_is_done_within_its_days(made: Estimate) -> None:
    found = schedule(made)

    assert [task.id for task in (*found.tasks, *found.beside) if task.start + len(task.each_day) > task.end] == []


@LAW
@given(projects())
def test_without_a_limit_dates_are_those_of_each_wave_alone(made: Estimate) -> None:
    found = schedule(made, START, limited=False)

    assert go_live_days(found) == counted_by_hand(made)


@LAW
@given(projects(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_keeping_to_the_limit_never_goes_live_earlier(made: Estimate, start: date) -> None:
    free, kept = go_live_days(schedule(made, start, limited=False)), go_live_days(schedule(made, start))

    assert [day for day, other in zip(kept, free, strict=True) if day < other] == []


def test_one_wave_alone_is_not_moved(pack: Pack, made: Estimate) -> None:
    one = estimate(advise(with_terms(pack, HERE / "terms" / "quick.yaml"), made.advice.answers))

    assert go_live_days(schedule(one, START)) == go_live_days(schedule(one, START, limited=False))


@LAW
@given(projects(), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_critical_tasks_lead_from_start_to_end_without_a_break(made: Estimate, start: date) -> None:
    found = schedule(made, start)

    reached = 15
    for begin, end in sorted((task.start, task.end) for task in found.tasks if task.is_critical):
        if begin <= reached:
            reached = max(reached, end)
    assert reached == max(15, found.end)


def longer(made: Estimate, task: Task, more: float) -> Estimate:
    """Return an estimate in which one task takes so many person-days more."""
    at = next(
        number
        for number, line in enumerate(made.exact)
        if (line.wave, line.phase, line.package.role.id) == (task.wave, task.phase.id, task.role.id)
    )
    lines = list(made.exact)
    lines[at] = replace(lines[at], days=lines[at].days + more)
    return replace(made, exact=tuple(lines))


def same(found: Schedule, task: Task) -> Task:
    return next(one for one in found.tasks if one.id == task.id)


def up_to(made: Estimate, task: Task, end: int) -> Estimate:
    """Return an estimate in which one task takes as long as it can without ending later than a day."""
    few, many = 0.0, (end - task.end + 1) * task.role.days_a_week / 5 + 1
    for _ in range(12):
        middle = (few + many) / 2
        fits = same(schedule(longer(made, task, middle), START), task).end <= end
        few, many = (middle, many) if fits else (few, middle)
    return longer(made, task, few)


@LAW
@given(projects(), st.data())
def test_a_task_can_slip_by_its_slack(made: Estimate, data: st.DataObject) -> None:
    found = schedule(made, START)
    tasks = [task for task in found.tasks if task.phase.order <= LIVE and task.effort]
    task = data.draw(st.sampled_from(tasks)) if tasks else None

    assert task is None or schedule(up_to(made, task, task.end + task.slack), START).end == found.end


def test_a_week_of_work_more_where_it_is_critical_is_felt_at_the_end(made: Estimate) -> None:
    found = schedule(made)

    critical = [task for task in found.tasks if task.is_critical and task.phase.order <= LIVE]
    unfelt = [task.id for task in critical if schedule(longer(made, task, task.role.days_a_week)).end <= found.end]
    assert unfelt == []


def test_slack_and_a_week_is_too_much(made: Estimate) -> None:
    found = schedule(made)

    kept = [
        task.id
        for task in found.tasks
        if task.phase.order <= LIVE
        and schedule(longer(made, task, (task.slack / 5 + 2) * task.role.days_a_week)).end <= found.end
    ]
    assert kept == []


def test_a_moved_go_live_names_the_role_that_is_short_of_days(made: Estimate) -> None:
    found = levelled(made, schedule(made, START))

    assert {one.role.id for one in found.moved} == {"key_user"}
    assert found.words[0].startswith("Nobody works more days a week than they give")


def test_what_one_more_day_brings_is_what_the_calendar_then_says(made: Estimate) -> None:
    most = levelled(made, schedule(made, START)).bottleneck
    assert most

    days = {key: role.days_a_week + (key == most.role.id) for key, role in WAVES.project_roles.items()}
    then = schedule(with_days(made, days), START)
    assert most.after == then.said(max(go_live_days(then)))


def test_no_other_role_would_bring_more(made: Estimate) -> None:
    most = levelled(made, schedule(made, START)).bottleneck
    assert most

    ends = []
    for more in WAVES.project_roles:
        days = {key: role.days_a_week + (key == more) for key, role in WAVES.project_roles.items()}
        then = schedule(with_days(made, days), START)
        last = max(go_live_days(then))
        ends.append((last, then.said(last)))
    assert min(ends)[1] == most.after


def test_two_people_give_twice_the_days(made: Estimate) -> None:
    twice = {key: role.days_a_week * 2 for key, role in WAVES.project_roles.items()}
    roles = {key: replace(role, people=2) for key, role in WAVES.project_roles.items()}
    shared = replace(made, advice=replace(made.advice, pack=replace(WAVES, project_roles=roles)))

    assert go_live_days(schedule(shared, START)) == go_live_days(schedule(with_days(made, twice), START))


def test_work_of_more_than_a_hundred_years_is_no_project(made: Estimate) -> None:
    task = schedule(made).tasks[0]

    with pytest.raises(UserError, match=r"project_roles: a phase would take \w+ more than a hundred years"):
        schedule(longer(made, task, 1e6))


def test_one_wave_alone_moves_nothing(pack: Pack, made: Estimate) -> None:
    one = estimate(advise(with_terms(pack, HERE / "terms" / "quick.yaml"), made.advice.answers))

    assert levelled(one, schedule(one, START)).moved == ()


def done_by(task: Task, busy: dict[int, float]) -> int:
    """Return the day on which the work of a task is done around what its role is busy with, and add it to that."""
    left, day = task.effort, task.start
    while left > NOISE:
        today = max(0.0, min(left, task.role.days_a_week / 5 - busy.get(day, 0.0)))
        busy[day] = busy.get(day, 0.0) + today
        left, day = left - today, day + 1
    return day


@LAW
@given(projects())
def test_standing_by_can_go_on_for_its_slack(made: Estimate) -> None:
    found = schedule(made, START)

    late = []
    for task in (one for one in found.tasks if one.phase.order > LIVE):
        shifted = {day + task.slack: some for day, some in enumerate(task.each_day, task.start)}
        others = [one for one in found.tasks if one.role is task.role and one.wave > task.wave]
        for other in (one for one in others if one.phase.order > LIVE):
            for day, some in enumerate(other.each_day, other.start):
                shifted[day] = shifted.get(day, 0.0) + some
        late += [
            other.id
            for other in others
            if other.phase.order <= LIVE and done_by(other, shifted) > other.end + other.slack
        ]
    assert late == []
