"""Numbers as people type them: a mark between thousands is no decimal point, and what is counted is whole."""

from decimal import Decimal

import pytest

from advisor.answers import Answers
from advisor.cli.prompts import value_typed
from advisor.errors import UserError
from advisor.pack import Pack
from advisor.survey import Interview
from advisor.typed import amount, whole_number

from .browsing import Make, Reader
from .servers import Server
from .test_engagement_pages import own_answers


@pytest.mark.parametrize(
    "text", ["12000", "12,000", "12.000", "12 000", "12\u00a0000", "12\u202f000", "12'000", "12’000", " 12_000 "]
)
def test_every_mark_between_thousands_is_read(text: str) -> None:
    assert whole_number(text) == 12_000


@pytest.mark.parametrize(
    "text", ["", "1.5", "1,5", "12.00", "1.000,5", "1.000.00", "1,000.000", "1e3", "-5", "many", "9" * 99]
)
def test_what_is_no_whole_number_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize(
    ("text", "money"),
    [
        *(
            ("40000", "40000"),
            ("40.000", "40000"),
            ("40,000.50", "40000.50"),
            ("40.000,5", "40000.5"),
            ("99,9", "99.9"),
        ),
        *((text, None) for text in ("", "abc", "40.000.5", "40,000,50", "-1", "1e9", "NaN")),
    ],
)
def test_an_amount_may_have_cents(text: str, money: str | None) -> None:
    assert amount(text) == (Decimal(money) if money else None)


@pytest.mark.parametrize(("text", "kept"), [("1.000", 1000), ("12 000", 12000), ("199,999", 199999)])
def test_the_survey_reads_thousands(text: str, kept: int, local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=3)

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__employees=text)

    assert own_answers(local, item)["employees"] == kept


def test_the_terminal_reads_thousands_and_takes_no_part_of_a_person(pack: Pack) -> None:
    question = pack.questions["employees"]

    assert value_typed("12,000", question, Interview(pack, Answers())) == 12_000
    with pytest.raises(UserError, match=r"“1\.5” is no answer here; a whole number, please"):
        value_typed("1.5", question, Interview(pack, Answers()))


@pytest.mark.parametrize("text", ["1.5", "1,5", "1.0000"])
def test_the_survey_takes_no_part_of_a_person(text: str, local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=3)

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company", a__employees=text)

    assert f"“{text}” cannot be; give a whole number, 1 to 199,999, in digits." in reader.words
    assert own_answers(local, item)["employees"] == 3


def test_a_fraction_in_an_answer_file_stays_and_can_be_tried(local: Server, reader: Reader, make: Make) -> None:
    item = make(employees=1.5)

    reader.go(f"/e/{item.id}/survey/company").send("/survey/company")
    status = reader.status
    reader.go(f"/e/{item.id}/result/ask").send("/result/ask")

    assert (status, own_answers(local, item)["employees"], "cannot be" in reader.words) == (200, 1.5, False)
