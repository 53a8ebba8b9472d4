"""The wheel: it carries rules and templates, installs in an empty environment, and does the main job there."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_it_carries_rules_and_templates(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())

    shipped = {
        f"advisor/{path.relative_to(ROOT)}"
        for folder in ("rules", "templates")
        for path in (ROOT / folder).rglob("*.*")
    }
    assert shipped | {"advisor/language/fr.po"} <= names
    assert not [name for name in names if name.startswith("tests/")]


def test_it_carries_every_migration(wheel: Path) -> None:
    written = {str(path.relative_to(ROOT)) for path in (ROOT / "advisor" / "store" / "migrations").rglob("*.py")}

    assert written
    assert written <= set(zipfile.ZipFile(wheel).namelist())


def test_it_does_the_main_job_where_nothing_else_is(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1"
    }
    subprocess.run([python, "-m", "pip", "install", "-q", wheel], check=True, capture_output=True, env=env)

    subprocess.run(
        [tmp_path / "env" / "bin" / "advisor", "demo"], check=True, capture_output=True, cwd=tmp_path, env=env
    )

    assert sorted(path.name for path in (tmp_path / "plan").iterdir()) == ["made_from", "plan.html", "plan.md"]
