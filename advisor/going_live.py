"""Which apps go live when: the first project and what is left for later, none before an app it requires."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.advice import Advice, Recommendation
from advisor.confidence import Confidence
from advisor.coverage import with_what_they_need
from advisor.language import say
from advisor.offer import App
from advisor.schema import Priority
from advisor.sections import Why, whys_of
from advisor.words import ORIGIN_WORDS

FIRST_PROJECT: tuple[Priority, ...] = ("must", "should")


@dataclass(frozen=True, slots=True)
class PlannedApp:
    """One advised app in the order of the plan."""

    number: int
    app: App
    priority: Priority
    edition: str
    modules: tuple[str, ...]
    whys: tuple[Why, ...]  # the strongest first, of these the activity that leans most on the app
    brings: tuple[str, ...]  # names of the prerequisites that go live with it
    confidence: Confidence
    waits: str  # why it is left for later, though a need of the first project takes it

    @property
    def reason(self) -> str:
        """Why it waits, or the business reason of its strongest need."""
        return self.waits or self.whys[0].reason


@dataclass(frozen=True, slots=True)
class Stop:
    """One advised app in the order of going live, with the prerequisites that have to come with it."""

    item: Recommendation
    brings: tuple[str, ...]  # ids of apps
    first: bool  # part of the first project


def stops(advice: Advice) -> tuple[Stop, ...]:
    """Return the advised apps in the order they go live, none before an app it requires.

    A prerequisite goes live with the first app that needs it. An app for later that one of the first project requires
    goes live with the first project.
    """
    advised = {item.app.id: item for item in advice.apps}
    needed = {item.app.id for item in advice.prerequisites}
    requires = {key: advice.pack.apps[key].requires.get(advice.series, ()) for key in (*advised, *needed)}
    early = [key for key in advised if advised[key].priority in FIRST_PROJECT]
    first = with_what_they_need(advice.pack, early, advice.series)
    found: list[Stop] = []
    waiting: list[str] = []
    for key in sorted(needs_first(advised, requires), key=lambda key: key not in first):
        waiting.append(key)
        if key in advised:
            found.append(Stop(advised[key], tuple(waiting[:-1]), key in first))
            waiting = []
    return tuple(found)


def first_stops(advice: Advice) -> tuple[Stop, ...]:
    """Return the advised apps of the first project in the order they go live."""
    return tuple(stop for stop in stops(advice) if stop.first)


def planned(advice: Advice, sure: Mapping[str, Confidence]) -> tuple[tuple[PlannedApp, ...], tuple[PlannedApp, ...]]:
    """Return the apps of the first project and those for later, as the plan shows them."""
    order = stops(advice)
    lines = in_order(advice, order, sure)
    firsts = sum(stop.first for stop in order)
    return lines[:firsts], lines[firsts:]


def in_order(advice: Advice, order: Sequence[Stop], sure: Mapping[str, Confidence]) -> tuple[PlannedApp, ...]:
    """Return some apps in the order they go live, as a plan shows them."""
    return tuple(planned_app(advice, number, stop, sure[stop.item.app.id]) for number, stop in enumerate(order, 1))


def needs_first(keys: Iterable[str], requires: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the given apps in their order, each preceded by what it requires and does not yet stand there."""
    placed: dict[str, None] = {}

    def place(key: str) -> None:
        if key not in placed:
            for other in requires.get(key, ()):
                place(other)
            placed[key] = None

    for key in keys:
        place(key)
    return list(placed)


def planned_app(advice: Advice, number: int, stop: Stop, sure: Confidence) -> PlannedApp:
    """Return one app as the plan shows it."""
    item = stop.item
    needs = {need.requirement.id: need for need in advice.needs}
    whys = [why for name in item.requirements for why in whys_of(advice, needs[name])]
    leaning = Counter(why.activity for why in whys)
    return PlannedApp(
        number=number,
        app=item.app,
        priority=item.priority,
        edition=origin_words(item),
        modules=item.modules,
        whys=tuple(sorted(whys, key=lambda why: (why.rank, -leaning[why.activity]))),
        brings=tuple(advice.pack.apps[key].name for key in stop.brings),
        confidence=sure,
        waits=item.app.waits_because if item.waits else "",
    )


def origin_words(item: Recommendation) -> str:
    """Return the edition an app comes from, in words."""
    origin = ORIGIN_WORDS[item.origin]
    return say("{edition} with Enterprise features", edition=origin) if item.paid_features else origin
