"""Numbers as people type them: with a mark between thousands, in the manner of their country."""

import re
from decimal import Decimal

SPACES = "\u0020\u00a0\u2009\u202f"
MARKS = rf"[,.'’_{SPACES}]"
GROUPS = rf"\d{{1,3}}(?:(?P<mark>{MARKS})\d{{3}})(?:(?P=mark)\d{{3}})*"
WHOLE = re.compile(rf"{GROUPS}|\d+")
AMOUNT = re.compile(rf"(?P<whole>{GROUPS}|\d+)(?:(?P<point>[,.])(?P<part>\d{{1,2}}))?")
LONGEST = 30  # characters of a number
LARGEST = Decimal(10**12)  # of a sum of money


def whole_number(text: str) -> int | None:
    """Return a whole number, or None for any other text: ``12``, ``1.000``, ``12,000``, ``12 000``, ``12'000``."""
    found = text.strip()[: LONGEST + 1]
    return int(re.sub(MARKS, "", found)) if len(found) <= LONGEST and WHOLE.fullmatch(found) else None


def amount(text: str) -> Decimal | None:
    """Return an amount of money with cents or without, or None for any other text: ``40.000``, ``40,000.50``."""
    found = AMOUNT.fullmatch(text.strip()[: LONGEST + 1])
    if found is None or len(found[0]) > LONGEST or found["mark"] == (found["point"] or ""):
        return None
    return Decimal(f"{re.sub(MARKS, '', found['whole'])}.{found['part'] or '0'}")
