"""The result: the plan, a chapter of questions a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from advisor.documents import doubts, installed, management, numbers, overview, technics
from advisor.documents.blocks import Document, Section, as_plain
from advisor.errors import UserError, ended, fail, nearest
from advisor.estimate.services import currency_of
from advisor.plan import Limits, Plan
from advisor.side_by_side import side_by_side
from advisor.store.sheets import own_sheet
from advisor.web.api import TheDesk
from advisor.web.columns import with_points_aligned
from advisor.web.framing import Frame, shown
from advisor.web.limits import limits_of
from advisor.web.pictures import in_page
from advisor.web.security import Me, Mine, frame
from advisor.web.sitting import Sitting
from advisor.web.work import USUAL, speaking_of
from advisor.words import EDITION_WORDS, capitalised

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
    """Where a result is shown: the sitting, its limits with what is wrong about them, and why own terms do not hold."""

    sitting: Sitting
    around: Frame
    limits: Limits
    wrong: tuple[str, ...]
    unfit: str = ""

    @property
    def key(self) -> str:
        """The fingerprint of the advice."""
        return self.sitting.key

    @property
    def limits_typed(self) -> Mapping[str, str]:
        """The limits of the engagement as typed."""
        return self.around.engagement.limits if self.around.engagement else {}

    async def plan(self) -> tuple[Plan, tuple[str, ...]]:
        """Return the plan, and what could not be kept; then the plan is the one without limits."""
        work, advice = self.sitting.desk.work, self.sitting.advice
        try:
            return await work.plan_of(self.key, advice, self.limits), self.wrong
        except UserError as error:
            wrong = tuple(f"{capitalised(problem.message)}." for problem in error.problems)
            return await work.plan_of(self.key, advice, Limits()), (*self.wrong, *wrong)


def as_kept(desk: TheDesk, me: Me, mine: Mine) -> Result:
    """Return where the result of an engagement is shown, on its terms as far as they can be read."""
    sitting = Sitting(desk, own_sheet(desk.store, me.owner, mine.id), f"/e/{mine.id}", me.who, mine)
    wrong: tuple[str, ...] = ()
    try:
        limits = limits_of(mine.limits)
    except UserError as error:
        limits, wrong = Limits(), tuple(problem.message for problem in error.problems)
    advice = sitting.advice  # made in this thread, not where pages are answered
    if limits.budget is not None and not currency_of(advice):
        limits, wrong = replace(limits, budget=None), (NO_CURRENCY,)
    unfit = "" if sitting.terms == mine.terms else UNREADABLE
    return Result(sitting, frame(desk, me, "Result", mine, "result"), limits, wrong, unfit)


NO_CURRENCY = "A budget needs a currency: say which under “About the company” on the overview."
UNREADABLE = "Your own terms cannot be read any more, so what you see stands on the usual terms."
UNFIT = "{whose} terms make no plan for these answers, so what you see stands on the usual terms: {why}."


AsKept = Annotated[Result, Depends(as_kept)]


async def result(found: AsKept) -> Result:
    """Return where a result is shown, on terms that make a plan: its own, or those of the server, or of the pack."""
    work, on_server = found.sitting.desk.work, bool(found.sitting.desk.settings.terms)
    others = [terms for terms, there in (("", bool(found.sitting.terms)), (USUAL, on_server)) if there]
    for terms in others:
        try:
            await work.plan_of(found.key, found.sitting.advice)
        except UserError as error:
            whose = "Your own" if found.sitting.terms else "This server's"
            unfit = found.unfit or UNFIT.format(whose=whose, why=error.problems[0].message)
            found = replace(found, sitting=await run_in_threadpool(advised, found.sitting.on_terms(terms)), unfit=unfit)
        else:
            break
    return found


def advised(sitting: Sitting) -> Sitting:
    """Return a sitting whose advice is made."""
    _ = sitting.advice
    return sitting


TheResult = Annotated[Result, Depends(result)]


def refuse_limits(found: Result, plan: Plan, wrong: tuple[str, ...]) -> Plan:
    """Return a plan that keeps all it has to. Raises UserError for one that does not: nobody is to take it away."""
    if wrong or found.unfit:
        raise fail("limits", " ".join((*wrong, *filter(None, [found.unfit]))))
    return plan


def tab(found: Result, name: str, template: str, code: int = 200, /, **names: Any) -> Response:
    """Return one page of a result."""
    return shown(
        f"result_{template}",
        found.around,
        code,
        base=found.sitting.base,
        tabs=TABS,
        tab=name,
        lang=found.sitting.advice.pack.language,
        mine=found.around.engagement,
        unfit=found.unfit,
        **names,
    )


@router.get("/e/{engagement}/result")
async def in_short(found: TheResult) -> Response:
    """Show what a busy owner reads."""
    plan, wrong = await found.plan()
    as_pdf = installed("pdf") and not wrong and not found.unfit
    return tab(found, "", "short", plan=plan, advice=plan.advice, wrong=wrong, as_pdf=as_pdf)


@router.get("/e/{engagement}/result/editions")
async def editions(found: TheResult) -> Response:
    """Put editions and series side by side."""
    advice = found.sitting.advice
    sides = await found.sitting.desk.work.once(
        ("sides", found.key), lambda: speaking_of(advice, lambda: side_by_side(advice.pack, advice.answers))
    )
    chosen = (advice.series, speaking_of(advice, lambda: EDITION_WORDS[advice.edition]))
    return tab(found, "editions", "editions", sides=sides, chosen=chosen)


@router.get("/e/{engagement}/result/{chapter}")
async def chapters(found: TheResult, chapter: str) -> Response:
    """Show some chapters of the plan."""
    return await chapters_page(found, chapter, found.limits_typed)


async def chapters_page(
    found: Result, chapter: str, limits: Mapping[str, str], refused: tuple[str, ...] = ()
) -> Response:
    """Return the page of some chapters; ``refused``: what of a form on it, with these limits, could not be kept."""
    if chapter not in CHAPTERS:
        hint = nearest(chapter[:100], TABS)
        raise HTTPException(404, ended(f"There is no page “{chapter[:100]}” of a result{hint}"))
    plan, wrong = await found.plan()
    sections = speaking_of(plan.advice, lambda: tuple(with_points_aligned(part(plan)) for part in CHAPTERS[chapter]))
    kept = tuple(section for section in sections if section.blocks)
    document = as_plain(Document(chapter, TABS[chapter], plan.company, (), kept))
    return tab(
        found,
        chapter,
        "chapters",
        422 if refused else 200,
        plan=plan,
        document=document,
        in_page=in_page,
        wrong=refused or wrong,
        limits=limits,
    )
