"""The README is short and true."""

import re

import pytest

from advisor.cli import app
from advisor.pack import Pack

from .conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 100


def test_its_two_commands_are_one_line_each() -> None:
    for name in ("demo", "tests"):
        block = re.search(rf"<!-- {name} -->\n```sh\n(.*?)\n```", README, re.DOTALL)
        assert block
        assert len(block[1].splitlines()) == 1


def test_every_command_it_names_exists() -> None:
    named = set(re.findall(r"\badvisor ([a-z][a-z-]+)", README)) & set(re.findall(r"`?advisor ([a-z-]+)", README))
    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    groups = {group.name for group in app.registered_groups}

    assert named - known - groups - {"takes"} == set()


@pytest.mark.parametrize("kind", ["areas", "apps", "alternatives", "countries"])
def test_its_counts_are_the_pack(kind: str, pack: Pack) -> None:
    words = {"alternatives": "community alternatives"}.get(kind, kind)

    assert f"{len(getattr(pack, kind))} {words}" in README


def test_every_file_it_links_to_exists() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)

    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []
