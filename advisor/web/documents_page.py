"""Documents of the plan, every kind in every format, and the effort beside the survey."""

from dataclasses import replace

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from advisor.documents import DATA, FILE_NAMES, FORMATS, LAYOUTS, content
from advisor.documents.kinds import CHANGES, KINDS
from advisor.errors import fail, nearest
from advisor.language import say
from advisor.web.api import MEDIA
from advisor.web.framing import shown
from advisor.web.result_pages import TheResult, tab
from advisor.web.work import speaking_of

router = APIRouter(include_in_schema=False)
FORMAT_WORDS = {"md": "Markdown", "html": "Web page", "pdf": "PDF", "docx": "Word", "json": "JSON", "xlsx": "Excel"}
OFFERED = tuple(kind for kind in KINDS if kind != CHANGES)
"""The kinds of documents; what changed since an issue before needs that issue."""


@router.get("/e/{engagement}/result/documents")
def documents(found: TheResult) -> Response:
    """List every document."""
    kinds = [(kind, say(KINDS[kind].title)) for kind in OFFERED]
    formats = {word: FORMAT_WORDS[word] for word in LAYOUTS}
    data = {word: FORMAT_WORDS[word] for word in DATA}
    return tab(found, "documents", "documents", kinds=kinds, formats=formats, data=data, wrong=found.wrong)


@router.get("/e/{engagement}/documents/{file}")
async def document(found: TheResult, file: str) -> Response:
    """Give one document as a file to keep."""
    named, _, word = file.rpartition(".")
    kind = next((key for key, name in FILE_NAMES.items() if name == named), named)
    if kind not in OFFERED or word not in FORMATS:
        known = [f"{FILE_NAMES.get(key, key)}.{ending}" for key in OFFERED for ending in FORMATS]
        raise HTTPException(404, f"There is no document “{file[:100]}”{nearest(file[:100], known)}.")
    plan, wrong = await found.plan()
    if wrong:
        raise fail("limits", " ".join(wrong))
    work, key = found.sitting.desk.work, ("document", found.key, found.limits, kind, word)
    made = await work.once(key, lambda: speaking_of(plan.advice, lambda: content(plan, kind, word)))
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(made, media_type=MEDIA[word], headers=headers)


@router.get("/e/{engagement}/effort")
def effort(found: TheResult) -> Response:
    """Say how much effort the first project is, for the side of the survey while one answers."""
    around = replace(found.around, language=found.sitting.pack.language)
    return shown("effort", around, effort=found.sitting.effort)
