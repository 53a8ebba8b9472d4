"""Invitations: a link nobody guesses opens one part of one engagement to one respondent, for a while."""

import secrets as luck
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, insert, select, update

from advisor.errors import fail
from advisor.store.engagements import found
from advisor.store.opening import Store
from advisor.store.people import digest
from advisor.store.records import Expired, Invitation, NotThere, Sheet
from advisor.store.sheets import add_sheet, as_sheet
from advisor.store.tables import invitations, sheets
from advisor.store.texts import one_line

LASTS = timedelta(days=14)


def invite(
    store: Store,
    owner: str,
    engagement: str,
    respondent: str,
    sections: Iterable[str],
    now: datetime,
    lasts: timedelta = LASTS,
) -> tuple[str, Invitation]:
    """Return the token of a new invitation, which is kept nowhere, and the invitation; it has a sheet of its own.

    ``sections`` empty: all. Raises NotThere, and UserError for a respondent without a name.
    """
    who, part = one_line(respondent, "respondent"), tuple(sections)
    if not who:
        raise fail("respondent", "has no name; say who is asked")
    found(store, owner, engagement)
    token, key = luck.token_urlsafe(32), str(uuid4())
    with store.writing() as connection:
        sheet = add_sheet(connection, engagement, who, part)
        made = Invitation(key, engagement, sheet, who, part, now + lasts, False)
        row = {"id": key, "engagement_id": engagement, "sheet_id": sheet, "token_hash": digest(token)}
        connection.execute(insert(invitations).values(sections=list(part), expires=made.expires, revoked=False, **row))
    return token, made


def invitations_of(store: Store, owner: str, engagement: str) -> tuple[Invitation, ...]:
    """Return the invitations of an engagement, by respondent. Raises NotThere."""
    found(store, owner, engagement)
    query = invited().where(invitations.c.engagement_id == engagement)
    with store.reading() as connection:
        return tuple(map(as_invitation, connection.execute(query.order_by(sheets.c.respondent, invitations.c.id))))


def invited() -> Select[Any]:
    """Return what selects invitations with the name of the respondent."""
    return select(invitations, sheets.c.respondent).join(sheets, sheets.c.id == invitations.c.sheet_id)


def as_invitation(row: Row[Any]) -> Invitation:
    """Return a row as a record."""
    part = tuple(row.sections)
    return Invitation(row.id, row.engagement_id, row.sheet_id, row.respondent, part, row.expires, row.revoked)


def revoke(store: Store, owner: str, engagement: str, invitation: str) -> None:
    """Take an invitation back; its answers stay. Raises NotThere."""
    found(store, owner, engagement)
    mine = (invitations.c.id == invitation) & (invitations.c.engagement_id == engagement)
    with store.writing() as connection:
        if not connection.execute(update(invitations).where(mine).values(revoked=True)).rowcount:
            raise NotThere


def opened(store: Store, token: str, now: datetime) -> tuple[Invitation, Sheet]:
    """Return the invitation of a token and its sheet. Raises NotThere, and Expired when its time is over."""
    with store.reading() as connection:
        row = connection.execute(invited().where(invitations.c.token_hash == digest(token))).one_or_none()
        if row is None:
            raise NotThere
        invitation = as_invitation(row)
        if invitation.revoked or invitation.expires <= now:
            raise Expired
        return invitation, as_sheet(connection.execute(select(sheets).where(sheets.c.id == row.sheet_id)).one())
