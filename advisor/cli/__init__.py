"""The command line: thin doors. A command reads, calls one thing and shows; heavy imports wait until they are used."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from advisor.cli import asking, modules
from advisor.errors import UserError, fail, nearest

if TYPE_CHECKING:
    from advisor.advice import Advice
    from advisor.pack import Pack

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
app.command("install-set")(modules.install_set)
app.command("impact")(modules.impact)
app.command("why-not")(asking.why_not)
app.command("compare")(asking.compare)
app.command("merge")(asking.merge)

AnswersFile = Annotated[Path, typer.Argument(help="An answer file, YAML or JSON.", metavar="ANSWERS")]
SeriesWord = Annotated[str, typer.Option("--series", help="Odoo series: 17.0, 18.0 or 19.0.")]
EditionWord = Annotated[str, typer.Option("--edition", help="enterprise, community, community_oca or best.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Out = Annotated[Path, typer.Option("-o", "--out", help="Folder to write into.")]
DEFAULT_SERIES = "19.0"


@app.command()
def demo(out: Out = Path("plan")) -> None:
    """Write the plan of a built-in example, no questions asked."""
    from advisor.shipped import shipped

    plan(shipped("rules") / "example.yaml", out)


@app.command()
def survey(
    out: Annotated[Path, typer.Option("-o", "--out", help="Answer file to write; an existing one is resumed.")] = Path(
        "answers.yaml"
    ),
    source: Annotated[Path | None, typer.Option("--from", help="Answer file to start from.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Only the quick questions.")] = False,
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
    if preset and not interview.answers.prefilled:
        typer.echo("Every question of this preset has an answer already; nothing was filled in.")
    if prompts.run(interview, out, sys.stdin.isatty() and sys.stdout.isatty()):
        typer.echo(f"\nNext: advisor plan {out}")


@app.command()
def presets(as_json: AsJson = False) -> None:
    """List the sectors whose usual answers can be filled in with `survey --preset`."""
    found = the_pack().presets
    if as_json:
        show_json({key: preset.name for key, preset in found.items()})
        return
    for key, preset in found.items():
        typer.echo(f"{key:<24} {preset.name}")


@app.command()
def questions(
    quick: Annotated[bool, typer.Option("--quick", help="Only the quick questions.")] = False, as_json: AsJson = False
) -> None:
    """Show the questionnaire."""
    from advisor.contract import questions_json

    found = questions_json(the_pack(), quick)
    if as_json:
        show_json(found)
        return
    for number, question in enumerate(found, 1):
        typer.echo(f"{number:>2}. {question['ask']}  [{question['id']}]")
        for choice in question["choices"]:
            typer.echo(f"      {choice['id']:<22} {choice['label']}")


@app.command()
def advise(
    answers: AnswersFile,
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    as_json: AsJson = False,
) -> None:
    """Say which apps a company needs, and how strongly."""
    from advisor.contract import advice_json
    from advisor.words import PRIORITY_WORDS, counted

    advice = the_advice(answers, series, edition)
    show_warnings(advice)
    if as_json:
        show_json(advice_json(advice))
        return
    leaning = advice.orientation
    shares = f"production {leaning.production:.0%}, operations {leaning.operations:.0%}"
    typer.echo(f"{leaning.kind}: {shares}. {leaning.rule.reason}")
    for item in advice.apps:
        needs = counted(len(item.requirements), "requirement")
        typer.echo(f"{PRIORITY_WORDS[item.priority]:<8} {item.app.id:<20} {item.app.name} ({needs})")
    for needed in advice.prerequisites:
        typer.echo(f"{'Needed':<8} {needed.app.id:<20} {needed.app.name}, by {', '.join(needed.needed_by)}")
    for gap in advice.gaps:
        typer.echo(f"{'Gap':<8} {gap.need.requirement.id:<20} {gap.need.requirement.name}")


@app.command()
def plan(
    answers: AnswersFile,
    out: Out = Path("plan"),
    formats: Annotated[str, typer.Option("--format", help="Formats, with commas: md, html, json.")] = "md,html",
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
) -> None:
    """Write the implementation plan of one company."""
    from advisor.documents import write_documents
    from advisor.plan import make_plan

    advice = the_advice(answers, series, edition)
    show_warnings(advice)
    written = write_documents(make_plan(advice), out, tuple(word.strip() for word in formats.split(",")))
    typer.echo("Written: " + ", ".join(str(path) for path in written))


@app.command()
def editions(answers: AnswersFile, as_json: AsJson = False) -> None:
    """Put editions and series side by side for one company."""
    from dataclasses import asdict

    from advisor.answers import read_answers
    from advisor.side_by_side import side_by_side

    pack = the_pack()
    found = side_by_side(pack, read_answers(answers, pack))
    if as_json:
        show_json([asdict(side) for side in found])
        return
    for side in found:
        typer.secho(f"Odoo {side.series}, {side.edition}, supported until {side.support_ends}", bold=True)
        typer.echo(f"  {side.met} requirements met, {side.partly} in part, {side.gaps} gaps")
        typer.echo(f"  {side.apps} apps, {side.modules} modules; plan: {side.plan}; hosting: {side.hosting}")
        for note in side.notes:
            typer.echo(f"  {note}")


@app.command()
def why(
    answers: AnswersFile,
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="kind:id, such as app:crm; a bare id shows all it names.")
    ],
    series: SeriesWord = DEFAULT_SERIES,
    edition: EditionWord = "enterprise",
    as_json: AsJson = False,
) -> None:
    """Say what stands behind an app, requirement, activity, function, KPI, method, question or module."""
    from advisor.contract import explanations_json
    from advisor.explain import why as reasons

    found = reasons(the_advice(answers, series, edition), wanted)
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
) -> None:
    """Print the graph from answers to modules."""
    from advisor.graph import EXPORTS

    if form not in EXPORTS:
        raise fail("--format", f"'{form}' is no graph format{nearest(form, EXPORTS)} (formats: {', '.join(EXPORTS)})")
    typer.echo(EXPORTS[form](the_advice(answers, series, edition)), nl=False)


@app.command()
def evaluate(
    cases: Annotated[Path, typer.Argument(metavar="CASES.json", help="Companies whose apps are known.")],
    answers: Annotated[Path, typer.Option("--answers", help="Folder of answer files, one a case.")],
    details: Annotated[bool, typer.Option("--details", help="Also what caused each miss and extra.")] = False,
    as_json: AsJson = False,
) -> None:
    """Score the advice on companies whose apps are known."""
    from advisor.evaluate import evaluate as scores_of
    from advisor.evaluate import evaluation_json, frequent, is_locked, means

    found = scores_of(the_pack(), cases, answers)
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


@app.command()
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


@rules.command("check")
def rules_check(
    folder: Annotated[Path | None, typer.Argument(help="A rules folder; by default the one in use.")] = None,
    cases: Annotated[
        Path | None,
        typer.Option(
            "--cases", help="Folder of answer files or company cases: lists activities none of them exercises."
        ),
    ] = None,
) -> None:
    """Judge the knowledge pack: exit 0 when clean, 2 with findings."""
    from advisor.check import check_pack, unexercised
    from advisor.pack import load_pack
    from advisor.shipped import shipped

    folder = folder or shipped("rules")
    pack = load_pack(folder)
    found = check_pack(pack)
    for finding in found:
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


def the_pack() -> "Pack":
    from advisor.pack import load_pack

    return load_pack()


def the_advice(path: Path, series: str, edition: str) -> "Advice":
    """Return the advice for an answer file. Raises UserError for an unknown series or edition."""
    from advisor.advising import advise
    from advisor.answers import read_answers
    from advisor.schema import EDITIONS, SERIES

    for option, word, known in (("--series", series, SERIES), ("--edition", edition, EDITIONS)):
        if word not in known:
            raise fail(option, f"'{word}' is not known{nearest(word, known)} (known: {', '.join(known)})")
    pack = the_pack()
    return advise(pack, read_answers(path, pack), series, edition)  # type: ignore[arg-type]


def show_json(value: Any) -> None:
    typer.echo(json.dumps(value, indent=1, ensure_ascii=False))


def show_warnings(advice: "Advice") -> None:
    for warning in advice.warnings:
        typer.echo(f"warning: {warning}", err=True)


def main() -> None:
    """Run the command line; the user's mistakes are sentences on stderr and exit code 2."""
    try:
        app()
    except UserError as error:
        for problem in error.problems:
            typer.echo(f"error: {problem}", err=True)
        sys.exit(2)
