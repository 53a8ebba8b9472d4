"""How well the advice matches companies whose apps are known: precision, recall and F1, and what caused each miss."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.counterfactual import app_change
from advisor.errors import Place, Problem, UserError, fail, nearest
from advisor.nodes import read_text
from advisor.pack import Pack

FIRST = ("must", "should")
SAME_AS: Mapping[str, str] = {"pos_restaurant": "pos"}
"""Apps that count as another one in cases."""

LOCKED_SHARE = 3  # one case in so many is locked away from tuning
FREQUENT = 9  # apps in the baseline that always advises the most frequent ones


@dataclass(frozen=True, slots=True)
class Case:
    """A company in its owner's words, and the apps known to fit it."""

    id: str
    profile: str
    apps: frozenset[str]
    recall_only: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How the advice for one case compares; misses and extras with what caused them."""

    case: Case
    advised: frozenset[str]
    misses: tuple[tuple[str, str], ...]
    extras: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float:
        """The share of advised apps that are right; 1 when nothing is advised and nothing expected."""
        return len(self.advised & self.case.apps) / len(self.advised) if self.advised else float(not self.case.apps)

    @property
    def recall(self) -> float:
        """The share of expected apps that are advised."""
        return len(self.advised & self.case.apps) / len(self.case.apps) if self.case.apps else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Means:
    """Plain means over some cases."""

    cases: int
    precision: float
    recall: float
    f1: float
    apps: float


def read_cases(path: Path, pack: Pack) -> tuple[tuple[Case, ...], frozenset[str]]:
    """Return the cases in a file and the apps that count. Raises UserError with every case that cannot be scored."""
    try:
        data = json.loads(read_text(path))
    except (ValueError, RecursionError) as error:
        raise fail(str(path), f"is not valid JSON: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("cases"), list) or not texts(data.get("scored", [])):
        raise fail(str(path), "needs 'cases' (a list) and 'scored' (app keys)")
    problems = [Problem(Place(str(path)), message) for row in data["cases"] for message in faults(row, pack)]
    problems += [
        Problem(Place(str(path)), f"scored app '{key}' is unknown{nearest(key, pack.apps)}")
        for key in data.get("scored", ())
        if key not in pack.apps
    ]
    if problems:
        raise UserError(problems)
    scored = frozenset(data.get("scored") or pack.apps)
    cases = tuple(
        Case(row["id"], row["profile"], counted_as(row["apps"]) & scored, bool(row.get("recall_only")))
        for row in data["cases"]
    )
    return cases, scored


CASE_KEYS = ("id", "profile", "apps", "size", "pains", "kind", "sector", "recall_only")


def faults(row: object, pack: Pack) -> Iterable[str]:
    """Yield what is wrong with a case."""
    if not isinstance(row, dict):
        yield "a case is no entry with id, profile and apps"
        return
    name = row.get("id", "a case without id")
    if not isinstance(row.get("id", ""), str) or not texts(row.get("apps", [])):
        yield f"{name}: id has to be a text, and apps a list of app keys"
        return
    for key in ("id", "profile", "apps"):
        if not row.get(key):
            yield f"{name} has no {key}"
    for key in row:
        if key not in CASE_KEYS:
            yield f"{name}: '{key}' is no field of a case{nearest(key, CASE_KEYS)}"
    for app in row.get("apps") or ():
        if app not in pack.apps:
            yield f"{name}: app '{app}' is unknown{nearest(app, pack.apps)}"


def texts(found: object) -> bool:
    """Return whether something is a list of texts."""
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def counted_as(apps: Iterable[str]) -> frozenset[str]:
    """Return app keys as cases count them."""
    return frozenset(SAME_AS.get(key, key) for key in apps)


def evaluate(pack: Pack, path: Path, answers: Path, quick: bool = False) -> tuple[Score, ...]:
    """Return the score of every case in a file, by all answers or the quick ones alone.

    Raises UserError for missing answers and answers for no case.
    """
    cases, scored = read_cases(path, pack)
    ids = {case.id for case in cases}
    files = {file.stem: file for file in sorted(answers.glob("*.yaml"))}
    problems = [Problem(Place(str(answers / f"{key}.yaml")), "is missing") for key in sorted(ids - files.keys())]
    problems += [
        Problem(Place(str(files[key])), f"answers no case of {path.name}") for key in sorted(files.keys() - ids)
    ]
    if problems:
        raise UserError(problems)
    return tuple(score(case, advise(pack, answers_of(files[case.id], pack, quick)), scored) for case in cases)


def answers_of(path: Path, pack: Pack, quick: bool) -> Answers:
    """Return the answers in a file, or only those to the quick questions."""
    answers = read_answers(path, pack)
    if not quick:
        return answers
    given = {key: value for key, value in answers.given.items() if pack.questions[key].quick}
    return replace(answers, given=given)


def score(case: Case, advice: Advice, scored: frozenset[str]) -> Score:
    """Return how an advice compares with a case: must and should count as advised."""
    first = counted_as(item.app.id for item in advice.apps if item.priority in FIRST) & scored
    return Score(
        case=case,
        advised=first,
        misses=tuple((key, missed_for(advice, key)) for key in sorted(case.apps - first)),
        extras=tuple((key, advised_for(advice, key)) for key in sorted(first - case.apps)),
    )


def missed_for(advice: Advice, key: str) -> str:
    """Return what kept an expected app out: its weak priority, or the answers that would bring it in."""
    for item in advice.apps:
        if item.app.id == key:
            return f"only {item.priority}: {', '.join(item.requirements)}"
    answers = app_change(advice, key).answers if key in advice.pack.apps else ()
    return f"not answered: {'; '.join(f'{name} = {value}' for name, value in answers)}" if answers else "no way in"


def advised_for(advice: Advice, key: str) -> str:
    """Return the requirement and the answers that brought an app which was not expected."""
    for item in advice.apps:
        if counted_as([item.app.id]) == {key}:
            reason = item.reasons[0]
            return f"{item.priority}: {reason.requirement} <- {reason.activity} <- {reason.question} = {reason.answer}"
    return ""


def means(scores: Iterable[Score]) -> Means:
    """Return the plain means over some scores."""
    rows = list(scores)
    size = max(len(rows), 1)
    return Means(
        cases=len(rows),
        precision=sum(row.precision for row in rows) / size,
        recall=sum(row.recall for row in rows) / size,
        f1=sum(row.f1 for row in rows) / size,
        apps=sum(len(row.advised) for row in rows) / size,
    )


def is_locked(case: Case, cases: Iterable[Case]) -> bool:
    """Return whether a case is among the third that is locked away from tuning, by a hash of its id."""
    ranked = sorted((hashlib.sha256(other.id.encode()).hexdigest(), other.id) for other in cases)
    return case.id in {key for _, key in ranked[: len(ranked) // LOCKED_SHARE]}


def frequent(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return the scores of a baseline that advises the most frequent apps of these cases to everybody."""
    rows = list(scores)
    count = Counter(app for row in rows for app in row.case.apps)
    usual = frozenset(app for app, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:FREQUENT])
    return tuple(Score(row.case, usual, (), ()) for row in rows)


def evaluation_json(scores: Iterable[Score]) -> dict[str, object]:
    """Return an evaluation as the command line prints it."""
    rows = list(scores)
    overall = means(rows)
    everyone = [row.case for row in rows]
    return {
        "cases": [
            {
                "id": row.case.id,
                "precision": row.precision,
                "recall": row.recall,
                "f1": row.f1,
                "misses": [key for key, _ in row.misses],
                "extras": [key for key, _ in row.extras],
                "because": dict(row.misses) | dict(row.extras),
                "locked": is_locked(row.case, everyone),
            }
            for row in rows
        ],
        "overall": {
            "precision": overall.precision,
            "recall": overall.recall,
            "f1": overall.f1,
            "apps": overall.apps,
        },
        "by_app": {
            app: {
                "right": sum(app in row.advised & row.case.apps for row in rows),
                "missed": sum(app in row.case.apps - row.advised for row in rows),
                "extra": sum(app in row.advised - row.case.apps for row in rows),
            }
            for app in sorted({app for row in rows for app in row.advised | row.case.apps})
        },
    }
