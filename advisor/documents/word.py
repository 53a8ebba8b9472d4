"""Documents as Word files, from the consultant's own template or the shipped one. The one home of docxtpl.

A template takes plain fields (``facts``), the whole document as ``{{p body }}`` and the brand's picture as
``{{ logo }}``. It runs in a sandbox and everything filled in is escaped: text stays text, and nothing inside Python
can be reached.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jinja2 import ChainableUndefined, StrictUndefined, TemplateSyntaxError, Undefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from advisor.documents.blocks import Document, as_plain, every_text
from advisor.documents.brand import COLOURS
from advisor.documents.facts import facts
from advisor.documents.kinds import document, what_it_tells
from advisor.documents.pdf import png
from advisor.documents.style import Style
from advisor.documents.templates import page
from advisor.documents.widths import unbroken
from advisor.errors import UserError, fail
from advisor.language import SOURCE, spoken
from advisor.plan import Plan

TEMPLATE = "document.docx"
DAY_ZERO = (1980, 1, 1, 0, 0, 0)
"""The time of every part of a file: the same plan gives the same bytes."""
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAINTED = ("word/styles.xml", "word/theme/theme1.xml")
CLOSELY = {
    '<w:sz w:val="21"/>': '<w:sz w:val="18"/>',  # half points, of text and lists
    'w:after="200" w:line="276"': 'w:after="200" w:line="240"',  # the height of a line, 240 for one
    'w:before="320" w:after="100"': 'w:before="140" w:after="60"',  # around the title of a chapter
}
"""What the shipped styles become in a document that a page has to hold."""
MILLIMETRE = 36_000  # in the units of a drawing
WIDTH, LOGO_HEIGHT = 165 * MILLIMETRE, 14 * MILLIMETRE


def docx(plan: Plan, kind: str, style: Style) -> bytes:
    """Return a document as a Word file. Raises UserError for what is not installed or wrong in one's own template."""
    path = style.file(TEMPLATE)
    own = style.own is not None and path.parent == style.own
    told, found = what_it_tells(plan, kind), document(plan, kind, style.brand.name)
    with blamed(path, own):
        made = filled(path, told, found, style, StrictUndefined)
    if own:
        refuse_empty(path, facts(told, found, style))
        return with_fixed_times(made, {})
    painted = style.brand.plain["colours"]
    colours = {usual[1:].upper(): painted[name][1:].upper() for name, usual in COLOURS.items()}
    return with_fixed_times(made, colours | (CLOSELY if found.one_page else {}))


def filled(path: Path, plan: Plan, found: Document, style: Style, undefined: type[Undefined]) -> bytes:
    """Return a Word template filled in with a document; ``undefined`` says what happens to names nobody knows."""
    template = the_docxtpl().DocxTemplate(path)
    template.render_init()
    sandbox = SandboxedEnvironment(autoescape=True, undefined=undefined)
    names = {**facts(plan, found, style), "body": body(template, found, style), "logo": logo(template, style)}
    template.render(names, sandbox, autoescape=True)
    for style_language in template.docx.styles.element.iter(f"{WORD}lang") if spoken() != SOURCE else ():
        style_language.set(f"{WORD}val", spoken())
    for name in PROPERTIES:  # docxtpl escapes them, and then they are escaped once more in the file
        setattr(template.core_properties, name, unescape(getattr(template.core_properties, name)))
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def refuse_empty(path: Path, known: Mapping[str, Any]) -> None:
    """Raise UserError for a template in which nothing of a document would stand: neither all of it nor any list."""
    lists = {name for name, value in known.items() if isinstance(value, (list, tuple))}
    if not {"body", *lists} & the_docxtpl().DocxTemplate(path).get_undeclared_template_variables():
        raise fail(str(path), "has no {{p body }}, so that nothing of the document would stand in it; add that line")


def unknown_fields(plan: Plan, style: Style) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the names in one's own template that nobody knows, each with the names that are known there."""
    found: dict[str, tuple[str, ...]] = {}

    class Noted(ChainableUndefined):
        """Notes that it was used, and goes on."""

        def _noted(self) -> str:
            holder = self._undefined_obj
            if self._undefined_name:
                found[str(self._undefined_name)] = tuple(holder) if isinstance(holder, dict) else tuple(known)
            return ""

        def __call__(self, *_: object, **__: object) -> "Noted":  # type: ignore[override]
            self._noted()
            return self

        __str__ = __html__ = _noted

        def __iter__(self) -> Iterator[Any]:
            self._noted()
            return iter(())

        def __bool__(self) -> bool:
            return bool(self._noted())

    path, document_found = style.file(TEMPLATE), document(plan, "board")
    known = (*facts(plan, document_found, style), "body", "logo")
    with blamed(path, True):
        filled(path, plan, document_found, style, Noted)
    return tuple(sorted(found.items()))


def the_docxtpl() -> Any:
    """Return docxtpl, or raise UserError with the extra to install."""
    try:
        import docxtpl
    except ImportError:
        raise fail("--format docx", "needs more to be installed: pip install 'advisor[docx]'") from None
    return docxtpl


@contextmanager
def blamed(path: Path, own: bool) -> Iterator[None]:
    """Turn whatever goes wrong with one's own template into a UserError that names the paragraph, if it is known."""
    try:
        yield
    except Exception as error:
        if not own or isinstance(error, UserError):
            raise
        raise fail(str(path), f"{where(error)}{error}") from None


def where(error: Exception) -> str:
    """Return the paragraph at which a template failed: docxtpl gives each a line of its own."""
    line = error.lineno if isinstance(error, TemplateSyntaxError) else 0
    trace = error.__traceback__
    while trace is not None:
        line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == "<template>" else line
        trace = trace.tb_next
    return f"paragraph {line - 1}: " if line > 1 else ""


class Drawn:
    """A picture that puts itself into the part of the file that is being filled in."""

    def __init__(self, template: Any, picture: bytes, alt: str, **size: int) -> None:
        self.template, self.picture, self.alt, self.size = template, picture, alt, size

    def __html__(self) -> str:
        part = self.template.current_rendering_part or self.template.docx.part
        inline = part.new_pic_inline(io.BytesIO(self.picture), **self.size)
        inline.docPr.set("descr", self.alt)
        drawing = f"<w:drawing>{self.template.xml_to_string(inline)}</w:drawing>"
        return f'</w:t></w:r><w:r>{drawing}</w:r><w:r><w:t xml:space="preserve">'


def body(template: Any, found: Document, style: Style) -> Markup:
    """Return a document as paragraphs and tables of Word."""
    plain = every_text(as_plain(found), unbroken)
    for section in plain["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "picture":
                block["drawn"] = Drawn(template, png(block["svg"], style), block["alt"], width=WIDTH)
    return Markup(page("body.xml", {"document": plain, "brand": style.brand.plain}, style.own))  # noqa: S704 - escaped


def logo(template: Any, style: Style) -> Drawn | str:
    """Return the brand's picture, or an empty text."""
    brand = style.brand
    if not brand.picture:
        return ""
    drawn = brand.logo.lower().endswith(".svg")
    picture = png(brand.picture.decode(errors="replace"), style) if drawn else brand.picture
    return Drawn(template, picture, brand.name, height=LOGO_HEIGHT)


def with_fixed_times(made: bytes, looks: Mapping[str, str]) -> bytes:
    """Return the same file without a clock in it, and with some colours and sizes of its styles in place of others."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in looks.items() if name in PAINTED else ():
                content = content.replace(before.encode(), after.encode())
            info = ZipInfo(name, DAY_ZERO)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()
