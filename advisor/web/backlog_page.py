"""The backlog of the first project as a file that a planning tool imports."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from advisor.backlog import backlog
from advisor.backlog_files import TARGETS, files_for
from advisor.errors import ended, nearest
from advisor.plan import Plan
from advisor.web.result_pages import TheResult, refuse_limits
from advisor.web.work import speaking_of

router = APIRouter(include_in_schema=False)
TOOLS = {"odoo": "Odoo", "jira": "Jira", "azure": "Azure DevOps"}
"""The planning tools by the word for them."""


@router.get("/e/{engagement}/backlog/{target}")
async def give(found: TheResult, target: str) -> Response:
    """Give the backlog for one planning tool: its file, or its files in one archive."""
    if target not in TARGETS:
        raise HTTPException(404, ended(f"There is no backlog for “{target[:100]}”{nearest(target[:100], TARGETS)}"))
    plan = refuse_limits(found, *await found.plan())
    key = ("backlog", found.key, found.limits, target)
    files = await found.sitting.desk.work.once(key, lambda: speaking_of(plan.advice, lambda: made(plan, target)))
    name, raw, kind = (f"backlog_{target}.zip", archive(files), "application/zip")
    if len(files) == 1:
        ((name, text),) = files.items()
        raw, kind = text.encode(), "text/csv; charset=utf-8"
    return Response(raw, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def made(plan: Plan, target: str) -> Mapping[str, str]:
    """Return the files of the backlog by name, in the order they are imported."""
    return files_for(target, backlog(plan.estimate))


def archive(files: Mapping[str, str]) -> bytes:
    """Return files as one archive, whose bytes follow from theirs alone."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(ZipInfo(name), text.encode(), ZIP_DEFLATED)
    return out.getvalue()
