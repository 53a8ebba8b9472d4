"""The commands that show what there is: questionnaire, presets, pack, editions, scores."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from advisor.cli.options import AnswersFile, AsJson, LangWord, checked, checked_language, checked_series

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from advisor.advice import Advice
    from advisor.answers import Answers
    from advisor.pack import Pack


def the_pack() -> "Pack":
    """Return the pack that travels with the program."""
    from advisor.pack import load_pack

    return load_pack()


@contextmanager
def reporting(path: Path, series: str, edition: str, lang: str, terms: Path | None = None) -> "Iterator[Advice]":
    """Give the advice for an answer file, on a partner's terms; inside, the language of the report is in force.

    Raises UserError for bad files and words.
    """
    from advisor.advising import advise
    from advisor.answers import read_answers
    from advisor.schema import EDITIONS

    checked_series(series)
    checked("--edition", edition, EDITIONS)
    pack = the_pack()
    answers = read_answers(path, pack)
    with telling(pack, answers, lang, (terms,)) as (told, _):
        yield advise(told, answers, series, edition)  # type: ignore[arg-type]


@contextmanager
def telling(
    pack: "Pack", answers: "Answers", lang: str, terms: "Sequence[Path | None]"
) -> "Iterator[tuple[Pack, Pack]]":
    """Give a pack on the first terms and on the last, in the language of the report, which is in force inside."""
    from advisor.language import speaking
    from advisor.terms import with_terms
    from advisor.translation import translated

    language = checked_language(lang) if lang else answers.language
    with speaking(language):
        pack = translated(pack, language)
        packs = [with_terms(pack, path) if path else pack for path in terms]
        yield packs[0], packs[-1]


def show_warnings(advice: "Advice") -> None:
    for warning in advice.warnings:
        typer.echo(f"warning: {warning}", err=True)


def show_json(value: Any) -> None:
    """Print one JSON document."""
    import json

    typer.echo(json.dumps(value, indent=1, ensure_ascii=False))


def questions(
    quick: Annotated[bool, typer.Option("--quick", help="Only the quick questions.")] = False,
    lang: LangWord = "",
    as_json: AsJson = False,
) -> None:
    """Show the questionnaire."""
    from advisor.contract import questions_json
    from advisor.translation import translated

    pack = the_pack()
    found = questions_json(translated(pack, checked_language(lang)) if lang else pack, quick)
    if as_json:
        show_json(found)
        return
    for number, question in enumerate(found, 1):
        typer.echo(f"{number:>2}. {question['ask']}  [{question['id']}]")
        for choice in question["choices"]:
            typer.echo(f"      {choice['id']:<22} {choice['label']}")


def presets(as_json: AsJson = False) -> None:
    """List the sectors whose usual answers can be filled in with `survey --preset`."""
    found = the_pack().presets
    if as_json:
        show_json({key: preset.name for key, preset in found.items()})
        return
    for key, preset in found.items():
        typer.echo(f"{key:<24} {preset.name}")


def editions(answers: AnswersFile, lang: LangWord = "", as_json: AsJson = False) -> None:
    """Put editions and series side by side for one company."""
    from dataclasses import asdict

    from advisor.answers import read_answers
    from advisor.side_by_side import in_words, side_by_side

    pack = the_pack()
    said = read_answers(answers, pack)
    with telling(pack, said, lang, (None,)) as (told, _):
        found = side_by_side(told, said)
        if as_json:
            show_json([asdict(side) for side in found])
            return
        for side in found:
            head, *lines = in_words(side)
            typer.secho(head, bold=True)
            for line in lines:
                typer.echo(f"  {line}")


def evaluate(
    cases: Annotated[Path, typer.Argument(metavar="CASES.json", help="Companies whose apps are known.")],
    answers: Annotated[Path, typer.Option("--answers", help="Folder of answer files, one a case.")],
    quick: Annotated[bool, typer.Option("--quick", help="By the answers to the quick questions alone.")] = False,
    details: Annotated[bool, typer.Option("--details", help="Also what caused each miss and extra.")] = False,
    as_json: AsJson = False,
) -> None:
    """Score the advice on companies whose apps are known."""
    from advisor.evaluate import evaluate as scores_of
    from advisor.evaluate import evaluation_json, frequent, is_locked, means

    found = scores_of(the_pack(), cases, answers, quick)
    if as_json:
        show_json(evaluation_json(found))
        return
    everyone = [row.case for row in found]
    parts = {
        "all": found,
        "open to tuning": [row for row in found if not is_locked(row.case, everyone)],
        "locked": [row for row in found if is_locked(row.case, everyone)],
        "always the nine most frequent apps": frequent(found),
    }
    for name, rows in parts.items():
        mean = means(rows)
        figures = f"F1 {mean.f1:.3f}  precision {mean.precision:.3f}  recall {mean.recall:.3f}  apps {mean.apps:.1f}"
        typer.echo(f"{figures}  {mean.cases} cases, {name}")
    for row in found if details else ():
        for word, causes in (("missed", row.misses), ("extra", row.extras)):
            for key, cause in causes:
                typer.echo(f"{row.case.id}: {word} {key}: {cause}")


def pack(as_json: AsJson = False) -> None:
    """Show what the knowledge pack holds."""
    from advisor.contract import pack_json

    shown = pack_json(the_pack())
    if as_json:
        show_json(shown)
        return
    typer.echo(f"{shown['name']} {shown['version']}, fingerprint {shown['digest']}")
    for kind, count in shown["counts"].items():
        typer.echo(f"{count:>5} {kind}")
