"""What each role has room for on each working day, so that nobody works more than the days a week it gives."""

from collections.abc import Mapping

from advisor.errors import fail
from advisor.estimate.workdays import WEEK
from advisor.estimates import ProjectRole

LONGEST = 26_000  # working days, about a hundred years: what would take longer is no project
NOTHING_LEFT = 1e-9  # person-days: less than this is the noise of adding up


class Capacity:
    """The days of all roles in one calendar. Without a limit every piece of work has its role for itself."""

    def __init__(self, roles: Mapping[str, ProjectRole], limited: bool = True) -> None:
        self.pace = {key: role.week / WEEK for key, role in roles.items()}  # person-days a working day
        self.limited = limited
        self.taken: dict[str, dict[int, float]] = {key: {} for key in roles}

    def spent(self, role: str, effort: float, begin: int, most: float) -> tuple[float, ...]:
        """Return the person-days of each day from one on until some work is done, at most so much a day.

        The days are taken: what is asked for later finds them gone. Work that asks first comes first.
        """
        taken, pace = self.taken[role], self.pace[role]
        left, day = effort, begin
        found: list[float] = []
        while left > NOTHING_LEFT:
            refuse_too_long(len(found), role)
            today = max(0.0, min(left, most, pace - taken.get(day, 0.0)))
            if self.limited and today:
                taken[day] = taken.get(day, 0.0) + today
            found.append(today)
            left, day = left - today, day + 1
        return tuple(found)


def refuse_too_long(days: float, role: str) -> None:
    """Raise UserError for work that would take more than a life."""
    if days > LONGEST:
        raise fail("project_roles", f"a phase would take {role} more than a hundred years; give more days a week")
