"""The sheets of several people joined to one, as ``advisor merge`` joins files."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from advisor.answers import Answers, as_plain, kept_answers
from advisor.compare import Conflict, merged
from advisor.pack import Pack
from advisor.store.answering import save_answers
from advisor.store.opening import Store
from advisor.store.records import Sheet
from advisor.store.sheets import Address, flat

OWN = "own answers"
"""Who has said what stands on the consultant's own sheet."""


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
    own: Sheet,
    joined: Answers,
    conflicts: Iterable[Conflict],
    chosen: Mapping[str, object],
    pack: Pack,
    who: str,
    now: datetime,
) -> Sheet:
    """Write joined answers into the consultant's own sheet; ``chosen`` settles questions, in plain values.

    What was answered differently and is not settled stays as it stands there, with a note of who said what. Raises
    NotThere, and UserError for a text that cannot be kept.
    """
    open_still = {("answers", conflict.question) for conflict in conflicts if not conflict.joined}
    wanted: dict[Address, object] = {
        address: value
        for address, value in flat(as_plain(joined, pack)).items()
        if address[0] in ("answers", "notes") and address not in open_still
    }
    settled = {("answers", question): value for question, value in chosen.items()}
    return save_answers(store, own.id, {**wanted, **settled}, who, now)
