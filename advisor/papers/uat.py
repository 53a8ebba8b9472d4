"""User acceptance tests: each activity is a case, each requirement it needs a step."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from advisor.advice import Active, Advice, Need
from advisor.language import later, say
from advisor.papers.paper import Brief, Paper, Table
from advisor.schema import PRIORITIES
from advisor.words import PRIORITY_WORDS

SEEN = later("It is there as asked.")


class Step(NamedTuple):
    """One step of a case: what is done, what must be seen, and by whom."""

    test: str
    case: str
    requirement: str
    priority: str
    do: str
    expected: str
    app: str
    tester: str


def uat(brief: Brief) -> Paper:
    """Return the cases of everything that some app meets, as the requirements' acceptance says."""
    return Paper(
        "uat",
        say("User acceptance tests"),
        say(
            "One case an activity, with real records of the company; whoever does the work does the test and signs it."
        ),
        (Table("steps", say("Cases and steps"), tuple(steps(brief))),),
    )


def steps(brief: Brief) -> Iterator[Step]:
    """Yield every step; one that another case has already shown refers to it."""
    shown: dict[str, str] = {}
    testers = roles_by_app(brief)
    for item, number, need in numbered(brief.advice):
        test = f"{item.activity.id}:{number}"
        key, app = need.requirement.id, need.met_by[0].app
        do, expected = (
            (say("As in {test}, for this case.", test=shown[key]), say(SEEN)) if key in shown else halves(need)
        )
        shown.setdefault(key, test)
        priority = PRIORITY_WORDS[item.activity.needs[key]]
        name = brief.app_name(app)
        yield Step(test, item.activity.name, need.requirement.name, priority, do, expected, name, testers.get(app, ""))


def numbered(advice: Advice) -> Iterator[tuple[Active, int, Need]]:
    """Yield (activity, number of the step, need) for every need that is met, the strongest of a case first."""
    wanted: dict[str, list[Need]] = {}
    for need in advice.needs:
        for key in need.activities if need.met_by else ():
            wanted.setdefault(key, []).append(need)
    for item in advice.activities:
        ranks = {key: PRIORITIES.index(priority) for key, priority in item.activity.needs.items()}
        needs = sorted(wanted.get(item.activity.id, ()), key=lambda need: ranks[need.requirement.id])
        for number, need in enumerate(needs, 1):
            yield item, number, need


def halves(need: Need) -> tuple[str, str]:
    """Return what to do and what must be seen: the two halves of an acceptance."""
    do, *rest = SEAM.split(need.requirement.acceptance, maxsplit=1)
    return (f"{do.rstrip('.')}.", f"{rest[0][:1].upper()}{rest[0][1:]}") if rest else (do, say(SEEN))


SEAM = re.compile(r"\s*;\s+|\xa0:\s+")
"""What divides the two: a semicolon, or the colon of languages that put a space before it."""


def roles_by_app(brief: Brief) -> dict[str, str]:
    """Return who tests what each app does: the first role that works in it, or else leads it."""
    found: dict[str, str] = {}
    for wanted in ("works", "leads"):
        for role in brief.advice.pack.user_roles.values():
            for app, right in role.apps.items():
                if right == wanted:
                    found.setdefault(app, role.name)
    return found
