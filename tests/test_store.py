"""What the store promises, on every database: nothing lost, nothing overwritten unseen, nothing left behind."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select

from advisor.errors import UserError
from advisor.pack import Pack
from advisor.store import answering, engagements, sheets
from advisor.store.opening import Store, open_store
from advisor.store.people import local_user
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


def test_deleted_for_good_leaves_nothing_in_the_files(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    me = local_user(store, NOW)
    kestrel = engagements.create(store, me.id, {"engagement": {"company": "Kestrel Cycles"}}, NOW, me.name)
    before = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    engagements.delete_for_good(store, me.id, kestrel.id)

    after = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert (b"Kestrel" in before, b"Kestrel" in after) == (True, False)


def test_what_is_deleted_while_somebody_reads_leaves_the_files_with_the_next_write(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    me = local_user(store, NOW)
    kestrel = engagements.create(store, me.id, {"engagement": {"company": "Kestrel Cycles"}}, NOW, me.name)

    with store.reading() as connection:
        connection.execute(select(func.count()).select_from(META.tables["users"])).scalar_one()
        engagements.delete_for_good(store, me.id, kestrel.id)  # does not wait for them
    engagements.create(store, me.id, {"engagement": {"company": "Ostrova"}}, NOW, me.name)

    after = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    store.close()
    assert b"Kestrel" not in after


@pytest.mark.parametrize("name", ["a?b", "a%20b", "a b#c"])
def test_a_folder_may_have_any_name(name: str, tmp_path: Path) -> None:
    open_store(str(tmp_path / name)).close()

    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name / "advisor.db").stat().st_mode & 0o777 == 0o600


def test_what_belongs_to_somebody_else_is_not_there(store: Store, kestrel: Engagement) -> None:
    with pytest.raises(NotThere):
        engagements.found(store, "somebody else", kestrel.id)


def company(store: Store, me: User, name: str, *tags: str, notes: str = "") -> Engagement:
    made = engagements.create(store, me.id, {"engagement": {"company": name}}, NOW, me.name)
    engagements.set_tags(store, me.id, made.id, tags, 1, NOW)
    engagements.set_notes(store, me.id, made.id, notes, 2, NOW)
    return engagements.found(store, me.id, made.id)


@pytest.mark.parametrize(
    ("words", "tag", "found"),
    [
        ("", "", ["Bäckerei ÖZ", "Zoo"]),
        ("bäckerei öz", "", ["Bäckerei ÖZ"]),
        ("ZOO", "", ["Zoo"]),
        ("call", "", ["Bäckerei ÖZ"]),
        ("trade", "", ["Zoo"]),
        ("", "trade", ["Zoo"]),
        ("zoo", "food", []),
        ("100%", "", []),
    ],
)
def test_words_are_looked_for_in_names_notes_and_tags(
    store: Store, me: User, words: str, tag: str, found: list[str]
) -> None:
    company(store, me, "Bäckerei ÖZ", "food", notes="Call back")
    company(store, me, "Zoo", "trade")

    assert sorted(item.company for item in engagements.listed(store, me.id, words, tag)) == found


def test_the_last_changed_comes_first(store: Store, me: User, kestrel: Engagement) -> None:
    company(store, me, "Zoo")
    answer(store, sheets.own_sheet(store, me.id, kestrel.id).id, "employees", 24)

    assert [item.company for item in engagements.listed(store, me.id)] == ["Kestrel Cycles", "Zoo"]


def test_tags_are_clean_and_listed_once(store: Store, me: User, kestrel: Engagement) -> None:
    engagements.set_tags(store, me.id, kestrel.id, ["  hot ", "hot", "", "a\nb"], kestrel.revision, NOW)

    assert engagements.tags_of(store, me.id) == ("a b", "hot")


def test_what_is_put_aside_is_not_listed_and_comes_back(store: Store, me: User, kestrel: Engagement) -> None:
    aside = engagements.set_archived(store, me.id, kestrel.id, True, kestrel.revision, NOW)
    assert isinstance(aside, Engagement)

    assert engagements.listed(store, me.id) == ()
    assert engagements.listed(store, me.id, archived=True) == (aside,)
    assert engagements.set_archived(store, me.id, kestrel.id, False, aside.revision, NOW) != aside
    assert len(engagements.listed(store, me.id)) == 1


def test_a_duplicate_goes_its_own_way(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)
    answer(store, own.id, "employees", 24)
    twin = engagements.duplicate(store, me.id, kestrel.id, "Twin", NOW, me.name)

    answer(store, own.id, "employees", 30, 2)

    found = sheets.own_sheet(store, me.id, twin.id).content
    assert found == {"engagement": {"company": "Twin"}, "answers": {"employees": 24}}


def test_the_list_shows_the_name_of_today(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)

    answering.save_answer(store, own.id, "company", "Kestrel NV", 1, "ann", NOW, part="engagement")

    assert engagements.found(store, me.id, kestrel.id).company == "Kestrel NV"


def test_any_version_can_be_rebuilt_and_brought_back(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)
    answer(store, own.id, "employees", 24)
    answer(store, own.id, "offers", ["projects"])
    answer(store, own.id, "employees", None, 2)

    back = answering.restore(store, own.id, 2, "ann", LATER)

    assert back.content == {"engagement": {"company": "Kestrel Cycles"}, "answers": {"employees": 24}}
    assert answering.content_at(store, back, 3)["answers"] == {"employees": 24, "offers": ["projects"]}
    assert answering.content_at(store, back, 0) == {"answers": {}}
    assert [change.revision for change in answering.history(store, own.id)] == [6, 5, 4, 3, 2, 1]


def test_a_version_to_come_is_not_there(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)

    with pytest.raises(NotThere):
        answering.content_at(store, own, 2)


def test_the_same_answer_again_is_no_change_and_no_conflict(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)
    first = answer(store, own.id, "employees", 24)

    assert answer(store, own.id, "employees", 24) == first


def test_confirming_a_filled_in_answer_takes_its_mark_away(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)
    filled = {("answers", "employees"): 24, ("prefilled", "employees"): True, ("preset", ""): "bakery"}
    answering.save_answers(store, own.id, filled, "ann", NOW)

    kept = answer(store, own.id, "employees", 24, 2)

    assert isinstance(kept, sheets.Sheet)
    assert (kept.content["answers"], kept.content["preset"], "prefilled" in kept.content) == (
        {"employees": 24},
        "bakery",
        False,
    )


def test_an_empty_note_is_no_note(store: Store, me: User, kestrel: Engagement) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)
    answering.save_answer(store, own.id, "employees", "two shifts", 0, "ann", NOW, part="notes")

    kept = answering.save_answer(store, own.id, "employees", "  ", 2, "ann", NOW, part="notes")

    assert isinstance(kept, sheets.Sheet)
    assert "notes" not in kept.content


def test_many_write_at_once_and_nothing_is_lost(store: Store, me: User, kestrel: Engagement, pack: Pack) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)
    questions = list(pack.questions)[:24]

    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda question: answer(store, own.id, question, question), questions))

    kept = sheets.own_sheet(store, me.id, kestrel.id)
    assert kept.content["answers"] == {question: question for question in questions}
    assert sorted(change.revision for change in answering.history(store, own.id)) == list(range(1, 26))


def test_of_two_who_answer_the_same_question_one_wins_and_one_is_told(
    store: Store, me: User, kestrel: Engagement
) -> None:
    own = sheets.own_sheet(store, me.id, kestrel.id)

    with ThreadPoolExecutor(2) as people:
        found = list(people.map(lambda value: answer(store, own.id, "employees", value), [24, 25]))

    assert {type(one) for one in found} == {sheets.Sheet, Conflict}


def test_the_migrations_make_the_tables_that_the_code_knows(store: Store) -> None:
    with store.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), META)

    assert found == []


def test_tags_are_in_no_way_of_notes(store: Store, me: User, kestrel: Engagement) -> None:
    engagements.set_notes(store, me.id, kestrel.id, "call on Monday", kestrel.revision, NOW)

    both = engagements.set_tags(store, me.id, kestrel.id, ["bikes"], kestrel.revision, NOW)
    other = engagements.set_notes(store, me.id, kestrel.id, "call on Friday", kestrel.revision, NOW)

    assert isinstance(both, Engagement)
    assert (both.notes, both.tags, isinstance(other, Stale)) == ("call on Monday", ("bikes",), True)


def test_after_the_move_nothing_is_overwritten_on_a_page_opened_before(tmp_path: Path) -> None:
    kept = open_store(str(tmp_path))
    owner = local_user(kept, NOW).id
    item = engagements.create(kept, owner, {"answers": {}}, NOW, "ann")
    engagements.set_notes(kept, owner, item.id, "hers", item.revision, NOW)
    with kept.writing() as connection:
        for statement in BEFORE_0003:
            connection.exec_driver_sql(statement)
    kept.close()

    again = open_store(str(tmp_path))
    found = engagements.set_notes(again, owner, item.id, "mine", item.revision, NOW)
    again.close()

    assert isinstance(found, Stale)


BEFORE_0003 = (
    "ALTER TABLE engagements DROP COLUMN touched",
    "ALTER TABLE sheets DROP COLUMN joined",
    "UPDATE alembic_version SET version_num = '0002'",
)


@pytest.mark.parametrize(
    "where", ["mysql://here/there", "sqlite:///x.db", "http://[", "postgresql://nobody@127.0.0.1:1/none"]
)
def test_a_place_that_cannot_be_used_is_a_sentence(where: str) -> None:
    with pytest.raises(UserError, match=r"is no place for data|cannot be opened"):
        open_store(where)


def test_a_driver_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(UserError, match=r"pip install 'advisor\[server\]'"):
        open_store("postgresql://somebody@127.0.0.1/somewhere")


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(UserError, match="cannot be used as a folder"):
        open_store(str(tmp_path / "file"))


def test_what_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "advisor.db").write_text("this is a letter" * 100)

    with pytest.raises(UserError, match=r"advisor.db: cannot be opened: file is not a database"):
        open_store(str(tmp_path))


def test_only_its_owner_reads_the_database(store: Store, kestrel: Engagement, tmp_path: Path) -> None:
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "kept").glob("*")}

    assert modes <= {0o600}


def test_limits_and_terms_are_kept_and_go_along_with_a_copy(store: Store, me: User, kestrel: Engagement) -> None:
    engagements.set_limits(store, me.id, kestrel.id, {"budget": "40000"}, kestrel.revision, NOW)
    engagements.set_terms(store, me.id, kestrel.id, "settings: {}", kestrel.revision + 1, NOW)

    copy = engagements.duplicate(store, me.id, kestrel.id, "Copy", NOW, me.name)

    assert (copy.limits, copy.terms) == ({"budget": "40000"}, "settings: {}")
