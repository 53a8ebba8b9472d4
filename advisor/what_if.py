"""What is still open: the questions without an answer, and the apps that hang on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from advisor.business import Activity, Question
from advisor.conditions import Known, Truth, holds, line_holds, questions_in, table_holds
from advisor.coverage import Option, options, preference
from advisor.offer import App
from advisor.pack import Pack
from advisor.schema import PRIORITIES, Edition, Priority, Series, When


class Advised(Protocol):
    """An app that is advised."""

    @property
    def app(self) -> App: ...
    @property
    def priority(self) -> Priority: ...


class Situation(Protocol):
    """What is known of a company, and what follows so far; every advice is one."""

    @property
    def pack(self) -> Pack: ...
    @property
    def known(self) -> Known: ...
    @property
    def series(self) -> Series: ...
    @property
    def edition(self) -> Edition: ...
    @property
    def possible(self) -> Sequence[Activity]: ...
    @property
    def apps(self) -> Sequence[Advised]: ...


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A question without an answer, and the apps that hang on it."""

    question: Question
    could_change: tuple[str, ...]


def open_points(advice: Situation) -> tuple[OpenPoint, ...]:
    """Return the questions that apply and have no answer, those that could change most apps first."""
    stakes = stakes_by_question(advice)
    points = []
    for question in advice.pack.questionnaire:
        asked = holds(question.when, advice.known) is not Truth.NO
        if question.part == "profile" and question.id not in advice.known and asked:
            points.append(OpenPoint(question, stakes[question.id].apps))
    return tuple(sorted(points, key=lambda point: -len(point.could_change)))


@dataclass(frozen=True, slots=True)
class Stakes:
    """What hangs on an open question: apps that could come, grow stronger or wait, and activities."""

    apps: tuple[str, ...]
    activities: tuple[Activity, ...]


def stakes_by_question(advice: Situation) -> dict[str, Stakes]:
    """Return what hangs on each question, directly or through a question it opens."""
    waiting, taken = apps_that_may_wait(advice), apps_taken(advice)
    return {
        question: Stakes(tuple(sorted({*apps_at_stake(advice, found, taken), *waiting.get(question, ())})), found)
        for question, found in undecided_by_question(advice).items()
    }


def apps_that_may_wait(advice: Situation) -> dict[str, list[str]]:
    """Return, by open question, the apps of the first project that its answer could leave for later."""
    found: dict[str, list[str]] = {}
    for item in advice.apps:
        if item.priority == "should":
            for question in open_questions_in(item.app.waits, advice.known):
                found.setdefault(question, []).append(item.app.id)
    return found


def undecided_by_question(advice: Situation) -> dict[str, tuple[Activity, ...]]:
    """Return the undecided activities that hang on each open question, directly or through a question it opens."""
    opens: dict[str, set[str]] = {}
    for question in advice.pack.questionnaire:
        for other in questions_in(question.when):
            opens.setdefault(other, set()).add(question.id)
    direct: dict[str, list[Activity]] = {}
    for activity in advice.possible:
        for question_id in sorted(open_questions_in(activity.when, advice.known)):
            direct.setdefault(question_id, []).append(activity)
    return {
        question.id: tuple(
            activity
            for other in (question.id, *sorted(opens.get(question.id, ())))
            for activity in direct.get(other, ())
        )
        for question in advice.pack.questionnaire
    }


def open_questions_in(when: When, known: Known) -> set[str]:
    """Return the unknown questions in those tables of a condition that could still hold."""
    return {
        line.question
        for table in when
        if table_holds(table, known) is Truth.UNKNOWN
        for line in table
        if line_holds(line, known) is Truth.UNKNOWN
    }


def apps_at_stake(advice: Situation, activities: Iterable[Activity], taken: Mapping[str, str]) -> Iterator[str]:
    """Yield the apps that would come, or grow stronger, if the activities were done."""
    strength = {item.app.id: PRIORITIES.index(item.priority) for item in advice.apps}
    for activity in activities:
        for requirement, priority in activity.needs.items():
            app = taken.get(requirement)
            if app and priority != "wont" and PRIORITIES.index(priority) < strength.get(app, len(PRIORITIES)):
                yield app


def apps_taken(advice: Situation) -> dict[str, str]:
    """Return the app that the engine would take for each requirement of the undecided activities."""
    ways = options(advice.pack, advice.edition, advice.series)
    needed = {requirement for activity in advice.possible for requirement in activity.needs}
    return {requirement: best_way(advice, ways[requirement]).app for requirement in needed if ways[requirement]}


def best_way(advice: Situation, ways: Iterable[Option]) -> Option:
    """Return the way the engine would take next to what is already advised."""
    advised = {item.app.id for item in advice.apps}
    return min(ways, key=lambda way: preference(way, advised, advice.pack, advice.edition, advice.series))
