"""The order of boxes in columns such that few arrows cross.

Method. Sweeps sort each column by the mean place of the neighbours (barycentre rule). In the best orders met on the way
each box is then put where in its column it makes fewest crossings, until none moves (sifting). Same boxes and arrows,
same order.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence

Arrow = tuple[str, str]
Columns = list[list[str]]
SWEEPS = 12
ROUNDS = 12
TRIED = 3  # of the orders met, how many are looked at closer


def untangled(columns: Sequence[Sequence[str]], arrows: Sequence[Arrow]) -> Columns:
    """Return the columns with their boxes ordered so that few arrows cross; boxes without arrows stand last."""
    tied = {box for arrow in arrows for box in arrow}
    order = [[box for box in column if box in tied] for column in columns]
    near = neighbours(order, arrows)
    plain, closer = [order], [order]
    for sweep in range(SWEEPS):
        plain.append(swept(plain[-1], near, sweep))
        closer.append(exchanged(swept(closer[-1], near, sweep), near))
    likely = sorted(plain, key=lambda columns: crossings(columns, arrows))[:TRIED]
    met = (*closer, *(exchanged(columns, near) for columns in likely))
    best = min(met, key=lambda columns: crossings(columns, arrows))
    return [[*one, *(box for box in column if box not in tied)] for one, column in zip(best, columns, strict=True)]


def crossings(columns: Sequence[Sequence[str]], arrows: Iterable[Arrow]) -> int:
    """Return how many pairs of arrows cross; only arrows from one column to the next are looked at."""
    places = {box: (at, row) for at, column in enumerate(columns) for row, box in enumerate(column)}
    count = 0
    for at in range(len(columns) - 1):
        ends = sorted((places[a][1], places[b][1]) for a, b in arrows if (places[a][0], places[b][0]) == (at, at + 1))
        seen: list[int] = []
        for _, row in ends:
            count += len(seen) - bisect_right(seen, row)
            insort(seen, row)
    return count


Sides = tuple[tuple[str, ...], tuple[str, ...]]
Near = Mapping[str, Sides]
"""The boxes before and after that a box is tied to."""


def neighbours(columns: Columns, arrows: Iterable[Arrow]) -> Near:
    """Return what each box is tied to in the columns before and after its own."""
    column = {box: at for at, boxes in enumerate(columns) for box in boxes}
    before: dict[str, list[str]] = {box: [] for box in column}
    after: dict[str, list[str]] = {box: [] for box in column}
    for start, end in arrows:
        if column[end] > column[start]:
            after[start].append(end)
            before[end].append(start)
    return {box: (tuple(before[box]), tuple(after[box])) for box in column}


def swept(columns: Columns, near: Near, sweep: int) -> Columns:
    """Return the columns sorted by the mean place of the neighbours: of those before and after in turn, or of both."""
    order = [list(column) for column in columns]
    places = {box: row / len(column) for column in order for row, box in enumerate(column)}
    forward = sweep % 2 == 0
    for at in range(len(order)) if forward else reversed(range(len(order))):
        means = {box: mean([places[other] for other in looked_at(near[box], sweep)], places[box]) for box in order[at]}
        order[at].sort(key=lambda box: (means[box], box))
        places.update({box: row / len(order[at]) for row, box in enumerate(order[at])})
    return order


def looked_at(near: Sides, sweep: int) -> tuple[str, ...]:
    """Return the neighbours by which a sweep sorts a box."""
    before, after = near
    if sweep < SWEEPS // 2:
        return (*before, *after)
    return (before if sweep % 2 == 0 else after) or (*before, *after)


def mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def exchanged(columns: Columns, near: Near) -> Columns:
    """Return the columns after neighbours changed places as long as that takes crossings away."""
    order = [list(column) for column in columns]
    places = {box: row for column in order for row, box in enumerate(column)}
    for _ in range(ROUNDS):
        better = False
        for column in order:
            for row in range(len(column) - 1):
                upper, lower = column[row], column[row + 1]
                if gain(near[upper], near[lower], places) > 0:
                    column[row], column[row + 1] = lower, upper
                    places[upper], places[lower] = row + 1, row
                    better = True
        if not better:
            break
    return order


def gain(upper: Sides, lower: Sides, places: Mapping[str, int]) -> int:
    """Return how many crossings fewer there are when two boxes, one above the other, change places."""
    won = 0
    for some, others in zip(upper, lower, strict=True):
        for one in some:
            for other in others:
                won += (places[one] > places[other]) - (places[one] < places[other])
    return won
