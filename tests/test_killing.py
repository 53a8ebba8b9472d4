"""A server killed at any moment loses at most the answer being typed: real processes, real SIGKILL."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from advisor.store.answering import content_at
from advisor.store.engagements import listed
from advisor.store.opening import open_store
from advisor.store.people import local_user
from advisor.store.sheets import own_sheet

from .conftest import ROOT
from .stores import NOW

KILLS = 100
LONGEST = 0.05  # seconds that a server lives on after the first answer
QUESTIONS: dict[str, list[Any]] = {
    "employees": list(range(1, 50)),
    "offers": [["projects"], ["own_products", "projects"], []],
    "core_business": ["services", "unknown"],
}


@dataclass
class Typing:
    """Somebody who answers one question after the other, and knows what the server said it has kept."""

    port: int
    luck: random.Random
    kept: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    underway: tuple[str, Any] | None = None
    address: str = ""
    answers: int = 0  # that the server said it has kept

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Return what the server says. Raises OSError or HTTPException when it is gone."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(method, path, sent, {"Content-Type": "application/json"} if sent else {})
            answer = connection.getresponse()
            said = answer.read()
            assert answer.status < 300, said
            return json.loads(said)
        finally:
            connection.close()

    def begin(self) -> None:
        self.address = f"/api/v1/engagements/{self.ask('POST', '/api/v1/engagements', {})['id']}"

    def answer_until_it_is_gone(self, first: Callable[[], object]) -> None:
        """Answer until the server is gone; ``first`` is called when the first answer is kept."""
        seen, before = self.seen, self.answers
        try:
            while True:
                question = self.luck.choice(list(QUESTIONS))
                value = self.luck.choice(QUESTIONS[question])
                self.underway = question, value
                body = {"value": value, "seen": seen.get(question, 0)}
                seen[question] = self.ask("PUT", f"{self.address}/answers/{question}", body)["revision"]
                self.kept[question] = value
                self.answers += 1
                if self.answers == before + 1:
                    first()
        except (OSError, http.client.HTTPException):
            pass

    def lost(self) -> list[str]:
        """Return the questions whose answer is neither the one kept nor the one underway."""
        found = self.ask("GET", f"{self.address}/answers")["answers"]
        wrong = []
        for question in QUESTIONS:
            allowed = [self.kept.get(question)]
            if self.underway and self.underway[0] == question:
                allowed.append(self.underway[1])
            if found.get(question) not in allowed:
                wrong.append(question)
        self.kept, self.underway = dict(found), None
        self.seen = self.ask("GET", f"{self.address}/seen")
        return wrong


@pytest.fixture
def zygote() -> Iterator[subprocess.Popen[str]]:
    """What begins servers."""
    command = [sys.executable, "-m", "tests.zygote"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True, **pipes) as process:
        yield process
        os.killpg(process.pid, signal.SIGKILL)  # and the server that runs last


def begun(zygote: subprocess.Popen[str], data: Path, port: int) -> int:
    """Begin a server, wait until it answers, and return the id of its process."""
    assert zygote.stdin is not None
    assert zygote.stdout is not None
    zygote.stdin.write(f"{data} {port}\n")
    zygote.stdin.flush()
    process = int(zygote.stdout.readline())
    for _ in range(1000):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return process
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(port)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def test_at_most_the_answer_being_typed_is_lost(zygote: subprocess.Popen[str], tmp_path: Path) -> None:
    luck = random.Random(7)
    person = Typing(free_port(), luck)
    lost: list[str] = []
    for kill in range(KILLS):
        server = begun(zygote, tmp_path, person.port)
        if kill == 0:
            person.begin()
        lost += person.lost()
        person.answer_until_it_is_gone(Timer(luck.uniform(0, LONGEST), os.kill, (server, signal.SIGKILL)).start)

    assert (lost, person.answers >= KILLS) == ([], True)
    assert whole(tmp_path)


def whole(folder: Path) -> bool:
    """Return whether a database is whole, and its sheet what its history makes of it."""
    store = open_store(str(folder))
    user = local_user(store, NOW).id
    sheet = own_sheet(store, user, listed(store, user)[0].id)
    with store.reading() as connection:
        checked = connection.exec_driver_sql("pragma integrity_check").scalar_one()
    history = content_at(store, sheet, sheet.revision)
    store.close()
    return (checked, sheet.content) == ("ok", history)
