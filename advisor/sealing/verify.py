"""Whether an issue can be sealed, and whether a sealed one still comes out byte by byte: what differs, and why."""

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from advisor.errors import Place, Problem, UserError
from advisor.sealing.making import made
from advisor.sealing.seal import Seal, changes_of_maker, file_digest, files_in, read_seal, sources_of, write_seal
from advisor.sealing.source import MADE_FROM, order_in

Told = Callable[[str], object]


def seal(folder: Path, told: Told = len) -> tuple[int, str]:
    """Seal a folder of documents; return how many files it holds and the digest of the seal.

    Raises UserError, with nothing written, unless the documents come out of what they are made from as they stand.
    """
    again = made(order_in(folder), told)
    there = {name for name in files_in(folder) if not name.startswith(f"{MADE_FROM}/")}
    problems = [problem(folder, name, "is no document of this issue; move it away") for name in there - again.keys()]
    problems += [problem(folder, name, "is missing; write the documents again") for name in again.keys() - there]
    for name in sorted(again.keys() & there):
        if (place := first_difference((folder / name).read_bytes(), again[name])) is not None:
            words = "comes out differently: it was changed, or written by another program; write the documents again"
            problems.append(problem(folder, name, f"{words}{place}"))
    if problems:
        raise UserError(problems)
    return len(again), write_seal(folder)


def verify(folder: Path, told: Told = len) -> int:
    """Return how many documents come out the same. Raises UserError with every file that differs, and why."""
    sealed = read_seal(folder)
    problems = [*foreign_and_missing(folder, sealed), *changed_sources(folder, sealed)]
    again: Mapping[str, bytes] = {}
    if not any(f"/{MADE_FROM}/" in one.place.file for one in problems):
        try:
            again = made(order_in(folder), told)
        except UserError as error:  # such as a library that is not installed
            problems += error.problems
    problems += changed_documents(folder, sealed, again)
    if problems:
        raise UserError(problems)
    return len(again)


def foreign_and_missing(folder: Path, sealed: Seal) -> Iterator[Problem]:
    """Yield files that the seal does not know, and files that are gone."""
    there = set(files_in(folder))
    for name in sorted(there - sealed.files.keys()):
        yield problem(folder, name, "is not part of the sealed issue")
    for name in sorted(sealed.files.keys() - there):
        yield problem(folder, name, "was sealed and is gone")


def changed_sources(folder: Path, sealed: Seal) -> Iterator[Problem]:
    """Yield what the documents were made from and is not what it was."""
    for name, then in sorted(sources_of(sealed.files).items()):
        path = folder / name
        if path.is_file() and file_digest(path.read_bytes()) != then:
            yield problem(folder, name, f"{source_words(name)} changed after the seal")


def source_words(name: str) -> str:
    """Return what a file that documents are made from holds, in words."""
    kind = name.split("/")[1]
    return {"answers": "the answers were", "terms": "the terms were", "brand": "the brand was"}.get(
        kind, "a template was" if kind == "templates" else "the options were"
    )


def changed_documents(folder: Path, sealed: Seal, again: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield the documents that are not as sealed, and those that would not come out so today."""
    reasons = ""
    for name, then in sorted(sealed.files.items() - sources_of(sealed.files).items()):
        path = folder / name
        here = path.read_bytes() if path.is_file() else b""
        place = first_difference(here, again[name]) if name in again and here else None
        if here and file_digest(here) != then:
            yield problem(folder, name, f"was changed after the seal, by hand or by another program{place or ''}")
        if name in again and file_digest(again[name]) != then:
            reasons = reasons or "; ".join(changes_of_maker(sealed)) or "no reason is known"
            yield problem(folder, name, f"comes out differently now: {reasons}{place or ''}")
        if again and name not in again:
            yield problem(folder, name, "is sealed, but not made from what stands in made_from")


def first_difference(here: bytes, there: bytes) -> str | None:
    """Return where two files begin to differ, in words; empty where it cannot be told, None when they are the same."""
    if here == there:
        return None
    if here[:2] == there[:2] == b"PK":
        return first_part(here, there)
    if here[:4] == b"%PDF":
        return ""
    lines, others = here.splitlines(), there.splitlines()
    number = next((at for at, pair in enumerate(zip(lines, others, strict=False), 1) if pair[0] != pair[1]), 0)
    return f" (first in line {number or min(len(lines), len(others)) + 1})"


def first_part(here: bytes, there: bytes) -> str:
    """Return the first part in which two files of an office program differ."""
    try:
        one, other = (
            {part.filename: (part.CRC, part.file_size) for part in ZipFile(io.BytesIO(some)).infolist()}
            for some in (here, there)
        )
    except BadZipFile:
        return " (it is broken)"
    part = next((name for name in (*one, *other) if one.get(name) != other.get(name)), "")
    return f" (first in its part {part})" if part else " (packed anew; its parts are the same)"


def problem(folder: Path, name: str, message: str) -> Problem:
    """Return a problem with one file of an issue."""
    return Problem(Place(str(folder / name)), message)
