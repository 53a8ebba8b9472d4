"""Sets of questions that share something with each of several others: what has to be touched to change them all."""

from collections.abc import Iterable, Iterator
from itertools import count

Questions = frozenset[str]


def hitting(begun: Questions, sets: Iterable[Questions], most: int) -> Iterator[Questions]:
    """Yield sets of at most some questions that hold what is begun and one of each set.

    Every other set that does so holds one of them.
    """
    left = sorted((some for some in sets if begun.isdisjoint(some)), key=size_first)
    if len(begun) + disjoint(left) > most:
        return
    if not left:
        yield begun
    else:
        for question in sorted(left[0]):
            yield from hitting(begun | {question}, left, most)


def fewest(sets: Iterable[Questions]) -> int:
    """Return how few questions touch every set; 0 when there is none to touch."""
    every = tuple(dict.fromkeys(sets))
    return next(size for size in count() if any(True for _ in hitting(frozenset(), every, size)))


def disjoint(sets: Iterable[Questions]) -> int:
    """Return how many sets one finds that share nothing; no fewer questions can touch all."""
    found: list[Questions] = []
    for some in sorted(sets, key=size_first):
        if all(some.isdisjoint(other) for other in found):
            found.append(some)
    return len(found)


def size_first(some: Questions) -> tuple[int, list[str]]:
    """Return a sort key: small sets come first."""
    return len(some), sorted(some)
