"""The survey on a terminal: plain prompts that also work through a pipe, and never guess."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from textwrap import fill, indent

import typer

from advisor.advising import advise
from advisor.answers import parse_value, write_answers
from advisor.business import Question
from advisor.catalog import country_codes
from advisor.conditions import Value
from advisor.errors import UserError, fail
from advisor.survey import Interview
from advisor.typed import whole_number
from advisor.words import answer_words, counted

DIGITS = 6  # of the number of a choice; more are a slip
KEYS = "u not sure yet · b back · ? why we ask · c change an answer · q save and stop"
ENGAGEMENT_ASKS = {
    "n": ("company", "Name of the company"),
    "l": ("country", "Country (two letters, such as BE)"),
}


class Stop(Exception):
    """The person wants to stop for now."""


def run(interview: Interview, path: Path, on_terminal: bool) -> bool:
    """Ask until every question is settled, saving after each answer; return whether the person came to the end.

    Raises UserError at the end of the input.
    """
    write_answers(interview.answers, interview.pack, path)
    try:
        if on_terminal:
            ask_engagement(interview, path)
        ask_all(interview, path)
        settled, total = interview.progress()
        if settled < total and not interview.quick:
            typer.echo(f"\nThe other {total - settled} questions cannot change the advice any more.")
        if on_terminal and not interview.sizing:
            offer_sizing(interview, path)
        if on_terminal:
            review(interview, path)
    except Stop:
        write_answers(interview.answers, interview.pack, path)
        typer.echo(f"\nSaved {answered(interview)} in {path}. Go on any time: {again(interview, path)}")
        return False
    return True


def offer_sizing(interview: Interview, path: Path) -> None:
    """Show the advice so far, and ask how much of everything if the person wants to go on."""
    asked = [question for question in interview.sizes() if not interview.is_settled(question)]
    advice = advise(interview.pack, interview.answers)
    first = [item.app.name for item in advice.apps if item.priority in ("must", "should")]
    if not asked or not first:
        return
    typer.secho("\nYour first project so far", bold=True)
    typer.echo(fill(", ".join(first), shutil.get_terminal_size().columns - 2))
    typer.echo(
        f"{counted(len(asked), 'more question')} would make its effort and price clearer: how many of everything."
    )
    if read("Enter to go on, n to leave them for later: ", interview, path).lower() in ("", "y"):
        interview.sizing = True
        ask_all(interview, path)


def answered(interview: Interview) -> str:
    """Return how many of the questions that apply have an answer, in words."""
    questions = interview.questions()
    said = interview.answers.given.keys() | set(interview.answers.unknown)
    return f"{sum(question.id in said for question in questions)} of {len(questions)} answers"


def again(interview: Interview, path: Path) -> str:
    """Return the command that goes on with this survey."""
    options = ("--quick " if interview.quick else "") + ("--sizes " if interview.sizing else "")
    return f"advisor survey {options}-o {path}"


def ask_all(interview: Interview, path: Path) -> None:
    """Ask what is not settled, saving after every answer."""
    while (question := interview.next_question()) is not None:
        ask(interview, question, path)


def ask(interview: Interview, question: Question, path: Path) -> None:
    """Ask one question until it has an answer, or the person goes elsewhere."""
    show(interview, question)
    while True:
        typed = read("> ", interview, path)
        if typed.lower() in COMMANDS:
            if COMMANDS[typed.lower()](interview, question, path):
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
    """Print a question with its choices, where it stands, and the answer it has."""
    questions = interview.questions()
    section = interview.pack.sections[question.section].name
    asked_before = question.id in interview.answers.given and question in questions
    place = questions.index(question) + 1 if asked_before else interview.progress()[0] + 1
    typer.secho(f"\n{place} of {len(questions)} · {section}", dim=True)
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
    "number": "a whole number",
    "one": "one number",
    "many": "numbers, such as 1 3 · 0 none of these",
    "text": "a text",
}


def value_typed(typed: str, question: Question, interview: Interview) -> Value | None:
    """Return the value of what was typed. Raises UserError when it says nothing clear."""
    word = typed.lower()
    if word in UNSURE:
        return None
    if not word:
        if question.id in interview.answers.given:
            return interview.answers.given[question.id]
        raise unclear("Please answer, or type u for not sure yet.")
    if question.answer == "many" and word in NOTHING:
        return ()
    if question.answer in ("one", "many"):
        typed = ",".join(choice for part in word.replace(",", " ").split() for choice in chosen(part, question))
    if question.answer == "number":
        typed = str(whole_number(typed))
    if question.answer == "yes_no":
        typed = {"y": "yes", "n": "no"}.get(word, word)
    try:
        return parse_value(typed, question, interview.pack, question.id)
    except UserError:
        raise unclear(f"“{word}” is no answer here; {HOW[question.answer].partition(' · ')[0]}, please.") from None


def chosen(part: str, question: Question) -> list[str]:
    """Return the ids of choices given by number (3), range (2-4) or id."""
    ids = list(question.choices)
    if part in ids:
        return [part]
    first, _, last = part.partition("-")
    if not all(word.isdecimal() and len(word) <= DIGITS for word in (first, last or first)):
        raise unclear(f"“{part}” is no choice; type the numbers of the choices, 1 to {len(ids)}.")
    numbers = range(int(first), int(last or first) + 1)
    if not numbers or numbers[0] < 1 or numbers[-1] > len(ids):
        raise unclear(f"There is no choice {part}; the choices are 1 to {len(ids)}.")
    return [ids[number - 1] for number in numbers]


UNSURE = ("u", "unknown", "?!", "not sure")
NOTHING = ("0", "none", "-")


def unclear(message: str) -> UserError:
    return fail("survey", message)


def read(prompt: str, interview: Interview, path: Path) -> str:
    """Return a line typed. Raises UserError at the end of the input, with what was said kept."""
    try:
        return input(prompt).strip()
    except (EOFError, KeyboardInterrupt) as stopped:
        write_answers(interview.answers, interview.pack, path)
        ended = "the input ended" if isinstance(stopped, EOFError) else "stopped"
        kept = f"{ended} after {answered(interview)}; they are kept. Go on with: {again(interview, path)}"
        raise fail(str(path), kept) from None


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
    listed = list_answers(interview)
    if not listed:
        typer.echo("  Nothing is answered yet.")
        return False
    typed = read("Which one? (number, Enter: none) ", interview, path)
    if typed.isdigit() and 1 <= int(typed) <= len(listed):
        ask(interview, interview.change(listed[int(typed) - 1].id), path)
        return True
    if typed:
        typer.secho(f"  There is no answer {typed}.", fg="red")
    show(interview, question)
    return False


def stop(interview: Interview, question: Question, path: Path) -> bool:
    raise Stop


COMMANDS: dict[str, Callable[[Interview, Question, Path], bool]] = {
    "b": go_back,
    "?": explain,
    "c": change,
    "q": stop,
    "quit": stop,
}
"""What can be typed instead of an answer; True means: leave this question."""


def list_answers(interview: Interview) -> list[Question]:
    """Print the answers so far, numbered, and return their questions."""
    settled = [question for question in interview.questions() if interview.is_settled(question)]
    for number, question in enumerate(settled, 1):
        value = interview.answers.given.get(question.id)
        words = "not sure yet" if value is None else answer_words(question, value)
        typer.echo(f"  {number:>2}  {question.ask}")
        typer.secho(indent(fill(words, shutil.get_terminal_size().columns - 7), " " * 6), fg="cyan")
    return settled


def review(interview: Interview, path: Path) -> None:
    """Show all answers and let the person change any until they are content."""
    while True:
        typer.secho("\nYour answers", bold=True)
        for letter, (name, asks) in ENGAGEMENT_ASKS.items():
            typer.echo(f"   {letter}  {asks.partition(' (')[0]}: ", nl=False)
            typer.secho(interview.answers.engagement.get(name, "not given"), fg="cyan")
        settled = list_answers(interview)
        typed = read("Number or letter to change, Enter to finish: ", interview, path).lower()
        if not typed:
            return
        if typed in ENGAGEMENT_ASKS:
            ask_fact(interview, path, *ENGAGEMENT_ASKS[typed])
        elif typed == "q":
            raise Stop
        elif typed.isdigit() and 1 <= int(typed) <= len(settled):
            ask(interview, interview.change(settled[int(typed) - 1].id), path)
            ask_all(interview, path)
        else:
            typer.secho(f"  There is no line {typed}.", fg="red")


def ask_engagement(interview: Interview, path: Path) -> None:
    """Ask for the company and the country where they are not known; Enter skips."""
    for name, asks in ENGAGEMENT_ASKS.values():
        if name not in interview.answers.engagement:
            ask_fact(interview, path, name, asks)


def ask_fact(interview: Interview, path: Path, name: str, asks: str) -> None:
    """Ask for one fact of the engagement until it can be taken; Enter leaves it as it is, q stops."""
    while True:
        typed = read(f"{asks}, Enter to skip: ", interview, path)
        if typed.lower() == "q":
            raise Stop
        fact = typed.upper() if name == "country" else typed
        if not fact:
            return
        if name != "country" or fact in country_codes():
            interview.answers = replace(interview.answers, engagement={**interview.answers.engagement, name: fact})
            write_answers(interview.answers, interview.pack, path)
            return
        typer.secho(f"  “{typed}” is no country code; write two letters, such as BE.", fg="red")
