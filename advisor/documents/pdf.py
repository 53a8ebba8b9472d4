"""Documents as PDF/UA-1, set by typst from one template that reads them as data. The one home of typst.

Only fonts that travel with the program or with typst, or lie in ``fonts/`` below one's own templates, are used, so that
the same plan gives the same bytes on every machine. What they lack, such as Chinese or Thai, is written in Latin
letters, and the document says so: PDF/UA has no place for letters that cannot be read.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from advisor.documents.blocks import as_plain, every_text
from advisor.documents.kinds import document
from advisor.documents.style import Style
from advisor.documents.widths import unbroken
from advisor.errors import Place, fail
from advisor.language import say
from advisor.plan import Plan
from advisor.shipped import shipped

SHARPNESS = 220  # dots an inch, of pictures for formats that take no drawings
STANDARD = "ua-1"
LACKING = "could not be displayed"
"""What typst says of letters that no font holds."""
IN_LATIN = (None, re.compile("[^\x00-\u052f\u1e00-\u27ff]+"), re.compile("[^\x00-\x7f]+"))
"""What is written in Latin letters: nothing; if that cannot be set, other scripts; at last whatever is not ASCII."""


def pdf(plan: Plan, kind: str, style: Style) -> bytes:
    """Return a document as PDF. Raises UserError without typst, and for a mistake in a template of one's own."""
    typst, template = the_typst("pdf"), style.file("document.typ")
    told = every_text(as_plain(document(plan, kind, style.brand.name)), unbroken)
    data = {**told, "brand": style.brand.plain, "remark": ""}
    try:
        for others in IN_LATIN:
            try:
                return made(typst, template, in_latin(data, others), style)
            except typst.TypstError as error:
                if LACKING not in error.message or others is IN_LATIN[-1]:
                    raise
    except typst.TypstError as error:
        if style.own is None:
            raise
        raise fail(typst_place(error, template), error.message) from None
    raise AssertionError("each attempt returns or raises")


def made(typst: ModuleType, template: Path, data: Mapping[str, Any], style: Style) -> bytes:
    """Return data set in a template. Raises TypstError."""
    compiler = typst.Compiler(
        template,
        root=template.parent,
        font_paths=fonts(style),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**data, "logo": list(style.brand.picture)}, ensure_ascii=False)},
    )
    found: bytes = compiler.compile(format="pdf", pdf_standards=STANDARD)
    return found


def in_latin(data: dict[str, Any], others: re.Pattern[str] | None) -> dict[str, Any]:
    """Return plain values in which some letters are written in Latin ones, with a remark that says so."""
    if others is None:
        return data
    from anyascii import anyascii

    found: dict[str, Any] = every_text(data, lambda text: others.sub(lambda some: anyascii(some[0]), text))
    return {**found, "remark": say("Letters that the fonts at hand do not have are written in Latin letters.")}


def png(svg: str, style: Style) -> bytes:
    """Return a drawing as a picture in dots. Raises UserError when typst is not installed."""
    typst = the_typst("docx")
    compiler = typst.Compiler(PICTURE, font_paths=fonts(style), ignore_system_fonts=True, sys_inputs={"svg": svg})
    made: bytes = compiler.compile(format="png", ppi=SHARPNESS)
    return made


PICTURE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: ("Noto Sans", "Noto Sans Math", "Noto Emoji"))
#image(bytes(sys.inputs.svg), format: "svg", width: 17cm)
"""


def the_typst(extra: str) -> ModuleType:
    """Return typst, or raise UserError with the extra to install."""
    try:
        import typst
    except ImportError:
        raise fail(f"--format {extra}", f"needs more to be installed: pip install 'advisor[{extra}]'") from None
    return typst


def fonts(style: Style) -> list[Path]:
    """Return the folders with fonts."""
    found = [style.own / "fonts"] if style.own and (style.own / "fonts").is_dir() else []
    return [shipped("templates") / "fonts", *found]


def typst_place(error: Any, template: Path) -> Place:
    """Return the line of a template that an error of typst speaks of."""
    line = re.search(r":(\d+):\d+", error.diagnostic)
    return Place(str(template), int(line[1]) if line else 0)
