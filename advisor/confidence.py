"""How sure an advised app is, in words: on how many answers it stands, who confirmed them, what is still open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.advice import Advice, Recommendation
from advisor.counterfactual import holding, single_answers
from advisor.goals import app_goal
from advisor.hitting import fewest
from advisor.language import Words, say, say_many
from advisor.what_if import OpenPoint
from advisor.words import in_sentence

SURE_WORDS = Words({"firm": "Firm", "single": "Single", "to confirm": "To confirm"})


@dataclass(frozen=True, slots=True)
class Confidence:
    """A word and the sentence behind it.

    ``firm``: no change of one answer was found that drops the app. ``single``: one answer drops it when it is taken
    back, as the engine says. ``to confirm``: every activity behind it rests on some answer that a preset filled in and
    nobody confirmed.
    """

    word: str
    because: str

    @property
    def sentence(self) -> str:
        """The word and the sentence in one."""
        return say("{word}: {because}.", word=SURE_WORDS[self.word], because=in_sentence(self.because))


def confidences(advice: Advice, points: Iterable[OpenPoint]) -> Mapping[str, Confidence]:
    """Return how sure each advised app is, by app."""
    stronger: dict[str, int] = {}
    for point in points:
        for app in point.could_change:
            stronger[app] = stronger.get(app, 0) + 1
    return {item.app.id: confidence(advice, item, stronger.get(item.app.id, 0)) for item in advice.apps}


def confidence(advice: Advice, item: Recommendation, stronger: int) -> Confidence:
    """Return how sure one app is; ``stronger``: how many open points could make it stronger."""
    word, because = carried(advice, item.app.id)
    if rests_on_presets(advice, item):
        word, because = "to confirm", say("It rests on answers that are usual in the sector and not confirmed yet.")
    more = say_many(
        "{number} open point could make it stronger.", "{number} open points could make it stronger.", stronger
    )
    return Confidence(word, f"{because} {more}" if stronger else because)


def carried(advice: Advice, app: str) -> tuple[str, str]:
    """Return whether one answer carries an app or several, and the sentence for it.

    What only this app can meet has to go first, so the fewest questions that touch all of that are a sure lower bound;
    only where it is below two is the engine asked.
    """
    goal = app_goal(advice, app)
    at_least = fewest(holding(advice, {call.activity for call in goal.calls if call.enough})) if goal else 0
    if at_least > 1:
        return "firm", say("At least {number} answers would have to change before it goes.", number=at_least)
    answer = next(single_answers(advice, goal), "") if goal else ""
    if answer:
        return "single", say("It hangs on the answer to “{question}”.", question=advice.pack.questions[answer].ask)
    return "firm", say("No single answer was found that drops it.")


def rests_on_presets(advice: Advice, item: Recommendation) -> bool:
    """Return whether every activity behind an app rests on some answer that nobody confirmed."""
    prefilled = set(advice.answers.prefilled)
    activities = {reason.activity for reason in item.reasons}
    return all(not prefilled.isdisjoint(questions) for questions in holding(advice, activities))
