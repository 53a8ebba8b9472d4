"""Pictures inside pages: their styles come as one file, since pages hold none, and boxes lead to their reasons."""

import re

from fastapi import APIRouter
from starlette.responses import Response

from advisor import coverage_map, drawing
from advisor.estimate import gantt, tornado
from advisor.svg import FONT

router = APIRouter(include_in_schema=False)
TEXT = f".drawing text,.coverage text,.orientation text,.gantt text,.tornado text{{font:12px/1.25 {FONT};fill:#1c2430}}"
STYLES = (TEXT, drawing.STYLE, coverage_map.STYLE, coverage_map.ORIENTATION_STYLE, gantt.STYLE, tornado.STYLE)
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
BOX = re.compile(r'<g class="box [^"]*" data-id="([^"]*)"><title>([^<]*)</title>.*?</g>', re.DOTALL)
LINK = '<a href="{base}/why/{box[1]}" data-id="{box[1]}" aria-label="{box[2]}">{box[0]}</a>'
"""A box that leads somewhere; without a name of its own it would be called by its title and its lines of text."""


@router.get("/static/drawings.css")
def styles() -> Response:
    """Return how every kind of picture is painted."""
    return Response("".join(STYLES), media_type="text/css", headers={"Cache-Control": "max-age=3600"})


def in_page(svg: str) -> str:
    """Return a picture for a page that has its styles elsewhere."""
    return STYLE.sub("", svg)


def linked(svg: str, base: str) -> str:
    """Return a picture in which each box leads to what stands behind it."""
    link = BOX.sub(lambda box: LINK.format(base=base, box=box), in_page(svg))
    return link.replace('role="img"', 'role="group"', 1)
