"""How documents look: whose they are, and where templates of one's own lie."""

from dataclasses import dataclass
from pathlib import Path

from advisor.documents.brand import NO_BRAND, Brand, read_brand
from advisor.errors import Place, Problem, UserError, fail, nearest
from advisor.shipped import shipped


@dataclass(frozen=True, slots=True)
class Style:
    """A brand, and a folder whose files stand in the place of shipped templates of the same name."""

    brand: Brand = NO_BRAND
    own: Path | None = None

    def file(self, name: str) -> Path:
        """Return the template file of a name: one's own where there is one, else the shipped one."""
        mine = self.own / name if self.own else None
        return mine if mine and mine.is_file() else shipped("templates") / name


def read_style(brand: Path | None, own: Path | None) -> Style:
    """Return the style that a brand file and a folder of templates give. Raises UserError for what is not there."""
    if own is not None and not own.is_dir():
        raise fail(str(own), "there is no such folder of templates; `advisor template init` makes one")
    problems = [problem for file in own_files(own) if (problem := known_template(file.name, Place(str(file))))]
    if problems:
        raise UserError(problems)
    return Style(read_brand(brand) if brand else NO_BRAND, own)


def own_files(own: Path | None) -> list[Path]:
    """Return the files in a folder of one's own that are meant as templates, by what their names end with."""
    endings = {Path(name).suffix for name in shipped_templates()}
    files = sorted(file for file in own.iterdir() if file.is_file()) if own else []
    return [file for file in files if file.suffix in endings and not file.name.startswith((".", "~$"))]


def shipped_templates() -> tuple[str, ...]:
    """Return the names of the shipped templates."""
    return tuple(sorted(path.name for path in shipped("templates").iterdir() if path.is_file()))


def known_template(name: str, place: Place) -> Problem | None:
    """Return what is wrong with the name of a template, or None."""
    known = shipped_templates()
    if name in known:
        return None
    return Problem(place, f"'{name}' is no template{nearest(name, known)} (templates: {', '.join(known)})")
