"""The result: the plan, a chapter of questions a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from starlette.responses import Response

from advisor.documents import doubts, management, numbers, overview, technics
from advisor.documents.blocks import Document, Section, as_plain
from advisor.errors import UserError, nearest
from advisor.plan import Limits, Plan
from advisor.side_by_side import side_by_side
from advisor.store.sheets import own_sheet
from advisor.web.api import TheDesk
from advisor.web.framing import Frame, shown
from advisor.web.limits import limits_of
from advisor.web.pictures import in_page
from advisor.web.security import Me, Mine, frame
from advisor.web.sitting import Sitting
from advisor.web.work import key_of, speaking_of
from advisor.words import capitalised

router = APIRouter(include_in_schema=False)
Chapter = Callable[[Plan], Section]

TABS: Mapping[str, str] = {
    "": "In short",
    "picture": "Picture",
    "reasons": "Reasons",
    "numbers": "Effort and money",
    "doubts": "Open and risky",
    "modules": "Modules",
    "editions": "Editions",
    "ask": "What if",
    "documents": "Documents",
}
"""The pages of a result: where each stands below it, and its name."""

CHAPTERS: Mapping[str, tuple[Chapter, ...]] = {
    "reasons": (
        *(management.comparison, management.coverage, management.functions, management.processes),
        *(management.pains, overview.reasons, management.methods),
    ),
    "numbers": (
        *(numbers.cut, numbers.effort, numbers.calendar, numbers.milestones, numbers.money, numbers.payments),
        *(numbers.swings, numbers.price_assumptions),
    ),
    "doubts": (doubts.gaps, doubts.open_points, doubts.risks, doubts.outside_help),
    "modules": (technics.series_and_country, technics.modules_in_short, technics.add_ons, technics.install_set),
}
"""Which chapters of the documents make a page."""


@dataclass(frozen=True)
class Result:
    """Where a result is shown: the sitting, its fingerprint, and its limits with what is wrong about them."""

    sitting: Sitting
    around: Frame
    key: str
    limits: Limits
    wrong: tuple[str, ...]

    async def plan(self) -> tuple[Plan, tuple[str, ...]]:
        """Return the plan, and what could not be kept; then the plan is the one without limits."""
        work, advice = self.sitting.desk.work, self.sitting.advice
        try:
            return await work.plan_of(self.key, advice, self.limits), self.wrong
        except UserError as error:
            wrong = tuple(f"{capitalised(problem.message)}." for problem in error.problems)
            return await work.plan_of(self.key, advice, Limits()), (*self.wrong, *wrong)


def result(desk: TheDesk, me: Me, mine: Mine) -> Result:
    """Return where the result of an engagement is shown."""
    sitting = Sitting(desk, own_sheet(desk.store, me.owner, mine.id), f"/e/{mine.id}", me.who, mine)
    key = key_of(sitting.content, mine.series, mine.edition, mine.terms)
    wrong: tuple[str, ...] = ()
    try:
        limits = limits_of(mine.limits)
    except UserError as error:
        limits, wrong = Limits(), tuple(problem.message for problem in error.problems)
    _ = sitting.advice  # in this thread, not where pages are answered
    return Result(sitting, frame(desk, me, "Result", mine, "result"), key, limits, wrong)


TheResult = Annotated[Result, Depends(result)]


def tab(found: Result, name: str, template: str, **names: Any) -> Response:
    """Return one page of a result."""
    return shown(
        f"result_{template}",
        found.around,
        base=found.sitting.base,
        tabs=TABS,
        tab=name,
        lang=found.sitting.advice.pack.language,
        mine=found.sitting.engagement,
        **names,
    )


@router.get("/e/{engagement}/result")
async def in_short(found: TheResult) -> Response:
    """Show what a busy owner reads."""
    plan, wrong = await found.plan()
    return tab(found, "", "short", plan=plan, advice=plan.advice, wrong=wrong)


@router.get("/e/{engagement}/result/editions")
async def editions(found: TheResult) -> Response:
    """Put editions and series side by side."""
    advice = found.sitting.advice
    sides = await found.sitting.desk.work.once(
        ("sides", found.key), lambda: speaking_of(advice, lambda: side_by_side(advice.pack, advice.answers))
    )
    return tab(found, "editions", "editions", sides=sides)


@router.get("/e/{engagement}/result/{chapter}")
async def chapters(found: TheResult, chapter: str) -> Response:
    """Show some chapters of the plan."""
    if chapter not in CHAPTERS:
        raise HTTPException(404, f"There is no page “{chapter[:100]}” of a result{nearest(chapter[:100], TABS)}.")
    plan, wrong = await found.plan()
    sections = speaking_of(plan.advice, lambda: tuple(part(plan) for part in CHAPTERS[chapter]))
    kept = tuple(section for section in sections if section.blocks)
    document = as_plain(Document(chapter, TABS[chapter], plan.company, (), kept))
    return tab(found, chapter, "chapters", plan=plan, document=document, in_page=in_page, wrong=wrong)
