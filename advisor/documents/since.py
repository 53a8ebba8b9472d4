"""The page of a re-issue: what changed since the last issue, each line with the numbers of its causes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from advisor.documents.blocks import Block, Bullets, Heading, Paragraph, Section, Table
from advisor.estimate.change import signed_price
from advisor.estimate.figures import how_many as counted
from advisor.estimate.schedule import in_words
from advisor.estimate.sums import Sum
from advisor.estimate.workdays import workdays
from advisor.language import Words, say
from advisor.language.figures import day, figure, signed
from advisor.plan import Plan
from advisor.reissue.changes import Changes
from advisor.schema import Three
from advisor.words import FIT_WORDS, PRIORITY_WORDS, in_sentence, joined

Shown = Callable[[Plan, str, str], str]
"""How a thing, or what is said of it, is shown: (plan, its id, what is said) -> words."""

FIGURES = Words(
    {
        "days": "Person-days of the partner",
        "own_days": "Days of your own people",
        "weeks": "Weeks",
        "price": "Price of the services",
        "contingency": "Contingency, apart",
    }
)
WHEN = Words({"first": "first project", "later": "for later"})


def in_short(plan: Plan) -> Section:
    """Return the few figures that changed, and the causes of all changes."""
    found = plan.changes
    if found is None:
        return Section(say("In short"), (Paragraph(say("There is no earlier issue to compare with.")),))
    when = say("the issue of {day}", day=date.fromisoformat(found.issued)) if found.issued else say("the last issue")
    if not any(found.topics.values()) and not found.causes:
        return Section(say("In short"), (Paragraph(say("Nothing changed since {when}.", when=when)),))
    begin = say("Compared with {when}. The last column of each table names the causes by their numbers.", when=when)
    causes = Bullets(tuple(("", words) for words in found.causes), numbered=True)
    table = tuple(topic_table(plan, found, "figures"))
    return Section(say("In short"), (Paragraph(begin), *table, Heading(say("Causes")), causes))


def topic(name: str) -> Callable[[Plan], Section]:
    """Return the chapter about one topic."""

    def of(plan: Plan) -> Section:
        return Section(TITLES[name], tuple(topic_table(plan, plan.changes, name)))

    return of


def topic_table(plan: Plan, found: Changes | None, name: str) -> Iterator[Block]:
    """Yield what changed in one topic as a table, unless nothing did."""
    rows = tuple(
        (
            named(plan, name, item.id),
            *(
                SHOWN[name](plan, item.id, said) if said else say(ABSENT.get(name, "–"))
                for said in (item.before, item.after)
            ),
            causes(item.because),
        )
        for item in (found.topics[name] if found else ())
    )
    if rows:
        yield Table((say("What"), say("Last issue"), say("This issue"), say("Because of")), rows)


def named(plan: Plan, topic: str, key: str) -> str:
    """Return the name of a thing of a topic; its id when today's rules no longer know it."""
    try:
        return NAMES[topic](plan, key, "")
    except KeyError:
        return key


def milestone(plan: Plan, key: str, _: str) -> str:
    """Return the deliverable of a phase in a wave."""
    wave, phase = key.split(" ")
    return say("Wave {wave}: {deliverable}", wave=wave, deliverable=plan.advice.pack.phases[phase].deliverable)


def by_when(_plan: Plan, _key: str, said: str) -> str:
    """Return a date, or the week in which a working day lies."""
    return in_words(workdays(None, ""), int(said)) if said.isdigit() else day(date.fromisoformat(said))


def how_many(_plan: Plan, _key: str, said: str) -> str:
    """Return how much there is of something, and whether that is assumed."""
    word, *points = said.split(" ")
    words = counted(Three(*map(float, points)))
    return say("{amount}, assumed", amount=words) if word == "assumed" else words


def how_strong(_plan: Plan, _key: str, said: str) -> str:
    """Return the priority of an app and whether it is part of the first project."""
    priority, when = said.split(" ")
    return f"{PRIORITY_WORDS[priority]}, {WHEN[when]}"


def how_met(_plan: Plan, _key: str, said: str) -> str:
    """Return the priority of a requirement and how it is met."""
    priority, fit = said.split(" ")
    return f"{PRIORITY_WORDS[priority]}, {in_sentence(FIT_WORDS[fit])}"


def number_or_price(_plan: Plan, _key: str, said: str) -> str:
    """Return a number, or a price with its currency."""
    currency, _, cents = said.rpartition(" ")
    return str(Sum(currency, int(cents))) if currency else figure(float(said))


NAMES: Mapping[str, Shown] = {
    "figures": lambda _plan, key, _: FIGURES[key],
    "apps": lambda plan, key, _: plan.name("apps", key),
    "requirements": lambda plan, key, _: plan.name("requirements", key),
    "dates": milestone,
    "amounts": lambda plan, key, _: plan.name("drivers", key),
    "open_points": lambda plan, key, _: plan.asked(key),
}
SHOWN: Mapping[str, Shown] = {
    "figures": number_or_price,
    "apps": how_strong,
    "requirements": how_met,
    "dates": by_when,
    "amounts": how_many,
    "open_points": lambda _plan, _key, _: say("open"),
}
ABSENT = Words({"open_points": "answered, or not asked", "apps": "not advised", "requirements": "not needed"})
TITLES = Words(
    {
        "apps": "Apps",
        "requirements": "Requirements",
        "dates": "Dates of acceptance",
        "amounts": "How much there is",
        "open_points": "Open points",
    }
)


def work(plan: Plan) -> Section:
    """Return the work and the price line by line; the lines add up to the whole difference."""
    found = plan.changes
    rows = tuple(work_rows(found)) if found else ()
    heads = (say("Work"), say("Person-days"), say("Price"), say("Because of"))
    return Section(say("Work and price, line by line"), (Table(heads, rows, (1, 2)),) if rows else ())


def work_rows(found: Changes) -> Iterator[tuple[str, ...]]:
    """Yield one row a line of the change order, and one for what the rules move."""
    for line in found.order.lines:
        numbers = [found.of_questions[key] for key in line.because if key in found.of_questions] or found.rest
        price = signed_price(line.price) if line.price else ""
        yield line.name, signed(line.days), price, causes(numbers)
    if found.by_rules:
        yield say("All work, by other rules"), signed(found.by_rules), "", causes([len(found.causes)])
    whole = found.order.days[1] - found.order.days[0] + found.by_rules
    if found.order.lines or found.by_rules:
        price = signed_price(found.order.price[1] - found.order.price[0]) if found.order.price else ""
        yield say("Together"), signed(whole), price, ""


def causes(numbers: Iterable[int]) -> str:
    """Return the numbers of causes."""
    return joined(str(number) for number in sorted(set(numbers)))


CHAPTERS: tuple[Callable[[Plan], Section], ...] = (
    *(in_short, topic("apps"), topic("requirements"), work),
    *(topic("dates"), topic("amounts"), topic("open_points")),
)
