"""The commands that seal documents, and check that they still come out the same."""

from pathlib import Path
from typing import Annotated

import typer

from advisor.cli.planning import slow_steps

Issue = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that `advisor plan` wrote.")]


def seal(folder: Issue = Path("plan")) -> None:
    """Seal documents: write digests of every file, and of all they are made from, into seal.json."""
    from advisor.sealing.seal import SEAL
    from advisor.sealing.verify import seal as sealed

    count, digest = sealed(folder, slow_steps())
    typer.echo(f"Sealed: {folder / SEAL}, {count} documents. Digest of the seal: {digest}")


def verify(folder: Issue = Path("plan")) -> None:
    """Make sealed documents again and compare them byte by byte: exit 0 when the same, 2 with what differs and why."""
    from advisor.sealing.verify import verify as verified

    typer.echo(f"The same, byte by byte: {verified(folder, slow_steps())} documents.")
