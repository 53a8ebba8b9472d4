"""What a posted survey page says: one answer a question, read from the fields of its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from advisor.answers import LONGEST, parse_value
from advisor.business import Question
from advisor.conditions import Value
from advisor.errors import UserError, fail
from advisor.fields import UNKNOWN
from advisor.language import say
from advisor.pack import Pack
from advisor.schema import Span
from advisor.typed import whole_number

NONE_OF_THESE = "-"
"""The word a form sends for an empty list of choices, which is an answer; nothing ticked at all is none."""

DIGITS = 10  # of a revision, and more than any has
SHOWN_BACK = 40  # letters of a wrong answer

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says about one question: its words as typed, and whether that is what the page showed before."""

    question: Question
    words: tuple[str, ...]
    untouched: bool
    note: str
    note_untouched: bool
    seen: int
    note_seen: int
    confirmed: bool  # a usual answer of the sector was said to be right
    choice: str  # which side of a conflict is wanted: yours, theirs or nothing yet
    erred: bool  # the page says what was wrong with it before
    theirs: int  # the revision of the other side of a conflict; 0: there is none


def said(fields: Fields, question: Question) -> Said:
    """Return what the fields of a form say about a question."""
    key = question.id
    words = tuple(word for text in fields.get(f"a.{key}", ()) if (word := text.strip()))
    note = first(fields, f"note.{key}")
    return Said(
        question=question,
        words=words,
        untouched=shown_as(words) == first(fields, f"was.{key}"),
        note=note.strip(),
        note_untouched=note.strip() == first(fields, f"wrote.{key}").strip(),
        seen=revision(fields, f"seen.{key}"),
        note_seen=revision(fields, f"noted.{key}"),
        confirmed=f"confirm.{key}" in fields,
        choice=first(fields, f"choose.{key}"),
        erred=f"erred.{key}" in fields,
        theirs=revision(fields, f"conflict.{key}"),
    )


def revision(fields: Fields, name: str) -> int:
    """Return a revision that a page remembers; 0 when it says none that can be."""
    text = first(fields, name)
    return int(text) if text.isdecimal() and len(text) < DIGITS else 0


def first(fields: Fields, name: str) -> str:
    """Return the first value of a field, with the line ends that everybody but a browser uses."""
    values = fields.get(name) or ("",)
    return values[0].replace("\r\n", "\n")


def shown_as(words: Sequence[str]) -> str:
    """Return the words of an answer as a page remembers what it showed."""
    return " ".join(sorted(words))


def value_of(found: Said, pack: Pack) -> Value | None:
    """Return the answer that a form gives; None is "not sure yet". Raises UserError for what is no answer."""
    question, words = found.question, found.words
    if len(words) > 1 and (UNKNOWN in words or NONE_OF_THESE in words):
        alone = say("Not sure yet") if UNKNOWN in words else say("None of these")
        raise fail(question.id, say("Choose either “{alone}” or an answer, not both.", alone=alone))
    if words == (UNKNOWN,):
        return None
    if words == (NONE_OF_THESE,):
        return ()
    if question.answer == "text" and len(words[0]) > LONGEST:
        too_long = say("This text has {number} characters; {most} are the most.", number=len(words[0]), most=LONGEST)
        raise fail(question.id, too_long)
    text = ",".join(words)
    try:
        if question.answer == "number":
            text = str(whole_number(text))
        return parse_value(text, question, pack, question.id)
    except UserError as error:
        raise fail(question.id, in_plain_words(question, words, error)) from None


def in_plain_words(question: Question, words: tuple[str, ...], error: UserError) -> str:
    """Return what is wrong with an answer in words for the person who typed it."""
    if question.answer != "number":
        return error.problems[0].message
    typed = words[0][:SHOWN_BACK]
    return say("“{typed}” cannot be; give {number}, in digits.", typed=typed, number=span_words(question.range))


def span_words(span: Span) -> str:
    """Return the numbers of a range in words."""
    if not isfinite(span.at_least):
        most = int(span.under) if isfinite(span.under) else 0
        return say("a whole number under {most}", most=most) if most else say("a whole number")
    least = int(span.at_least)
    if not isfinite(span.under):
        return say("a whole number, {least} or more", least=least)
    return say("a whole number, {least} to {most}", least=least, most=int(span.under) - 1)
