"""Who may enter, tried on every page and every part of the API from both sides."""

import pytest

from advisor.pack import Pack
from advisor.store.invitations import invitations_of, invite, revoke
from advisor.store.people import digest, start_session
from advisor.store.sheets import sheets_of

from .browsing import Reader
from .servers import PASSWORD, UNCHANGING, Person, Server, person
from .stores import NOW

OPEN = ("/healthz", "/login", "/i/", "/static/", "/api/v1/session", "/api/v1/openapi.json")
SESSION = "/api/v1/session"


def filled(path: str, ids: dict[str, str]) -> str:
    """Return an address for a path; a name in it that is not in ``person`` has to be added there."""
    return path.format(**ids)


def of_an_engagement(server: Server) -> list[tuple[str, str]]:
    return [(method, path) for method, path in server.routes() if "{engagement}" in path]


def changing(server: Server) -> list[tuple[str, str]]:
    return [(method, path) for method, path in server.routes() if method not in UNCHANGING]


def test_every_address_about_an_engagement_or_an_invitation_says_which(shared: Server) -> None:
    about = [path for _, path in shared.routes() if path.startswith(("/e/", "/i/")) or "engagements/" in path]

    assert [path for path in about if "{engagement}" not in path and not path.startswith("/i/{token}")] == []


def test_nobody_reaches_the_engagement_of_somebody_else(shared: Server) -> None:
    people = person(shared, "ann"), person(shared, "ben")
    reached = []
    for me, other in (people, reversed(people)):
        browser = me.browser(**{"X-CSRF-Token": me.csrf})
        for method, path in of_an_engagement(shared):
            status = browser.request(method, filled(path, other.ids)).status_code
            reached += [(method, path, status)] if status != 404 else []

    assert reached == []


def test_everybody_reaches_their_own(shared: Server) -> None:
    missed = []
    for number, (method, path) in enumerate(of_an_engagement(shared)):
        me = person(shared, f"ann {number}")
        status = me.browser(**{"X-CSRF-Token": me.csrf}).request(method, filled(path, me.ids)).status_code
        missed += [(method, path, status)] if status in (401, 403, 404, 410, 500) else []

    assert missed == []


def test_lists_hold_nothing_of_others(shared: Server) -> None:
    ann, ben = person(shared, "ann"), person(shared, "ben")

    found = ann.browser().get("/api/v1/engagements").json()

    assert [item["id"] for item in found] == [ann.engagement.id]
    assert ben.engagement.id not in str(found)


def test_nothing_but_the_open_addresses_answers_without_login(shared: Server) -> None:
    ann, stranger = person(shared, "ann"), shared.client()
    answered = []
    for method, path in shared.routes():
        if not path.startswith(OPEN):
            status = stranger.request(method, filled(path, ann.ids)).status_code
            answered += [(method, path, status)] if status != (401 if path.startswith("/api/") else 303) else []

    assert answered == []


def test_nothing_changes_without_the_secret_of_the_form(shared: Server) -> None:
    ann = person(shared, "ann")
    passed = []
    for method, path in changing(shared):
        if path != SESSION or method != "POST":
            status = ann.browser().request(method, filled(path, ann.ids)).status_code
            passed += [(method, path, status)] if status != 403 else []

    assert passed == []


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_nothing_changes_from_another_site(shared: Server, headers: dict[str, str]) -> None:
    ann = person(shared, "ann")
    browser = ann.browser(**headers, **{"X-CSRF-Token": ann.csrf})

    statuses = {browser.request(method, filled(path, ann.ids)).status_code for method, path in changing(shared)}

    assert statuses == {403}


def test_our_own_pages_may_change_things(shared: Server) -> None:
    ann = person(shared, "ann")
    browser = ann.browser(**{"Origin": shared.address, "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": ann.csrf})

    assert browser.delete(f"/api/v1/engagements/{ann.engagement.id}").status_code == 204


def test_the_secret_of_somebody_else_opens_nothing(shared: Server) -> None:
    ann, ben = person(shared, "ann"), person(shared, "ben")

    found = ann.browser(**{"X-CSRF-Token": ben.csrf}).delete(f"/api/v1/engagements/{ann.engagement.id}")

    assert found.status_code == 403


def token_of(shared: Server, password: str = PASSWORD, name: str = "ann") -> tuple[int, str]:
    found = shared.client().post(SESSION, json={"name": name, "password": password})
    return found.status_code, found.json().get("token", "")


def test_a_program_logs_in_and_out(shared: Server) -> None:
    person(shared, "ann")
    status, token = token_of(shared)
    program = shared.client(Authorization=f"Bearer {token}")

    seen = [program.get("/api/v1/engagements").status_code, program.delete(SESSION).status_code]

    assert (status, seen, program.get("/api/v1/engagements").status_code) == (201, [200, 204], 401)


@pytest.mark.parametrize(("name", "password"), [("ann", "wrong horse battery"), ("nobody", PASSWORD), ("local", "")])
def test_a_wrong_name_or_password_says_the_same(shared: Server, name: str, password: str) -> None:
    person(shared, "ann")

    found = shared.client().post(SESSION, json={"name": name, "password": password})

    assert (found.status_code, found.json()["detail"]) == (401, "No user has this name and password.")


def test_a_session_ends_by_itself(shared: Server) -> None:
    ann = person(shared, "ann")
    shared.clock.pass_by(days=15)

    assert ann.browser().get("/api/v1/engagements").status_code == 401


def test_who_guesses_passwords_has_to_wait(shared: Server) -> None:
    person(shared, "ann")
    wrong = [token_of(shared, "wrong horse battery")[0] for _ in range(11)]

    blocked = token_of(shared)[0]
    shared.clock.pass_by(minutes=6)

    assert (wrong[:10], wrong[10], blocked, token_of(shared)[0]) == ([401] * 10, 429, 429, 201)


def test_waiting_is_said_in_seconds(shared: Server) -> None:
    for _ in range(10):
        token_of(shared)

    found = shared.client().post(SESSION, json={"name": "ann", "password": PASSWORD})

    assert found.headers["Retry-After"] == "300"
    assert "wait 300 seconds" in found.json()["detail"]


def test_only_digests_of_passwords_and_tokens_are_kept(shared: Server) -> None:
    ann = person(shared, "ann")
    shared.store.close()

    kept = b"".join(path.read_bytes() for path in shared.folder.iterdir())

    assert [secret for secret in (PASSWORD, ann.token, ann.ids["token"]) if secret.encode() in kept] == []


def test_this_computers_own_user_needs_no_login(local: Server) -> None:
    assert local.client().get("/api/v1/engagements").status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"])
def test_what_a_proxy_passes_on_is_not_this_computers_own_user(local: Server, header: str) -> None:
    found = local.client(**{header: "1.2.3.4"}).get("/api/v1/engagements")

    assert (found.status_code, "--login" in found.json()["detail"]) == (421, True)


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "", "[", "10.0.0.1"])
def test_a_name_pointed_at_this_computer_opens_nothing(local: Server, host: str) -> None:
    assert local.client(Host=host).get("/api/v1/engagements").status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000"])
def test_this_computers_own_names_open(local: Server, host: str) -> None:
    assert local.client(Host=host).get("/api/v1/engagements").status_code == 200


def invited(server: Server, sections: tuple[str, ...]) -> tuple[Person, str, str]:
    """Return somebody with an engagement, and the link and the sheet of a respondent who is asked one part."""
    ann = person(server, "ann")
    token, invitation = invite(server.store, ann.user.id, ann.engagement.id, "Cleo", sections, NOW)
    return ann, token, invitation.sheet


def test_an_invitation_opens_its_own_part_only(shared: Server, pack: Pack) -> None:
    part, *others = pack.sections
    _, token, _ = invited(shared, (part,))

    opened = {topic: shared.client().get(f"/i/{token}/survey/{topic}").status_code for topic in pack.sections}

    assert opened == {part: 200, **dict.fromkeys(others, 404)}


def test_a_respondent_cannot_answer_beyond_their_part(shared: Server, pack: Pack) -> None:
    part, *others = pack.sections
    ann, token, sheet = invited(shared, (part,))
    outside = next(question for question in pack.questionnaire if question.section in others)
    fields = {"csrf": digest(f"form {token}"), f"a.{outside.id}": "unknown", f"seen.{outside.id}": "0"}

    statuses = [shared.client().post(f"/i/{token}/survey/{topic}", data=fields).status_code for topic in pack.sections]

    kept = {one.id: one.content["answers"] for one in sheets_of(shared.store, ann.user.id, ann.engagement.id)}
    assert (kept[sheet], set(statuses)) == ({}, {303, 404})


def test_an_invitation_opens_nothing_of_the_consultant(shared: Server) -> None:
    ann, token, _ = invited(shared, ())
    respondent = shared.client(**{"X-CSRF-Token": digest(f"form {token}")})
    respondent.cookies.set("advisor", token)

    reached = {
        (method, path)
        for method, path in of_an_engagement(shared)
        if respondent.request(method, filled(path, ann.ids)).status_code not in (303, 401)
    }

    assert reached == set()


@pytest.mark.parametrize("why", ["expired", "revoked"])
def test_a_link_that_is_over_says_so(shared: Server, why: str) -> None:
    ann, token, _ = invited(shared, ())
    if why == "expired":
        shared.clock.pass_by(days=15)
    else:
        for invitation in invitations_of(shared.store, ann.user.id, ann.engagement.id):
            revoke(shared.store, ann.user.id, ann.engagement.id, invitation.id)

    found = shared.client().get(f"/i/{token}")

    assert (found.status_code, "no longer valid" in found.text) == (410, True)


def test_who_guesses_links_has_to_wait(shared: Server) -> None:
    guesses = [shared.client().get(f"/i/guess-{number}").status_code for number in range(21)]

    assert guesses == [404] * 20 + [429]


def test_no_script_reads_the_token_of_a_session_and_no_other_site_sends_it(shared: Server) -> None:
    person(shared, "ann")
    client = shared.client()
    page = client.get("/login")
    secret = page.text.partition('name="csrf" value="')[2].partition('"')[0]

    found = client.post("/login", data={"name": "ann", "password": PASSWORD, "csrf": secret})

    cookie = found.headers["Set-Cookie"].casefold()
    assert (found.status_code, "httponly" in cookie, "samesite=lax" in cookie) == (303, True, True)


def logged_in_by(reader: Reader, name: str) -> Reader:
    return reader.send("/login", name=name, password=PASSWORD)


def test_a_link_goes_on_to_its_page_after_the_login(shared: Server) -> None:
    ann = person(shared, "ann")
    page = f"/e/{ann.engagement.id}/history?until=1"

    reader = logged_in_by(Reader(shared.client()).go(page), "ann")

    assert reader.address == page


@pytest.mark.parametrize("then", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_login_leads_nowhere_else(then: str, shared: Server) -> None:
    person(shared, "ann")

    reader = logged_in_by(Reader(shared.client()).go(f"/login?then={then}"), "ann")

    assert (reader.address, reader.status) == ("/", 200)


def typing(shared: Server, ann: Person) -> Reader:
    """Somebody at an open page of the survey."""
    browser = ann.browser(Origin=shared.address)
    return Reader(browser).go(f"/e/{ann.engagement.id}/survey/company")


def employees(shared: Server, ann: Person) -> object:
    return sheets_of(shared.store, ann.user.id, ann.engagement.id)[0].content["answers"].get("employees")


def test_what_was_typed_before_a_login_ran_out_is_saved_after_the_next(shared: Server) -> None:
    ann = person(shared, "ann")
    reader = typing(shared, ann)
    reader.client.cookies.clear()

    reader.send("/survey/company", a__employees=46, a__offers=["rental"], go="next")
    asked = (reader.status, "What you typed is kept here" in reader.words)
    logged_in_by(reader, "ann").send("/survey/company")

    assert (asked, employees(shared, ann)) == ((401, True), 46)
    assert reader.address.startswith(f"/e/{ann.engagement.id}/survey/selling")


def test_a_form_of_an_earlier_login_can_be_sent_once_more(shared: Server) -> None:
    ann = person(shared, "ann")
    reader = typing(shared, ann)
    reader.client.cookies.set("advisor", start_session(shared.store, ann.user, NOW)[0])

    reader.send("/survey/company", a__employees=46)
    before = (reader.status, employees(shared, ann))
    reader.send("/survey/company")

    assert (before, employees(shared, ann)) == ((403, None), 46)


def test_a_form_that_does_not_say_where_it_comes_from_is_not_carried_through_a_login(shared: Server) -> None:
    ann = person(shared, "ann")

    found = shared.client().post(f"/e/{ann.engagement.id}/set/notes", data={"notes": "planted"})

    assert (found.status_code, found.headers["location"]) == (303, "/login")
