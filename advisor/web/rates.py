"""How often somebody may try."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
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

    def count(self, key: str, now: datetime) -> None:
        """Count a try. Raises TooOften when there were too many; that one is not counted."""
        with self.lock:
            recent = [at for at in self.tries.pop(key, []) if now - at < self.within]
            self.tries[key] = recent
            while len(self.tries) > KEPT:
                self.tries.popitem(last=False)
            if len(recent) >= self.most:
                raise TooOften(1 + int((self.within - (now - recent[0])).total_seconds()))
            recent.append(now)

    def forget(self, key: str) -> None:
        """Forget the tries of a key."""
        with self.lock:
            self.tries.pop(key, None)
