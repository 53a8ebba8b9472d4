"""The command line: thin doors. A command reads, calls one thing and shows; heavy imports wait until they are used."""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from advisor.cli import asking, delivering, looking, modules, numbers, planning, sealing, serving, templating
from advisor.cli.looking import reporting, show_json, show_warnings, the_pack
from advisor.cli.options import DEFAULT_SERIES, AnswersFile, AsJson, EditionWord, LangWord, SeriesWord, checked
from advisor.errors import UserError, fail, nearest

if TYPE_CHECKING:
    from advisor.advice import Advice

app = typer.Typer(
    help="From a short survey of a company to the Odoo apps it needs, with every reason.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)
rules = typer.Typer(
    help="Judge the knowledge pack, or write its handbook.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(rules, name="rules")
app.add_typer(modules.catalog, name="catalog")
app.add_typer(templating.template, name="template")
app.command("install-set")(modules.install_set)
app.command("impact")(modules.impact)
for command in (looking.questions, looking.presets, looking.pack, looking.editions, looking.evaluate):
    app.command()(command)
app.command("why-not")(asking.why_not)
app.command("compare")(asking.compare)
app.command("merge")(asking.merge)
app.command("estimate")(numbers.estimate)
app.command("backlog")(numbers.backlog)
app.command("demo")(planning.demo)
app.command("plan")(planning.plan)
app.command("papers")(delivering.papers)
app.command("seal")(sealing.seal)
app.command("verify")(sealing.verify)
app.command("serve")(serving.serve)
app.add_typer(serving.user, name="user")


@app.command()
def survey(
    out: Annotated[Path, typer.Option("-o", "--out", help="Answer file to write; an existing one is resumed.")] = Path(
        "answers.yaml"
    ),
    source: Annotated[Path | None, typer.Option("--from", help="Answer file to start from.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Only the quick questions.")] = False,
    sizes: Annotated[
        bool, typer.Option("--sizes", help="Also how many users, sites, data: for effort and price.")
    ] = False,
    preset: Annotated[
        str, typer.Option("--preset", help="Fill in the usual answers of a sector, to be confirmed.")
    ] = "",
) -> None:
    """Ask the questions here, one at a time; saves after every answer, resumes, goes back."""
    from advisor.answers import Answers, read_answers
    from advisor.cli import prompts
    from advisor.survey import start

    pack = the_pack()
    if preset and preset not in pack.presets:
        raise fail(
            "--preset", f"'{preset}' is no preset{nearest(preset, pack.presets)} (presets: {', '.join(pack.presets)})"
        )
    begin = source or (out if out.exists() else None)
    answers = read_answers(begin, pack) if begin else Answers()
    interview = start(pack, answers, quick, preset)
    interview.sizing = sizes
    if preset and not interview.answers.prefilled:
        typer.echo("Every question of this preset has an answer already; nothing was filled in.")
    if prompts.run(interview, out, sys.stdin.isatty() and sys.stdout.isatty()):
        typer.echo(f"\nNext: advisor plan {out}")


@app.command()
def advise(
    answers: AnswersFile,
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    lang: LangWord = "",
    as_json: AsJson = False,
) -> None:
    """Say which apps a company needs, and how strongly."""
    from advisor.contract import advice_json

    with reporting(answers, series, edition, lang) as advice:
        show_warnings(advice)
        if as_json:
            show_json(advice_json(advice))
        else:
            show_advice(advice)


def show_advice(advice: "Advice") -> None:
    """Print an advice as text."""
    from advisor.confidence import confidences
    from advisor.language import say, say_many
    from advisor.language.figures import share
    from advisor.words import FIT_WORDS, ORIENTATION_WORDS, PRIORITY_WORDS

    leaning = advice.orientation
    shares = say(
        "{kind}: production {production}, operations {operations}.",
        kind=ORIENTATION_WORDS[leaning.kind],
        production=share(leaning.production),
        operations=share(leaning.operations),
    )
    typer.echo(f"{shares} {leaning.rule.reason}")
    sure = confidences(advice, advice.open_points)
    for item in advice.apps:
        needs = say_many("{number} requirement", "{number} requirements", len(item.requirements))
        typer.echo(f"{PRIORITY_WORDS[item.priority]:<8} {item.app.id:<20} {item.app.name} ({needs})")
        typer.echo(f"{'':<30}{sure[item.app.id].sentence}")
    for needed in advice.prerequisites:
        users = say("{app}, by {users}", app=needed.app.name, users=", ".join(needed.needed_by))
        typer.echo(f"{say('Needed'):<8} {needed.app.id:<20} {users}")
    for gap in advice.gaps:
        typer.echo(f"{FIT_WORDS['gap']:<8} {gap.need.requirement.id:<20} {gap.need.requirement.name}")


@app.command()
def why(
    answers: AnswersFile,
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="kind:id, such as app:crm; a bare id shows all it names.")
    ],
    terms: numbers.TermsFile = None,
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    lang: LangWord = "",
    as_json: AsJson = False,
) -> None:
    """Say what stands behind an app, requirement, gap, activity, function, KPI, method, question, module, risk…"""
    from advisor.contract import explanations_json
    from advisor.estimate.money_figures import explained

    with reporting(answers, series, edition, lang, terms) as advice:
        found = explained(advice, wanted)
    if as_json:
        show_json(explanations_json(found))
        return
    for item in found:
        typer.secho(f"{item.kind}: {item.name}", bold=True)
        for sentence in item.sentences:
            typer.echo(f"  {sentence}")


@app.command()
def graph(
    answers: AnswersFile,
    form: Annotated[str, typer.Option("--format", help="mermaid, dot, graphml, json or svg.")] = "mermaid",
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    lang: LangWord = "",
) -> None:
    """Print the graph from answers to modules."""
    from advisor.graph import EXPORTS

    if form not in EXPORTS:
        raise fail("--format", f"'{form}' is no graph format{nearest(form, EXPORTS)} (formats: {', '.join(EXPORTS)})")
    with reporting(answers, series, edition, lang) as advice:
        typer.echo(EXPORTS[form](advice), nl=False)


@rules.command("check")
def rules_check(
    folder: Annotated[Path | None, typer.Argument(help="A rules folder; by default the one in use.")] = None,
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases", help="Folder of answer files or company cases: lists activities none of them exercises."
        ),
    ] = None,
    witness: Annotated[
        Path | None,
        typer.Option("--witness", help="Folder to write into: for each finding, an answer file that shows it."),
    ] = None,
) -> None:
    """Judge the knowledge pack, over all answers there can be: exit 0 when clean, 2 with findings."""
    from advisor.check import check_pack, unexercised, with_witnesses
    from advisor.pack import load_pack
    from advisor.shipped import shipped

    folder = folder or shipped("rules")
    pack = load_pack(folder)
    found = check_pack(pack)
    for finding in with_witnesses(pack, found, witness) if witness else found:
        typer.echo(str(finding))
    cases = cases or folder.parent / "tests" / "companies"
    if cases.is_dir():
        idle = unexercised(pack, cases)
        typer.echo(f"note: {len(idle)} activities are exercised by no case in {cases}: {', '.join(idle) or 'none'}")
    kinds = ("questions", "activities", "requirements", "apps")
    counts = ", ".join(f"{len(getattr(pack, kind))} {kind}" for kind in kinds)
    typer.echo(f"{len(found)} findings in {counts}.")
    raise typer.Exit(2 if found else 0)


@rules.command("docs")
def rules_docs(
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File to write; printed without it.")] = None,
) -> None:
    """Write the pack author's handbook: every section, every field."""
    from advisor.answers import write_whole
    from advisor.handbook import handbook

    text = handbook()
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_whole(out, text)


@rules.command("texts")
def rules_texts(
    language: Annotated[str, typer.Argument(help="The language of the translations, such as fr.")],
    folder: Annotated[Path | None, typer.Argument(help="A rules folder; by default the one in use.")] = None,
) -> None:
    """Bring the translations up to date: new texts come in empty, changed ones doubtful, and nothing is lost."""
    from advisor.language import LANGUAGES, SOURCE
    from advisor.pack import load_pack
    from advisor.shipped import shipped
    from advisor.texts import bring_up_to_date

    folder = folder or shipped("rules")
    checked("LANG", language, [word for word in LANGUAGES if word != SOURCE])
    found = bring_up_to_date(load_pack(folder), language, folder)
    typer.echo(
        f"{found.texts} texts, {found.missing} not translated, {found.doubtful} doubtful; {found.gone} kept aside."
    )


def main() -> None:
    """Run the command line; the user's mistakes are sentences on stderr and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter shows its number
    try:
        app()
    except UserError as error:
        for problem in error.problems:
            typer.echo(f"error: {problem}", err=True)
        sys.exit(2)
