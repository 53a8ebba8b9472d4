"""Users, logins and invitations: secrets are kept as digests, links open one part and end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advisor.errors import UserError
from advisor.store import people
from advisor.store.engagements import create
from advisor.store.invitations import invitations_of, invite, opened, revoke
from advisor.store.opening import Store
from advisor.store.records import Engagement, Expired, NotThere, User
from advisor.store.tables import META

from .conftest import Run
from .stores import NOW

PASSWORD = "correct horse battery"


def test_a_user_is_known_by_name_and_password(store: Store) -> None:
    ann = people.add_user(store, "ann", PASSWORD, NOW)

    assert people.known_user(store, " ann ", PASSWORD) == ann
    assert people.known_user(store, "ann", PASSWORD + "!") is None
    assert people.known_user(store, "ben", PASSWORD) is None


def test_this_computers_own_user_never_logs_in(store: Store, me: User) -> None:
    assert people.known_user(store, me.name, "") is None
    assert people.has_users(store) is False


@pytest.mark.parametrize(
    ("name", "password", "message"),
    [
        ("ann", PASSWORD, "ann: there is a user of this name already"),
        ("", PASSWORD, "cannot be the name of a user"),
        ("Local", PASSWORD, "cannot be the name of a user"),
        ("ben", "short", "takes 10 to 200 characters; this one has 5"),
        ("ben", "x" * 201, "takes 10 to 200 characters"),
        ("x" * 201, PASSWORD, "200 are the most"),
        ("b\0n", PASSWORD, "a character that stands for nothing"),
    ],
)
def test_a_user_that_cannot_be_added_is_a_sentence(store: Store, name: str, password: str, message: str) -> None:
    people.add_user(store, "ann", PASSWORD, NOW)

    with pytest.raises(UserError, match=message):
        people.add_user(store, name, password, NOW)


def test_a_new_password_ends_the_logins(store: Store) -> None:
    token, _ = people.start_session(store, people.add_user(store, "ann", PASSWORD, NOW), NOW)

    people.set_password(store, "ann", "another horse")

    assert people.known_user(store, "ann", PASSWORD) is None
    with pytest.raises(NotThere):
        people.session_of(store, token, NOW)


def test_a_session_lasts_two_weeks(store: Store, me: User) -> None:
    token, session = people.start_session(store, me, NOW)

    assert people.session_of(store, token, NOW + timedelta(days=13)) == session
    with pytest.raises(NotThere):
        people.session_of(store, token, NOW + timedelta(days=14))


def test_what_has_expired_is_swept_out_at_the_next_login(store: Store, me: User) -> None:
    people.start_session(store, me, NOW)

    people.start_session(store, me, NOW + timedelta(days=15))

    with store.reading() as connection:
        assert len(connection.execute(select(META.tables["sessions"])).all()) == 1


def test_a_secret_stays_the_same(store: Store) -> None:
    assert people.secret(store, "forms") == people.secret(store, "forms") != people.secret(store, "other")


def test_a_link_opens_one_part_for_one_respondent(store: Store, me: User, kestrel: Engagement) -> None:
    token, made = invite(store, me.id, kestrel.id, "Bob", ["making"], NOW)

    invitation, sheet = opened(store, token, NOW)

    assert (invitation, sheet.respondent, sheet.sections) == (made, "Bob", ("making",))
    assert invitations_of(store, me.id, kestrel.id) == (made,)


def test_nobody_takes_back_a_link_of_another_engagement(store: Store, me: User, kestrel: Engagement) -> None:
    token, made = invite(store, me.id, kestrel.id, "Bob", [], NOW)
    other = create(store, me.id, {}, NOW, me.name)

    with pytest.raises(NotThere):
        revoke(store, me.id, other.id, made.id)
    assert opened(store, token, NOW)[0] == made


def test_a_link_ends_by_itself(store: Store, me: User, kestrel: Engagement) -> None:
    token, _ = invite(store, me.id, kestrel.id, "Bob", [], NOW, timedelta(hours=1))

    with pytest.raises(Expired):
        opened(store, token, NOW + timedelta(hours=1))


def test_a_link_that_is_taken_back_opens_nothing_and_keeps_the_answers(
    store: Store, me: User, kestrel: Engagement
) -> None:
    token, made = invite(store, me.id, kestrel.id, "Bob", [], NOW)

    revoke(store, me.id, kestrel.id, made.id)

    with pytest.raises(Expired):
        opened(store, token, NOW)
    assert invitations_of(store, me.id, kestrel.id)[0].revoked


@pytest.mark.parametrize("token", ["", "x", "%", "0" * 43])
def test_a_link_that_was_never_sent_opens_nothing(store: Store, kestrel: Engagement, token: str) -> None:
    with pytest.raises(NotThere):
        opened(store, token, NOW)


def test_nobody_invites_to_what_is_not_theirs(store: Store, me: User, kestrel: Engagement) -> None:
    _, made = invite(store, me.id, kestrel.id, "Bob", [], NOW)

    for act in (
        lambda: invite(store, "another", kestrel.id, "Bob", [], NOW),
        lambda: revoke(store, "another", kestrel.id, made.id),
        lambda: invitations_of(store, "another", kestrel.id),
        lambda: revoke(store, me.id, kestrel.id, "another"),
    ):
        with pytest.raises(NotThere):
            act()


def test_a_respondent_has_a_name(store: Store, me: User, kestrel: Engagement) -> None:
    with pytest.raises(UserError, match="respondent: has no name"):
        invite(store, me.id, kestrel.id, "  ", [], NOW)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password typed where one is asked for."""
    monkeypatch.setattr("typer.prompt", lambda *_, **__: PASSWORD)


def test_a_user_is_added_on_the_command_line(run: Run, typed: None, tmp_path: object) -> None:
    added = run("user", "add", "ann", "--data", tmp_path)

    again = run("user", "add", "ann", "--data", tmp_path)
    assert (added[0], again[0], again[2].startswith("error: ann: there is a user")) == (0, 2, True)


def test_a_password_is_changed_on_the_command_line(run: Run, typed: None, tmp_path: object) -> None:
    run("user", "add", "ann", "--data", tmp_path)

    assert run("user", "password", "ann", "--data", tmp_path)[0] == 0
    assert run("user", "password", "ben", "--data", tmp_path)[2] == "error: ben: there is no user of this name\n"


def test_a_password_is_no_argument(run: Run, tmp_path: object) -> None:
    assert run("user", "add", "ann", PASSWORD, "--data", tmp_path)[0] == 2


def test_nobody_serves_others_before_somebody_can_log_in(run: Run, tmp_path: object) -> None:
    code, _, err = run("serve", "--host", "0.0.0.0", "--port", "0", "--data", tmp_path)

    assert (code, "advisor user add NAME" in err) == (2, True)


def test_an_address_that_is_not_ours_is_a_sentence(run: Run, tmp_path: object) -> None:
    code, _, err = run("serve", "--host", "127.0.0.1", "--port", "1", "--data", "nosuch://place")

    assert (code, "--data: is no place for data" in err) == (2, True)


@pytest.mark.parametrize("missing", ["uvicorn", "sqlalchemy", "fastapi"])
def test_what_is_not_installed_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    import sys

    for name in [name for name in sys.modules if name.startswith(("advisor.web", "advisor.store", missing))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)

    code, _, err = run("serve", "--port", "0")

    assert (code, err) == (2, "error: advisor serve: needs more to be installed: pip install 'advisor[web]'\n")
