"""One answer, one transaction: kept at once, never over an answer that somebody else gave meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from advisor.store.opening import Store
from advisor.store.records import Change, Conflict, NotThere, Plain, Seen, Sheet
from advisor.store.sheets import Address, Flat, flat, locked, nested, record
from advisor.store.tables import changes


def save_answer(
    store: Store,
    sheet: str,
    question: str,
    value: Any,
    seen: int,
    who: str,
    now: datetime,
    part: str = "answers",
) -> Sheet | Conflict:
    """Keep one answer as an answer file holds it (``unknown``: not sure; None: not answered) and return the sheet.

    ``seen`` is the revision of that question when it was shown. Was it changed since, nothing is written and the
    conflict comes back; a value that is there already is none. Raises NotThere, and UserError for a text that cannot
    be kept.
    """
    with store.writing() as connection:
        now_there = locked(connection, sheet)
        newest = newest_change(connection, sheet, (part, question))
        theirs = flat(now_there.content).get((part, question))
        if newest is not None and newest.revision > seen and theirs != value:
            before = value_at(connection, sheet, (part, question), seen)
            return Conflict(question, before, theirs, value, newest.revision, newest.who, newest.at)
        confirmed: Flat = {("prefilled", question): None} if part == "answers" else {}
        return record(connection, now_there, {(part, question): value, **confirmed}, who, now)


def save_answers(
    store: Store, sheet: str, values: Flat, who: str, now: datetime, where_open: Flat | None = None
) -> Sheet:
    """Keep several values at once: ``values`` whatever stands there, ``where_open`` only where nothing does.

    Raises NotThere and UserError.
    """
    with store.writing() as connection:
        found = locked(connection, sheet)
        there = flat(found.content)
        news = {key: value for key, value in (where_open or {}).items() if key not in there}
        return record(connection, found, {**news, **values}, who, now)


def newest_change(connection: Connection, sheet: str, address: Address) -> Row[Any] | None:
    """Return the last change of one question, or None."""
    query = select(changes).where(changes.c.sheet_id == sheet, at_address(address))
    return connection.execute(query.order_by(changes.c.revision.desc()).limit(1)).one_or_none()


def value_at(connection: Connection, sheet: str, address: Address, revision: int) -> Any:
    """Return what stood at an address at a revision."""
    query = select(changes.c.after).where(
        changes.c.sheet_id == sheet, at_address(address), changes.c.revision <= revision
    )
    return connection.execute(query.order_by(changes.c.revision.desc()).limit(1)).scalar_one_or_none()


def at_address(address: Address) -> Any:
    """Return the condition for changes of one question."""
    return (changes.c.part == address[0]) & (changes.c.question == address[1])


def seen_in(store: Store, sheet: str) -> Seen:
    """Return the revision of the newest change of each (part, question) of a sheet: what a form carries as `seen`."""
    query = select(changes.c.part, changes.c.question, func.max(changes.c.revision))
    query = query.where(changes.c.sheet_id == sheet).group_by(changes.c.part, changes.c.question)
    with store.reading() as connection:
        return {(part, question): revision for part, question, revision in connection.execute(query)}


def history(store: Store, sheet: str) -> tuple[Change, ...]:
    """Return every change of a sheet, the newest first."""
    return tuple(reversed(changes_until(store, sheet)))


def changes_until(store: Store, sheet: str, revision: int | None = None) -> Sequence[Change]:
    """Return the changes of a sheet in order, up to a revision."""
    query = select(changes).where(changes.c.sheet_id == sheet).order_by(changes.c.revision)
    if revision is not None:
        query = query.where(changes.c.revision <= revision)
    names = Change.__slots__
    with store.reading() as connection:
        return [Change(**{name: getattr(row, name) for name in names}) for row in connection.execute(query)]


def content_at(store: Store, sheet: Sheet, revision: int) -> Plain:
    """Return what a sheet held at a revision, built from its history (0: nothing). Raises NotThere for one to come."""
    if not 0 <= revision <= sheet.revision:
        raise NotThere
    return nested({(change.part, change.question): change.after for change in changes_until(store, sheet.id, revision)})


def restore(store: Store, sheet: str, revision: int, who: str, now: datetime) -> Sheet:
    """Bring back what a sheet held at a revision, as new changes; the history only grows. Raises NotThere."""
    with store.reading() as connection:
        then = locked(connection, sheet)
    old = flat(content_at(store, then, revision))
    with store.writing() as connection:
        now_there = locked(connection, sheet)
        return record(connection, now_there, {**dict.fromkeys(flat(now_there.content)), **old}, who, now)
