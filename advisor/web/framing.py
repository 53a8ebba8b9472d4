"""What stands around every page, and how a page is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.responses import HTMLResponse

from advisor import __version__
from advisor.documents.templates import page
from advisor.language import SOURCE, Words, speaking, spoken, wording
from advisor.language.figures import long_day
from advisor.store.records import Engagement

STEPS = Words({"": "Overview", "survey": "Survey", "review": "Review", "result": "Result"})
"""The steps of an engagement: where each stands below its address, and its name."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a page: its title, whose it is, and which engagement and step it belongs to."""

    title: str
    csrf: str = ""
    user: str = ""  # empty: nobody has to log in here
    home: bool = True  # whether the visitor has a list of engagements to go to
    engagement: Engagement | None = None
    step: str = ""
    language: str = SOURCE  # of the words around what comes from the pack: an owner's pages speak the owner's

    @property
    def heading(self) -> str:
        """The title in the language in force."""
        return wording(self.title)

    @property
    def base(self) -> str:
        """The address of the engagement."""
        return f"/e/{self.engagement.id}" if self.engagement else ""

    @property
    def company(self) -> str:
        """The name of the company, or what stands for it."""
        return named(self.engagement) if self.engagement else ""


def at(moment: datetime) -> str:
    """Return a point in time in words, in the zone of all servers; a browser shows its own instead."""
    there = moment.astimezone(UTC)
    day = f"{there:%-d %B %Y}" if spoken() == SOURCE else long_day(there.date())
    return f"{day}, {there:%H:%M} UTC"


def named(item: Engagement) -> str:
    """Return the name of an engagement; one without a company has one to point at."""
    return item.company or "Company without a name"


def said_who(who: str, reader: str) -> str:
    """Return who did something, for somebody who may have done it in another window."""
    return "You" if who == reader else who


def shown(
    template: str, around: Frame, code: int = 200, headers: Mapping[str, str] | None = None, /, **names: Any
) -> HTMLResponse:
    """Return a page."""
    with speaking(around.language):
        text = page(
            f"web/{template}.html", {"frame": around, "steps": STEPS, "at": at, "version": __version__, **names}
        )
    return HTMLResponse(text, code, headers)
