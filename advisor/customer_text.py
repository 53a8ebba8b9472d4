"""What a customer wrote, made fit to stand inside our own text: it can neither turn it round nor push it away.

Every format takes it from here; the answers themselves are kept as they were given.
"""

import re
from unicodedata import bidirectional

LONGEST_NAME = 120  # letters of a name where it stands as a title or in a sentence
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows, also of what is not theirs; nobody types them on purpose."""
APART, END = "\u2068", "\u2069"
FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})


def contained(text: str) -> str:
    """Return a text whose direction ends with it: turning marks go, and what is written from the right stands apart."""
    plain = TURNS.sub("", text)
    return f"{APART}{plain}{END}" if any(bidirectional(letter) in FROM_THE_RIGHT for letter in plain) else plain


def shown_name(name: str) -> str:
    """Return a name as documents show it: its direction contained, and what is too long for a title left out."""
    plain = TURNS.sub("", name)
    return contained(plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 1].rstrip()}…")
