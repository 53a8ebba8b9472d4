"""How documents look: whose they are, and where templates of one's own lie."""

from dataclasses import dataclass
from pathlib import Path

from advisor.documents.brand import NO_BRAND, Brand, read_brand
from advisor.errors import fail
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
    return Style(read_brand(brand) if brand else NO_BRAND, own)
