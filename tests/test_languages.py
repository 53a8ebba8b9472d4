"""Every language of reports is complete: whatever pack and code can say is translated, and no English is left over."""

import re
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, Phase, given, settings

import advisor.language
from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.catalog import load_catalog
from advisor.documents import FORMATS, content
from advisor.documents.kinds import CHANGES, KINDS
from advisor.estimate.money_figures import all_figures
from advisor.explain import EXPLAINERS, ids_of, why
from advisor.graph import EXPORTS
from advisor.language import LANGUAGES, SENTENCES, SOURCE, speaking
from advisor.language.catalogues import Text, compiled, forms, parsed
from advisor.model import KINDS as PACK_KINDS
from advisor.pack import Pack, load_pack
from advisor.papers.uat import SEAM
from advisor.plan import Plan, make_plan
from advisor.terms import with_terms
from advisor.texts import sentences
from advisor.translation import texts_by_file, translated, worded
from advisor.why_not import why_not

from .conftest import HERE, ROOT
from .strategies import answers

OTHERS = [language for language in LANGUAGES if language != SOURCE]
CATALOGUES = ROOT / "rules" / "languages"
SAME = frozenset((HERE / "languages" / "same_in_french.txt").read_text(encoding="utf-8").splitlines())
"""Names and words that French writes as English does."""
NUMBER = {"{number}"}
"""The part that one of the sentences of a number may leave out."""
PART = re.compile(r"\{\w*\}")
EXAMPLE = ROOT / "rules" / "example.yaml"


@cache
def wanted(language: str) -> dict[Path, tuple[Text, ...]]:
    """Return the texts that each catalogue of a language has to hold."""
    of_pack = {CATALOGUES / language / name: texts for name, texts in texts_by_file(load_pack()).items()}
    return {SENTENCES / f"{language}.po": sentences(), **of_pack}


@cache
def messages(language: str) -> list[tuple[str, Any]]:
    """Return every message of every catalogue of a language, with the place it stands in."""
    return [
        (f"{path.name}: {message.id}", message)
        for path in wanted(language)
        if path.exists()
        for message in parsed(path.read_bytes())
        if message.id
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    held = {place for place, message in messages(language) if all(forms(message)) and not message.fuzzy}
    needed = {f"{path.name}: {text.id}" for path, texts in wanted(language).items() for text in texts}

    assert needed - held == set(), f"run `advisor rules texts {language}`, then translate what is empty or fuzzy"


@pytest.mark.parametrize("language", OTHERS)
def test_no_catalogue_holds_what_nobody_says(language: str) -> None:
    needed = {f"{path.name}: {text.id}" for path, texts in wanted(language).items() for text in texts}

    assert {place for place, _ in messages(language)} - needed == set(), f"run `advisor rules texts {language}`"


@pytest.mark.parametrize("language", OTHERS)
def test_every_catalogue_belongs_to_a_file_of_the_pack(language: str) -> None:
    assert set((CATALOGUES / language).rglob("*.po")) - set(wanted(language)) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_translations_have_the_same_parts(language: str) -> None:
    for place, message in messages(language):
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        parts = {part for text in texts for part in PART.findall(text)} | NUMBER

        assert [place for form in forms(message) if {*PART.findall(form)} | NUMBER != parts] == []


def test_only_names_are_the_same_in_french() -> None:
    untouched = {
        text
        for _, message in messages("fr")
        for text in (message.id if isinstance(message.id, tuple) else (message.id,))
        if text in forms(message)
    }

    assert untouched == SAME


def test_no_french_message_shows_an_escape() -> None:
    assert [place for place, message in messages("fr") for form in forms(message) if "\\" in form] == []


def test_french_marks_have_their_spaces() -> None:
    """A sign of two parts is held to its word by a space that does not break, and quotation marks to what they hold."""
    loose = re.compile(r"\w[;!?](?!\w)|[^\s\xa0] [;:!?»]|« |[“”]|\w'\w")

    assert [place for place, message in messages("fr") for form in forms(message) if loose.search(form)] == []


class Missed(NullTranslations):
    """What is asked last: notes every sentence that no catalogue holds."""

    def __init__(self) -> None:
        super().__init__()
        self.sentences: list[str] = []

    def gettext(self, message: str) -> str:
        self.sentences.append(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


@pytest.fixture
def missed(monkeypatch: pytest.MonkeyPatch) -> Missed:
    """What French reports ask for and the catalogue does not hold."""
    found, french = Missed(), compiled(SENTENCES / "fr.po")
    french.add_fallback(found)
    monkeypatch.setattr(advisor.language, "sentences", lambda language: french)
    return found


@pytest.fixture(scope="module")
def french(pack: Pack) -> Pack:
    """The pack in French, on the terms of the example."""
    return with_terms(translated(pack, "fr"), ROOT / "rules" / "example_terms.yaml")


def plan_of(french: Pack, path: Path = EXAMPLE) -> Plan:
    return make_plan(advise(french, read_answers(path, french)))


def test_documents_say_nothing_that_is_not_in_the_catalogue(missed: Missed, french: Pack) -> None:
    with speaking("fr"):
        plan = plan_of(french)
        for kind in KINDS:
            for form in FORMATS:
                content(plan, kind, form)

    assert missed.sentences == []


def test_reasons_say_nothing_that_is_not_in_the_catalogue(missed: Missed, french: Pack) -> None:
    with speaking("fr"):
        advice = advise(french, read_answers(EXAMPLE, french))
        for kind in EXPLAINERS:
            for key in ids_of(advice, kind):
                why(advice, f"{kind}:{key}")
        for app in french.apps:
            why_not(advice, f"app:{app}")
        for export in EXPORTS.values():
            export(advice)

    assert missed.sentences == []


def test_figures_say_nothing_that_is_not_in_the_catalogue(missed: Missed, french: Pack) -> None:
    with speaking("fr"):
        for figure in all_figures(plan_of(french).estimate).values():
            tuple(figure.because())

    assert missed.sentences == []


@cache
def english_words() -> frozenset[str]:
    """Return the words of the pack's English texts that stand in no French one, in no id and in no name of Odoo's."""
    words = [set[str](), set[str]()]
    for found, pack in zip(words, (load_pack(), translated(load_pack(), "fr")), strict=True):
        for kind in PACK_KINDS:
            for entry in getattr(pack, kind).values():
                worded(entry, "", lambda _, text, found=found: found.update(words_in(text)) or text)
    modules = load_catalog("19.0").modules.values()
    ids = " ".join(key for kind in PACK_KINDS for key in getattr(load_pack(), kind))
    names = words_in(ids + " ".join(f" {module.name} {module.label}" for module in modules))
    said = {word for _, message in messages("fr") for form in forms(message) for word in words_in(form)}
    return frozenset(words[0] - words[1] - names - said)


def words_in(text: str) -> set[str]:
    """Return the words of a text, ids and module names left out."""
    return set(re.findall(r"[a-zà-öø-ÿœ]{3,}", re.sub(r"`[^`]*`|\w*_\w+", " ", text.replace("\\", "")).lower()))


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(answers())
def test_a_french_document_of_any_company_holds_no_english(said: Answers) -> None:
    with speaking("fr"):
        plan = make_plan(advise(translated(load_pack(), "fr"), said))
        pages = [content(plan, kind, "md") for kind in KINDS if kind not in ("technical", CHANGES)]

    assert words_in("\n".join(map(str, pages))) & english_words() == set()


def test_the_words_of_english_are_enough_to_find_it() -> None:
    assert len(english_words()) > 2000


def test_a_language_once_spoken_leaves_nothing_behind(pack: Pack) -> None:
    def page() -> object:
        return content(make_plan(advise(pack, read_answers(EXAMPLE, pack))), "report", "md")

    before = page()
    with speaking("fr"):
        content(plan_of(translated(pack, "fr")), "report", "md")

    assert page() == before


@pytest.mark.parametrize("kind", ["report", "board"])
def test_a_french_page_says_that_it_is_french(kind: str, french: Pack) -> None:
    with speaking("fr"):
        text = str(content(plan_of(french), kind, "html"))

    assert '<html lang="fr">' in text


def test_a_french_word_file_is_checked_by_a_french_dictionary(french: Pack) -> None:
    with speaking("fr"):
        made = content(plan_of(french), "board", "docx")
    assert isinstance(made, bytes)
    opened = docx.Document(BytesIO(made))

    tags = {tag.get(qn("w:val")) for tag in opened.styles.element.iter(qn("w:lang"))}
    assert (tags, opened.core_properties.language) == ({"fr"}, "fr")


def test_a_french_pdf_says_that_it_is_french(french: Pack) -> None:
    with speaking("fr"):
        made = content(plan_of(french), "board", "pdf")
    assert isinstance(made, bytes)

    assert b"/Lang(fr)" in made


def test_acceptances_have_their_two_halves_in_french_too(pack: Pack) -> None:
    """A test sheet says what to do and what must be seen."""
    french = translated(pack, "fr").requirements
    whole = {key for key, item in pack.requirements.items() if not SEAM.search(item.acceptance)}

    assert {key for key, item in french.items() if not SEAM.search(item.acceptance)} <= whole
