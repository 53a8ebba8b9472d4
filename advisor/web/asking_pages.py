"""Asking back: the picture whose boxes answer, why, why not, and what if."""

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from advisor.advice import Advice
from advisor.errors import UserError, ended
from advisor.estimate.money_figures import explained
from advisor.explain import Explanation
from advisor.language import speaking
from advisor.picture import picture
from advisor.reasons import doing_sentences
from advisor.web.framing import shown
from advisor.web.pictures import linked
from advisor.web.result_pages import TheResult, tab
from advisor.web.work import speaking_of

router = APIRouter(include_in_schema=False)
LONGEST = 200
SHOWN = 4  # sentences of a reason; the others are folded away
AREA = "area:"


@router.get("/e/{engagement}/result/picture")
def show_picture(found: TheResult) -> Response:
    """Show the picture whose boxes lead to what stands behind them."""
    advice = found.sitting.advice
    with speaking(advice.pack.language):
        drawn = picture(advice)
    svg = linked(drawn.svg, found.sitting.base) if advice.apps else ""
    return tab(found, "picture", "picture", svg=svg, sentences=drawn.words)


@router.get("/e/{engagement}/why/{thing}")
async def why(request: Request, found: TheResult, thing: str) -> Response:
    """Say what stands behind one thing of the advice."""
    advice, wanted = found.sitting.advice, thing[:LONGEST]
    try:
        answers = await found.sitting.desk.work.once(
            ("why shown", found.key, wanted), lambda: speaking_of(advice, lambda: behind(advice, wanted))
        )
    except UserError as error:
        raise HTTPException(404, ended(f"“{wanted}”: {error.problems[0].message}")) from None
    part = "why_part" if request.headers.get("HX-Request") == "true" else "why"
    return shown(part, found.around, base=found.sitting.base, answers=answers, shown=SHOWN, lang=advice.pack.language)


def behind(advice: Advice, wanted: str) -> tuple[Explanation, ...]:
    """Return what stands behind anything that can be asked for, areas of business included. Raises UserError."""
    area = advice.pack.areas.get(wanted.removeprefix(AREA)) if wanted.startswith(AREA) else None
    if area is None:
        return explained(advice, wanted)
    inside = [item.activity.id for item in advice.activities if item.activity.area == area.id]
    return (Explanation("area", area.id, area.name, (area.summary, *doing_sentences(advice, inside))),)
