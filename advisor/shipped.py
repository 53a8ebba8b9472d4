"""Where the files that travel with the program lie: inside the installed package, or beside it in a checkout."""

from pathlib import Path

HERE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Return the folder or file of that name (rules, templates) that came with the program."""
    inside = HERE / name
    return inside if inside.exists() else HERE.parent / name
