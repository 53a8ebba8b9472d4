"""The folder ``made_from`` beside an issue's documents: copies of the consultant's files, and the options."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from advisor import __version__
from advisor.answers import make_folder, write_whole
from advisor.contract import pack_line
from advisor.documents.brand import read_brand
from advisor.errors import fail
from advisor.nodes import read_text
from advisor.pack import load_pack
from advisor.reissue.saying import Facts
from advisor.sealing.order import LISTS, TEXTS, Order

MADE_FROM = "made_from"
OPTIONS = "options.json"
BRAND = "brand.yaml"
SAID, SINCE = "said.json", "since"
DROPPED = ("brand/", "templates/", f"{SINCE}/")
"""What is not needed of the issue before."""
LARGEST = 20_000_000  # bytes of a folder of templates
SINGLE = ("answers", "terms")  # what is one file, under the name it has


def keep(order: Order, facts: Facts, folder: Path) -> None:
    """Write what an order is made from, and what came out, into a folder, in the place of what an earlier one left.

    Raises UserError when the folder holds something else under that name.
    """
    place, aside = folder / MADE_FROM, folder / f".{MADE_FROM}.part"
    if place.exists() and not (place / OPTIONS).is_file():
        raise fail(str(place), "is in the way: `advisor plan` keeps there what documents are made from")
    shutil.rmtree(aside, ignore_errors=True)
    for name, content in (*sources(order), (SAID, said(facts))):
        make_folder((aside / name).parent)
        write_whole(aside / name, content)
    shutil.rmtree(place, ignore_errors=True)
    aside.replace(place)


def sources(order: Order) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of every file that an order is made from."""
    for kind in SINGLE:
        path: Path | None = getattr(order, kind)
        if path:
            yield f"{kind}/{path.name}", path.read_bytes()
    if order.brand:
        brand = read_brand(order.brand)
        yield f"brand/{BRAND}", brand.as_file.encode()
        if brand.picture:
            yield f"brand/{Path(brand.logo).name}", brand.picture
    if order.templates:
        yield from templates(order.templates)
    if order.since:
        yield from issue_before(order.since)
    options = {name: getattr(order, name) for name in (*TEXTS, *LISTS)}
    yield OPTIONS, (json.dumps(options, indent=1, ensure_ascii=False) + "\n").encode()


def issue_before(place: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what is kept of the issue before: enough to tell what changed since."""
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if path.is_file() and not name.startswith(DROPPED):
            yield f"{SINCE}/{name}", path.read_bytes()


def said(facts: Facts) -> bytes:
    """Return what a plan said, and what made it, for the issue after it."""
    plain = {"maker": maker(), "facts": facts}
    return (json.dumps(plain, indent=1, ensure_ascii=False) + "\n").encode()


def maker() -> str:
    """Return the program and its knowledge pack in words."""
    pack = pack_line(load_pack())
    return f"advisor {__version__}, knowledge pack {pack['version']} ({pack['digest']})"


def templates(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a folder of templates. Raises UserError when it holds more than templates can."""
    total = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            total += path.stat().st_size
            if total > LARGEST:
                raise fail(str(folder), f"holds more than {LARGEST:,} bytes; keep templates in a folder of their own")
            yield f"templates/{path.relative_to(folder).as_posix()}", path.read_bytes()


def order_in(folder: Path) -> Order:
    """Return the order that a folder of documents was made by. Raises UserError where none is kept, or a broken one."""
    return order_at(folder / MADE_FROM)


def order_at(place: Path) -> Order:
    """Return the order kept at a place. Raises UserError where none is kept, or a broken one."""
    if not (place / OPTIONS).is_file():
        raise fail(str(place), "is missing: `advisor plan` writes it; write the documents again")
    given = read_json(place / OPTIONS)
    brand = place / "brand" / BRAND
    return Order(
        answers=single(place, "answers"),
        terms=single(place, "terms") if (place / "terms").is_dir() else None,
        brand=brand if brand.is_file() else None,
        templates=place / "templates" if (place / "templates").is_dir() else None,
        since=place / SINCE if (place / SINCE).is_dir() else None,
        **options(given, place / OPTIONS),
    )


def single(place: Path, kind: str) -> Path:
    """Return the one file of a kind."""
    found = sorted(path for path in (place / kind).glob("*") if path.is_file())
    if len(found) != 1:
        raise fail(str(place / kind), f"holds {len(found)} files; one is needed")
    return found[0]


def options(given: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return options as an order takes them. Raises UserError for what is none."""
    known = {one.name for one in fields(Order)}
    found: dict[str, Any] = {}
    for name, value in given.items():
        is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if name not in known or not (is_list if name in LISTS else isinstance(value, str)):
            raise fail(str(path), f"'{name}' is no option of an issue, or has a value of the wrong kind")
        found[name] = tuple(value) if is_list else value
    return found


def read_json(path: Path) -> dict[str, Any]:
    """Return the mapping in a JSON file. Raises UserError for anything else."""
    try:
        found = json.loads(read_text(path))
    except ValueError as error:
        raise fail(str(path), f"is not valid JSON: {error}") from None
    except RecursionError:
        raise fail(str(path), "is not valid JSON: it is nested too deep") from None
    if not isinstance(found, dict):
        raise fail(str(path), "has to hold a mapping")
    return found
