"""Documents as tagged PDF, set by typst from one template that reads them as data. The one home of typst.

System fonts are left out on purpose: the same plan gives the same bytes on every machine. A script that the shipped
font does not hold needs a font file in ``fonts/`` below one's own templates.
"""

import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

from advisor.documents.blocks import as_plain
from advisor.documents.kinds import document
from advisor.documents.style import Style
from advisor.errors import Place, fail
from advisor.plan import Plan
from advisor.shipped import shipped

SHARPNESS = 220  # dots an inch, of pictures for formats that take no drawings


def pdf(plan: Plan, kind: str, style: Style) -> bytes:
    """Return a document as PDF. Raises UserError without typst, and for a mistake in a template of one's own."""
    typst, template = the_typst("pdf"), style.file("document.typ")
    data = {**as_plain(document(plan, kind)), "brand": style.brand.plain, "logo": list(style.brand.picture)}
    compiler = typst.Compiler(
        template,
        root=template.parent,
        font_paths=fonts(style),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
    )
    try:
        made: bytes = compiler.compile(format="pdf")
    except typst.TypstError as error:
        if style.own is None:
            raise
        raise fail(typst_place(error, template), f"{error.message}; see `advisor template check`") from None
    return made


def png(svg: str, style: Style) -> bytes:
    """Return a drawing as a picture in dots. Raises UserError when typst is not installed."""
    typst = the_typst("docx")
    compiler = typst.Compiler(PICTURE, font_paths=fonts(style), ignore_system_fonts=True, sys_inputs={"svg": svg})
    made: bytes = compiler.compile(format="png", ppi=SHARPNESS)
    return made


PICTURE = b"""
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Open Sans")
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
