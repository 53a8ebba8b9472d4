"""Fifty people answer at once, over real connections on this computer. Run: python tests/benchmark_web.py

Each has a login, an engagement and a browser of their own, and answers one question every three seconds on the pages of
the survey: half of them with JavaScript (the page posts each change and shows what moved), half without (the page is
sent and comes back). Every tenth opens the plan half-way, which takes a second of work. Measured is how long each
request takes, as the person sees it.
"""

import html
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

PEOPLE, ANSWERS = 50, 12
THINKING = 2.0, 4.0  # seconds between two answers
PLANS = 10  # every tenth opens the plan half-way
PLAN = "the plan"
GOAL = 200  # milliseconds, p95 of a page
CORES = 2
Field = tuple[str, str]


TAGS = re.compile(r"<(input|textarea)\b([^>]*)>")
ATTRIBUTES = re.compile(r'([a-z]+)(?:="([^"]*)")?')
TOPICS = re.compile(r'href="(/e/[^"#]*/survey/[^"#]*)')


@dataclass
class Form:
    """The form of a survey page as a browser sees it: what it would send, and what could be answered."""

    sent: list[Field]
    choices: dict[str, list[str]]
    numbers: list[str]
    topics: list[str]


def form_in(page: str) -> Form:
    """Return the form of a page; patterns find it fast enough not to slow down those who measure."""
    found = Form([], {}, [], TOPICS.findall(page))
    for tag, text in TAGS.findall(page[page.index('id="survey"') :]):
        attributes = {name: html.unescape(value) for name, value in ATTRIBUTES.findall(text)}
        name, value = attributes.get("name", ""), attributes.get("value", "")
        kind = "textarea" if tag == "textarea" else attributes.get("type", "text")
        if kind in ("radio", "checkbox") and name.startswith("a."):
            found.choices.setdefault(name, []).append(value)
        elif kind == "text" and name.startswith("a."):
            found.numbers.append(name)
        if kind not in ("radio", "checkbox") or "checked" in attributes:
            found.sent.append((name, value))
    return found


@dataclass
class Person:
    """Somebody with a browser of their own."""

    port: int
    cookie: str
    base: str
    luck: random.Random
    times: dict[str, list[float]]
    errors: list[str]
    with_script: bool
    opens_plan: bool

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, what: str, method: str, path: str, fields: list[Field] | None = None, script: bool = False) -> str:
        """Return a page, or the address that it leads to; how long it takes is noted."""
        headers = {"Cookie": self.cookie, **({"HX-Request": "true"} if script else {})}
        body = None
        if fields is not None:
            body = urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self.times.setdefault(what, []).append(1000 * (time.perf_counter() - begun))
        if answer.status >= 400:
            self.errors.append(f"{answer.status} {method} {path}")
        return answer.getheader("Location", page) if answer.status == 303 else page

    def answer(self) -> None:
        """Answer questions, one after the other."""
        time.sleep(self.luck.uniform(0, THINKING[1]))
        path = self.ask("go on", "GET", f"{self.base}/survey").partition("#")[0]
        for turn in range(ANSWERS):
            if self.opens_plan and turn == ANSWERS // 2:
                self.ask(PLAN, "GET", f"{self.base}/result")
            form = form_in(self.ask("a page of the survey", "GET", path))
            time.sleep(self.luck.uniform(*THINKING))
            fields = self.filled_in(form)
            if self.with_script:
                self.ask("an answer, with what it moves", "POST", path, fields, script=True)
                self.ask("the effort so far", "GET", f"{self.base}/effort", script=True)
                path = self.luck.choice(form.topics or [path])
            else:
                path = self.ask("an answer, without JavaScript", "POST", path, [*fields, ("go", "next")])
                path = path.partition("#")[0]
            if "/survey/" not in path:
                path = self.luck.choice(form.topics)

    def filled_in(self, form: Form) -> list[Field]:
        """Return what the browser sends once one question is answered."""
        name = self.luck.choice([*form.choices, *form.numbers])
        words = ["3"] if name in form.numbers else [self.luck.choice(form.choices[name])]
        others = [(key, value) for key, value in form.sent if key != name]
        return [*others, *((name, word) for word in words)]


def prepared(folder: Path, count: int) -> Iterator[tuple[str, str]]:
    """Yield the cookie and the address of the engagement of each person; they come in with some answers given."""
    from advisor import load_pack, read_answers
    from advisor.answers import as_plain
    from advisor.check import CASE_PARTS
    from advisor.store.engagements import create
    from advisor.store.opening import open_store
    from advisor.store.people import add_user, start_session

    pack, store, now = load_pack(), open_store(str(folder)), datetime.now(UTC)
    companies = sorted((ROOT / "tests" / "companies").glob("*.yaml"))
    for number in range(count):
        user = add_user(store, f"person {number}", f"password {number:04}", now)
        plain = as_plain(read_answers(companies[number % len(companies)], pack, CASE_PARTS), pack)
        luck = random.Random(number)
        plain["answers"] = {key: value for key, value in plain["answers"].items() if luck.random() < 0.6}
        made = create(store, user.id, {"answers": plain["answers"]}, now, user.name)
        yield f"advisor={start_session(store, user, now)[0]}", f"/e/{made.id}"
    store.close()


def served(folder: Path) -> tuple[subprocess.Popen[str], int]:
    """Begin a server and return its process and its port."""
    command = [sys.executable, "-m", "advisor", "serve", "--port", "0", "--login", "--data", str(folder)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    return server, int(server.stdout.readline().split(":")[2].split("/")[0])


def busy(process: int) -> float:
    """Return the CPU seconds of a process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    sys.setswitchinterval(0.001)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    times: dict[str, list[float]] = {}
    errors: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        there = list(prepared(Path(name), PEOPLE))
        server, port = served(Path(name))
        try:
            people = [
                Person(port, cookie, base, random.Random(number), times, errors, number % 2 == 0, number % PLANS == 0)
                for number, (cookie, base) in enumerate(there)
            ]
            begun, spent = time.monotonic(), busy(server.pid)
            threads = [threading.Thread(target=person.answer) for person in people]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            lasted, spent = time.monotonic() - begun, busy(server.pid) - spent
        finally:
            server.terminate()
            server.wait()
    shown(times, errors, lasted, spent)
    sys.exit(1 if errors or not all(times.values()) else 0)


def shown(times: dict[str, list[float]], errors: list[str], lasted: float, spent: float) -> None:
    """Print the figures."""
    requests = sum(map(len, times.values()))
    print(f"{PEOPLE} people, {requests} requests in {lasted:.0f} s, {len(errors)} errors (goal 0)")
    print(f"{spent / lasted:8.2f} cores busy, {1000 * spent / requests:.1f} ms CPU a request")
    plans = times.pop(PLAN)
    print(f"{max(plans):8.0f} ms slowest of {len(plans)} plans, each the first of its kind, made meanwhile")
    for what, found in {**times, "all": [one for some in times.values() for one in some]}.items():
        middle, most = statistics.median(found), statistics.quantiles(found, n=20)[-1]
        print(f"{middle:8.0f} ms median, {most:5.0f} p95 (goal {GOAL}), {max(found):5.0f} slowest: {what}")
    for error in sorted(set(errors))[:10]:
        print(f"error: {error}")


if __name__ == "__main__":
    main()
