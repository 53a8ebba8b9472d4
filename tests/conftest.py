"""What the tests share: the pack, a way to run the command line, and a cache of their own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="advisor-tests-")

from advisor.cli import main
from advisor.pack import Pack, load_pack

from .browsing import make, reader
from .screens import browser
from .servers import local, shared
from .stores import kestrel, me, store

settings.register_profile(
    "same", derandomize=True, max_examples=50
)  # the same examples every time: what has passed passes again
settings.register_profile("new", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

__all__ = ["browser", "kestrel", "local", "make", "me", "reader", "shared", "store"]  # fixtures
HERE = Path(__file__).parent
ROOT = HERE.parent
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that travels with the program."""
    return load_pack()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in this process: (exit code, stdout, stderr)."""

    def call(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["advisor", *map(str, words)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def opened(path: Path, form: str) -> str:
    """Return a file as LibreOffice writes it after opening it, in another form; a PDF is left beside it."""
    home = f"-env:UserInstallation=file://{path.parent}/home"
    command = ["soffice", home, "--headless", "--convert-to", form, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = path.with_suffix("." + form.partition(":")[0])
    return "" if form == "pdf" else made.read_text(encoding="utf-8", errors="replace")
