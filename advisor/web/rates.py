"""How often somebody may try."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

KEPT = 10_000  # keys remembered; the oldest go first


class TooOften(Exception):
    """Somebody tried too often; ``wait`` is the seconds until the next try."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


@dataclass
class Limit:
    """At most so many tries of one key within a time."""

    most: int
    within: timedelta
    tries: "OrderedDict[str, list[datetime]]" = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def check(self, key: str, now: datetime) -> None:
        """Raise TooOften when there were too many tries already."""
        with self.lock:
            self.recent(key, now)
            self.trim()

    def count(self, key: str, now: datetime) -> None:
        """Count a try. Raises TooOften when there were too many; that one is not counted."""
        with self.lock:
            self.recent(key, now).append(now)
            self.tries.move_to_end(key)
            self.trim()

    def trim(self) -> None:
        """Forget the keys tried longest ago."""
        while len(self.tries) > KEPT:
            self.tries.popitem(last=False)

    def recent(self, key: str, now: datetime) -> list[datetime]:
        """Return the tries of a key that still count. Raises TooOften when they are too many."""
        found = [at for at in self.tries.get(key, []) if now - at < self.within]
        if len(found) >= self.most:
            raise TooOften(ceil((self.within - (now - found[0])).total_seconds()))
        self.tries[key] = found
        return found

    def forget(self, key: str) -> None:
        """Forget the tries of a key."""
        with self.lock:
            self.tries.pop(key, None)
