"""The RAID log: risks, assumptions, issues and dependencies, from answers and graph."""

from collections.abc import Iterator
from typing import NamedTuple

from advisor.advice import Advice, Because
from advisor.conditions import Truth, holds
from advisor.delivery import Term
from advisor.language import Words, say
from advisor.papers.integrations import interfaces_of
from advisor.papers.paper import Brief, Paper, Table
from advisor.prospects import prefilled
from advisor.sections import app_names, needs_from
from advisor.words import few, joined, quoted_answer

ACTIVITIES_SHOWN = 3
LEVELS = Words({"low": "Low", "medium": "Medium", "high": "High"})


class RiskLine(NamedTuple):
    """What can go wrong."""

    risk: str
    likelihood: str
    impact: str
    mitigation: str
    owner: str
    comes_from: tuple[str, ...]


class AssumptionLine(NamedTuple):
    """What is taken for granted, and what follows if it is wrong."""

    assumption: str
    rests_on: str
    if_wrong: str


class IssueLine(NamedTuple):
    """What is wrong today."""

    issue: str
    said: str
    answer: str
    watched_by: tuple[str, ...]


class DependencyLine(NamedTuple):
    """Whom the project depends on outside its own people."""

    dependency: str
    depends_on: str
    must_be_known: str
    owner: str


def raid(brief: Brief) -> Paper:
    """Return the four lists."""
    return Paper(
        "raid",
        say("RAID log"),
        say("Risks, assumptions, issues and dependencies; gone through at every meeting of the project."),
        (
            Table("risks", say("Risks, the heaviest first"), tuple(risks(brief.advice))),
            Table("assumptions", say("Assumptions"), tuple(assumptions(brief))),
            Table("issues", say("Issues"), tuple(issues(brief.advice))),
            Table("dependencies", say("Dependencies on third parties"), tuple(dependencies(brief))),
        ),
    )


def risks(advice: Advice) -> Iterator[RiskLine]:
    """Yield the risks that the company's activities bring."""
    for risk, keys in advice.risks:
        doing = few([advice.pack.activities[key].name for key in keys], ACTIVITIES_SHOWN)
        levels = LEVELS[risk.likelihood], LEVELS[risk.impact]
        yield RiskLine(risk.name, *levels, risk.mitigation, risk.owner, tuple(doing))


def assumptions(brief: Brief) -> Iterator[AssumptionLine]:
    """Yield what open points, unconfirmed answers and the plan itself take for granted."""
    for point in brief.points:
        names = joined(brief.app_name(key) for key in point.could_change)
        wrong = say("These apps could come in or grow stronger: {apps}.", apps=names)
        yield AssumptionLine(
            say("Nothing more is needed for: {question}", question=point.question.ask),
            say("Question without an answer"),
            wrong if names else say("No app changes as things stand."),
        )
    for ask, answer in prefilled(brief.advice):
        yield AssumptionLine(
            f"{ask} {answer}", say("Usual in the sector, not confirmed"), say("The advice is made again.")
        )
    for term in terms(brief.advice, "assumption"):
        yield AssumptionLine(f"{term.name}.", say("Taken for granted by this plan"), term.otherwise)


def terms(advice: Advice, kind: str) -> list[Term]:
    """Return the terms of a kind that apply; those that hang on an open answer do too."""
    found = [term for term in advice.pack.terms.values() if term.kind == kind]
    return sorted(
        (term for term in found if holds(term.when, advice.known) is not Truth.NO), key=lambda term: term.order
    )


def issues(advice: Advice) -> Iterator[IssueLine]:
    """Yield what hurts today with the apps that answer it, and the situations that call for outside help."""
    pack = advice.pack
    for pain, because in advice.pains:
        apps = app_names(advice, needs_from(advice, because))
        answer = (
            say("Answered by {apps}.", apps=apps)
            if apps
            else say("No app answers it by itself; decide in the first workshop.")
        )
        yield IssueLine(pain.name, said(advice, because), answer, tuple(pack.kpis[key].name for key in pain.kpis))
    for trigger, because in advice.triggers:
        yield IssueLine(trigger.name, said(advice, because), trigger.advice, ())


def said(advice: Advice, because: Because) -> str:
    """Return answers as the questionnaire words them."""
    return joined(quoted_answer(advice.pack.questions[question], value) for question, value in because)


def dependencies(brief: Brief) -> Iterator[DependencyLine]:
    """Yield the other sides of interfaces, the publisher of paid apps, and the accountant of the country."""
    for interface in interfaces_of(brief.advice, Truth.YES):
        yield DependencyLine(interface.name, interface.other_side, interface.clarify, interface.owner)
    paid = [item.app.name for item in brief.advice.apps if item.origin == "enterprise" or item.paid_features]
    if paid:
        yield DependencyLine(
            say("Enterprise subscription"),
            say("Odoo, or the partner who resells it"),
            say("Number of users, hosting and plan; without it these do not run: {apps}.", apps=", ".join(paid)),
            say("Sponsor"),
        )
    country = brief.advice.pack.countries.get(brief.advice.answers.country)
    yield DependencyLine(
        say("Rules of {country}", country=country.name) if country else say("Rules of a country that is not named yet"),
        say("Accountant, tax office"),
        say("Accounts, taxes, electronic invoices and wages as they hold on the day of going live."),
        say("Bookkeeper"),
    )
