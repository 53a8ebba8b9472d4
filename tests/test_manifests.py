"""Catalogues from folders and wheels: manifests are read, never run; what is broken is named and the rest is built."""

import json
import zipfile
from pathlib import Path

import pytest

from advisor.catalog import load_catalog, read_modules
from advisor.errors import UserError
from advisor.manifests import build

from .conftest import ROOT, Run

AROUND = load_catalog("18.0")
WHOLE = "{'name': 'Bell', 'depends': ['sale'], 'auto_install': ['sale'], 'countries': ['BE'], 'license': 'AGPL-3'}"


def module(folder: Path, name: str, text: str) -> Path:
    (folder / name).mkdir(parents=True)
    (folder / name / "__manifest__.py").write_text(text)
    return folder


def wheel(path: Path, name: str, text: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"odoo/addons/{name}/__manifest__.py", text)
        archive.writestr(f"odoo/addons/{name}/models/__manifest__.py", "not read")
    return path


def test_a_folder_and_a_wheel_give_the_same_module(tmp_path: Path) -> None:
    folder = module(tmp_path / "addons", "bell", WHOLE)
    packed = wheel(tmp_path / "odoo_addon_bell-18.0.1-py3-none-any.whl", "bell", WHOLE)

    assert build([folder], AROUND).modules == build([packed], AROUND).modules
    assert build([packed], AROUND).modules["bell"].triggers == ("sale",)


def test_a_broken_manifest_is_named_and_the_rest_is_built(tmp_path: Path) -> None:
    folder = module(tmp_path, "bell", WHOLE)
    module(folder, "torn", "{'name': 'Torn',\n 'depends': [")
    module(folder, "runs", "{'name': __import__('os').getcwd()}")
    module(folder, "odd", "{'depends': 'sale'}")

    built = build([folder], AROUND)

    shown = "\n".join(map(str, built.warnings))
    assert list(built.modules) == ["bell"]
    assert "torn/__manifest__.py:2: is no Python literal" in shown
    assert "runs/__manifest__.py: is no plain dictionary: it holds something that would have to be run" in shown
    assert "odd/__manifest__.py: has a field of the wrong kind" in shown


def test_a_dependency_outside_the_sources_is_a_warning(tmp_path: Path) -> None:
    built = build([module(tmp_path, "bell", "{'depends': ['nosuch']}")], AROUND)

    assert "depends on 'nosuch', which is in none of the sources" in str(built.warnings[0])


def test_two_addons_of_one_name_are_refused(tmp_path: Path) -> None:
    one, two = module(tmp_path / "one", "bell", WHOLE), module(tmp_path / "two", "bell", WHOLE)

    with pytest.raises(UserError, match=r"'bell' is also in .*one"):
        build([one, two], AROUND)


def test_a_ring_is_refused(tmp_path: Path) -> None:
    folder = module(tmp_path, "egg", "{'depends': ['hen']}")
    module(folder, "hen", "{'depends': ['egg']}")

    with pytest.raises(UserError, match="'egg' depends on itself through others"):
        build([folder], AROUND)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.mkdir(), "is no addons folder"),
        (lambda path: path.write_text("x"), "is neither an addons folder nor a wheel"),
        (lambda path: None, "is neither an addons folder nor a wheel"),
        (lambda path: module(path, "big", "#" * 50_000_000), "has 50,000,000 bytes; a manifest of more than 1,000,000"),
    ],
    ids=["empty folder", "a file", "nothing", "50 MB manifest"],
)
def test_what_holds_no_addons_is_refused(make: object, message: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "source"
    make(path)  # type: ignore[operator]

    code, _, err = run("catalog", "build", path, "-o", tmp_path / "out.jsonl")

    assert code == 2
    assert message in err
    assert not (tmp_path / "out.jsonl").exists()


def test_a_file_that_is_no_wheel_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "odoo_addon_x-18.0.1-py3-none-any.whl"
    path.write_text("no zip")

    with pytest.raises(UserError, match="is no wheel: it cannot be unzipped"):
        build([path], AROUND)


def test_a_written_catalogue_is_read_back_the_same(run: Run, tmp_path: Path) -> None:
    folder = module(tmp_path / "addons", "bell", WHOLE)

    code, _, _ = run("catalog", "build", folder, "--series", "18.0", "-o", tmp_path / "mine.jsonl", "--note", "ours")

    first = json.loads((tmp_path / "mine.jsonl").read_text().splitlines()[0])
    assert (code, first["note"], first["series"]) == (0, "ours", "18.0")
    assert read_modules(tmp_path / "mine.jsonl") == dict(build([folder], AROUND).modules)


def test_diff_says_what_was_added_removed_renamed_and_re_depended(run: Run) -> None:
    folder = ROOT / "rules" / "catalog"

    _, out, _ = run("catalog", "diff", folder / "18.0.jsonl", folder / "19.0.jsonl")

    assert "  membership -> partnership" in out
    assert "  account_add_gln" in out
    assert "re-depended" in out


@pytest.mark.parametrize("series", ["17.0", "18.0", "19.0"])
def test_the_add_on_catalogue_closes_over_every_alternative(series: str) -> None:
    from advisor.installing import OCA, needed_add_ons
    from advisor.pack import load_pack

    oca, odoo = load_catalog(series, OCA), load_catalog(series)
    named = {module for row in load_pack().alternatives.values() for module in row.modules.get(series, ())}

    missing = {module for module in needed_add_ons(oca, odoo, named) if module not in oca.modules}
    assert missing == set()
