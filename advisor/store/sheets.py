"""Sheets: one person's answers, kept as an answer file holds them, and every change to them kept beside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, insert, select, update

from advisor.store.opening import Store
from advisor.store.records import NotThere, Plain, Sheet
from advisor.store.tables import changes, engagements, sheets
from advisor.store.texts import storable, storable_value

Address = tuple[str, str]
"""A part of an answer file and a key in it: ("answers", "employees"), ("notes", "employees"), ("preset", "")."""

Flat = Mapping[Address, Any]
PARTS = ("engagement", "preset", "prefilled", "answers", "notes")


def flat(plain: Plain) -> dict[Address, Any]:
    """Return the content of an answer file by address."""
    found: dict[Address, Any] = {}
    for part in PARTS:
        held = plain.get(part)
        if isinstance(held, Mapping):
            found |= {(part, key): value for key, value in held.items()}
        elif isinstance(held, list):
            found |= {(part, key): True for key in held}
        elif held:
            found[part, ""] = held
    return found


def nested(values: Flat) -> Plain:
    """Return the content of an answer file from what stands at each address; None stands nowhere."""
    plain: Plain = {"answers": {}}
    for (part, key), value in values.items():
        if value is None:
            continue
        if part == "preset":
            plain[part] = value
        elif part == "prefilled":
            plain.setdefault(part, []).append(key)
        else:
            plain.setdefault(part, {})[key] = value
    return plain


def own_sheet(store: Store, owner: str, engagement: str) -> Sheet:
    """Return the consultant's own sheet of an engagement. Raises NotThere."""
    return next(sheet for sheet in sheets_of(store, owner, engagement) if not sheet.respondent)


def sheets_of(store: Store, owner: str, engagement: str) -> tuple[Sheet, ...]:
    """Return the sheets of an engagement: the consultant's own first, then by respondent. Raises NotThere."""
    query = owned(owner, engagement).order_by(sheets.c.respondent, sheets.c.id)
    with store.reading() as connection:
        rows = connection.execute(query).all()
    if not rows:
        raise NotThere
    return tuple(map(as_sheet, rows))


def one_sheet(store: Store, owner: str, engagement: str, sheet: str) -> Sheet:
    """Return one sheet of an engagement. Raises NotThere."""
    with store.reading() as connection:
        row = connection.execute(owned(owner, engagement).where(sheets.c.id == sheet)).one_or_none()
    if row is None:
        raise NotThere
    return as_sheet(row)


def owned(owner: str, engagement: str) -> Select[Any]:
    """Return what selects the sheets of an engagement for its owner only."""
    joined = select(sheets).join(engagements, engagements.c.id == sheets.c.engagement_id)
    return joined.where(engagements.c.id == engagement, engagements.c.owner_id == owner)


def as_sheet(row: Row[Any]) -> Sheet:
    """Return a row as a record."""
    return Sheet(row.id, row.engagement_id, row.respondent, tuple(row.sections), row.answers, row.revision)


def add_sheet(connection: Connection, engagement: str, respondent: str, sections: tuple[str, ...]) -> str:
    """Add an empty sheet and return its id."""
    row = {
        "id": str(uuid4()),
        "engagement_id": engagement,
        "respondent": respondent,
        "sections": list(sections),
        "answers": nested({}),
        "revision": 0,
    }
    connection.execute(insert(sheets).values(row))
    return str(row["id"])


def locked(connection: Connection, sheet: str) -> Sheet:
    """Return a sheet that nobody else changes until this transaction ends. Raises NotThere."""
    row = connection.execute(select(sheets).where(sheets.c.id == sheet).with_for_update()).one_or_none()
    if row is None:
        raise NotThere
    return as_sheet(row)


def record(connection: Connection, sheet: Sheet, wanted: Flat, who: str, now: datetime) -> Sheet:
    """Write values at some addresses of a locked sheet (None: away), each change with who and when; return the sheet.

    Raises UserError for a text that cannot be kept.
    """
    before = flat(sheet.content)
    made = []
    for (part, key), after in wanted.items():
        if before.get((part, key)) != after:
            made.append({"part": part, "question": storable(key, part), "before": before.get((part, key))})
            made[-1]["after"] = storable_value(after, key or part)
    if not made:
        return sheet
    for revision, line in enumerate(made, sheet.revision + 1):
        line |= {"sheet_id": sheet.id, "revision": revision, "at": now, "who": who}
    connection.execute(insert(changes), made)
    content = nested({**before, **wanted})
    revision = sheet.revision + len(made)
    connection.execute(update(sheets).where(sheets.c.id == sheet.id).values(answers=content, revision=revision))
    touched = {"changed": now} | ({} if sheet.respondent else {"company": company_in(content)})
    connection.execute(update(engagements).where(engagements.c.id == sheet.engagement).values(touched))
    return Sheet(sheet.id, sheet.engagement, sheet.respondent, sheet.sections, content, revision)


def company_in(content: Plain) -> str:
    """Return the name of the company, for lists."""
    return str(content.get("engagement", {}).get("company", ""))
