"""The figures of the calendar by their ids, in weeks from the signature, each led back to days and who gives them."""

from collections.abc import Iterator

from advisor.estimate.estimating import Estimate
from advisor.estimate.figures import Figure, sources
from advisor.estimate.phasing import GO_LIVE, Task
from advisor.estimate.schedule import Schedule, schedule
from advisor.estimate.workdays import WEEK
from advisor.language import say, say_many
from advisor.words import titled


def calendar_figures(estimate: Estimate) -> Iterator[Figure]:
    """Yield the weeks of the whole, and the week in which each wave goes live, holidays not counted."""
    if not estimate.waves:
        return
    found = schedule(estimate)
    yield Figure(
        "weeks", say("From signature to the end of standing by"), found.weeks, say("weeks"), lambda: whole(found)
    )
    for item in found.milestones:
        if item.phase.id == GO_LIVE:
            yield Figure(
                f"go_live.{item.wave}",
                say("Wave {number} goes live in week", number=item.wave),
                item.day // WEEK + 1,
                "",
                lambda item=item: up_to(estimate, found, item.wave),  # type: ignore[misc]
            )


def whole(found: Schedule) -> Iterator[str]:
    """Yield when each wave goes live, and who stands by last."""
    for item in found.milestones:
        if item.phase.id == GO_LIVE:
            yield titled(item.when, f"figure:go_live.{item.wave}")
    last = max(found.tasks, key=lambda task: task.end)
    yield setting_the_pace(last)


def up_to(estimate: Estimate, found: Schedule, wave: int) -> Iterator[str]:
    """Yield what a wave has to wait for, and who sets the pace in each of its phases."""
    if wave > 1:
        yield say("It begins when the wave before has gone live: {figure}.", figure=f"figure:go_live.{wave - 1}")
    else:
        lead = estimate.advice.pack.settings["lead_time_weeks"]
        yield say_many(
            "It begins {number} week after the signature.", "It begins {number} weeks after the signature.", lead.value
        )
        yield sources(estimate.advice, lead.source)
    live = next(task.phase.order for task in found.tasks if task.phase.id == GO_LIVE)
    for phase in dict.fromkeys(task.phase for task in found.tasks if task.wave == wave and task.phase.order <= live):
        own = [task for task in found.tasks if task.wave == wave and task.phase is phase]
        yield setting_the_pace(max(own, key=lambda task: (task.end, task.effort)))
    for role in dict.fromkeys(task.role for task in found.tasks if task.wave == wave):
        yield sources(estimate.advice, role.source)


def setting_the_pace(task: Task) -> str:
    """Return how long a phase takes, and whose work makes it as long."""
    return say(
        "{phase}: {days} working days, for {effort} days of {role} at {week} a week.",
        phase=task.phase.name,
        days=task.end - task.start,
        effort=round(task.effort, 2),
        role=task.role.name,
        week=task.role.week,
    )
