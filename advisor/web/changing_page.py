"""Changes to an engagement as a whole: what it is about, its tags, notes and target."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, HTTPException
from starlette.responses import RedirectResponse, Response

from advisor.answers import as_plain, kept_answers
from advisor.errors import UserError, ended, fail, nearest
from advisor.schema import EDITIONS, SERIES
from advisor.store import engagements
from advisor.store.answering import save_answer, save_answers
from advisor.store.records import Conflict, Engagement, Stale
from advisor.store.sheets import flat, own_sheet
from advisor.survey import start
from advisor.web.api import TheDesk
from advisor.web.desk import Desk
from advisor.web.facts_shown import LABELS, PART, changed_facts, checked_facts
from advisor.web.framing import said_who, shown
from advisor.web.overview_page import overview_page
from advisor.web.posted import Posted
from advisor.web.said import Fields, first, revision
from advisor.web.security import Me, Mine, Visitor, frame
from advisor.words import capitalised

router = APIRouter(include_in_schema=False)
Values = dict[str, Any]


def words_in(fields: Fields) -> Values:
    """Return the notes and the tags in a form."""
    tags = [tag for text in fields.get("tags", ()) for tag in text.split(",")]
    return {"notes": first(fields, "notes").strip(), "tags": tags}


def target_in(fields: Fields) -> Values:
    """Return the series and the edition in a form. Raises UserError for what there is not."""
    found = {}
    for name, known in (("series", SERIES), ("edition", EDITIONS)):
        found[name] = first(fields, name)
        if found[name] not in known:
            raise fail(name, ended(f"“{found[name][:100]}” is not offered{nearest(found[name][:100], known)}"))
    return found


def archived_in(fields: Fields) -> Values:
    return {"archived": first(fields, "archived") == "yes"}


WAYS: Mapping[str, Callable[[Fields], Values]] = {
    "notes": words_in,
    "target": target_in,
    "archived": archived_in,
}
"""What can be changed about an engagement, and how a form says it."""


def asked_for(fields: Fields, found: Values) -> Values:
    """Return what of a form its person has changed; the form remembers what it showed."""
    return {name: value for name, value in found.items() if name in fields and not untouched(fields, name)}


def untouched(fields: Fields, name: str) -> bool:
    """Return whether a field of a form holds what it showed."""
    return f"was.{name}" in fields and first(fields, name).strip() == first(fields, f"was.{name}").strip()


@router.post("/e/{engagement}/set/{what}")
def change(desk: TheDesk, me: Me, mine: Mine, what: str, fields: Posted) -> Response:
    """Change one thing about an engagement, unless it was changed in another window meanwhile."""
    if what not in WAYS:
        raise HTTPException(404, ended(f"“{what[:100]}” cannot be changed here{nearest(what[:100], WAYS)}"))
    try:
        wanted = asked_for(fields, WAYS[what](fields))
        seen = revision(fields, "seen")
        done = engagements.changed(desk.store, me.owner, mine.id, seen, desk.now(), **wanted) if wanted else mine
    except UserError as error:
        wrong = tuple(f"{capitalised(problem.place.file)}: {problem.message}" for problem in error.problems)
        return overview_page(desk, me, mine, wrong, fields)
    if isinstance(done, Stale):
        return stale_page(desk, me, done.theirs, what, fields, wanted)
    return RedirectResponse(f"/e/{mine.id}", 303)


def stale_page(desk: Desk, me: Visitor, theirs: Engagement, what: str, fields: Fields, yours: Values) -> Response:
    """Return the page that shows what has been made of it in another window, and lets its one owner choose."""
    return shown(
        "stale",
        frame(desk, me, "You changed this in another window", theirs),
        409,
        action=f"/e/{theirs.id}/set/{what}",
        theirs=[(name, in_words(getattr(theirs, name))) for name in yours],
        yours=[(name, in_words(value)) for name, value in yours.items()],
        hidden=[(name, text) for name, texts in fields.items() if name not in ("csrf", "seen") for text in texts],
        seen=theirs.revision,
    )


def in_words(value: Any) -> str:
    """Return a value of an engagement as a person reads it."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {text}" for name, text in value.items()) or "nothing"
    if isinstance(value, bool):
        return "put aside" if value else "not put aside"
    return ", ".join(value) if isinstance(value, list | tuple) else value or "nothing"


@router.post("/e/{engagement}/facts")
def change_facts(desk: TheDesk, me: Me, mine: Mine, fields: Posted) -> Response:
    """Keep what was changed about the company; what somebody else changed meanwhile stays and is said."""
    wanted = changed_facts(fields)
    try:
        checked = checked_facts({key: text for key, (text, _) in wanted.items()}, desk.pack)
    except UserError as error:
        return overview_page(desk, me, mine, tuple(problem.message for problem in error.problems), fields)
    sheet, clashes = own_sheet(desk.store, me.owner, mine.id), []
    for key, (_, seen) in wanted.items():
        kept = save_answer(desk.store, sheet.id, key, checked.get(key), seen, me.who, desk.now(), PART)
        if isinstance(kept, Conflict):
            who = said_who(kept.who, me.who)
            clashes.append(f"{LABELS[key][0]}: {who} made it “{kept.theirs}” meanwhile; you typed “{kept.yours}”.")
    if clashes:
        again = engagements.found(desk.store, me.owner, mine.id)
        return overview_page(desk, me, again, tuple(clashes), code=409)
    return RedirectResponse(f"/e/{mine.id}", 303)


@router.post("/e/{engagement}/preset")
def fill_in(desk: TheDesk, me: Me, mine: Mine, fields: Posted) -> Response:
    """Fill in what is usual in a sector where nothing is answered yet, to be confirmed question by question."""
    preset = first(fields, "preset")
    if preset not in desk.pack.presets:
        return overview_page(desk, me, mine, ("Choose a sector first.",))
    sheet = own_sheet(desk.store, me.owner, mine.id)
    answers = start(desk.pack, kept_answers(sheet.content, desk.pack)[0], preset=preset).answers
    filled = {address: value for address, value in flat(as_plain(answers, desk.pack)).items() if address[1] != ""}
    save_answers(desk.store, sheet.id, {("preset", ""): preset}, me.who, desk.now(), where_open=filled)
    return RedirectResponse(f"/e/{mine.id}/survey", 303)
