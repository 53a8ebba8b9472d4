"""The issue before: found beside the documents or named, and read so that the changes since can be told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from advisor.advising import advise
from advisor.answers import read_answers
from advisor.errors import fail
from advisor.pack import Pack, load_pack
from advisor.reissue.changes import Earlier
from advisor.reissue.saying import Facts
from advisor.sealing.order import day
from advisor.sealing.seal import SEAL, file_digest, is_texts, read_seal, sources_of
from advisor.sealing.source import MADE_FROM, SAID, SINCE, maker, order_at, read_json
from advisor.terms import with_terms


def issue_before(folder: Path, named: Path | None) -> Path | None:
    """Return where the issue before keeps what it was made from: the one that is named, or the one in the folder.

    What was written and never sealed is no issue; the one before it counts. Raises UserError for a named folder without
    a seal, and for one changed after its seal.
    """
    if named is not None or (folder / SEAL).is_file():
        return sealed_sources(named or folder)
    before = folder / MADE_FROM / SINCE
    return before if before.is_dir() else None


def sealed_sources(folder: Path) -> Path:
    """Return where a sealed issue keeps what it was made from. Raises UserError when that is not as it was sealed."""
    for name, then in sources_of(read_seal(folder).files).items():
        path = folder / name
        if not path.is_file() or file_digest(path.read_bytes()) != then:
            raise fail(str(path), "was changed after the seal, so that what changed since cannot be told")
    return folder / MADE_FROM


def is_of(place: Path, answers: Path) -> bool:
    """Return whether an issue before is of the company of an answer file; where none is named, nobody can say."""
    pack = load_pack()
    then, now = (read_answers(path, pack).engagement.get("company") for path in (order_at(place).answers, answers))
    return bool(then) and then == now


def earlier(place: Path, pack: Pack) -> Earlier:
    """Return an issue before, its answers advised by today's rules. Raises UserError for what cannot be read."""
    order = order_at(place)
    said = replace(read_answers(order.answers, pack), file=order.answers.name)
    on_terms = with_terms(pack, order.terms) if order.terms else pack
    kept = read_json(place / SAID)
    return Earlier(
        advice=advise(on_terms, said, order.series, order.edition),  # type: ignore[arg-type]
        start=day("--start", order.start),
        options={name: getattr(order, name) for name in OPTIONS},
        makers=(str(kept.get("maker", "?")), maker()),
        facts=facts(kept.get("facts"), place / SAID),
    )


OPTIONS = ("series", "edition", "start", "deadline", "budget")


def facts(plain: Any, path: Path) -> Facts:
    """Return what an issue said. Raises UserError for anything else."""
    if not isinstance(plain, dict) or not all(is_texts(said) for said in plain.values()):
        raise fail(str(path), "does not hold what an issue said")
    found: Facts = plain
    return found
