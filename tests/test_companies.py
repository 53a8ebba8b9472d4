"""Companies in plain words, and what a good consultant expects the advice to hold for each."""

from pathlib import Path
from typing import Any

import pytest

from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.check import CASE_PARTS
from advisor.conditions import because
from advisor.nodes import Entries, Items, Scalar, read_entries
from advisor.pack import Pack

FOLDER = Path(__file__).parent / "companies"
COMPANIES = sorted(FOLDER.glob("*.yaml"))


def plain(node: Any) -> Any:
    if isinstance(node, Entries):
        return {key.text: plain(value) for key, value in node.pairs}
    if isinstance(node, Items):
        return [plain(item) for item in node.nodes]
    assert isinstance(node, Scalar)
    return node.text


def company(path: Path, pack: Pack) -> tuple[Answers, dict[str, Any]]:
    """Return a company's answers and what is expected of the advice."""
    parts = {key.text: node for key, node in read_entries(path).pairs}
    return read_answers(path, pack, CASE_PARTS), plain(parts["expect"])


@pytest.mark.parametrize("path", COMPANIES, ids=lambda path: path.stem)
class TestCompany:
    def test_its_orientation(self, path: Path, pack: Pack) -> None:
        answers, expected = company(path, pack)

        assert advise(pack, answers).orientation.kind == expected["orientation"]

    def test_the_apps_it_must_see_first(self, path: Path, pack: Pack) -> None:
        answers, expected = company(path, pack)

        first = {item.app.id for item in advise(pack, answers).apps if item.priority in ("must", "should")}

        assert set(expected.get("advised", [])) - first == set()

    def test_the_apps_it_must_not_see_first(self, path: Path, pack: Pack) -> None:
        answers, expected = company(path, pack)

        first = {item.app.id for item in advise(pack, answers).apps if item.priority in ("must", "should")}

        assert set(expected.get("not_first", [])) & first == set()

    def test_where_odoo_is_the_wrong_answer(self, path: Path, pack: Pack) -> None:
        answers, expected = company(path, pack)

        advice = advise(pack, answers)
        gaps = {gap.need.requirement.id for gap in advice.gaps}
        explained = {
            choice
            for activity in pack.activities.values()
            if gaps & set(activity.needs)
            for question, value in because(activity.when, advice.known)
            if question == "special_core" and isinstance(value, tuple)
            for choice in value
        }

        assert set(expected.get("gaps", [])) - explained == set()


def test_there_are_enough_companies() -> None:
    assert len(COMPANIES) >= 14
