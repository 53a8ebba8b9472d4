"""Golden pages: a plan changes only on purpose.

ADVISOR_GOLDEN=write makes them anew; the commit then says what changed on the page.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.check import CASE_PARTS
from advisor.documents import render
from advisor.language import speaking
from advisor.pack import Pack
from advisor.picture import picture
from advisor.plan import Limits, make_plan
from advisor.terms import with_terms
from advisor.translation import translated

from .conftest import HERE, ROOT

PAGES = {
    "example": ROOT / "rules" / "example.yaml",
    "retailer": HERE / "companies" / "retailer.yaml",
    "consulting_firm": HERE / "companies" / "consulting_firm.yaml",
    "first_phone_call": HERE / "companies" / "first_phone_call.yaml",
}


def same_as_golden(path: Path, text: str) -> bool:
    if os.environ.get("ADVISOR_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", PAGES)
def test_the_markdown_page_is_as_agreed(name: str, pack: Pack) -> None:
    text = render(make_plan(advise(pack, read_answers(PAGES[name], pack, CASE_PARTS))))

    assert same_as_golden(HERE / "golden" / f"{name}.md", text)


def test_the_french_page_is_as_agreed(pack: Pack) -> None:
    french = translated(pack, "fr")
    with speaking("fr"):
        text = render(make_plan(advise(french, read_answers(PAGES["example"], pack))))

    assert same_as_golden(HERE / "golden" / "example.fr.md", text)


def test_the_summary_for_a_board_is_as_agreed(pack: Pack) -> None:
    terms = with_terms(pack, ROOT / "rules" / "example_terms.yaml")
    plan = make_plan(advise(terms, read_answers(PAGES["example"], terms)), Limits(start=date(2027, 1, 4)))

    assert same_as_golden(HERE / "golden" / "board.md", render(plan, "md", "board"))


def test_the_picture_in_the_readme_is_that_of_a_manufacturer(pack: Pack) -> None:
    text = picture(advise(pack, read_answers(HERE / "looks" / "manufacturer.yaml", pack))).svg

    assert same_as_golden(HERE / "golden" / "example.svg", text)
