"""A pack may rename a question or a choice: answers given under the old id find their place, in files and in stores."""

import shutil
from pathlib import Path

import pytest

from advisor.advising import advise
from advisor.answers import Answers, kept_answers, read_answers
from advisor.errors import UserError
from advisor.pack import Pack, load_pack
from advisor.store.answering import history, save_answers
from advisor.store.opening import Store
from advisor.store.records import Engagement, Plain, User
from advisor.store.renaming import rename_answers
from advisor.store.sheets import own_sheet

from .conftest import HERE
from .stores import LATER, NOW

OLD = """
answers:
  wares: [loaf, cake, stools]
  makes_goods: yes
notes: {wares: fresh}
prefilled: [wares]
"""


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The tiny pack, whose question goods and its choices once had other ids."""
    folder = shutil.copytree(HERE / "tiny", tmp_path_factory.mktemp("pack") / "rules")
    path = folder / "areas" / "tiny.yaml"
    named = "    was: [wares, products]\n    choices_were: {loaf: bread, cake: bread, stools: chairs}\n"
    path.write_text(path.read_text().replace("  goods:\n", f"  goods:\n{named}", 1))
    return load_pack(folder)


@pytest.fixture
def read(renamed: Pack, tmp_path: Path) -> Answers:
    """The answers of a file from before the renaming."""
    path = tmp_path / "old.yaml"
    path.write_text(OLD)
    return read_answers(path, renamed)


def test_an_old_file_keeps_its_answers(read: Answers) -> None:
    assert read.given == {"goods": ("bread", "chairs"), "makes_goods": "yes"}


def test_notes_and_prefilled_answers_move_along(read: Answers) -> None:
    assert (read.notes, read.prefilled) == ({"goods": "fresh"}, ("goods",))


def test_an_old_id_is_a_warning_with_its_place(read: Answers, renamed: Pack) -> None:
    warnings = advise(renamed, read).warnings

    assert f"{read.file}:3: 'wares' is called 'goods' now" in warnings
    assert f"{read.file}:3: the choice 'loaf' is called 'bread' now" in warnings


def test_an_answer_under_both_ids_is_refused(renamed: Pack, tmp_path: Path) -> None:
    path = tmp_path / "both.yaml"
    path.write_text("answers:\n  goods: [bread]\n  wares: [chairs]\n")

    with pytest.raises(UserError, match=r"both.yaml:3: 'wares' is called 'goods' now, and both are here; keep one"):
        read_answers(path, renamed)


KEPT: Plain = {"answers": {"wares": ["loaf"], "makes_goods": True}, "notes": {"wares": "fresh"}, "prefilled": ["wares"]}


def stored(store: Store, me: User, engagement: Engagement, content: Plain) -> None:
    sheet = own_sheet(store, me.id, engagement.id)
    values = {(part, key): value for part in ("answers", "notes") for key, value in content[part].items()}
    save_answers(store, sheet.id, {**values, ("prefilled", "wares"): True}, me.name, NOW)


def test_kept_answers_are_read_under_the_new_id_without_a_warning(renamed: Pack) -> None:
    answers, problems = kept_answers(KEPT, renamed)

    assert (answers.given["goods"], answers.renamed, problems) == (("bread",), (), ())


def test_a_store_moves_its_answers_once(store: Store, me: User, kestrel: Engagement, renamed: Pack) -> None:
    stored(store, me, kestrel, KEPT)

    assert [rename_answers(store, renamed, LATER) for _ in range(2)] == [1, 0]
    assert own_sheet(store, me.id, kestrel.id).content == {
        "engagement": {"company": "Kestrel Cycles"},
        "answers": {"makes_goods": True, "goods": ["bread"]},
        "notes": {"goods": "fresh"},
        "prefilled": ["goods"],
    }


def test_the_history_says_that_the_pack_moved_an_answer(
    store: Store, me: User, kestrel: Engagement, renamed: Pack
) -> None:
    stored(store, me, kestrel, KEPT)
    rename_answers(store, renamed, LATER)

    moved = {
        (change.part, change.question): change.after
        for change in history(store, own_sheet(store, me.id, kestrel.id).id)
        if change.who == "advisor"
    }

    assert moved["answers", "wares"] is None
    assert moved["answers", "goods"] == ["bread"]
