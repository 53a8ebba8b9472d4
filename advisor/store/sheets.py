"""Sheets: one person's answers, kept as an answer file holds them, and every change to them kept beside."""

from collections.abc import Mapping
from dataclasses import replace
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
    return Sheet(row.id, row.engagement_id, row.respondent, tuple(row.sections), row.answers, row.revision, row.joined)


def add_sheet(connection: Connection, engagement: str, respondent: str, sections: tuple[str, ...]) -> str:
    """Add an empty sheet and return its id."""
    row = {
        "id": str(uuid4()),
        "engagement_id": engagement,
        "respondent": respondent,
        "sections": list(sections),
        "answers": nested({}),
        "revision": 0,
        "joined": {},
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
    after = {address: kept(value, address) for address, value in wanted.items()}
    made = [address for address, value in after.items() if before.get(address) != value]
    if not made:
        return sheet
    revision = sheet.revision + len(made)
    common = {"sheet_id": sheet.id, "at": now, "who": who}
    lines = [
        {"revision": number, "part": part, "question": key, "before": before.get((part, key)), **common}
        | {"after": after[part, key]}
        for number, (part, key) in enumerate(made, sheet.revision + 1)
    ]
    connection.execute(insert(changes), lines)
    content = nested({**before, **after})
    connection.execute(update(sheets).where(sheets.c.id == sheet.id).values(answers=content, revision=revision))
    touched = {"changed": now} | ({} if sheet.respondent else {"company": company_in(content)})
    connection.execute(update(engagements).where(engagements.c.id == sheet.engagement).values(touched))
    return replace(sheet, content=content, revision=revision)


def kept(value: Any, address: Address) -> Any:
    """Return a value as it is kept; a text of blanks is none. Raises UserError for a text that cannot be kept."""
    part, key = address
    storable(key, part)
    return None if isinstance(value, str) and not value.strip() else storable_value(value, key or part)


def company_in(content: Plain) -> str:
    """Return the name of the company, for lists."""
    return str(content.get("engagement", {}).get("company", ""))
