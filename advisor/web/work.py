"""What takes longer than a page may: made once for equal requests, kept for a while, never where pages are answered."""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, kept_answers
from advisor.errors import Problem
from advisor.estimate.estimating import Rough, rough
from advisor.kept import digest
from advisor.language import SOURCE, speaking
from advisor.nodes import entries_in
from advisor.pack import Pack
from advisor.plan import Limits, Plan, make_plan
from advisor.schema import Edition, Series
from advisor.store.records import Plain
from advisor.terms import on_terms, with_terms
from advisor.translation import translated

T = TypeVar("T")
NONE = Limits()
ADVICES, HEAVY, PACKS = 128, 32, 16  # how many are kept
TERMS = "terms.yaml"
USUAL = "usual"  # the terms of the pack alone; no file of terms can be this one word
WAITING = 64  # requests; more are asked to come back later
WORKERS = 1  # heavy work takes turns, so that pages keep most of the machine


class Busy(Exception):
    """Too many wait already."""


class Kept(Generic[T]):
    """The values used last, by key."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.values: OrderedDict[Hashable, T] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable) -> T | None:
        """Return the value of a key, or None."""
        with self.lock:
            if key in self.values:
                self.values.move_to_end(key)
            return self.values.get(key)

    def put(self, key: Hashable, value: T) -> T:
        """Keep a value and return it; the one used longest ago goes."""
        with self.lock:
            self.values[key] = value
            while len(self.values) > self.most:
                self.values.popitem(last=False)
        return value


class Work:
    """Advice, plans and documents of one server. All of them follow from answers, series, edition and limits alone."""

    def __init__(self, pack: Pack, terms: Path | None = None) -> None:
        self.shipped = pack
        self.terms = terms
        self.packs: dict[str, Pack] = {}
        self.on_terms: Kept[Pack] = Kept(PACKS)
        self.advices: Kept[Advice] = Kept(ADVICES)
        self.heavy: Kept[Any] = Kept(HEAVY)
        self.running: dict[Hashable, asyncio.Future[Any]] = {}
        self.workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="heavy")

    @property
    def pack(self) -> Pack:
        """The pack in English, on the partner's terms."""
        return self.pack_in(SOURCE)

    def pack_in(self, language: str, terms: str = "") -> Pack:
        """Return the pack in a language, on the partner's terms; always the same one.

        ``terms`` are those of one engagement and come last. Raises UserError when they cannot be read.
        """
        if terms == USUAL:
            return translated(self.shipped, language)
        if language not in self.packs:
            told = translated(self.shipped, language)
            self.packs.setdefault(language, with_terms(told, self.terms) if self.terms else told)
        return self.with_own(language, terms) if terms else self.packs[language]

    def with_own(self, language: str, terms: str) -> Pack:
        """Return the pack in a language, on the terms of one engagement. Raises UserError when they cannot be read."""
        key = (language, digest((terms.encode(),)))
        found = self.on_terms.get(key)
        if found is None:
            with speaking(language):
                found = on_terms(self.packs[language], entries_in(terms, TERMS), terms.encode(), TERMS)
        return self.on_terms.put(key, found)

    def answers(self, content: Plain) -> tuple[Answers, tuple[Problem, ...]]:
        """Return what the pack understands of a sheet, and what it does not."""
        return kept_answers(content, self.pack)

    def advice(self, content: Plain, series: str, edition: str, terms: str = "") -> Advice:
        """Return the advice for a sheet, in the language of its report and on terms of its own. A few milliseconds."""
        key = key_of(content, series, edition, terms)
        found = self.advices.get(key)
        if found is None:
            answers, _ = self.answers(content)
            with speaking(answers.language):
                pack = self.pack_in(answers.language, terms)
                found = advise(pack, answers, cast("Series", series), cast("Edition", edition))
        return self.advices.put(key, found)

    def effort(self, key: str, advice: Advice) -> Rough | None:
        """Return roughly what the first project of an advice takes. A hundredth of a second."""
        found: Rough | None = self.heavy.get(("effort", key))
        return found or self.heavy.put(("effort", key), rough(advice))

    async def plan_of(self, key: str, advice: Advice, limits: Limits = NONE) -> Plan:
        """Return the plan of an advice that has a fingerprint. Raises UserError when a limit cannot be kept."""
        return await self.once(("plan", key, limits), lambda: speaking_of(advice, lambda: make_plan(advice, limits)))

    async def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for a key, or make it now in a thread of its own; who asks meanwhile waits for it.

        A failure is not kept; all who wait for it get it. Raises Busy when too many wait.
        """
        found: T | None = self.heavy.get(key)
        if found is not None:
            return found
        if key not in self.running:
            if len(self.running) >= WAITING:
                raise Busy
            making = asyncio.get_running_loop().run_in_executor(self.workers, make)
            self.running[key] = making
            making.add_done_callback(lambda done: self.finished(key, done))
        return cast(T, await asyncio.shield(self.running[key]))

    def finished(self, key: Hashable, done: "asyncio.Future[Any]") -> None:
        """Keep what is made."""
        del self.running[key]
        if not done.cancelled() and done.exception() is None:
            self.heavy.put(key, done.result())


def speaking_of(advice: Advice, make: Callable[[], T]) -> T:
    """Return what is made in the language of an advice."""
    with speaking(advice.pack.language):
        return make()


def key_of(content: Plain, *words: str) -> str:
    """Return the fingerprint of a request: what a sheet holds, and what it is advised for."""
    return digest((json.dumps(content, sort_keys=True).encode(), *(word.encode() for word in words)))
