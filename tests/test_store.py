"""What the store promises, on every database: nothing lost, nothing overwritten unseen, nothing left behind."""

import pytest
from sqlalchemy import func, select

from advisor.store import answering, engagements, sheets
from advisor.store.opening import Store
from advisor.store.records import Conflict, Engagement, NotThere, Stale, User
from advisor.store.tables import META

from .stores import LATER, NOW


def answer(store: Store, sheet: str, question: str, value: object, seen: int = 0) -> object:
    return answering.save_answer(store, sheet, question, value, seen, "ann", LATER)


def test_an_answer_is_kept(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)

    answer(store, own.id, "employees", 24)

    assert sheets.own_sheet(store, me.id, kestrel.id).content["answers"] == {"employees": 24}


def test_a_stale_tab_overwrites_nothing_and_shows_both(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)
    answer(store, own.id, "employees", 24)

    found = answer(store, own.id, "employees", 25)

    assert found == Conflict("employees", None, 24, 25, 2, "ann", LATER)
    assert sheets.own_sheet(store, me.id, kestrel.id).content["answers"] == {"employees": 24}


def test_two_questions_never_conflict(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)
    answer(store, own.id, "employees", 24)

    answer(store, own.id, "core_business", "services")

    found = sheets.own_sheet(store, me.id, kestrel.id).content["answers"]
    assert found == {"employees": 24, "core_business": "services"}


def test_the_history_says_who_when_and_what(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)
    answer(store, own.id, "employees", 24)

    newest = answering.history(store, own.id)[0]

    assert (newest.who, newest.at, newest.question, newest.before, newest.after) == (
        "ann",
        LATER,
        "employees",
        None,
        24,
    )


def test_notes_written_on_a_stale_page_overwrite_nothing(store: Store, me: User, kestrel: Engagement) -> None:
    engagements.set_notes(store, me.id, kestrel.id, "call back", kestrel.revision, NOW)

    found = engagements.set_notes(store, me.id, kestrel.id, "other", kestrel.revision, NOW)

    assert isinstance(found, Stale)
    assert found.theirs.notes == "call back"


def test_deleted_for_good_leaves_nothing_in_any_table(store: Store, me: User, kestrel: Engagement) -> None:
    answer(store, sheets.own_sheet(store, me.id, kestrel.id).id, "employees", 24)

    engagements.delete_for_good(store, me.id, kestrel.id)

    with store.reading() as connection:
        left = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in META.sorted_tables
        }
    assert {name for name, count in left.items() if count} == {"users"}


def test_what_belongs_to_somebody_else_is_not_there(store: Store, kestrel: Engagement) -> None:
    with pytest.raises(NotThere):
        engagements.found(store, "somebody else", kestrel.id)
