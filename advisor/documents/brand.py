"""Whose documents they are: name, logo, colours, address and legal lines, from a file the consultant keeps."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from advisor.errors import Problem, UserError, nearest
from advisor.fields import FieldReader
from advisor.nodes import Node, read_entries
from advisor.schema import NONE, Shape, spec

COLOURS: Mapping[str, str] = {"main": "#163a5f", "accent": "#b26a00"}
"""What colours can be set, and what they are without a brand."""

PICTURES: Mapping[str, tuple[str, bytes]] = {
    ".png": ("image/png", b"\x89PNG"),
    ".jpg": ("image/jpeg", b"\xff\xd8"),
    ".jpeg": ("image/jpeg", b"\xff\xd8"),
    ".svg": ("image/svg+xml", b"<"),
}
"""What a logo may be: its media type and how such a file begins."""
LARGEST_LOGO = 1_000_000  # bytes; it stands in every document


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A partner as documents show it; without one documents are plain. ``picture`` holds the bytes of the logo."""

    name: str = spec(Shape.TEXT, "Name of the partner")
    logo: str = spec(Shape.TEXT, "Picture beside this file: PNG, JPEG or SVG", default="")
    colours: Mapping[str, str] = spec(Shape.LABELS, "main and accent, such as '#163a5f'", default=NONE)
    address: tuple[str, ...] = spec(Shape.TEXTS, "Address, line by line", default=())
    legal: tuple[str, ...] = spec(Shape.TEXTS, "Lines at the end of each document", default=())
    picture: bytes = b""

    @property
    def plain(self) -> dict[str, Any]:
        """The brand as plain values that templates and JSON can hold."""
        return {
            "name": self.name,
            "logo": self.data_uri,
            "colours": {**COLOURS, **self.colours},
            "address": list(self.address),
            "legal": list(self.legal),
        }

    @property
    def as_file(self) -> str:
        """The brand as a file that reads back the same, its logo beside it."""
        fields = ("name", "colours", "address", "legal")
        plain = {name: self.plain[name] for name in fields}
        return json.dumps({**plain, **({"logo": Path(self.logo).name} if self.picture else {})}, indent=1) + "\n"

    @property
    def data_uri(self) -> str:
        """The logo inside an address, so that a page needs nothing else; empty without one."""
        media = PICTURES[Path(self.logo).suffix.lower()][0] if self.picture else ""
        return f"data:{media};base64,{b64encode(self.picture).decode()}" if self.picture else ""


NO_BRAND = Brand(name="")


def read_brand(path: Path) -> Brand:
    """Return the brand in a file. Raises UserError with every problem of the file, a logo that is missing included."""
    tree = read_entries(path)
    reader = FieldReader({}, {})
    brand = reader.record(Brand, "the brand", tree)
    places = {key.text: node for key, node in tree.pairs}
    problems = [*reader.problems, *(colour_problems(places["colours"], brand) if brand and brand.colours else ())]
    picture = b""
    if brand and brand.logo:
        try:
            picture = logo(path.parent / brand.logo)
        except ValueError as error:
            problems.append(Problem(places["logo"].place, f"the logo {brand.logo} {error}"))
    if problems:
        raise UserError(problems)
    found: Brand = replace(brand, picture=picture)
    return found


def colour_problems(node: Node, brand: Brand) -> Iterator[Problem]:
    """Yield what is wrong with the colours."""
    for name, colour in brand.colours.items():
        if name not in COLOURS:
            yield Problem(
                node.place, f"'{name}' is no colour of a brand{nearest(name, COLOURS)} ({', '.join(COLOURS)})"
            )
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            yield Problem(node.place, f"'{colour}' is no colour; write '#' and six hexadecimal digits, in quotes")


def logo(path: Path) -> bytes:
    """Return the bytes of a logo. Raises ValueError saying what is wrong with it."""
    if path.suffix.lower() not in PICTURES:
        raise ValueError(f"is no picture that can be used; give one of {', '.join(PICTURES)}")
    try:
        found = path.read_bytes()
    except OSError as error:
        raise ValueError(f"cannot be read: {error.strerror}") from None
    if len(found) > LARGEST_LOGO:
        raise ValueError(f"has {len(found):,} bytes; {LARGEST_LOGO:,} are the most")
    if not found.lstrip().startswith(PICTURES[path.suffix.lower()][1]):
        raise ValueError(f"does not hold what '{path.suffix}' says")
    return found
