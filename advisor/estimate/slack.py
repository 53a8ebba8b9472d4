"""How many days each task may slip before the end does, from the latest days backwards.

Method. The forward pass has given the earliest days; the backward pass gives the latest, each phase as long as it was
placed. Their difference is slack, and what has none is critical. Whoever stands by after a go-live also works on the
next waves, so that standing by longer takes days from there: it may slip until the role's next work begins, and by
what that work may slip itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from advisor.estimate.phasing import GO_LIVE, Task, end_of

Row = tuple[int, float]  # wave, order of the phase


def with_slack(tasks: Sequence[Task]) -> tuple[Task, ...]:
    """Return tasks with their slack, in their order."""
    latest = latest_ends(tasks)
    live = {task.wave: row(task) for task in tasks if task.phase.id == GO_LIVE}
    found: list[Task] = []
    for task in reversed(tasks):
        own = latest[row(task)] - task.end
        room = room_of(task, found) if row(task) > live[task.wave] else ()
        found.append(replace(task, slack=min((own, *room))))
    return tuple(reversed(found))


def latest_ends(tasks: Sequence[Task]) -> Mapping[Row, int]:
    """Return the day on which each phase of each wave has to have ended, so that the project ends as early."""
    rows: dict[Row, list[Task]] = {}
    for task in tasks:
        rows.setdefault(row(task), []).append(task)
    lengths = {key: end_of(some) - some[0].start for key, some in rows.items()}
    followers = following(tasks)
    latest: dict[Row, int] = {}
    for key in sorted(rows, reverse=True):
        latest[key] = min((latest[other] - lengths[other] for other in followers[key]), default=end_of(tasks))
    return latest


def row(task: Task) -> Row:
    """Return the place of a task in the order of the project: wave, then phase."""
    return task.wave, task.phase.order


def following(tasks: Sequence[Task]) -> Mapping[Row, tuple[Row, ...]]:
    """Return what has to wait for each phase of each wave: the next phase, and after a go-live the next wave."""
    rows = sorted({row(task) for task in tasks})
    live = {row(task) for task in tasks if task.phase.id == GO_LIVE}
    found: dict[Row, tuple[Row, ...]] = {}
    for at, key in enumerate(rows):
        own = [other for other in rows[at + 1 :] if other[0] == key[0]]
        later = [other for other in rows[at + 1 :] if other[0] > key[0]] if key in live else []
        found[key] = (*own[:1], *later[:1])
    return found


def room_of(task: Task, tasks: Iterable[Task]) -> Iterator[int]:
    """Yield by how much a standing by may slip before it takes days from each later work of its role."""
    for other in tasks:
        if other.role is task.role and other.wave > task.wave and other.end > task.end:
            yield max(0, other.start - task.end) + other.slack
