"""Several people answer: each on a sheet of their own, joined with every difference shown; and engagements as files."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.answers import Answers, as_plain, kept_answers
from advisor.errors import UserError
from advisor.pack import Pack
from advisor.store.answering import save_answer, save_answers
from advisor.store.engagements import create
from advisor.store.files import as_file, import_file, read_file
from advisor.store.invitations import invite
from advisor.store.merging import fresh, joined_sheets, take_over
from advisor.store.opening import Store
from advisor.store.records import Engagement, Moved, Sheet, User
from advisor.store.sheets import own_sheet, sheets_of

from .stores import NOW
from .strategies import PACK, answers


def says(store: Store, me: User, engagement: Engagement, who: str, **said: Any) -> None:
    """Let somebody answer on a sheet of their own."""
    _, invitation = invite(store, me.id, engagement.id, who, (), NOW)
    save_answers(store, invitation.sheet, {("answers", key): value for key, value in said.items()}, who, NOW)


@pytest.fixture
def asked(store: Store, me: User, kestrel: Engagement) -> tuple[Sheet, ...]:
    """The consultant's own sheet and two others that differ."""
    own = own_sheet(store, me.id, kestrel.id)
    save_answer(store, own.id, "employees", 24, 0, me.name, NOW)
    says(store, me, kestrel, "Ann", employees=30, offers=["projects"])
    says(store, me, kestrel, "Bob", offers=["expert_hours"], core_business="services")
    return sheets_of(store, me.id, kestrel.id)


def test_what_only_one_knows_is_taken(asked: tuple[Sheet, ...], pack: Pack) -> None:
    assert joined_sheets(asked, pack)[0].given["core_business"] == "services"


def test_differences_are_shown_with_who_said_what(asked: tuple[Sheet, ...], pack: Pack) -> None:
    _, conflicts = joined_sheets(asked, pack)

    assert {conflict.question: [who for who, _ in conflict.said] for conflict in conflicts} == {
        "employees": ["own answers", "Ann"],
        "offers": ["Ann", "Bob"],
    }


def test_two_of_one_name_are_told_apart(store: Store, me: User, kestrel: Engagement, pack: Pack) -> None:
    says(store, me, kestrel, "Bob", employees=24)
    says(store, me, kestrel, "Bob", employees=30)

    _, (conflict,) = joined_sheets(sheets_of(store, me.id, kestrel.id), pack)

    assert [who for who, _ in conflict.said] == ["Bob", "Bob (2)"]


def taken(store: Store, asked: tuple[Sheet, ...], pack: Pack, chosen: Mapping[str, Any]) -> dict[str, Any]:
    asked = tuple(map(fresh, asked))
    joined, conflicts = joined_sheets(asked, pack)
    content: dict[str, Any] = take_over(store, asked, joined, conflicts, chosen, pack, "me", NOW).content
    return content


def test_what_was_joined_is_not_asked_again(store: Store, me: User, asked: tuple[Sheet, ...], pack: Pack) -> None:
    taken(store, asked, pack, {"employees": 24})

    again = tuple(map(fresh, sheets_of(store, me.id, asked[0].engagement)))

    assert joined_sheets(again, pack)[1] == ()


def test_who_answers_otherwise_later_is_asked_about(
    store: Store, me: User, asked: tuple[Sheet, ...], pack: Pack
) -> None:
    taken(store, asked, pack, {"employees": 24})
    ann = next(sheet for sheet in asked if sheet.respondent == "Ann")
    save_answer(store, ann.id, "employees", 31, 99, "Ann", NOW)

    again = tuple(map(fresh, sheets_of(store, me.id, asked[0].engagement)))

    assert [conflict.question for conflict in joined_sheets(again, pack)[1]] == ["employees"]


def test_what_is_left_open_comes_back_with_one_note(
    store: Store, me: User, asked: tuple[Sheet, ...], pack: Pack
) -> None:
    taken(store, asked, pack, {})
    save_answer(
        store, asked[0].id, "employees", "ask Carl; own answers: 24 people; Ann: 30 people", 99, "me", NOW, "notes"
    )

    again = tuple(map(fresh, sheets_of(store, me.id, asked[0].engagement)))
    found = taken(store, again, pack, {})

    assert [conflict.question for conflict in joined_sheets(again, pack)[1]] == ["employees"]
    assert found["notes"]["employees"] == "ask Carl; own answers: 24 people; Ann: 30 people"


def test_what_is_settled_is_taken_over(store: Store, asked: tuple[Sheet, ...], pack: Pack) -> None:
    found = taken(store, asked, pack, {"employees": 30})

    assert found["answers"] == {"employees": 30, "core_business": "services", "offers": ["projects", "expert_hours"]}


def test_what_is_not_settled_stays_with_a_note_of_who_said_what(
    store: Store, asked: tuple[Sheet, ...], pack: Pack
) -> None:
    found = taken(store, asked, pack, {})

    assert (found["answers"]["employees"], found["notes"]["employees"]) == (
        24,
        "own answers: 24 people; Ann: 30 people",
    )


def test_joining_again_says_nothing_twice(store: Store, me: User, asked: tuple[Sheet, ...], pack: Pack) -> None:
    first = taken(store, asked, pack, {})

    assert taken(store, sheets_of(store, me.id, asked[0].engagement), pack, {}) == first


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50).filter(str.strip)


@given(said=answers(), note=TEXTS)
@settings(max_examples=30, deadline=None)
def test_what_is_exported_and_imported_is_the_same(said: Answers, note: str) -> None:
    content = {**as_plain(said, PACK), "notes": {"employees": note}, "engagement": {"company": note}}
    sheet = Sheet("", "", "", (), content, 0)

    again = read_file(as_file(sheet, PACK).encode(), "answers.yaml", PACK)[0]

    assert as_plain(again, PACK) == as_plain(kept_answers(content, PACK)[0], PACK)
    assert (again.given, set(again.unknown)) == (said.given, set(said.unknown))


def test_a_file_becomes_an_engagement(store: Store, me: User, kestrel: Engagement, pack: Pack) -> None:
    own = own_sheet(store, me.id, kestrel.id)
    sheet = save_answer(store, own.id, "employees", 24, 0, me.name, NOW)
    assert isinstance(sheet, Sheet)

    made = import_file(store, me.id, as_file(sheet, pack).encode(), "kestrel.yaml", pack, NOW, me.name)

    assert made.company == "Kestrel Cycles"
    assert own_sheet(store, me.id, made.id).content == sheet.content


def test_a_file_in_json_is_read_too(pack: Pack) -> None:
    assert read_file(b'{"answers": {"employees": 24}}', "a.json", pack)[0].given == {"employees": 24}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"answers: {employees: many}", "f.yaml:1: 'many' is no number"),
        (b"\xff\xfe", "f.yaml:1: is not UTF-8 text"),
        (b"- a\n", "f.yaml:1: must hold 'name: value' lines"),
        (b"", "f.yaml: is empty"),
        (b"PK\x03\x04", "f.yaml: is not valid YAML"),
        (b"answers: *a", "uses a YAML anchor or alias"),
    ],
)
def test_a_file_that_is_no_answer_file_is_refused_at_its_line(raw: bytes, message: str, pack: Pack) -> None:
    with pytest.raises(UserError, match=message):
        read_file(raw, "f.yaml", pack)


def test_what_the_pack_no_longer_knows_stays_and_hides_nothing(store: Store, me: User, pack: Pack) -> None:
    made = create(store, me.id, {"answers": {"employees": 24, "gone": 1, "offers": ["nothing"]}}, NOW, me.name)
    content = own_sheet(store, me.id, made.id).content

    known, problems = kept_answers(content, pack)

    assert (known.given, len(problems)) == ({"employees": 24}, 2)
    assert content["answers"]["gone"] == 1


def test_what_changes_while_it_is_joined_is_not_overwritten(store: Store, asked: tuple[Sheet, ...], pack: Pack) -> None:
    joined, conflicts = joined_sheets(asked, pack)
    save_answers(store, asked[0].id, {("answers", "employees"): 99}, "me", NOW)

    with pytest.raises(Moved):
        take_over(store, asked, joined, conflicts, {}, pack, "me", NOW)


def test_a_sector_fills_in_only_what_is_still_open(store: Store, asked: tuple[Sheet, ...]) -> None:
    save_answers(store, asked[0].id, {("answers", "employees"): 99}, "me", NOW)

    kept = save_answers(store, asked[0].id, {}, "me", NOW, where_open={("answers", "employees"): 5})

    assert kept.content["answers"]["employees"] == 99
