"""Mistakes the user can mend: each one a sentence with an address."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file as the user named it, and a line counted from 1 (0: the whole file)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, where, and what to do about it."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class UserError(Exception):
    """The user's mistakes, sorted by place and shown together; the command line answers them with exit code 2."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def fail(place: Place | str, message: str) -> UserError:
    """Return the error for a single mistake."""
    return UserError([Problem(place if isinstance(place, Place) else Place(place), message)])


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the closest known word, or an empty text when none is close."""
    from difflib import get_close_matches  # only a mistake pays for it

    close = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


def ended(sentence: str) -> str:
    """Return a sentence with a full stop, unless it ends by itself as a question does."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."
