"""Working days of a country, counted from a start. The one home of the library of public holidays."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from advisor.errors import fail

FIRST, LAST = 1990, 2199  # years in which a project can start
FRIDAY = 4
WEEK = 5  # working days
DAY = timedelta(days=1)
WEEKEND = frozenset({5, 6})  # Saturday and Sunday, as date.weekday() counts them


@dataclass(frozen=True)
class Workdays:
    """Working days from a start on; without one, days are only counted and every week has five of them."""

    start: date | None
    holidays: Collection[date]
    known: bool  # whether the holidays of the country are known
    weekend: Collection[int] = WEEKEND

    @cached_property
    def reached(self) -> list[date]:
        """The working days found so far, kept because every task asks for the same ones."""
        return []

    def is_working(self, day: date) -> bool:
        """Return whether people work on a day."""
        return day.weekday() not in self.weekend and day not in self.holidays

    def date_of(self, number: int) -> date | None:
        """Return the date of a working day, counted from 0 at the start, or None without a start."""
        if self.start is None:
            return None
        day = self.reached[-1] + DAY if self.reached else self.start
        while len(self.reached) <= number:
            if self.is_working(day):
                self.reached.append(day)
            day += DAY
        return self.reached[number]

    def week_of(self, day: date) -> date:
        """Return the day on which the week of a day begins: the first after the weekend, be it a holiday or not."""
        back = (day - DAY * number for number in range(7))
        return next((one for one in back if self.begins_a_week(one)), day)

    def begins_a_week(self, day: date) -> bool:
        """Return whether a day is the first after a weekend."""
        return day.weekday() not in self.weekend and (day - DAY).weekday() in self.weekend

    def is_good_for_going_live(self, number: int) -> bool:
        """Return whether a working day follows at once, so that what goes wrong is mended before the work piles up."""
        day = self.date_of(number)
        if day is None:
            return number % WEEK != FRIDAY
        return self.is_working(day + DAY)


def workdays(start: date | None, country: str) -> Workdays:
    """Return the working days of a country with its own weekend; of an unknown one, every Monday to Friday.

    Raises UserError for a start in another age.
    """
    if start is None:
        return Workdays(None, frozenset(), known=False)
    if not FIRST <= start.year <= LAST:
        raise fail("--start", f"{start} is out of reach; give a day from {FIRST} to {LAST}")
    import holidays

    try:
        found = holidays.country_holidays(country)  # learns each year as soon as it is asked for
    except NotImplementedError:
        return Workdays(start, frozenset(), known=False)
    return Workdays(start, found, known=True, weekend=frozenset(found.weekend))
