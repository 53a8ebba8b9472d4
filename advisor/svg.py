"""What every picture shares: a frame with the same in words, and tones that do not need colour to be told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from advisor.language import say

FONT = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing and the same in words, for those who cannot see it."""

    svg: str
    width: int
    height: int
    words: tuple[str, ...]
    title: str
    mermaid: str = ""  # the same for a reader of Markdown, where Mermaid can draw it


def framed(
    name: str,
    size: tuple[int, int],
    title: str,
    words: Sequence[str],
    parts: Iterable[str],
    style: str,
    number: str = "",
) -> Drawing:
    """Return parts as one picture with its title and description; ``name`` is the class its style speaks of.

    A ``number`` tells pictures of one name on one page apart.
    """
    (width, height), own = size, f"{name}{number}"
    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'class="{name}" role="img" aria-labelledby="{own}-title {own}-desc">',
        f'<title id="{own}-title">{escape(title)}</title>',
        f'<desc id="{own}-desc">{escape(in_one_sentence(words))}</desc>',
        f"<style>.{name} text{{font:12px/1.25 {FONT};fill:#1c2430}}{style.strip()}</style>".replace("\n", ""),
        *parts,
        "</svg>",
    ]
    return Drawing("\n".join(svg) + "\n", width, height, tuple(words), title)


def in_one_sentence(words: Iterable[str]) -> str:
    """Return what a picture shows as one sentence."""
    return say("; ").join(line.rstrip(".") for line in words) + "."


def stripes(name: str, colour: str) -> str:
    """Return a pattern of slanting lines to fill with, as ``url(#name)``: it stays visible without colour."""
    return (
        f'<defs><pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0h6v6h-6z" fill="#fff"/><path d="M0 0h2.4v6h-2.4z" fill="{colour}"/></pattern></defs>'
    )


def text(x: float, y: float, words: str, tone: str = "") -> str:
    """Return one line of text."""
    return f'<text{f" class={chr(34)}{tone}{chr(34)}" if tone else ""} x="{x}" y="{y}">{escape(words)}</text>'
