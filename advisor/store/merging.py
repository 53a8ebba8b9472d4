"""The sheets of several people joined to one, as ``advisor merge`` joins files."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import update

from advisor.answers import Answers, as_plain, kept_answers
from advisor.compare import Conflict, merged
from advisor.pack import Pack
from advisor.store.opening import Store
from advisor.store.records import Moved, Sheet
from advisor.store.sheets import Address, Flat, flat, locked, nested, record
from advisor.store.tables import sheets as table

OWN = "own answers"
"""Who has said what stands on the consultant's own sheet."""


PARTS = ("answers", "notes")
"""What of a sheet is joined."""


def fresh(sheet: Sheet) -> Sheet:
    """Return a sheet without what of it the own sheet has taken over, or has decided against, before."""
    done = flat(sheet.joined)
    return replace(
        sheet, content=nested({key: value for key, value in flat(sheet.content).items() if done.get(key) != value})
    )


def joined_sheets(sheets: Iterable[Sheet], pack: Pack) -> tuple[Answers, tuple[Conflict, ...]]:
    """Return one set of answers from all sheets, and every question that was answered differently, with who said what.

    Two respondents of one name are told apart by a number.
    """
    people: dict[str, Answers] = {}
    for sheet in sheets:
        name = sheet.respondent or OWN
        same = sum(other == name or other.startswith(f"{name} (") for other in people)
        people[f"{name} ({same + 1})" if same else name] = kept_answers(sheet.content, pack)[0]
    return merged(pack, people)


def take_over(
    store: Store,
    sheets: Sequence[Sheet],
    joined: Answers,
    conflicts: Iterable[Conflict],
    chosen: Mapping[str, object],
    pack: Pack,
    who: str,
    now: datetime,
) -> Sheet:
    """Write joined answers into the consultant's own sheet, the first; ``chosen`` settles questions, in plain values.

    What it takes over or decides against is not asked again. What was answered differently and is not settled stays as
    it stands there, with a note of who said what. Raises NotThere, UserError for a text that cannot be kept, and Moved
    when a sheet is no longer as it was read.
    """
    open_still = {("answers", conflict.question) for conflict in conflicts if not conflict.joined}
    wanted: dict[Address, object] = {
        address: value
        for address, value in flat(as_plain(joined, pack)).items()
        if address[0] in PARTS and address not in open_still
    }
    settled = {("answers", question): value for question, value in chosen.items()}
    left = {question for _, question in open_still} - chosen.keys()
    with store.writing() as connection:
        if any(locked(connection, sheet.id).revision != sheet.revision for sheet in sheets):
            raise Moved
        for sheet in sheets[1:]:
            done = nested({**flat(sheet.joined), **taken(sheet, left)})
            connection.execute(update(table).where(table.c.id == sheet.id).values(joined=done))
        return record(connection, locked(connection, sheets[0].id), {**wanted, **settled}, who, now)


def taken(sheet: Sheet, left: Collection[str]) -> Flat:
    """Return what of a sheet is joined now: all but the questions that are left open."""
    return {
        (part, key): value for (part, key), value in flat(sheet.content).items() if part in PARTS and key not in left
    }
