"""What whoever asks for a plan should hear at once, because a figure or a date is probably not meant so."""

from collections.abc import Iterator
from datetime import date

from advisor.advice import Advice
from advisor.estimate.amounts import amounts
from advisor.estimate.workdays import workdays
from advisor.language import say
from advisor.language.figures import day
from advisor.words import joined, quoted


def doubts(advice: Advice, start: date | None) -> Iterator[str]:
    """Yield what is doubtful about answers on how much, and about the day of signature, in sentences."""
    users = amounts(advice)["users"]
    if users.because and not users.assumed and not users.points.high:
        asked = joined(quoted(advice.pack.questions[question].ask) for question, _ in users.because)
        yield say("by the answers to {questions} nobody uses the system; the plan counts no user", questions=asked)
    days = workdays(start, advice.answers.country)
    begin = days.date_of(0)
    if start and begin and begin != start:
        yield say("{start} is no working day; work begins on {day}", start=day(start), day=day(begin))
