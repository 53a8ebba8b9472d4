"""What a plan has to keep to, as somebody typed it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from advisor.errors import Place, Problem, UserError
from advisor.plan import Limits
from advisor.typed import LARGEST
from advisor.typed import amount as typed_amount
from advisor.web.said import Fields, first

NAMES = ("start", "deadline", "budget")


def typed(fields: Fields) -> dict[str, str]:
    """Return the limits in a form as typed, without those left empty."""
    return {name: text for name in NAMES if (text := first(fields, name).strip()[:100])}


def limits_of(texts: Mapping[str, str]) -> Limits:
    """Return limits. Raises UserError with everything that is none."""
    problems: list[Problem] = []
    days = {name: day(name, texts.get(name, ""), problems) for name in ("start", "deadline")}
    budget = amount(texts.get("budget", ""), problems)
    if texts.get("deadline") and not texts.get("start"):
        problems.append(Problem(Place("start"), "A day to be live needs a day of signature too."))
    if problems:
        raise UserError(problems)
    return Limits(days["start"], days["deadline"], budget)


def day(name: str, text: str, problems: list[Problem]) -> date | None:
    """Return a day, or None after noting what is wrong with it."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(Problem(Place(name), f"“{text}” is no day; write it as 2027-01-04."))
        return None


def amount(text: str, problems: list[Problem]) -> Decimal | None:
    """Return an amount of money, or None after noting what is wrong with it."""
    if not text:
        return None
    found = typed_amount(text)
    if found is None or not 0 < found <= LARGEST:
        problems.append(Problem(Place("budget"), f"“{text}” is no budget; write a number above 0, such as 40000."))
        return None
    return found
