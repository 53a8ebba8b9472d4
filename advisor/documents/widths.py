"""How wide the columns of a table are: each holds its longest word whole, and gets more the more there is to read.

Letters are measured as those of a broad font: where Word files are opened, theirs may be missing.
"""

import re
from collections.abc import Sequence
from math import sqrt

ROOM_TO_WRITE = 22.0
EM, EDGES = 1.87, 1.6  # shares of the width of a page, in per cent: of an em, and of what stands beside a text
LONGEST_WORDS = (22, 18, 15, 13, 11, 10, 9, 8, 7)  # ems that a column holds without breaking a word
HEAD_LINES = 2.5  # of a heading, about
HEAVY = 1.12  # how much broader a heading is set
BROAD, NARROW = frozenset("mwMW@%&"), frozenset("ijltfrIJ.,:;'’|!()[]-·/ \xa0\u202f")
SUM = re.compile(r"\b([A-Z]{3}) (?=-?\d)")


def widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the share of the width that each column gets, in per cent."""
    columns = [[head, *cells] for head, *cells in zip(heads, *rows, strict=True)]
    longest = [longest_word(column) for column in columns]
    weights = [weight(column, word) for column, word in zip(columns, longest, strict=True)]
    least = least_shares(longest)
    shares = [100 * one / sum(weights) for one in weights]
    lacking = sum(max(0.0, low - one) for low, one in zip(least, shares, strict=True))
    spare = sum(max(0.0, one - low) for low, one in zip(least, shares, strict=True))
    keep = max(0.0, 1 - lacking / spare) if spare else 0.0
    found = [low + max(0.0, one - low) * keep for low, one in zip(least, shares, strict=True)]
    return tuple(int(100 * one / max(100, sum(found))) for one in found)


def weight(cells: Sequence[str], longest: float) -> float:
    """Return how much room a column needs: its longest word whole, and more the more there is to read."""
    if not any(cells[1:]):
        return ROOM_TO_WRITE
    letters = sqrt(sum(len(cell) ** 2 for cell in cells[1:]) / len(cells[1:]))  # a few long cells count too
    return max(min(longest, LONGEST_WORDS[-1]) + 2, 4 * sqrt(letters))


def least_shares(longest: Sequence[float]) -> list[float]:
    """Return the share of the width, in per cent, that holds the longest word of each column.

    Where a page cannot hold all, the very longest give way first.
    """
    tried = ([min(one, most) * EM + EDGES for one in longest] for most in LONGEST_WORDS)
    return next((shares for shares in tried if sum(shares) <= 100), [100 / len(longest)] * len(longest))


def longest_word(cells: Sequence[str]) -> float:
    """Return the ems that hold every word of a column, and its heading in few lines."""
    head, *texts = cells
    found = max((ems(word) for text in texts for word in words(text)), default=0.0)
    heading = max(ems(head) / HEAD_LINES, *map(ems, words(head)))
    return max(found, HEAVY * heading)


def words(text: str) -> list[str]:
    """Return the words of a text that stay whole; a sum keeps its currency."""
    return re.split(r"[ \n]+", unbroken(text))


def ems(word: str) -> float:
    """Return how wide a word is, in ems."""
    return sum(1.0 if one in BROAD else 0.42 if one in NARROW else 0.63 if one.islower() else 0.73 for one in word)


def unbroken(text: str) -> str:
    """Return a text in which no line ends between a currency and its amount."""
    return SUM.sub("\\1\xa0", text)
