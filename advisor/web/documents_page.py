"""Documents of the plan, every kind in every format, and the effort beside the survey."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from advisor.documents import DATA, FILE_NAMES, FORMATS, LAYOUTS, content, installed
from advisor.documents.kinds import CHANGES, KINDS
from advisor.errors import ended, nearest
from advisor.language import say
from advisor.web.api import MEDIA
from advisor.web.backlog_page import TOOLS
from advisor.web.framing import shown
from advisor.web.result_pages import AsKept, TheResult, refuse_limits, tab
from advisor.web.work import speaking_of

router = APIRouter(include_in_schema=False)
FORMAT_WORDS = {"md": "Markdown", "html": "Web page", "pdf": "PDF", "docx": "Word", "json": "JSON", "xlsx": "Excel"}
OFFERED = tuple(kind for kind in KINDS if kind != CHANGES)
"""The kinds of documents; what changed since an issue before needs that issue."""

ALWAYS = ("handbook",)
"""The kinds in which no number stands: they can be made whatever the plan has to keep to."""


@router.get("/e/{engagement}/result/documents")
async def documents(found: TheResult) -> Response:
    """List every document that can be made here."""
    _, wrong = await found.plan()
    blocked = bool(wrong or found.unfit)
    kinds = [(kind, say(KINDS[kind].title)) for kind in OFFERED if kind in ALWAYS or not blocked]
    formats, data = ({word: FORMAT_WORDS[word] for word in words if installed(word)} for words in (LAYOUTS, DATA))
    missing = [FORMAT_WORDS[word] for word in FORMATS if not installed(word)]
    data = {word: name for word, name in data.items() if word == "json" or not blocked}
    backlogs = {} if blocked else TOOLS
    names = {"backlogs": backlogs, "kinds": kinds, "formats": formats, "data": data, "missing": missing}
    return tab(found, "documents", "documents", wrong=wrong, blocked=blocked, **names)


@router.get("/e/{engagement}/documents/{file}")
async def document(found: TheResult, file: str) -> Response:
    """Give one document as a file to keep."""
    named, _, word = file.rpartition(".")
    kind = next((key for key, name in FILE_NAMES.items() if name == named), named)
    if kind not in OFFERED or word not in FORMATS:
        known = [f"{FILE_NAMES.get(key, key)}.{ending}" for key in OFFERED for ending in FORMATS]
        raise HTTPException(404, ended(f"There is no document “{file[:100]}”{nearest(file[:100], known)}"))
    plan, wrong = await found.plan()
    if kind not in ALWAYS and word != "json":
        refuse_limits(found, plan, wrong)
    work, key = found.sitting.desk.work, ("document", found.key, found.limits, kind, word)
    style = found.sitting.desk.settings.style
    made = await work.once(key, lambda: speaking_of(plan.advice, lambda: content(plan, kind, word, style)))
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(made, media_type=MEDIA[word], headers=headers)


@router.get("/e/{engagement}/effort")
def effort(found: AsKept) -> Response:
    """Say how much effort the first project is, for the side of the survey while one answers."""
    around = replace(found.around, language=found.sitting.pack.language)
    return shown("effort", around, effort=found.sitting.effort)
