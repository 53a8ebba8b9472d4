"""The papers of a project: each is made from a brief, and laid out without look-ups."""

from collections.abc import Callable, Mapping
from typing import Any

from advisor.advice import Advice
from advisor.errors import fail, nearest
from advisor.papers.access import access
from advisor.papers.exclusions import exclusions
from advisor.papers.integrations import integrations
from advisor.papers.kpis import kpis
from advisor.papers.matrices import fit_gap, rtm
from advisor.papers.migration import migration
from advisor.papers.paper import Brief, Paper, brief
from advisor.papers.people import raci, training
from advisor.papers.raid import raid
from advisor.papers.uat import uat

PAPERS: Mapping[str, Callable[[Brief], Paper]] = {
    "fit-gap": fit_gap,
    "rtm": rtm,
    "raid": raid,
    "exclusions": exclusions,
    "raci": raci,
    "migration": migration,
    "integrations": integrations,
    "access": access,
    "training": training,
    "uat": uat,
    "kpis": kpis,
}
"""Every paper by the name it is asked for."""

ANNEXES = ("fit-gap", "raid", "exclusions", "raci", "migration", "integrations", "access", "training")
"""The papers that follow the sections of a plan; the others repeat its lines for people who work on them one by one."""


def annexes(found: Brief) -> tuple[Paper, ...]:
    """Return the papers that follow the sections of a plan."""
    return tuple(PAPERS[name](found) for name in ANNEXES)


def paper(advice: Advice, name: str) -> Paper:
    """Return one paper. Raises UserError for a name that none has."""
    if name not in PAPERS:
        raise fail("PAPER", f"'{name}' is no paper{nearest(name, PAPERS)} (papers: {', '.join(PAPERS)})")
    return PAPERS[name](brief(advice))


def paper_json(found: Paper) -> dict[str, Any]:
    """Return a paper as JSON holds it: its tables by name, each line with its columns."""
    tables = {table.name: [line._asdict() for line in table.lines] for table in found.tables}  # type: ignore[attr-defined]
    return {"paper": found.name, "title": found.title, "purpose": found.purpose, **tables}
