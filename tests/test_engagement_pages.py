"""The pages about engagements: begun, found, changed, shared, joined, compared, deleted; and what is refused."""

import re
from html import unescape

import pytest

from advisor.pack import Pack, load_pack
from advisor.store.answering import history, save_answers
from advisor.store.engagements import changed, found, listed, set_notes
from advisor.store.people import local_user
from advisor.store.records import Change, Engagement, NotThere
from advisor.store.sheets import own_sheet, sheets_of
from advisor.translation import translated
from advisor.web.history_page import in_words

from .browsing import Make, Reader
from .servers import PASSWORD, Server, person
from .stores import NOW


def owner(local: Server) -> str:
    return local_user(local.store, NOW).id


def stored(local: Server, item: Engagement) -> Engagement:
    return found(local.store, owner(local), item.id)


def own_answers(local: Server, item: Engagement) -> dict[str, object]:
    answers: dict[str, object] = own_sheet(local.store, owner(local), item.id).content["answers"]
    return answers


def test_an_engagement_begins_with_its_company_and_goes_to_the_survey(local: Server, reader: Reader) -> None:
    reader.go("/new").send("/new", fact__company="Kestrel Cycles", fact__country="BE")

    assert reader.address.endswith("/survey/company")
    assert [item.company for item in listed(local.store, owner(local))] == ["Kestrel Cycles"]


def test_nothing_has_to_be_known_to_begin(local: Server, reader: Reader) -> None:
    reader.go("/new").send("/new")

    assert reader.status == 200
    assert "Company without a name" in reader.go("/").words


def test_what_cannot_be_a_country_is_said(local: Server, reader: Reader) -> None:
    reader.go("/new").send("/new", fact__company="Kestrel", fact__country="XX")

    assert (reader.status, "'XX' is the code of no country" in reader.words) == (422, True)
    assert 'value="Kestrel"' in reader.text


def test_words_tags_and_what_was_put_aside_are_found(local: Server, reader: Reader, make: Make) -> None:
    item = make()
    reader.go(f"/e/{item.id}").send("/set/notes", tags="bikes, Ghent")

    by_word, by_tag, by_other = (reader.go(f"/?{query}").words for query in ("words=kestrel", "tag=Ghent", "tag=Liège"))

    assert ["Kestrel Cycles" in words for words in (by_word, by_tag, by_other)] == [True, True, False]


def test_what_is_put_aside_is_out_of_the_way_and_comes_back(reader: Reader, make: Make) -> None:
    item = make()
    reader.go(f"/e/{item.id}").send("/set/archived")
    gone = "Kestrel Cycles" not in reader.go("/").words

    reader.go(f"/e/{item.id}").send("/set/archived")

    assert (gone, "Kestrel Cycles" in reader.go("/").words) == (True, True)


def test_facts_about_the_company_are_changed(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}").send("/facts", fact__company="Kestrel NV", fact__currency="usd")

    assert own_sheet(local.store, owner(local), item.id).content["engagement"] == {
        "company": "Kestrel NV",
        "country": "BE",
        "currency": "USD",
    }


def test_a_fact_changed_meanwhile_is_not_overwritten(local: Server, reader: Reader, make: Make) -> None:
    item = make()
    reader.go(f"/e/{item.id}")
    save_answers(
        local.store, own_sheet(local.store, owner(local), item.id).id, {("engagement", "country"): "FR"}, "Bea", NOW
    )

    reader.send("/facts", fact__country="NL")

    assert (reader.status, "Bea made it “FR” meanwhile; you typed “NL”" in reader.words) == (409, True)


def test_notes_written_on_a_stale_page_show_both_and_let_one_choose(local: Server, reader: Reader, make: Make) -> None:
    item = make()
    reader.go(f"/e/{item.id}")
    set_notes(local.store, owner(local), item.id, "hers", item.revision, NOW)

    reader.send("/set/notes", notes="mine")
    both = (reader.status, "hers" in reader.words, "mine" in reader.words, stored(local, item).notes)
    reader.send("/set/notes")

    assert both == (409, True, True, "hers")
    assert stored(local, item).notes == "mine"


def test_series_and_edition_are_chosen(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}").send("/set/target", series="18.0", edition="community_oca")

    assert (stored(local, item).series, stored(local, item).edition) == ("18.0", "community_oca")


@pytest.mark.parametrize(("what", "status"), [("target", 422), ("nothing", 404)])
def test_what_is_not_offered_is_refused(what: str, status: int, local: Server, reader: Reader, make: Make) -> None:
    item = make()
    token = dict(reader.go(f"/e/{item.id}").form("/set/target"))["csrf"]

    response = local.client().post(f"/e/{item.id}/set/{what}", data={"csrf": token, "series": "20.0", "seen": "1"})

    assert (response.status_code, stored(local, item).series) == (status, "19.0")


def test_a_sector_fills_in_what_is_open_and_nothing_else(local: Server, reader: Reader, make: Make) -> None:
    item = make(offers=["rental"])

    reader.go(f"/e/{item.id}").send("/preset", preset="bakery")

    assert own_answers(local, item)["offers"] == ["rental"]
    assert "to be confirmed" in reader.go(f"/e/{item.id}/review").words


def test_a_copy_has_the_same_answers_and_a_history_of_its_own(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)

    reader.go(f"/e/{item.id}").send("/duplicate", company="Kestrel B")

    copy = next(one for one in listed(local.store, owner(local)) if one.company == "Kestrel B")
    assert own_answers(local, copy) == {"employees": 24}


def test_what_is_exported_can_be_imported(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24, offers=["rental"], core_business="unknown")
    raw = local.client().get(f"/e/{item.id}/answers.yaml").content
    token = dict(reader.go("/new").form("/import"))["csrf"]

    local.client().post("/import", files={"file": ("answers.yaml", raw)}, data={"csrf": token})

    again = next(one for one in listed(local.store, owner(local)) if one.id != item.id)
    assert own_answers(local, again) == own_answers(local, item)


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"answers: {employes: 3}", "did you mean &#39;employees&#39;"), (b"\xff\xfe\x00", "is not UTF-8 text")],
)
def test_a_file_that_cannot_be_read_is_said_with_its_line(raw: bytes, said: str, local: Server, reader: Reader) -> None:
    token = dict(reader.go("/new").form("/import"))["csrf"]

    response = local.client().post("/import", files={"file": ("mine.yaml", raw)}, data={"csrf": token})

    assert (response.status_code, said in response.text, "mine.yaml:1" in response.text) == (422, True, True)


def test_no_file_chosen_is_said(local: Server, reader: Reader) -> None:
    reader.go("/new").send("/import")

    assert (reader.status, "No file was chosen" in reader.words) == (422, True)


def test_deleting_for_good_asks_once(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/delete").send("/delete")

    with pytest.raises(NotThere):
        stored(local, item)
    assert reader.address == "/"


def link_for(reader: Reader, item: Engagement, who: str, *sections: str) -> str:
    """Invite somebody and return the path of their link."""
    reader.go(f"/e/{item.id}").send("/invitations", respondent=who, sections=list(sections))
    shown = re.search(r'value="http://[^/]+(/i/[^"]+)"', reader.text)
    assert shown is not None
    return shown[1]


def test_a_respondent_is_asked_their_part_only(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    link = link_for(reader, item, "Bob", "goods")

    bob = Reader(local.client()).go(link)

    assert bob.address.startswith(f"{link}/survey/goods")
    assert "Kestrel" not in bob.words
    assert bob.go(f"{link}/survey/company").status == 404


def test_a_respondent_is_asked_in_the_language_of_the_company(
    local: Server, reader: Reader, make: Make, pack: Pack
) -> None:
    item = make()
    reader.go(f"/e/{item.id}").send("/facts", fact__language="fr")

    bob = Reader(local.client()).go(link_for(reader, item, "Bob", "company"))

    assert translated(pack, "fr").questions["employees"].ask in unescape(bob.text)


def test_a_respondent_answers_on_a_sheet_of_their_own(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    link = link_for(reader, item, "Bob", "company")

    Reader(local.client()).go(link).send("/survey/company", a__employees=30, go="next")

    sheets = sheets_of(local.store, owner(local), item.id)
    assert {sheet.respondent: sheet.content["answers"].get("employees") for sheet in sheets} == {"": 24, "Bob": 30}
    assert history(local.store, sheets[1].id)[0].who == "Bob"


def test_a_respondent_ends_at_a_review_of_their_own_answers(local: Server, reader: Reader, make: Make) -> None:
    link = link_for(reader, make(), "Bob", "today")

    bob = Reader(local.client()).go(link).send("/survey/today", a__current_system="unknown", go="next")

    assert (bob.address, "Thank you, Bob" in bob.words) == (f"{link}/review", True)


def test_a_link_that_was_taken_back_is_gone(local: Server, reader: Reader, make: Make) -> None:
    item = make()
    link = link_for(reader, item, "Bob")
    reader.go(f"/e/{item.id}").send("/revoke")

    assert (local.client().get(link).status_code, local.client().get(f"{link}/review").status_code) == (410, 410)


def test_a_link_expires(local: Server, reader: Reader, make: Make) -> None:
    link = link_for(reader, make(), "Bob")
    local.clock.pass_by(days=15)

    bob = Reader(local.client()).go(link)

    assert (bob.status, "To your engagements" in bob.words) == (410, False)


def test_answers_of_several_people_are_joined_as_chosen(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    link = link_for(reader, item, "Bob", "company")
    Reader(local.client()).go(link).send("/survey/company", a__employees=30, a__offers=["rental"], go="next")
    bobs = sheets_of(local.store, owner(local), item.id)[1].id

    reader.go(f"/e/{item.id}/merge").send("/merge", choose__employees=bobs)

    assert own_answers(local, item) == {"employees": 30, "offers": ["rental"]}


def test_what_was_joined_is_not_differing_any_more(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    link = link_for(reader, item, "Bob", "company")
    Reader(local.client()).go(link).send("/survey/company", a__employees=30, go="next")
    own = sheets_of(local.store, owner(local), item.id)[0].id

    reader.go(f"/e/{item.id}/merge").send("/merge", choose__employees=own)
    reader.go(f"/e/{item.id}/merge")

    assert (own_answers(local, item), "0 questions answered differently" in reader.words) == ({"employees": 24}, True)
    assert "Bob : 1" in reader.words


def test_tags_of_one_window_and_notes_of_another_are_both_kept(local: Server, reader: Reader, make: Make) -> None:
    item = make()
    other = Reader(local.client()).go(f"/e/{item.id}")
    reader.go(f"/e/{item.id}").send("/set/target", edition="community")

    other.send("/set/notes", notes="call on Monday")

    assert (other.status, stored(local, item).notes, stored(local, item).edition) == (
        200,
        "call on Monday",
        "community",
    )


def test_joining_shows_again_what_changed_meanwhile(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    link = link_for(reader, item, "Bob", "company")
    reader.go(f"/e/{item.id}/merge")
    Reader(local.client()).go(link).send("/survey/company", a__employees=30, go="next")

    reader.send("/merge")

    assert (reader.status, own_answers(local, item)) == (409, {"employees": 24})
    assert "Bob: 30 people" in reader.words


def test_the_history_lists_who_changed_what(reader: Reader, make: Make) -> None:
    item = make(employees=24)

    reader.go(f"/e/{item.id}/history")

    assert "ann How many people work in the company? no answer 24 people" in reader.words


def test_two_versions_are_compared_with_the_reason(reader: Reader, make: Make) -> None:
    item = make(stock_kept=["goods_for_sale"])
    reader.go(f"/e/{item.id}/survey/goods").send("/survey/goods", a__stock_kept=["-"], go="next")

    reader.go(f"/e/{item.id}/compare?before=4")

    assert "Inventory drops out, because you no longer chose “Goods for sale”." in reader.words


def test_an_older_version_comes_back(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__employees=30, go="next")

    reader.go(f"/e/{item.id}/history").send("/restore/4")

    assert own_answers(local, item) == {"employees": 24}


def test_somebody_logs_in_and_out(shared: Server) -> None:
    person(shared, "ann")
    browser = Reader(shared.client())
    browser.go("/")
    asked = browser.address
    browser.send("/login", name="ann", password=PASSWORD)
    inside = browser.address
    browser.send("/logout")

    assert (asked, inside, browser.address) == ("/login", "/", "/login")


def test_a_wrong_password_is_said_and_nothing_else(shared: Server) -> None:
    person(shared, "ann")

    browser = Reader(shared.client()).go("/login").send("/login", name="ann", password="wrong horse battery")

    assert (browser.status, "No user has this name and password." in browser.words) == (401, True)


def test_a_part_of_a_page_is_not_answered_by_the_login(shared: Server) -> None:
    ann = person(shared, "ann")

    response = shared.client().get(f"/e/{ann.engagement.id}/effort", headers={"HX-Request": "true"})

    assert response.status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/e/00000000-0000-0000-0000-000000000000", 404),
        ("GET", "/e/x/survey/company", 404),
        ("GET", "/i/nobody-has-this-token", 404),
        ("DELETE", "/", 405),
        ("POST", "/new", 403),
    ],
)
def test_a_refusal_is_a_page_a_person_can_read(method: str, path: str, status: int, local: Server) -> None:
    response = local.client().request(method, path)

    assert response.status_code == status
    assert "<h1>" in response.text
    assert 'href="/static/advisor.css' in response.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Content-Length": "104857600"}, 413), ({"Content-Type": "application/json"}, 415)],
)
def test_what_is_too_large_or_of_another_kind_is_a_page_too(
    headers: dict[str, str], status: int, local: Server
) -> None:
    response = local.client().post("/new", content=b"{}", headers=headers)

    assert (response.status_code, "<h1>" in response.text) == (status, True)


def test_one_form_keeps_notes_and_tags(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}").send("/set/notes", notes="call on Monday", tags="bikes")

    assert (stored(local, item).notes, stored(local, item).tags) == ("call on Monday", ("bikes",))


def test_what_of_a_form_was_left_as_it_was_overwrites_nothing(local: Server, reader: Reader, make: Make) -> None:
    item = make()
    other = Reader(local.client()).go(f"/e/{item.id}")
    reader.go(f"/e/{item.id}").send("/set/notes", tags="bikes")

    other.send("/set/notes", notes="call on Monday")

    assert (other.status, stored(local, item).notes, stored(local, item).tags) == (200, "call on Monday", ("bikes",))


@pytest.mark.parametrize(
    ("form", "typed", "said"),
    [
        ("/facts", {"fact.company": "Kestrel NV", "fact.currency": "EURO"}, "'EURO' is no currency code"),
        ("/set/notes", {"notes": "call on Monday", "tags": "x" * 300}, "Tags: too long with 300 characters"),
    ],
)
def test_what_cannot_be_kept_comes_back_as_typed(
    form: str, typed: dict[str, str], said: str, reader: Reader, make: Make
) -> None:
    reader.go(f"/e/{make().id}").send(form, **typed)

    handed_back = dict(reader.form(form))
    assert (reader.status, said in reader.words) == (422, True)
    assert {name: handed_back[name] for name in typed} == typed
    assert handed_back.get("was.company", "Kestrel Cycles") == "Kestrel Cycles"


def test_every_saving_can_be_compared(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    for number in (30, 36):
        local.clock.pass_by(minutes=1)
        reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__employees=number, go="next")

    reader.go(f"/e/{item.id}/compare")

    assert [number for number in (4, 5, 6) if f'<option value="{number}" data-at="' not in reader.text] == []
    assert "09:31 UTC, local: How many people work in the company?" in reader.words


TERMS = "settings:\n  load_limit: 90  # a wave\n"


def import_text(reader: Reader, text: str) -> Reader:
    token = dict(reader.go("/new").form("/import"))["csrf"]
    files = {"file": ("engagement.yaml", text)}
    return reader.took(reader.client.post("/import", files=files, data={"csrf": token}))


def test_a_whole_engagement_comes_back_as_it_was(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    kept = {
        "series": "17.0",
        "edition": "community_oca",
        "tags": ["bikes", "yes"],
        "notes": "call on Monday:\n - about 010",
        "limits": {"start": "2027-01-04", "budget": "40.000"},
        "terms": TERMS,
    }
    changed(local.store, owner(local), item.id, item.revision, NOW, **kept)

    import_text(reader, reader.client.get(f"/e/{item.id}/engagement.yaml").text)
    (again,) = [one for one in listed(local.store, owner(local)) if one.id != item.id]

    assert {name: getattr(again, name) for name in kept} == {**kept, "tags": ("bikes", "yes")}
    assert own_answers(local, again) == own_answers(local, item)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("{series: '20.0'}", "engagement.yaml:2: '20.0' is no series"),
        ("{serie: '17.0'}", "'serie' is nothing that is kept; did you mean 'series'?"),
        ("[]", "'kept' needs 'name: value' lines"),
        ("{tags: {a: b}}", "'tags' cannot be read"),
        ("{terms: 'rats: {}'}", "terms:1: 'rats' is no part of a file of terms"),
        (f"{{notes: {'x' * 10_001}}}", "notes: too long with 10,001 characters"),
    ],
)
def test_a_file_that_keeps_what_cannot_be_is_refused_whole(kept: str, said: str, local: Server, reader: Reader) -> None:
    import_text(reader, f"answers: {{employees: 24}}\nkept: {kept}\n")

    assert (reader.status, said in reader.words, listed(local.store, owner(local))) == (422, True, ())


def test_the_history_says_that_an_answer_of_the_sector_was_confirmed() -> None:
    change = Change(3, NOW, "ann", "prefilled", "employees", True, None)

    assert in_words(change, load_pack())[1:] == ("to be confirmed", "nothing to confirm")
