"""What is kept between runs never matters for the result."""

from pathlib import Path

import pytest

from advisor.kept import folder, kept


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def test_a_value_is_made_once() -> None:
    made: list[int] = []

    values = [kept("thing", lambda: made.append(1) or "value") for _ in range(3)]

    assert (values, made) == (["value"] * 3, [1])


@pytest.mark.parametrize("junk", [b"", b"junk", b"\x80\x05\x95", b"cos\nnothing\n.", bytes(range(256))])
def test_a_broken_value_is_made_again(junk: bytes) -> None:
    kept("thing", lambda: "value")
    for path in folder().glob("*.pickle"):
        path.write_bytes(junk)

    assert kept("thing", lambda: "value") == "value"


def test_a_place_that_cannot_be_written_is_no_obstacle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert kept("thing", lambda: "value") == "value"


def test_an_error_is_not_kept() -> None:
    with pytest.raises(ZeroDivisionError):
        kept("thing", lambda: 1 / 0)

    assert kept("thing", lambda: "value") == "value"
