"""What comes out of the store: frozen records, and the two ways in which there may be nothing to come out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Plain = dict[str, Any]
"""What an answer file holds, as plain values: engagement, preset, prefilled, answers, notes."""


class NotThere(Exception):
    """There is no such thing, or it belongs to somebody else; nobody learns which."""


class Expired(Exception):
    """It was there; its time is over, or it was taken back."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may enter."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Session:
    """A login: whose it is, until when, and the secret that every form of theirs carries."""

    user: User
    csrf: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Engagement:
    """One customer of one consultant."""

    id: str
    owner: str
    company: str
    tags: tuple[str, ...]
    notes: str
    series: str
    edition: str
    created: datetime
    changed: datetime
    archived: bool
    limits: Mapping[str, str]  # what the plan has to keep to: start, deadline, budget
    terms: str = field(repr=False)  # the partner's own file of terms; empty: those of the pack
    revision: int  # goes up with every change but those of answers


class Moved(Exception):
    """A sheet has changed since it was read; nothing was written."""


@dataclass(frozen=True, slots=True)
class Stale:
    """What was to be changed of an engagement is no longer as it was seen; nothing was overwritten."""

    theirs: Engagement


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's answers: the consultant's own (no respondent), or those of somebody invited to some sections."""

    id: str
    engagement: str
    respondent: str
    sections: tuple[str, ...]  # empty: all
    content: Plain = field(repr=False)
    revision: int  # that of the newest change
    joined: Plain = field(default_factory=dict, repr=False)  # what of it the own sheet has taken over


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history of a sheet."""

    revision: int
    at: datetime
    who: str
    part: str  # answers, notes, engagement, preset or prefilled
    question: str
    before: Any  # as an answer file holds it; None: nothing
    after: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """An answer that somebody else changed since it was seen; nothing was overwritten."""

    question: str
    before: Any  # what was seen
    theirs: Any
    yours: Any
    revision: int  # that of their change: to overwrite it knowingly, save again with this as `seen`
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that opens one part of one engagement to one respondent, until it expires or is taken back."""

    id: str
    engagement: str
    sheet: str
    respondent: str
    sections: tuple[str, ...]
    expires: datetime
    revoked: bool


Seen = Mapping[tuple[str, str], int]
"""The revision of the newest change of each (part, question); what is missing was never changed: 0."""
