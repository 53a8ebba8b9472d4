"""A partner's own terms: rates, days, prices and limits that take the place of the pack's, field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from advisor.business import Source
from advisor.errors import Place, Problem, UserError, nearest
from advisor.estimates import ESTIMATE_KINDS
from advisor.fields import FieldReader
from advisor.kept import digest
from advisor.language import say
from advisor.nodes import Entries, read_entries
from advisor.pack import Pack
from advisor.sound import unsound

PARTNER = "partner_terms"
"""The source of everything that a file of terms says."""
CLOSED = {"settings": "settings", "efforts": "apps"}
"""Where terms may change entries and add none, because nothing would read them; and the kind whose ids are known."""


def with_terms(pack: Pack, path: Path) -> Pack:
    """Return a pack in which a file of terms has its way. Raises UserError with every problem of the file."""
    return on_terms(pack, read_entries(path), path.read_bytes(), str(path))


def on_terms(pack: Pack, tree: Entries, raw: bytes, name: str) -> Pack:
    """Return a pack in which terms have their way; ``raw``: what they were read from. Raises UserError."""
    reader = FieldReader(pack.places, pack.questions)
    changed: dict[str, dict[str, Any]] = {}
    places: dict[tuple[str, str], Place] = {}
    for heading, body in tree.pairs:
        if heading.text not in ESTIMATE_KINDS:
            hint = f"{nearest(heading.text, ESTIMATE_KINDS)} (known: {', '.join(ESTIMATE_KINDS)})"
            reader.note(heading.place, f"'{heading.text}' is no part of a file of terms{hint}")
        elif isinstance(body, Entries):
            changed[heading.text] = changed_entries(pack, heading.text, body, reader)
            places |= {(heading.text, key.text): key.place for key, _ in body.pairs}
        else:
            reader.note(heading.place, f"'{heading.text}' needs entries below it")
    if reader.problems:
        raise UserError(reader.problems)
    fingerprint = digest((pack.digest.encode(), raw))
    own = Source(id=PARTNER, title=say("The partner's own terms, {file}", file=Path(name).name))
    kinds = {kind: getattr(pack, kind) | some for kind, some in changed.items()}
    found = replace(
        pack,
        digest=fingerprint,
        untranslated=digest((pack.untranslated.encode(), raw)) if pack.untranslated else "",
        places=with_places(pack, places),
        sources={**pack.sources, PARTNER: own},
        **kinds,
    )
    problems = [Problem(places.get((kind, key), Place(name)), message) for kind, key, message in unsound(found)]
    if problems:
        raise UserError(with_the_line(problems))
    return found


def with_places(pack: Pack, places: Mapping[tuple[str, str], Place]) -> Mapping[str, Mapping[str, Place]]:
    """Return where each entry stands, those that terms change in the terms."""
    found = {kind: dict(known) for kind, known in pack.places.items()}
    for (kind, key), place in places.items():
        found[kind][key] = place
    return found


def with_the_line(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield problems, those that say the same of several entries only where the file says it."""
    told = {problem.message for problem in problems if problem.place.line}
    yield from (problem for problem in problems if problem.place.line or problem.message not in told)


def changed_entries(pack: Pack, kind: str, body: Entries, reader: FieldReader) -> dict[str, Any]:
    """Return the entries of one kind that a file of terms adds or changes."""
    found: dict[str, Any] = {}
    for key, node in body.pairs:
        usual = getattr(pack, kind).get(key.text)
        if kind in CLOSED and key.text not in (known := getattr(pack, CLOSED[kind])):
            hint = nearest(key.text, known) or f" (known: {', '.join(known)})"
            reader.note(key.place, f"'{key.text}' is none of the {CLOSED[kind]} that terms can change{hint}")
            continue
        entry = reader.record(ESTIMATE_KINDS[kind], key.text, node, usual, id=key.text)
        if entry is not None:
            found[key.text] = replace(entry, source=(PARTNER,))
    return found
