"""The survey on a terminal: plain prompts that also work through a pipe, and never guess."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import typer

from advisor.answers import parse_value, write_answers
from advisor.business import Question
from advisor.conditions import Value
from advisor.errors import UserError, fail
from advisor.survey import Interview
from advisor.words import answer_words

KEYS = "u not sure yet · b back · ? why we ask · c change an answer · q save and stop"
ENGAGEMENT_ASKS = {"company": "Name of the company", "country": "Country (two letters, such as BE)"}


class Stop(Exception):
    """The person wants to stop for now."""


def run(interview: Interview, path: Path, on_terminal: bool) -> None:
    """Ask until every question is settled, saving after each answer. Raises UserError at the end of the input."""
    if on_terminal:
        ask_engagement(interview)
    try:
        ask_all(interview, path)
        if on_terminal:
            review(interview, path)
    except Stop:
        settled, total = interview.progress()
        write_answers(interview.answers, interview.pack, path)
        typer.echo(f"\nSaved {settled} of {total} answers in {path}. Go on any time: advisor survey -o {path}")


def ask_all(interview: Interview, path: Path) -> None:
    """Ask what is not settled, saving after every answer."""
    while (question := interview.next_question()) is not None:
        ask(interview, question, path)


def ask(interview: Interview, question: Question, path: Path) -> None:
    """Ask one question until it has an answer, or the person goes elsewhere."""
    show(interview, question)
    while True:
        typed = read("> ", interview, path)
        if typed in COMMANDS:
            if COMMANDS[typed](interview, question, path):
                return
            continue
        try:
            value = value_typed(typed, question, interview)
        except UserError as error:
            typer.secho("  " + error.problems[0].message, fg="red")
            continue
        interview.answer(question, value)
        write_answers(interview.answers, interview.pack, path)
        return


def show(interview: Interview, question: Question) -> None:
    """Print a question with its choices, where we are, and the answer it has."""
    settled, total = interview.progress()
    section = interview.pack.sections[question.section].name
    typer.secho(f"\n{settled + 1} of {total} · {section}", dim=True)
    typer.secho(question.ask, bold=True)
    for number, label in enumerate(question.choices.values(), 1):
        typer.echo(f"  {number}  {label}")
    value = interview.answers.given.get(question.id)
    if value is not None:
        usual = " (usual in this sector)" if question.id in interview.answers.prefilled else ""
        typer.secho(f"  now: {answer_words(question, value)}{usual}", fg="cyan")
    keeps = "" if value is None else " · Enter keeps it"
    typer.secho(f"  {HOW[question.answer]}{keeps}\n  {KEYS}", dim=True)


HOW = {
    "yes_no": "y or n",
    "number": "a number",
    "one": "one number",
    "many": "numbers, such as 1 3 · 0 none of these",
    "text": "a text",
}


def value_typed(typed: str, question: Question, interview: Interview) -> Value | None:
    """Return the value of what was typed. Raises UserError when it says nothing clear."""
    if typed == "u":
        return None
    if not typed:
        if question.id in interview.answers.given:
            return interview.answers.given[question.id]
        raise unclear("Please answer, or type u for not sure yet.")
    if question.answer == "many" and typed == "0":
        return ()
    if question.answer in ("one", "many"):
        typed = ",".join(chosen(word, question) for word in typed.replace(",", " ").split())
    if question.answer == "yes_no":
        typed = {"y": "yes", "n": "no"}.get(typed, typed)
    return parse_value(typed, question, interview.pack, question.id)


def chosen(word: str, question: Question) -> str:
    """Return the id of a choice given by its number or id."""
    ids = list(question.choices)
    if word.isdigit():
        if not 1 <= int(word) <= len(ids):
            raise unclear(f"There is no choice {word}; the choices are 1 to {len(ids)}.")
        return ids[int(word) - 1]
    return word


def unclear(message: str) -> UserError:
    return fail("survey", message)


def read(prompt: str, interview: Interview, path: Path) -> str:
    """Return a line typed. Raises UserError at the end of the input, with what was said kept."""
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt):
        write_answers(interview.answers, interview.pack, path)
        settled, total = interview.progress()
        raise fail(
            str(path),
            f"the input ended after {settled} of {total} questions; the answers are kept. "
            f"Go on with: advisor survey -o {path}",
        ) from None


def go_back(interview: Interview, question: Question, path: Path) -> bool:
    if interview.back() is None:
        typer.echo("  This is the first question.")
        return False
    return True


def explain(interview: Interview, question: Question, path: Path) -> bool:
    typer.echo(f"  {question.why}")
    if question.help:
        typer.echo(f"  {question.help}")
    return False


def change(interview: Interview, question: Question, path: Path) -> bool:
    answered = list_answers(interview)
    if not answered:
        typer.echo("  Nothing is answered yet.")
        return False
    typed = read("Which one? (number, Enter: none) ", interview, path)
    if typed.isdigit() and 1 <= int(typed) <= len(answered):
        ask(interview, interview.change(answered[int(typed) - 1].id), path)
        return True
    show(interview, question)
    return False


def stop(interview: Interview, question: Question, path: Path) -> bool:
    raise Stop


COMMANDS: dict[str, Callable[[Interview, Question, Path], bool]] = {
    "b": go_back,
    "?": explain,
    "c": change,
    "q": stop,
}
"""What can be typed instead of an answer; True means: leave this question."""


def list_answers(interview: Interview) -> list[Question]:
    """Print the answers so far, numbered, and return their questions."""
    settled = [question for question in interview.questions() if interview.is_settled(question)]
    for number, question in enumerate(settled, 1):
        value = interview.answers.given.get(question.id)
        words = "not sure yet" if value is None else answer_words(question, value)
        typer.echo(f"  {number:>2}  {question.ask} ", nl=False)
        typer.secho(words, fg="cyan")
    return settled


def review(interview: Interview, path: Path) -> None:
    """Show all answers and let the person change any until they are content."""
    while True:
        typer.secho("\nYour answers", bold=True)
        settled = list_answers(interview)
        typed = read("Number to change, Enter to finish: ", interview, path)
        if not typed:
            return
        if typed.isdigit() and 1 <= int(typed) <= len(settled):
            ask(interview, interview.change(settled[int(typed) - 1].id), path)
            ask_all(interview, path)


def ask_engagement(interview: Interview) -> None:
    """Ask for the company and the country where they are not known; Enter skips."""
    engagement = dict(interview.answers.engagement)
    for name, asks in ENGAGEMENT_ASKS.items():
        if name not in engagement:
            typed = input(f"{asks}, Enter to skip: ").strip()
            if typed and (name != "country" or (len(typed) == 2 and typed.isalpha())):
                engagement[name] = typed.upper() if name == "country" else typed
    interview.answers = replace(interview.answers, engagement=engagement)
