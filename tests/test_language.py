"""A report speaks one language: its sentences, its figures and the pack's own texts."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.language import say, say_many, speaking, spoken
from advisor.language.catalogues import Text, translations, updated
from advisor.language.figures import dated, day, figure, long_day, money, share, signed
from advisor.pack import Pack, load_pack
from advisor.translation import translated

from .conftest import HERE, Run

THIN, HARD = "\u202f", "\xa0"
FOURTH = date(2027, 1, 4)
ENGLISH_AND_FRENCH = {
    "a number": (lambda: figure(12345.5), "12,345.5", f"12{THIN}345,5"),
    "whole days": (lambda: figure(61.4, 0), "61", "61"),
    "digits that are asked for": (lambda: figure(1.0, 2), "1.00", "1,00"),
    "a count": (lambda: figure(10_000), "10,000", f"10{THIN}000"),
    "a change": (lambda: signed(-2.5), "-2.5", "-2,5"),
    "a share": (lambda: share(0.454), "45%", f"45{HARD}%"),
    "a share of a half": (lambda: share(0.955), "96%", f"96{HARD}%"),
    "a day": (lambda: day(FOURTH), "2027-01-04", "04/01/2027"),
    "a day in words": (lambda: long_day(FOURTH), "4 January 2027", "4 janvier 2027"),
    "a month": (lambda: dated("2028-09"), "September 2028", "septembre 2028"),
    "a day as text": (lambda: dated("2026-11-03"), "3 November 2026", "3 novembre 2026"),
    "no date at all": (lambda: dated("undated"), "undated", "undated"),
    "whole money": (lambda: money("EUR", Decimal(12_000)), "EUR 12,000", f"12{THIN}000{HARD}€"),
    "money with cents": (lambda: money("EUR", Decimal("-0.5")), "-EUR 0.50", f"-0,50{HARD}€"),
    "money of elsewhere": (lambda: money("CHF", Decimal(950)), "CHF 950", f"950{HARD}CHF"),
    "parts of a sentence": (lambda: say("{a}; {b}", a=1.5, b=FOURTH), "1.5; 4 January 2027", "1,5; 4 janvier 2027"),
}


@pytest.mark.parametrize("name", ENGLISH_AND_FRENCH)
def test_english_writes_figures_plainly(name: str) -> None:
    written, english, _ = ENGLISH_AND_FRENCH[name]

    assert written() == english


@pytest.mark.parametrize("name", ENGLISH_AND_FRENCH)
def test_french_writes_figures_its_own_way(name: str) -> None:
    written, _, french = ENGLISH_AND_FRENCH[name]

    with speaking("fr"):
        assert written() == french


@pytest.mark.parametrize(("number", "said"), [(0, "0 apps"), (1, "1 app"), (1.5, "1.5 apps"), (2, "2 apps")])
def test_a_number_rules_its_sentence(number: float, said: str) -> None:
    assert say_many("{number} app", "{number} apps", number) == said


def test_a_language_is_in_force_until_the_end_even_of_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), speaking("fr"):
        1 / 0  # noqa: B018

    assert spoken() == "en"


def test_a_pack_in_its_own_language_is_the_pack_itself(pack: Pack) -> None:
    assert translated(pack, "en") is pack


def test_a_translated_pack_is_made_once(pack: Pack) -> None:
    assert translated(pack, "fr") is translated(pack, "fr")


def test_a_translated_pack_says_names_in_the_language(pack: Pack) -> None:
    assert translated(pack, "fr").apps["accounting"].name == "Comptabilité"


def test_a_translated_pack_decides_by_the_same_words(pack: Pack) -> None:
    french = translated(pack, "fr")

    assert {key: activity.when for key, activity in french.activities.items()} == {
        key: activity.when for key, activity in pack.activities.items()
    }


def test_a_text_without_a_translation_stays_as_it_is(pack: Pack, tmp_path: Path) -> None:
    assert translated(pack, "fr", tmp_path).apps["accounting"].name == "Accounting"


def test_a_place_may_have_a_translation_of_its_own(pack: Pack, tmp_path: Path) -> None:
    catalogue = tmp_path / "fr" / "apps" / "accounting.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid "Accounting"\nmsgstr "Comptabilité"\n\n'
        'msgctxt "apps.accounting.name"\nmsgid "Accounting"\nmsgstr "La comptabilité"\n'
    )

    assert translated(pack, "fr", tmp_path).apps["accounting"].name == "La comptabilité"


def test_a_translated_pack_has_a_fingerprint_of_its_own(pack: Pack) -> None:
    assert translated(pack, "fr").digest != pack.digest


HALF_DONE = b'msgid "Plan"\nmsgstr "Plan"\n\nmsgid "Going live"\nmsgstr "Mise en production"\n'
NOW = [Text("Plan", where=("phases.plan.name",)), Text("Closing the books")]


def test_a_catalogue_keeps_what_is_translated() -> None:
    assert ("", "Plan") in translations(updated(HALF_DONE, NOW, "fr", "French"))


def test_a_catalogue_takes_in_new_texts_untranslated() -> None:
    written = updated(HALF_DONE, NOW, "fr", "French").decode()

    assert 'msgid "Closing the books"\nmsgstr ""' in written


def test_a_catalogue_keeps_as_a_comment_what_is_gone() -> None:
    assert '#~ msgstr "Mise en production"' in updated(HALF_DONE, NOW, "fr", "French").decode()


def test_a_catalogue_takes_a_changed_text_as_doubtful() -> None:
    changed = updated(HALF_DONE, [Text("Going live!")], "fr", "French")

    assert translations(changed) == {}


def test_bringing_a_catalogue_up_to_date_twice_changes_nothing() -> None:
    once = updated(HALF_DONE, NOW, "fr", "French")

    assert updated(once, NOW, "fr", "French") == once


def test_an_unknown_language_is_answered_with_the_nearest(run: Run) -> None:
    code, _, err = run("advise", "rules/example.yaml", "--lang", "frr")

    assert (code, err) == (2, "error: --lang: 'frr' is not known; did you mean 'fr'? (known: en, fr)\n")


def test_an_answer_file_may_name_the_language(run: Run, tmp_path: Path) -> None:
    said = tmp_path / "answers.yaml"
    said.write_text("engagement: {language: fr}\nanswers: {stock_kept: [raw_materials]}\n")

    assert "Inventaire" in run("advise", said)[1]


def test_the_command_line_has_the_last_word_on_the_language(run: Run, tmp_path: Path) -> None:
    said = tmp_path / "answers.yaml"
    said.write_text("engagement: {language: fr}\nanswers: {stock_kept: [raw_materials]}\n")

    assert "Inventaire" not in run("advise", said, "--lang", "en")[1]


@pytest.fixture
def own_rules(tmp_path: Path) -> Path:
    """A small pack whose French was begun: one text is done, one is of something that is gone."""
    folder = tmp_path / "rules"
    shutil.copytree(HERE / "tiny", folder)
    return folder


def test_the_texts_of_a_pack_of_ones_own_are_gathered(run: Run, own_rules: Path) -> None:
    code, out, _ = run("rules", "texts", "fr", own_rules)
    files = {path.relative_to(own_rules).with_suffix("") for path in own_rules.rglob("*.yaml")}

    assert code == 0
    assert "not translated, 0 doubtful; 0 kept aside." in out
    assert {
        path.relative_to(own_rules / "languages" / "fr").with_suffix("") for path in own_rules.rglob("*.po")
    } <= files


def test_a_pack_of_ones_own_speaks_its_translations(run: Run, own_rules: Path) -> None:
    run("rules", "texts", "fr", own_rules)
    pack = load_pack(own_rules)
    name = next(iter(pack.questions.values())).ask
    for path in own_rules.rglob("*.po"):
        text = path.read_text(encoding="utf-8").replace(
            f'msgid "{name}"\nmsgstr ""', f'msgid "{name}"\nmsgstr "En français"'
        )
        path.write_text(text, encoding="utf-8")

    assert next(iter(translated(pack, "fr", own_rules / "languages").questions.values())).ask == "En français"


def test_texts_of_an_unknown_language_are_answered_with_the_known(run: Run) -> None:
    code, _, err = run("rules", "texts", "de")

    assert (code, err) == (2, "error: LANG: 'de' is not known (known: fr)\n")
