"""The seal of an issue: a digest of every file and what made it; and the check that it still comes out the same."""

import hashlib
import json
import os
import platform
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any

from advisor import __version__
from advisor.answers import write_whole
from advisor.contract import pack_line
from advisor.errors import Problem, UserError, fail
from advisor.kept import digest
from advisor.pack import load_pack
from advisor.sealing.source import MADE_FROM, read_json
from advisor.shipped import shipped

SEAL = "seal.json"
FORM = 1
LIBRARIES = ("typst", "anyascii", "docxtpl", "python-docx", "xlsxwriter", "holidays", "jinja2", "networkx", "babel")
"""The libraries on whose versions the bytes of a document may hang."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What was sealed: digests of all files by name, and the program, pack and libraries that made them."""

    files: Mapping[str, str]
    made_with: Mapping[str, str]
    pack: Mapping[str, str]


def made_with() -> dict[str, str]:
    """Return the versions of everything that can move a byte, the program's own code and templates included."""
    found = {"advisor": __version__, "code": code_digest(), "python": ".".join(platform.python_version_tuple()[:2])}
    found["zlib"] = zlib.ZLIB_RUNTIME_VERSION
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # an extra that is not installed
            found[name] = "not installed"
    return found


def code_digest() -> str:
    """Return a fingerprint of the program's code, templates and translations."""
    here = Path(__file__).parent.parent
    own = [path for path in here.rglob("*.py") if path.is_file()]
    laid_out = [path for path in shipped("templates").rglob("*") if path.is_file()]
    said = [*(here / "language").rglob("*.po"), *(shipped("rules") / "languages").rglob("*.po")]
    return digest(path.read_bytes() for path in (*sorted(own), *sorted(laid_out), *sorted(said)))


def file_digest(content: bytes) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(content).hexdigest()


def files_in(folder: Path) -> tuple[str, ...]:
    """Return the names of all files of an issue but its seal, sorted. Raises UserError for a link: it holds nothing."""
    found: list[str] = []
    problems: list[Problem] = []
    for place, folders, names in os.walk(folder):
        for name in (*names, *(one for one in folders if (Path(place) / one).is_symlink())):
            path = Path(place) / name
            if path.is_symlink():
                problems += fail(str(path), "is a link; an issue holds whole files").problems
            found.append(path.relative_to(folder).as_posix())
    if problems:
        raise UserError(problems)
    return tuple(sorted(name for name in found if name != SEAL))


def write_seal(folder: Path) -> str:
    """Seal a folder as it is and return the digest of the seal."""
    digests = {name: file_digest((folder / name).read_bytes()) for name in files_in(folder)}
    plain = {"seal": FORM, "made_with": made_with(), "pack": pack_line(load_pack()), "files": digests}
    text = json.dumps(plain, indent=1, ensure_ascii=False) + "\n"
    write_whole(folder / SEAL, text)
    return file_digest(text.encode())


def read_seal(folder: Path) -> Seal:
    """Return the seal of a folder. Raises UserError where there is none, or one that cannot be trusted."""
    path = folder / SEAL
    if not path.is_file():
        raise fail(str(path), f"is missing: `advisor seal {folder}` seals an issue")
    plain = read_json(path)
    if plain.get("seal") != FORM or not all(is_texts(plain.get(name)) for name in ("files", "made_with", "pack")):
        raise fail(str(path), "is no seal that this program can read; it may be broken, or made by a newer one")
    for name in plain["files"]:
        if not is_inside(name):
            raise fail(str(path), f"names '{name}', which is no file of this folder; nothing was read")
    return Seal(plain["files"], plain["made_with"], plain["pack"])


def is_texts(value: Any) -> bool:
    """Return whether a value is a mapping from texts to texts."""
    return isinstance(value, dict) and all(isinstance(one, str) for one in value.values())


def is_inside(name: str) -> bool:
    """Return whether a name is a plain path below a folder."""
    path = PurePosixPath(name)
    plain = path.as_posix() == name and not path.is_absolute() and ".." not in path.parts
    return plain and name not in ("", ".", SEAL) and not set(name) & set("\\:\0")


def changes_of_maker(seal: Seal) -> Iterator[str]:
    """Yield what of the program, its pack and its libraries is not what it was, in words."""
    here = pack_line(load_pack())
    if here != seal.pack:
        old, new = (f"{one.get('version', '?')} ({one.get('digest', '?')})" for one in (seal.pack, here))
        yield f"the knowledge pack is another: {old} then, {new} now"
    for name, now in made_with().items():
        then = seal.made_with.get(name, "unknown")
        if then != now:
            yield f"{MAKERS.get(name, name)} {then} then, {now} now"


MAKERS = {"advisor": "the program was", "code": "the program's code or templates were"}
"""How a change of what made the documents is said; a library stands under its own name."""


def sources_of(files: Mapping[str, str]) -> dict[str, str]:
    """Return those of some files that documents are made from."""
    return {name: value for name, value in files.items() if name.startswith(f"{MADE_FROM}/")}
