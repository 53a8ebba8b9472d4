"""The pages of the survey: every answer is kept, nothing is lost or overwritten, the advice follows; no JavaScript."""

import re

import pytest
from markupsafe import escape

from advisor.store.answering import history, save_answer
from advisor.store.people import local_user
from advisor.store.records import Engagement, Plain, Sheet
from advisor.store.sheets import own_sheet

from .browsing import Make, Reader
from .servers import Server
from .stores import LATER, NOW

HOSTILE = (
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "{{7*7}}",
    "\u202egnp.exe",
    "x" * 10_000,
    "\U0001f469‍\U0001f52c",
)


def sheet(local: Server, engagement: Engagement) -> Sheet:
    return own_sheet(local.store, local_user(local.store, NOW).id, engagement.id)


def kept(local: Server, engagement: Engagement) -> Plain:
    answers: Plain = sheet(local, engagement).content["answers"]
    return answers


def test_an_answer_is_kept_when_a_topic_is_saved(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__employees=24, a__offers=["rental"], go="next")

    assert kept(local, item) == {"employees": 24, "offers": ["rental"]}
    assert reader.address.startswith(f"/e/{item.id}/survey/selling")


def test_what_comes_in_is_shown_with_the_answer_that_did_it(reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/goods").send("/survey/goods", a__stock_kept=["goods_for_sale"], go="next")

    assert re.search(r"Inventory comes in \(\w+\), because you chose “Goods for sale”\.", reader.words)


def test_what_goes_is_shown_with_the_answer_that_did_it(reader: Reader, make: Make) -> None:
    item = make(stock_kept=["goods_for_sale"])

    reader.go(f"/e/{item.id}/survey/goods").send("/survey/goods", a__stock_kept=["-"], go="next")

    assert "Inventory drops out, because you no longer chose “Goods for sale”." in reader.words


def test_not_sure_yet_is_an_answer(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__core_business="unknown", go="next")

    assert kept(local, item) == {"core_business": "unknown"}


def test_none_of_these_is_an_answer_and_nothing_ticked_is_none(local: Server, reader: Reader, make: Make) -> None:
    item = make(offers=["rental"], structure=["several_sites"])

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__offers=["-"], a__structure=[], go="next")

    assert kept(local, item) == {"offers": []}


def test_a_note_is_kept_with_its_question(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", note__employees="two shifts", go="next")

    assert sheet(local, item).content["notes"] == {"employees": "two shifts"}


def test_going_back_saves_too(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/selling").send("/survey/selling", a__bookings=["shifts"], go="back")

    assert kept(local, item) == {"bookings": ["shifts"]}
    assert reader.address.startswith(f"/e/{item.id}/survey/company")


def test_a_topic_is_reached_by_saving_this_one(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__employees=9, go="people")

    assert (kept(local, item), reader.address.partition("?")[0]) == ({"employees": 9}, f"/e/{item.id}/survey/people")


def test_the_last_topic_leads_to_the_review(reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/sizing").send("/survey/sizing", go="next")

    assert reader.address == f"/e/{item.id}/review"


def test_an_answer_that_cannot_be_is_said_and_the_others_are_kept(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__employees="many", a__offers=["rental"])

    assert (reader.status, kept(local, item)) == (422, {"offers": ["rental"]})
    assert "“many” cannot be; give a whole number, 1 to 199,999, in digits." in reader.words
    assert 'value="many"' in reader.text


def test_both_an_answer_and_none_is_asked_back(local: Server, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__offers=["rental", "-"])

    assert (reader.status, kept(local, item)) == (422, {})
    assert "Choose either “None of these” or an answer, not both." in reader.words


def test_a_question_appears_on_the_page_of_the_answer_that_brings_it_up(reader: Reader, make: Make) -> None:
    item = make(offers=["expert_hours"], stock_kept=[])

    reader.go(f"/e/{item.id}/survey/goods").send("/survey/goods", a__stock_kept=["goods_for_sale"], go="next")

    assert reader.address.startswith(f"/e/{item.id}/survey/goods")
    assert "more questions here" in reader.words


def test_what_no_longer_applies_is_not_asked_and_comes_back_with_its_answer(
    local: Server, reader: Reader, make: Make
) -> None:
    item = make(offers=["own_products"], stock_kept=["goods_for_sale"], warehouse_work=["scanning"])
    reader.go(f"/e/{item.id}/survey/goods").send("/survey/goods", a__stock_kept=["-"], go="goods")
    hidden = "How is the stock worked with?" not in reader.words

    reader.send("/survey/goods", a__stock_kept=["goods_for_sale"], go="goods")

    assert (hidden, kept(local, item)["warehouse_work"]) == (True, ["scanning"])
    assert "How is the stock worked with?" in reader.words


def in_the_meantime(local: Server, item: Engagement, question: str, value: object) -> None:
    save_answer(local.store, sheet(local, item).id, question, value, sheet(local, item).revision, "Bea", LATER)


def test_a_stale_tab_overwrites_nothing_and_shows_both(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    reader.go(f"/e/{item.id}/survey/company")
    in_the_meantime(local, item, "employees", 30)

    reader.send("/survey/company", a__employees=12, go="next")

    assert (reader.status, kept(local, item)["employees"]) == (409, 30)
    assert "Theirs: 30 people" in reader.words
    assert "Yours: 12 people" in reader.words


@pytest.mark.parametrize(("choice", "stays"), [("theirs", 30), ("yours", 12)])
def test_the_person_chooses_which_of_two_answers_is_kept(
    choice: str, stays: int, local: Server, reader: Reader, make: Make
) -> None:
    item = make(employees=24)
    reader.go(f"/e/{item.id}/survey/company")
    in_the_meantime(local, item, "employees", 30)
    reader.send("/survey/company", a__employees=12, go="next")

    reader.send("/survey/company", choose__employees=choice, go="next")

    assert (reader.status, kept(local, item)["employees"]) == (200, stays)


def test_a_conflict_passed_over_is_asked_again(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    reader.go(f"/e/{item.id}/survey/company")
    in_the_meantime(local, item, "employees", 30)
    reader.send("/survey/company", a__employees=12, go="next")

    reader.send("/survey/company", go="next")

    assert (reader.status, kept(local, item)["employees"]) == (409, 30)


def test_what_one_did_not_touch_is_no_conflict(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    reader.go(f"/e/{item.id}/survey/company")
    in_the_meantime(local, item, "employees", 30)

    reader.send("/survey/company", a__offers=["rental"], go="next")

    assert (reader.status, kept(local, item)) == (200, {"employees": 30, "offers": ["rental"]})


def test_a_note_changed_meanwhile_is_not_overwritten(local: Server, reader: Reader, make: Make) -> None:
    item = make()
    reader.go(f"/e/{item.id}/survey/company")
    save_answer(local.store, sheet(local, item).id, "employees", "hers", 0, "Bea", LATER, "notes")

    reader.send("/survey/company", note__employees="mine", go="next")

    assert (reader.status, sheet(local, item).content["notes"]) == (422, {"employees": "hers"})
    assert "Bea changed this note meanwhile to “hers”." in reader.words


def test_a_preset_is_confirmed_question_by_question(local: Server, reader: Reader) -> None:
    reader.go("/new").send("/new", fact__company="Kestrel", preset="bakery")
    topic = reader.address.split("/")[4].partition("?")[0]
    usual = reader.text.count('name="confirm.')
    question = reader.text.partition('name="confirm.')[2].partition('"')[0]

    reader.send(f"/survey/{topic}", **{f"confirm__{question}": "yes"}, go=topic)

    assert reader.text.count('name="confirm.') == usual - 1


def test_every_answer_stands_in_the_history_with_who_and_when(local: Server, reader: Reader, make: Make) -> None:
    item = make()
    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__employees=24, go="next")

    newest = history(local.store, sheet(local, item).id)[0]

    assert (newest.who, newest.at, newest.question, newest.after) == ("local", NOW, "employees", 24)


def test_with_htmx_only_what_changed_comes_back(reader: Reader, make: Make) -> None:
    item = make()
    reader.go(f"/e/{item.id}/survey/goods")

    reader.send("/survey/goods", {"HX-Request": "true"}, a__stock_kept=["goods_for_sale"])

    assert "<html" not in reader.text
    assert 'id="state-stock_kept" hx-swap-oob="true"' in reader.text
    assert "Inventory</strong> comes in" in reader.text


def test_with_htmx_a_conflict_comes_back_into_its_place(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=24)
    reader.go(f"/e/{item.id}/survey/company")
    in_the_meantime(local, item, "employees", 30)

    reader.send("/survey/company", {"HX-Request": "true"}, a__employees=12)

    assert (reader.status, 'id="slot-employees" hx-swap-oob="true"' in reader.text) == (409, True)


def test_the_effort_stands_beside_the_questions(reader: Reader, make: Make) -> None:
    reader.go(f"/e/{make(offers=['own_products']).id}/survey/company")

    assert re.search(r"About [\d.]+ person-days , roughly [\d.]+ to [\d.]+", reader.words)


def test_everything_a_page_points_to_is_served(local: Server, reader: Reader) -> None:
    page = reader.go("/").text
    style = local.client().get("/static/advisor.css").text
    paths = [*re.findall(r'(?:href|src)="(/static/[^"]+)"', page), *re.findall(r"url\((fonts/[^)]+)\)", style)]

    statuses = {local.client().get(path if path.startswith("/") else f"/static/{path}").status_code for path in paths}

    assert (len(paths), statuses) == (8, {200})


def test_the_review_is_made_from_the_questions(local: Server, reader: Reader, make: Make, pack: object) -> None:
    item = make(employees=24, core_business="unknown")

    reader.go(f"/e/{item.id}/review")

    asks = [question.ask for question in pack.questionnaire if question.part == "profile"]  # type: ignore[attr-defined]
    assert [ask for ask in asks if ask not in reader.words] == []
    assert "How many people work in the company? 24 people" in reader.words
    assert "What brings in most of your income? not sure yet" in reader.words


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name[:8])
def test_a_hostile_name_stays_text_on_every_page(name: str, local: Server, reader: Reader) -> None:
    reader.go("/new").send("/new", fact__company=name)
    base = "/".join(reader.address.split("/")[:3])

    pages = [reader.go(address).text for address in ("/", base, f"{base}/survey/company", f"{base}/result")]

    assert [page for page in pages if "<script>alert" in page or ">49<" in page] == []
    assert [page for page in pages if escape(name[:50]) not in page.replace("&#34;", "&quot;")] == []


def test_a_topic_that_is_not_there_says_so(reader: Reader, make: Make) -> None:
    reader.go(f"/e/{make().id}/survey/gods")

    assert reader.status == 404
    assert "There is no topic “gods” in this survey; did you mean 'goods'? " in reader.words


def test_an_answer_that_is_corrected_loses_what_was_said_of_it(reader: Reader, make: Make) -> None:
    reader.go(f"/e/{make().id}/survey/company").send("/survey/company", a__employees="abc")

    reader.send("/survey/company", {"HX-Request": "true"}, a__employees="50")

    assert 'id="slot-employees" hx-swap-oob="true"' in reader.text
    assert '<span class="saved" id="saved-employees" hx-swap-oob="true">Saved' in reader.text
    assert '<div id="not-kept" hx-swap-oob="true">' in reader.text
    assert "cannot be" not in reader.text


def test_a_link_followed_before_saving_takes_along_what_was_typed(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=45)

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__employees="46", go=f"/e/{item.id}/review")

    assert (reader.address, kept(local, item)["employees"]) == (f"/e/{item.id}/review", 46)
    assert "46 people" in reader.words


@pytest.mark.parametrize("go", ["//evil.example/x", "/\\evil.example", "https://evil.example", "/a\tb", "/" * 3000])
def test_no_form_leads_away_from_this_server(go: str, reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", go=go)

    assert reader.address == f"/e/{item.id}/survey/company"


def test_only_choices_that_bring_an_app_in_are_its_reason(reader: Reader, make: Make) -> None:
    item = make()

    reader.go(f"/e/{item.id}/survey/people").send("/survey/people", a__people_admin=["clocking", "hiring"], go="next")

    assert "Attendances" in reader.words
    assert "recruit" not in reader.words.partition("Attendances comes in")[2].partition(".")[0]


def goods_chosen_and_noted(local: Server, reader: Reader, item: Engagement, **between: float) -> None:
    """Choose goods for sale, as the script of the page sends it, and write a note to it some time later."""
    page = reader.go(f"/e/{item.id}/survey/goods").form("/survey/goods")
    sent = {name: value for name, value in page if not name.startswith("a.")}
    htmx, address = {"HX-Request": "true"}, f"/e/{item.id}/survey/goods"
    reader.took(local.client().post(address, data={**sent, "a.stock_kept": "goods_for_sale"}, headers=htmx))
    local.clock.pass_by(**between)
    more = {**sent, "a.stock_kept": "goods_for_sale", "note.stock_kept": "x"}
    reader.took(local.client().post(address, data=more, headers=htmx))


def test_what_moved_a_moment_ago_is_still_said(local: Server, reader: Reader, make: Make) -> None:
    item = make()
    local.clock.pass_by(minutes=5)

    goods_chosen_and_noted(local, reader, item, seconds=2)

    assert "Inventory comes in" in reader.words


def test_what_moved_long_ago_is_not_said_again(local: Server, reader: Reader, make: Make) -> None:
    goods_chosen_and_noted(local, reader, make(), minutes=5)

    assert "comes in" not in reader.words


def test_what_a_company_does_speaks_for_an_app_before_what_hurts(reader: Reader, make: Make) -> None:
    item = make(pains_goods=["wrong_stock"], stock_kept=["goods_for_sale"])

    reader.go(f"/e/{item.id}/survey/goods")

    assert "You said “Goods for sale”" in reader.words
    assert "You said “The stock" not in reader.words


def test_a_french_owner_reads_french_only(reader: Reader, make: Make) -> None:
    item = make(stock_kept=["goods_for_sale"])
    reader.go(f"/e/{item.id}").send("/facts", fact__language="fr")

    reader.go(f"/e/{item.id}/survey/goods").send("/survey/goods", a__stock_kept=["-"], go="back")
    moved = reader.words
    survey, review = (reader.go(f"/e/{item.id}/{page}").words for page in ("survey/goods", "review"))

    assert "Inventaire disparaît, car vous n’avez plus choisi « Marchandises à vendre »." in moved
    words = ("Not sure yet", "Why we ask", "Save and", "Tick everything", "You said", "must", "Advice", "answered")
    assert [word for word in words if word in survey + review] == []
