"""Work that takes long: made once for equal requests, kept while it is used, never in the way of a page."""

import asyncio
import socket
from collections.abc import Callable
from datetime import timedelta
from threading import Event

import pytest

from advisor.errors import UserError, fail
from advisor.pack import Pack
from advisor.serve import address, listen
from advisor.web.rates import KEPT, Limit, TooOften
from advisor.web.work import WAITING, Busy, Kept, Work

from .conftest import ROOT
from .stores import NOW


def counting(work: Callable[[], str] = lambda: "made") -> tuple[list[int], Callable[[], str]]:
    """Return what counts how often something is made."""
    times: list[int] = []

    def make() -> str:
        times.append(1)
        return work()

    return times, make


def test_equal_requests_are_made_once(pack: Pack) -> None:
    work = Work(pack)
    times, make = counting()

    async def ten() -> list[str]:
        return [*await asyncio.gather(*(work.once("key", make) for _ in range(10))), await work.once("key", make)]

    assert (asyncio.run(ten()), len(times)) == (["made"] * 11, 1)


def test_a_page_is_answered_while_something_long_is_made(pack: Pack) -> None:
    work, done = Work(pack), Event()

    async def meanwhile() -> str:
        long = asyncio.create_task(work.once("long", lambda: str(done.wait(20))))
        await asyncio.sleep(0)
        done.set()  # as a page does that is answered now
        return await long

    assert asyncio.run(meanwhile()) == "True"


def test_who_goes_away_stops_nobody_else(pack: Pack) -> None:
    work, go_on = Work(pack), Event()
    times, make = counting(lambda: str(go_on.wait(20)))

    async def two() -> str:
        first, second = (asyncio.create_task(work.once("key", make)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        go_on.set()
        return await second

    assert (asyncio.run(two()), len(times)) == ("True", 1)


def refuse() -> str:
    raise fail("budget", "is too low")


def test_a_failure_is_told_to_all_and_not_kept(pack: Pack) -> None:
    work = Work(pack)
    times, make = counting(refuse)

    async def tries() -> list[object]:
        both = await asyncio.gather(work.once("key", make), work.once("key", make), return_exceptions=True)
        return [*both, *await asyncio.gather(work.once("key", make), return_exceptions=True)]

    assert [type(found) for found in asyncio.run(tries())] == [UserError] * 3
    assert len(times) == 2


def test_who_comes_when_too_many_wait_is_asked_to_come_back(pack: Pack) -> None:
    work, done = Work(pack), Event()

    async def crowd() -> None:
        waiting = [asyncio.create_task(work.once(number, lambda: done.wait(20))) for number in range(WAITING)]
        await asyncio.sleep(0)
        try:
            with pytest.raises(Busy):
                await work.once("one more", lambda: True)
        finally:
            done.set()
            await asyncio.gather(*waiting)

    asyncio.run(crowd())


def test_what_was_used_longest_ago_goes() -> None:
    kept: Kept[int] = Kept(2)
    kept.put("a", 1)
    kept.put("b", 2)
    kept.get("a")

    kept.put("c", 3)

    assert [kept.get(key) for key in "abc"] == [1, None, 3]


def test_advice_on_the_same_answers_is_the_same(pack: Pack) -> None:
    work = Work(pack)

    assert work.advice({"answers": {"employees": 3}}, "19.0", "enterprise") is work.advice(
        {"answers": {"employees": 3}}, "19.0", "enterprise"
    )


def test_a_server_works_on_its_partners_terms(pack: Pack) -> None:
    work = Work(pack, ROOT / "rules" / "example_terms.yaml")

    assert "partner_terms" in {source for price in work.pack_in("fr").project_roles.values() for source in price.source}
    assert work.pack_in("fr") is work.pack_in("fr")


def test_a_limit_forgets_with_time_and_remembers_not_too_many() -> None:
    limit = Limit(2, timedelta(minutes=1))
    for number in range(KEPT + 5):
        limit.count(f"{number}", NOW)
    limit.count("last", NOW)
    limit.count("last", NOW)

    with pytest.raises(TooOften):
        limit.check("last", NOW)
    limit.check("last", NOW + timedelta(minutes=1))
    assert len(limit.tries) == KEPT


def test_a_socket_sends_at_once_what_it_has() -> None:
    with listen("127.0.0.1", 0) as listening:
        found = listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY), address(listening)

    assert found[0]
    assert found[1].startswith("http://127.0.0.1:")


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with listen("127.0.0.1", 0) as listening, pytest.raises(UserError, match=r"cannot be listened on: .*; try another"):
        listen("127.0.0.1", listening.getsockname()[1])
