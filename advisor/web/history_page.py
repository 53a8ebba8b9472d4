"""Who changed what and when, two versions compared, and an older one brought back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from advisor.pack import Pack
from advisor.store.answering import content_at, history, restore
from advisor.store.records import Change, NotThere
from advisor.store.sheets import own_sheet, sheets_of
from advisor.web.api import TheDesk
from advisor.web.delta import delta
from advisor.web.facts_shown import LABELS
from advisor.web.framing import shown
from advisor.web.merging_shown import words
from advisor.web.security import Me, Mine, frame
from advisor.web.sitting import Sitting

router = APIRouter(include_in_schema=False)
ON_A_PAGE = 100
VERSIONS = 200  # that are offered; older ones are compared from the history
Revision = Annotated[int | None, Query(ge=0, le=2**31)]


@router.get("/e/{engagement}/history")
def changes(
    desk: TheDesk, me: Me, mine: Mine, sheet: Annotated[str, Query(max_length=50)] = "", until: Revision = None
) -> Response:
    """List who changed what and when, the newest first."""
    sheets = sheets_of(desk.store, me.owner, mine.id)
    one = next((found for found in sheets if found.id == sheet), None if sheet else sheets[0])
    if one is None:
        raise NotThere
    lines = [line for line in history(desk.store, one.id) if until is None or line.revision <= until]
    older = lines[ON_A_PAGE].revision if len(lines) > ON_A_PAGE else None
    return shown(
        "history",
        frame(desk, me, "History", mine),
        base=f"/e/{mine.id}",
        sheets=sheets,
        one=one,
        lines=[(line, *in_words(line, desk.pack)) for line in lines[:ON_A_PAGE]],
        older=older,
    )


def in_words(change: Change, pack: Pack) -> tuple[str, str, str]:
    """Return what a change was about, what stood there before, and what after, in words."""
    question = pack.questions.get(change.question)
    if change.part == "answers" and question:
        before, after = (words(pack, change.question, value) for value in (change.before, change.after))
        none = "no answer"
        return question.ask, none if change.before is None else before, none if change.after is None else after
    ask = question.ask if question else LABELS.get(change.question, (change.question, ""))[0]
    about = PARTS.get(change.part, "{ask}").format(ask=ask)
    if change.part == "prefilled":
        return about, TO_CONFIRM[bool(change.before)], TO_CONFIRM[bool(change.after)]
    return about, said(change.before), said(change.after)


PARTS = {
    "notes": "Note: {ask}",
    "prefilled": "Usual in the sector: {ask}",
    "preset": "Sector",
    "answers": "{ask}",
}


TO_CONFIRM = {True: "to be confirmed", False: "nothing to confirm"}
"""How it is said that an answer came from the sector and nobody has confirmed it, and that there is none such."""


def said(value: object) -> str:
    """Return a value that is no answer in words."""
    return "nothing" if value is None else str(value)


@router.get("/e/{engagement}/compare")
def compare(desk: TheDesk, me: Me, mine: Mine, before: Revision = None, after: Revision = None) -> Response:
    """Show what changed from one version of the answers to another: answers, apps with the reason, gaps, effort."""
    sheet = own_sheet(desk.store, me.owner, mine.id)
    first, last = before or 0, sheet.revision if after is None else after
    sitting = Sitting(desk, sheet, f"/e/{mine.id}", me.who, mine)
    then, now = (sitting.with_content(content_at(desk.store, sheet, revision)).advice for revision in (first, last))
    return shown(
        "compare",
        frame(desk, me, "Compare two versions", mine),
        base=f"/e/{mine.id}",
        versions=versions(history(desk.store, sheet.id), desk.pack),
        before=first,
        after=last,
        delta=delta(then, now),
        lang=now.pack.language,
    )


@dataclass(frozen=True, slots=True)
class Version:
    """What one saving made of the answers."""

    revision: int
    at: datetime
    who: str
    about: str  # what was changed last
    more: int  # other changes of the same saving


def versions(changes: Sequence[Change], pack: Pack) -> list[Version]:
    """Return the newest versions, the newest first: all that was changed at once makes one."""
    found = []
    for (at, who), group in groupby(changes, key=lambda change: (change.at, change.who)):
        newest, *others = group
        found.append(Version(newest.revision, at, who, in_words(newest, pack)[0], len(others)))
    return found[:VERSIONS]


@router.post("/e/{engagement}/restore/{revision}")
def bring_back(desk: TheDesk, me: Me, mine: Mine, revision: int) -> Response:
    """Bring an older version back; the history goes on."""
    sheet = own_sheet(desk.store, me.owner, mine.id)
    if not 0 <= revision <= sheet.revision:
        raise NotThere
    restore(desk.store, sheet.id, revision, me.who, desk.now())
    return RedirectResponse(f"/e/{mine.id}/history", 303)
