"""The kinds of documents: each is a title and a list of chapters. A new kind is a new line here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from advisor.documents import (
    agenda,
    annexed,
    doubts,
    handbook,
    management,
    numbers,
    overview,
    proposal,
    since,
    technics,
)
from advisor.documents.blocks import Document, Section
from advisor.documents.within import within_limits
from advisor.errors import fail, nearest
from advisor.language import later, say
from advisor.papers import ANNEXES
from advisor.plan import Plan


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its title and its chapters in order."""

    title: str
    chapters: tuple[Callable[[Plan], Section], ...]
    contents: bool = True  # begins with a cover and its contents
    offers: bool = False  # is about what is offered: with a budget or a deadline only what a cut keeps
    one_page: bool = False  # a page holds it


CHANGES = "changes"
"""The kind of document that a re-issue brings along."""

KINDS: Mapping[str, Kind] = {
    "report": Kind(
        later("Implementation plan"),
        (
            *(overview.in_short, overview.first_project, overview.later),
            *(numbers.effort, numbers.calendar, numbers.milestones, numbers.money, numbers.payments, numbers.cut),
            numbers.swings,
            *(technics.picture, management.comparison, management.coverage, management.functions),
            *(management.processes, management.pains),
            *(overview.reasons, doubts.gaps, management.methods, doubts.open_points, doubts.risks),
            *(technics.series_and_country, doubts.outside_help, technics.modules_in_short, overview.next_steps),
            *(*map(annexed.chapter, ANNEXES), technics.sources),
        ),
    ),
    "board": Kind(
        later("Board summary"),
        (overview.on_one_page, overview.decisions, overview.risks_in_short),
        contents=False,
        offers=True,
        one_page=True,
    ),
    "proposal": Kind(later("Proposal and statement of work"), proposal.CHAPTERS, offers=True),
    "technical": Kind(
        later("Technical annex"),
        (
            *(technics.series_and_country, technics.modules_in_short, technics.add_ons, technics.picture),
            *(technics.traces, technics.install_set, technics.sources),
        ),
    ),
    "agenda": Kind(
        later("Workshop agenda"),
        (agenda.questions, agenda.to_confirm, agenda.gaps_to_decide, agenda.noted),
        contents=False,
    ),
    "comparison": Kind(
        later("Production and operations management"),
        (management.comparison, management.coverage, management.functions, management.pains),
        contents=False,
    ),
    "handbook": Kind(later("Handbook of the rules"), handbook.CHAPTERS),
    CHANGES: Kind(later("What changed since the last issue"), since.CHAPTERS, contents=False),
}
"""Every kind of document by the name it is asked for."""

AUDIENCES: Mapping[str, tuple[str, ...]] = {
    "board": ("board",),
    "project": ("report", "proposal", "agenda", "comparison"),
    "technical": ("technical", "handbook"),
}
"""Which documents go to whom."""


def document(plan: Plan, kind: str, partner: str = "") -> Document:
    """Return a document of a kind, in which a partner signs; chapters that have nothing to say are left out.

    Raises UserError for no kind.
    """
    found, told = KINDS[known_kind(kind)], what_it_tells(plan, kind)
    sections = tuple(section for chapter in found.chapters if (section := chapter(told)).blocks)
    return Document(kind, say(found.title), plan.company, plan.facts, sections, found.contents, partner, found.one_page)


def what_it_tells(plan: Plan, kind: str) -> Plan:
    """Return the plan that a document of a kind is about: the whole, or what is offered of it within its limits."""
    return within_limits(plan) if KINDS[kind].offers else plan


def known_kind(word: str) -> str:
    """Return a kind of document. Raises UserError for another word."""
    if word not in KINDS:
        raise fail("--document", f"'{word}' is no document{nearest(word, KINDS)} (documents: {', '.join(KINDS)})")
    return word


def wanted_kinds(audience: str, named: Sequence[str]) -> tuple[str, ...]:
    """Return the kinds of documents for an audience and those that are named; without both the report.

    Raises UserError for words nobody knows.
    """
    if audience and audience not in AUDIENCES:
        raise fail("--for", f"'{audience}' is nobody known{nearest(audience, AUDIENCES)} ({', '.join(AUDIENCES)})")
    kinds = (*AUDIENCES.get(audience, ()), *map(known_kind, named))
    return tuple(dict.fromkeys(kinds)) or ("report",)
