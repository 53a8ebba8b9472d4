"""When several apps cover a requirement, a stated rule decides."""

import shutil
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import Answers
from advisor.pack import load_pack
from advisor.schema import Edition

from .conftest import HERE

APP = """\
  {id}:
    name: {id}
    kind: app
    category: Test
    purpose: Tests.
    modules: {{{origin}: {module}}}
    covers: {{{covers}}}
"""
AREA = """\
source: general_knowledge
activities:
  sit:
    name: Making chairs
    serves: baking
    because: Chairs sell.
    when: {goods: chairs}
    needs: {glue: must, paint: should}
requirements:
  glue: {name: Glue, function: baking, acceptance: It holds.}
  paint: {name: Paint, function: baking, acceptance: It shines.}
"""


def advised(folder: Path, apps: str, edition: Edition = "enterprise") -> dict[str, tuple[str, ...]]:
    """Return app -> requirements for a maker of chairs in a tiny world with some more apps."""
    shutil.copytree(HERE / "tiny", folder / "rules")
    (folder / "rules" / "areas" / "chairs.yaml").write_text(AREA)
    (folder / "rules" / "apps" / "more.yaml").write_text("source: general_knowledge\napps:\n" + apps)
    answers = Answers(given={"makes_goods": "yes", "goods": ("chairs",)})
    advice = advise(load_pack(folder / "rules"), answers, "19.0", edition)
    return {item.app.id: item.requirements for item in advice.apps}


def app(key: str, covers: str, origin: str = "community", module: str = "mrp") -> str:
    return APP.format(id=key, covers=covers, origin=origin, module=module)


def test_an_app_that_is_already_advised_comes_before_a_full_fit(tmp_path: Path) -> None:
    apps = app("bench", "glue: full, paint: partial") + app("brush", "paint: full")

    assert advised(tmp_path, apps) == {"bench": ("glue", "paint")}


def test_a_full_fit_comes_before_a_partial_one(tmp_path: Path) -> None:
    apps = app("a_pot", "paint: partial") + app("brush", "paint: full") + app("clamp", "glue: full")

    assert advised(tmp_path, apps) == {"clamp": ("glue",), "brush": ("paint",)}


def test_outside_enterprise_a_free_app_comes_before_a_paid_one(tmp_path: Path) -> None:
    apps = app("a_paid", "glue: full, paint: full", "enterprise") + app("free", "glue: full, paint: full")

    assert advised(tmp_path, apps, "best") == {"free": ("glue", "paint")}


def test_best_buys_only_what_a_must_needs(tmp_path: Path) -> None:
    apps = app("paid", "paint: full", "enterprise") + app("clamp", "glue: full")

    assert advised(tmp_path, apps, "best") == {"clamp": ("glue",)}


def test_best_buys_the_fewest(tmp_path: Path) -> None:
    apps = app("a", "glue: full", "enterprise") + app("z", "glue: full, paint: full", "enterprise")
    area = AREA.replace("paint: should", "paint: must")
    shutil.copytree(HERE / "tiny", tmp_path / "rules")
    (tmp_path / "rules" / "areas" / "chairs.yaml").write_text(area)
    (tmp_path / "rules" / "apps" / "more.yaml").write_text("source: general_knowledge\napps:\n" + apps)

    advice = advise(
        load_pack(tmp_path / "rules"), Answers(given={"makes_goods": "yes", "goods": ("chairs",)}), "19.0", "best"
    )

    assert advice.app_keys == ("z",)


def test_community_makes_a_gap_of_what_only_enterprise_covers(tmp_path: Path) -> None:
    apps = app("paid", "glue: full, paint: full", "enterprise")

    assert advised(tmp_path, apps, "community") == {}


@pytest.mark.parametrize("order", [("one", "two"), ("two", "one")])
def test_the_order_in_the_file_never_decides(order: tuple[str, str], tmp_path: Path) -> None:
    apps = "".join(app(key, "glue: full, paint: full") for key in order)

    assert advised(tmp_path, apps) == {"one": ("glue", "paint")}
