"""Answers kept under an id that the pack has changed since move to the id of today."""

from datetime import datetime

from sqlalchemy import select

from advisor.answers import as_plain, kept_answers
from advisor.pack import Pack
from advisor.store.opening import Store
from advisor.store.records import Sheet
from advisor.store.sheets import Flat, as_sheet, flat, locked, record
from advisor.store.tables import sheets

WHO = "advisor"
"""Who makes these changes, in the history."""


def rename_answers(store: Store, pack: Pack, now: datetime) -> int:
    """Move answers to the ids of today, each as a change of its own, and return how many sheets had older ones."""
    if not pack.renames:
        return 0
    moved = 0
    with store.writing() as connection:
        for row in connection.execute(select(sheets)).all():
            wanted = moves(as_sheet(row), pack)
            if wanted:
                record(connection, locked(connection, row.id), wanted, WHO, now)
                moved += 1
    return moved


def moves(sheet: Sheet, pack: Pack) -> Flat:
    """Return what has to change on a sheet: values go from earlier ids to those of today, choices get their new names.

    What is under an earlier id and cannot be read is left where it is.
    """
    before = flat(sheet.content)
    after = flat(as_plain(kept_answers(sheet.content, pack)[0], pack))
    names = pack.renames.questions
    wanted: dict[tuple[str, str], object] = {}
    for part, key in before:
        new = names.get(key)
        if new is not None and (part, new) in after:
            wanted |= {(part, key): None, (part, new): after[part, new]}
        elif part == "answers" and key in pack.renames.choices and (part, key) in after:
            wanted[part, key] = after[part, key]
    return {address: value for address, value in wanted.items() if before.get(address) != value}
