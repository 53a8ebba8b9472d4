"""A day to be live by: whether it is kept, and what would keep it."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.errors import UserError
from advisor.estimate.deadline import check_deadline, latest_start
from advisor.estimate.estimating import Estimate, estimate
from advisor.estimate.schedule import Schedule, go_lives, schedule
from advisor.pack import Pack
from advisor.terms import with_terms

from .conftest import HERE, ROOT

START = date(2027, 1, 4)


@pytest.fixture(scope="module")
def made(pack: Pack) -> Estimate:
    terms = with_terms(pack, HERE / "terms" / "waves.yaml")
    return estimate(advise(terms, read_answers(ROOT / "rules" / "example.yaml", pack)))


@pytest.fixture(scope="module")
def calendar(made: Estimate) -> Schedule:
    return schedule(made, START)


class TestDeadline:
    def test_a_late_deadline_is_kept(self, made: Estimate, calendar: Schedule) -> None:
        assert check_deadline(made, calendar, date(2030, 1, 1)).in_time

    def test_an_early_one_says_what_has_to_wait(self, made: Estimate, calendar: Schedule) -> None:
        found = check_deadline(made, calendar, go_lives(calendar)[1])

        assert (found.in_time, found.last_wave) == (False, 1)
        assert "these apps have to wait: " in found.words

    @pytest.mark.parametrize(
        ("deadline", "message"),
        [
            (date(2027, 1, 4), "2027-01-04 is not after the start"),
            (date(2027, 2, 1), r"the first wave needs until \S+; a start on 2026-\S+ makes it possible"),
        ],
    )
    def test_an_impossible_one_says_what_would_be(
        self, made: Estimate, calendar: Schedule, deadline: date, message: str
    ) -> None:
        with pytest.raises(UserError, match=message):
            check_deadline(made, calendar, deadline)

    @settings(max_examples=15, deadline=None)
    @given(st.dates(date(2026, 1, 1), date(2027, 3, 1)))
    def test_the_latest_start_is_in_time_and_a_day_later_is_not(self, made: Estimate, deadline: date) -> None:
        start = latest_start(made, START, deadline, 1)

        live = [go_lives(schedule(made, day))[1] for day in (start, start + timedelta(days=1))]
        assert live[0] <= deadline < live[1]

    def test_a_deadline_needs_a_start(self, made: Estimate) -> None:
        with pytest.raises(UserError, match="needs a start; give --start"):
            check_deadline(made, schedule(made), date(2027, 6, 30))
