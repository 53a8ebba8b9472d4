"""One engagement at a glance."""

from fastapi import APIRouter
from starlette.responses import Response

from advisor.schema import EDITIONS, SERIES
from advisor.store.answering import seen_in
from advisor.store.invitations import invitations_of
from advisor.store.records import Engagement
from advisor.store.sheets import own_sheet, sheets_of
from advisor.web.api import TheDesk
from advisor.web.desk import Desk
from advisor.web.facts_shown import facts
from advisor.web.framing import shown
from advisor.web.live import live
from advisor.web.said import Fields, first
from advisor.web.security import Me, Mine, Visitor, frame
from advisor.web.sitting import Sitting
from advisor.words import EDITION_WORDS

router = APIRouter(include_in_schema=False)
TARGETS = {
    "series": {word: f"Odoo {word}" for word in reversed(SERIES)},
    "edition": {word: EDITION_WORDS[word] for word in EDITIONS},
}
"""What an engagement can be advised for."""
NOTHING: Fields = {}


@router.get("/e/{engagement}")
def overview(desk: TheDesk, me: Me, mine: Mine) -> Response:
    """Show one engagement at a glance."""
    return overview_page(desk, me, mine)


def overview_page(
    desk: Desk, me: Visitor, mine: Engagement, wrong: tuple[str, ...] = (), typed: Fields = NOTHING, code: int = 422
) -> Response:
    """Return the page of an engagement at a glance; ``wrong``: what of a form, as ``typed``, could not be kept."""
    sheets = sheets_of(desk.store, me.owner, mine.id)
    sitting = Sitting(desk, own_sheet(desk.store, me.owner, mine.id), f"/e/{mine.id}", me.who, mine)
    return shown(
        "overview",
        frame(desk, me, "Overview", mine),
        code if wrong else 200,
        mine=mine,
        base=sitting.base,
        facts=facts(sitting.answers, seen_in(desk.store, sitting.sheet.id), sitting.pack, typed),
        notes=first(typed, "notes") if "notes" in typed else mine.notes,
        tags=first(typed, "tags") if "tags" in typed else ", ".join(mine.tags),
        topics=sitting.topics(),
        usual=len(sitting.answers.prefilled),
        presets=sorted(desk.pack.presets.values(), key=lambda preset: preset.name),
        live=live(sitting.advice, effort=sitting.effort),
        invitations=invitations_of(desk.store, me.owner, mine.id),
        answered={sheet.id: len(sheet.content["answers"]) for sheet in sheets},
        now=desk.now(),
        targets=TARGETS,
        answered_own=bool(sitting.sheet.content["answers"]),
        wrong=wrong,
    )
