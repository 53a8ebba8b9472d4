"""Engagements as files: what is exported and imported again gives the same answers."""

from datetime import datetime

from advisor.answers import Answers, answers_in, as_plain, kept_answers, without_problems
from advisor.nodes import decoded, dump, entries_in
from advisor.pack import Pack
from advisor.store.engagements import create
from advisor.store.opening import Store
from advisor.store.records import Engagement, Sheet


def as_file(sheet: Sheet, pack: Pack) -> str:
    """Return a sheet as an answer file in YAML, in the order of the questionnaire."""
    return dump(as_plain(kept_answers(sheet.content, pack)[0], pack))


def read_file(raw: bytes, name: str, pack: Pack) -> Answers:
    """Return the answers in an uploaded file, YAML or JSON. Raises UserError with every problem."""
    text = decoded(raw, name)
    return without_problems(*answers_in(entries_in(text, name, text.lstrip().startswith("{")), pack))


def import_file(store: Store, owner: str, raw: bytes, name: str, pack: Pack, now: datetime, who: str) -> Engagement:
    """Return a new engagement that holds the answers of a file. Raises UserError with every problem."""
    return create(store, owner, as_plain(read_file(raw, name, pack), pack), now, who)
