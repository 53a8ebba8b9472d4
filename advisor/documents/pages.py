"""Documents as pages of text: Markdown and HTML."""

import re
from typing import Any

from advisor.documents.blocks import as_plain
from advisor.documents.kinds import document
from advisor.documents.style import Style
from advisor.documents.templates import page
from advisor.plan import Plan

OWN_PAGES = {"report": "plan"}
"""The kinds of documents whose page is laid out by hand."""


def markdown(plan: Plan, kind: str, style: Style) -> str:
    """Return a document as Markdown."""
    text = page(f"{page_of(kind)}.md", names(plan, kind, style), style.own)
    return re.sub(r"\n+(#+ )|\n{3,}", lambda found: "\n\n" + (found[1] or ""), text)


def html(plan: Plan, kind: str, style: Style) -> str:
    """Return a document as one HTML page that needs nothing else."""
    return page(f"{page_of(kind)}.html", names(plan, kind, style), style.own)


def page_of(kind: str) -> str:
    """Return which template lays a document out: one made by hand, or the one for all others."""
    return OWN_PAGES.get(kind, "document")


def names(plan: Plan, kind: str, style: Style) -> dict[str, Any]:
    """Return the names a template may use; pages laid out by hand take the plan itself."""
    found: dict[str, Any] = {"plan": plan, "advice": plan.advice, "brand": style.brand.plain}
    return found if kind in OWN_PAGES else {**found, "document": as_plain(document(plan, kind, style.brand.name))}
