"""What one gets to by going on from one thing to the next."""

from collections.abc import Callable, Iterable


def reached(start: Iterable[str], onward: Callable[[str], Iterable[str]]) -> set[str]:
    """Return some keys and everything one gets to from them, however often."""
    found: set[str] = set()
    todo = list(start)
    while todo:
        key = todo.pop()
        if key not in found:
            found.add(key)
            todo += onward(key)
    return found
