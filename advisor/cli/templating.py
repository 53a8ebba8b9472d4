"""The commands about templates of one's own: copy them, check them."""

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.looking import show_json
from advisor.cli.options import AsJson

template = typer.Typer(
    help="Templates of your own: copy them, list their fields, check them.", no_args_is_help=True, rich_markup_mode=None
)


@template.command("init")
def init(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME…", help="Templates; without one the Word file.")
    ] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder to copy into; nothing in it is replaced.")] = Path(
        "templates"
    ),
) -> None:
    """Copy shipped templates into a folder, to be edited there and used with `advisor plan --templates`."""
    from advisor.documents.checking import copy_templates

    written = copy_templates(tuple(names or ()), out)
    typer.echo("Written: " + ", ".join(str(path) for path in written))
    typer.echo(f"Next: edit, then advisor template check {out}; advisor template fields lists what may stand in it.")


@template.command("fields")
def fields(as_json: AsJson = False) -> None:
    """List every field that a Word template may use: how it is written, and what it holds."""
    from advisor.documents.field_list import fields as known

    if as_json:
        show_json([field._asdict() for field in known()])
        return
    for field in known():
        typer.echo(f"{field.written}\n    {field.meaning}")


@template.command("check")
def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder of templates, or one of its files.")],
) -> None:
    """Fill templates in with the built-in example; exit 0 when clean, 2 with a list of what is wrong."""
    from advisor.documents.checking import check_templates
    from advisor.errors import UserError

    checked, problems = check_templates(path)
    if problems:
        raise UserError(problems)
    typer.echo(f"Clean: {', '.join(checked)}.")
