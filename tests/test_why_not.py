"""`why-not` at the command line: in sentences, as JSON, for anything the advice could hold."""

import json

import pytest

from advisor.advising import advise
from advisor.answers import Answers
from advisor.change_words import change_sentences
from advisor.contract import why_not_json
from advisor.counterfactual import Change
from advisor.pack import Pack
from advisor.why_not import WhyNot

from .conftest import ROOT, Run

EXAMPLE = ROOT / "rules" / "example.yaml"


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("rental", "It would be advised if you also answered “What do your customers get from you?” “Use of things"),
        (
            "plm",
            "It would be advised if you also answered “How many people work in the company?” 25 people instead of",
        ),
        ("app:email_marketing", "It would no longer be advised if you no longer answered “How do you want to be found"),
        ("app:crm", "Changing fewer answers would not do."),
        ("calendar", "No function of management calls for it"),
        ("requirement:stock_on_hand", "It would no longer be needed if you no longer answered “Of which goods"),
        ("activity:hand_out_tools", "is not part of what you do"),
        ("function:scheduling", "It would no longer be used here if you no longer answered"),
        ("module:mass_mailing", "It would no longer be taken by an app if you no longer answered"),
        ("module:sale_mrp", "it installs itself, because mrp and sale_stock are all there"),
        (
            "module:pos_sale",
            "It would be taken by an app if you also answered “How do orders reach you?” “At our",
        ),
        ("module:crm_livechat", "im_livechat is missing; it comes with Live Chat."),
        ("module:crm_livechat", "It would be advised if you also answered “How do you want to be found"),
        ("module:l10n_de", "It is for companies in DE."),
        ("module:hr_recruitment_survey", "it never installs itself"),
    ],
)
def test_it_says_what_would_turn_something_round(wanted: str, sentence: str, run: Run) -> None:
    code, out, _ = run("why-not", EXAMPLE, wanted)

    assert code == 0
    assert sentence in out


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("app:cmr", "app:cmr: is no app; did you mean 'crm'?"),
        ("inventry", "inventry: is no app, requirement, activity, function or module; did you mean 'inventory'?"),
        ("module:sale_mpr", "module:sale_mpr: is no module; did you mean 'sale_mrp'?"),
        ("requirement:stock_in_hand", "is no requirement; did you mean 'stock_on_hand'?"),
        ("kpi:on_time_delivery", "'kpi' is no kind of thing (kinds: app, requirement, activity, function, module)"),
    ],
)
def test_an_id_that_nobody_knows_is_a_sentence(wanted: str, message: str, run: Run) -> None:
    code, out, err = run("why-not", EXAMPLE, wanted)

    assert (code, out) == (2, "")
    assert message in err


def test_json_holds_the_change_and_whether_it_is_proven(run: Run) -> None:
    shown = json.loads(run("why-not", EXAMPLE, "app:rental", "--json")[1])

    assert set(shown) == {"kind", "key", "advised", "change", "proven", "sentences"}
    assert (shown["key"], shown["advised"], shown["proven"]) == ("rental", False, True)
    assert [new["question"] for new in shown["change"]] == ["offers"]


def test_what_an_edition_does_not_have_no_answer_brings_in(run: Run) -> None:
    shown = json.loads(run("why-not", EXAMPLE, "plm", "--edition", "community", "--json")[1])

    assert (shown["change"], shown["proven"]) == ([], True)
    assert shown["sentences"][-1] == "No answer brings it in for 19.0, community."


def test_a_module_of_another_edition_is_named_with_its_app(run: Run) -> None:
    _, out, _ = run("why-not", EXAMPLE, "module:planning", "--edition", "community")

    assert "planning is a module of Planning, but not in Odoo 19.0, community." in out


def test_an_answer_that_has_to_be_taken_back_is_unknown_in_json(pack: Pack) -> None:
    advice = advise(pack, Answers(given={"employees": 30}))
    change = Change((("employees", None),), proven=True)

    shown = why_not_json(advice, WhyNot("app", "crm", True, change, ()))

    assert shown["change"] == [{"question": "employees", "answer": "unknown"}]


def test_what_is_not_proven_is_not_claimed(pack: Pack) -> None:
    advice = advise(pack, Answers(given={"employees": 30, "billing": ("deposits",)}))
    change = Change((("employees", 40), ("billing", ())), proven=False)

    sentences = list(change_sentences(advice, change, "app", advised=False))

    assert sentences[-1] == "A smaller change may exist; none was found."
