"""The commands that ask back: why not, what if, and several people's answers joined."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli.looking import reporting, show_json, telling, the_pack
from advisor.cli.options import DEFAULT_SERIES, AnswersFile, AsJson, EditionWord, LangWord, SeriesWord
from advisor.errors import fail, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor.answers import Answers
    from advisor.compare import Comparison
    from advisor.conditions import Value
    from advisor.pack import Pack


def why_not(
    answers: AnswersFile,
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="kind:id, such as app:crm, module:sale_mrp, requirement:…; or bare.")
    ],
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    lang: LangWord = "",
    as_json: AsJson = False,
) -> None:
    """Say the smallest change of answers that would bring something in, or drop what is advised."""
    from advisor.contract import why_not_json
    from advisor.why_not import why_not as smallest_change

    with reporting(answers, series, edition, lang) as advice:
        found = smallest_change(advice, wanted)
    if as_json:
        show_json(why_not_json(advice, found))
        return
    for sentence in found.sentences:
        typer.echo(sentence)


def compare(
    answers: AnswersFile,
    other: Annotated[Path | None, typer.Argument(metavar="OTHER", help="Another answer file.")] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="QUESTION=VALUE", help="Change an answer.")
    ] = None,
    terms: Annotated[
        list[Path] | None,
        typer.Option("--terms", metavar="TERMS", help="The partner's own terms; twice: those before and those after."),
    ] = None,
    lang: LangWord = "",
    as_json: AsJson = False,
) -> None:
    """Say what changes from one answer file to another, when answers are set, or on other terms; as a change order."""
    from advisor.advising import advise
    from advisor.answers import read_answers
    from advisor.compare import compared
    from advisor.estimate.change import change_order, changes_json

    files = terms or []
    if (other and settings) or not (other or settings or len(files) == 2) or len(files) > 2:
        raise fail("compare", "give either another answer file or --set QUESTION=VALUE, or --terms twice")
    pack = the_pack()
    said = read_answers(answers, pack)
    after = read_answers(other, pack) if other else with_settings(said, settings or [], pack)
    with telling(pack, said, lang, files or [None]) as (first, last):
        advices = advise(first, said), advise(last, after)
        found, order = compared(*advices), change_order(*advices)
        if as_json:
            show_json(changes_json(found, order))
        else:
            show_changes(first, found, order.words)


def show_changes(pack: "Pack", found: "Comparison", order: "Sequence[str]") -> None:
    """Print what changes between two advices, then the change order."""
    from advisor.language import say
    from advisor.language.figures import share
    from advisor.words import PRIORITY_IN_SENTENCE, titled

    for change in found.apps:
        name = pack.apps[change.app].name
        before, after = (
            PRIORITY_IN_SENTENCE[word] if word else say("not advised") for word in (change.before, change.after)
        )
        because = ", " + say("because of {answers}", answers=", ".join(change.because)) if change.because else ""
        typer.echo(titled(name, f"{before} -> {after}{because}"))
    for word, gaps in ((say("new gap"), found.gaps_in), (say("no gap any more"), found.gaps_out)):
        for gap in gaps:
            typer.echo(titled(word, pack.requirements[gap].name))
    before, after = map(share, found.production)
    if before != after:
        typer.echo(titled(say("production management"), f"{before} -> {after}"))
    for number, sentence in enumerate(order):
        typer.secho(f"\n{sentence}" if number == 0 else sentence, bold=number == 0)


def with_settings(answers: "Answers", settings: list[str], pack: "Pack") -> "Answers":
    """Return answers with some changed. Raises UserError for an unknown question or value."""
    from advisor.answers import parse_value
    from advisor.trials import with_answers

    new: dict[str, Value | None] = {}
    for setting in settings:
        key, equals, text = setting.partition("=")
        if key not in pack.questions or not equals:
            raise fail(f"--set {setting}", f"needs QUESTION=VALUE{nearest(key, pack.questions)}")
        new[key] = parse_value(text, pack.questions[key], pack, f"--set {key}")
    return with_answers(answers, new)


def merge(
    files: Annotated[list[Path], typer.Argument(metavar="ANSWERS…", help="Answer files of several people.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Answer file to write.")],
) -> None:
    """Join the answers of several people; what they see differently is listed and left open."""
    from advisor.answers import read_answers, write_answers
    from advisor.compare import facts_of, merged
    from advisor.words import counted

    pack = the_pack()
    if len({path.stem for path in files}) < 2 or len({path.stem for path in files}) < len(files):
        raise fail("merge", "needs at least two answer files, each with a name of its own")
    if out.exists():
        raise fail(str(out), "exists already; choose another name, nothing is overwritten")
    people = {path.stem: read_answers(path, pack) for path in files}
    joined, conflicts = merged(pack, people)
    write_answers(joined, pack, out)
    for fact, facts in facts_of(people).items():
        if len({words for _, words in facts}) > 1:
            typer.echo(f"{fact}: {facts[0][1]} is kept" + "".join(f"\n  {who}: {words}" for who, words in facts))
    for conflict in conflicts:
        typer.echo(f"{pack.questions[conflict.question].ask} {'joined' if conflict.joined else 'left unknown'}")
        for who, words in conflict.said:
            typer.echo(f"  {who}: {words}")
    typer.echo(f"Written: {out}; {counted(len(conflicts), 'question')} answered differently.")
