"""A cut of a first project: what is kept within a budget and by a day, what is lost, and the same in sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from advisor.advice import Need
from advisor.business import Activity
from advisor.estimate.sums import Sum
from advisor.language import say, say_many
from advisor.language.figures import day
from advisor.offer import App
from advisor.words import PRIORITY_WORDS, few, joined, listed, quoted, titled


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An app that does not fit."""

    app: App
    needs: tuple[Need, ...]  # what nothing meets without it and the other apps left out
    price: Sum | None  # of keeping it as well, with what it requires; None without rates
    live: date | None  # the last go-live if it is kept as well; None without a day to keep to


@dataclass(frozen=True, slots=True)
class Spending:
    """What a cut costs: the expected price of the services, without contingency."""

    budget: Sum | None
    price: Sum
    base: Sum  # the part of it that every project takes, whatever its apps are
    whole: Sum  # of the first project as it was advised
    every_must: Sum  # the least that meets every must which the whole first project meets

    @property
    def keeps_musts(self) -> bool:
        """Whether the budget alone leaves room for every must."""
        return self.budget is None or self.every_must <= self.budget


@dataclass(frozen=True, slots=True)
class Timing:
    """When a cut is live."""

    deadline: date
    live: date  # the last go-live of what is kept
    whole: date  # of the first project as it was advised
    every_must: date  # the last go-live of what meets every must soonest
    start_for_musts: date  # the latest day of signature with which that is in time
    start_for_all: date  # and the whole first project

    @property
    def keeps_musts(self) -> bool:
        """Whether the deadline alone leaves room for every must."""
        return self.every_must <= self.deadline

    @property
    def in_time(self) -> bool:
        """Whether the whole first project is live by the deadline."""
        return self.whole <= self.deadline

    @property
    def words(self) -> str:
        """By how much the whole first project keeps or misses the deadline, and which start would keep it."""
        if self.in_time:
            return say(
                "The last wave goes live on {day}, in time for {deadline}.", day=self.whole, deadline=self.deadline
            )
        missed = say_many(
            "The last wave goes live on {day}, {number} day after {deadline}.",
            "The last wave goes live on {day}, {number} days after {deadline}.",
            (self.whole - self.deadline).days,
            day=self.whole,
            deadline=self.deadline,
        )
        return f"{missed} {say('A start on {day} would bring all in time.', day=self.start_for_all)}"


@dataclass(frozen=True, slots=True)
class Cut:
    """The best first project within its limits."""

    kept: tuple[App, ...]  # in the order they go live, prerequisites included
    left_out: tuple[LeftOut, ...]
    lost: tuple[Need, ...]  # what the whole first project meets and the cut does not, musts first
    activities: tuple[tuple[Activity, tuple[Need, ...]], ...]  # what loses support, and what it misses
    spending: Spending | None  # None without rates
    timing: Timing | None  # None without a day to keep to

    @property
    def budget(self) -> Sum | None:
        """What the services may cost."""
        return self.spending.budget if self.spending else None

    @property
    def lost_musts(self) -> tuple[Need, ...]:
        """The musts that cannot be kept within the limits."""
        return tuple(need for need in self.lost if need.priority == "must")

    @property
    def title(self) -> str:
        """What is kept to, in words."""
        if self.timing is None:
            return say("Within a budget of {budget}", budget=self.budget)
        if self.budget is None:
            return say("Live by {deadline}", deadline=self.timing.deadline)
        return say(
            "Within a budget of {budget} and live by {deadline}", budget=self.budget, deadline=self.timing.deadline
        )

    @property
    def words(self) -> tuple[str, ...]:
        """The cut in sentences."""
        about = what_is_left(self) if self.left_out else what_fits(self)
        return (*about, *about_musts(self), *what_it_rests_on(self))

    def in_short(self, names: Sequence[str]) -> Iterator[str]:
        """Yield what an offer within the limits holds, which are these apps, and what it leaves out, in a few lines."""
        yield titled(self.title, say("this document offers {apps}.", apps=joined(names)))
        yield say("Left out: {apps}.", apps=joined(item.app.name for item in self.left_out))
        yield next(about_musts(self))
        yield from what_everything_takes(self)

    def for_a_board(self, names: Sequence[str]) -> Iterator[str]:
        """Yield the same for a page that holds little: the first of what is left out, and how many musts are lost."""
        yield titled(self.title, say("this document offers {apps}.", apps=joined(names)))
        yield say("Left out: {apps}.", apps=joined(few([item.app.name for item in self.left_out])))
        if self.lost_musts:
            yield say_many("{number} must is lost.", "{number} musts are lost.", len(self.lost_musts))
        yield from what_everything_takes(self)

    @property
    def beside_the_whole(self) -> tuple[str, ...]:
        """What a page about the whole first project says about the limits that it does not keep to."""
        less = say(
            "less than this fits. What is offered then, and what is left out, stands in the chapter of this name."
        )
        return (titled(self.title, less),) if self.left_out else ()

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings of what is left out: only what is known has a column."""
        costs = (say("Keeping it costs"),) if self.spending else ()
        return (say("Left out"), say("Loses"), *costs, *((say("All live then by"),) if self.timing else ()))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """What is left out, an app a row, below the headings."""
        return tuple(row_of(item) for item in self.left_out)


def row_of(item: LeftOut) -> tuple[str, ...]:
    """Return an app that is left out: what it loses, and what keeping it takes, as far as that is known."""
    loses = listed(f"{need.requirement.name} ({PRIORITY_WORDS[need.priority]})" for need in item.needs)
    known = (str(item.price) if item.price else "", day(item.live) if item.live else "")
    return (item.app.name, loses, *filter(None, known))


def what_fits(cut: Cut) -> Iterator[str]:
    """Yield that the whole first project keeps to the limits."""
    if cut.spending and cut.budget is not None:
        yield say(
            "{budget} pay for the whole first project; its services are expected to cost {price}.",
            budget=cut.budget,
            price=cut.spending.price,
        )
    if cut.timing:
        yield cut.timing.words


def what_is_left(cut: Cut) -> Iterator[str]:
    """Yield what is left out, what loses support by it, and what keeping everything takes."""
    if cut.spending and cut.budget is not None:
        yield say(
            "Within {budget} the services are expected to cost {price}, of which {base} are for work that every "
            "project takes.",
            budget=cut.budget,
            price=cut.spending.price,
            base=cut.spending.base,
        )
    if cut.timing:
        yield say(
            "By {deadline} all that stays is live, the last of it on {day}.",
            deadline=cut.timing.deadline,
            day=cut.timing.live,
        )
    yield say("Kept: {apps}.", apps=joined(app.name for app in cut.kept))
    yield say("Left out: {apps}.", apps=joined(item.app.name for item in cut.left_out))
    requirements = say_many("{number} requirement", "{number} requirements", len(cut.lost))
    activities = say_many("{number} activity", "{number} activities", len(cut.activities))
    yield say("Without support: {requirements} in {activities}.", requirements=requirements, activities=activities)
    yield from what_everything_takes(cut)


def what_everything_takes(cut: Cut) -> Iterator[str]:
    """Yield what the whole first project costs more than what is kept, and until when it takes."""
    if cut.spending:
        yield say("Keeping everything costs {price} more.", price=cut.spending.whole - cut.spending.price)
    if cut.timing and not cut.timing.in_time:
        yield say(
            "Keeping everything takes until {day}; a start on {start} would bring all in time.",
            day=cut.timing.whole,
            start=cut.timing.start_for_all,
        )


def about_musts(cut: Cut) -> Iterator[str]:
    """Yield which musts cannot be kept, and what would keep them."""
    if not cut.lost_musts:
        yield say("Every must that the first project meets is kept.")
        return
    names = joined(few([quoted(need.requirement.name) for need in cut.lost_musts]))
    yield say("These musts cannot be kept: {requirements}.", requirements=names)
    spending, timing = cut.spending, cut.timing
    if spending and not spending.keeps_musts:
        yield say("{price} keep every must.", price=spending.every_must)
    if timing and not timing.keeps_musts:
        yield say(
            "A deadline of {day} keeps every must, or a start on {start}.",
            day=timing.every_must,
            start=timing.start_for_musts,
        )
    if (spending is None or spending.keeps_musts) and (timing is None or timing.keeps_musts):
        yield say("Each limit alone leaves room for every must; both together do not.")


def what_it_rests_on(cut: Cut) -> Iterator[str]:
    """Yield what the limits do not cover, and what stays as planned."""
    if cut.budget is not None:
        yield say("Contingency, subscription and hosting are not part of this budget.")
    if cut.timing and cut.left_out:
        yield say("What stays goes live in the waves of the plan; work for the whole project stays whole.")
