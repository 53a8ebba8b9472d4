"""The commands that run a server and say who may enter it."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from advisor.cli.looking import the_pack
from advisor.cli.numbers import TermsFile
from advisor.cli.planning import BrandFile, TemplatesFolder

user = typer.Typer(
    help="Say who may log in where others can reach the server.", no_args_is_help=True, rich_markup_mode=None
)
Data = Annotated[
    str, typer.Option("--data", metavar="FOLDER|URL", help="Where to keep things; a folder, or postgresql://…")
]


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; any but this computer's needs logins.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    data: Data = "",
    name: Annotated[
        list[str] | None, typer.Option("--name", help="Name under which people reach the server; may be repeated.")
    ] = None,
    login: Annotated[
        bool,
        typer.Option("--login", help="Ask for logins on this computer too, such as behind a proxy."),
    ] = False,
    terms: TermsFile = None,
    brand: BrandFile = None,
    templates: TemplatesFolder = None,
) -> None:
    """Keep engagements and ask the questions in a browser: pages and HTTP API, until stopped."""
    from advisor.documents.style import read_style
    from advisor.serve import serve as run
    from advisor.settings import Settings

    style = read_style(brand, templates)
    run(Settings(host, port, data, tuple(name or ()), login, terms, style), the_pack(), typer.echo)


@user.command("add")
def add_user(name: str, data: Data = "") -> None:
    """Let somebody log in; the password is asked for."""
    from advisor.serve import with_store

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    with with_store(data) as (store, people):
        people.add_user(store, name, password, datetime.now(UTC))
    typer.echo(f"{name} can log in now.")


@user.command("password")
def set_password(name: str, data: Data = "") -> None:
    """Give somebody another password and end their logins; the password is asked for."""
    from advisor.serve import with_store

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    with with_store(data) as (store, people):
        people.set_password(store, name, password)
    typer.echo(f"{name} has a new password.")
