"""What a browser sends with a form."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from advisor.web.said import Fields

MOST_FIELDS = 2_000
LONGEST_ADDRESS = 2_000


async def posted(request: Request) -> Fields:
    """Return the texts of a posted form by name."""
    form = await request.form(max_fields=MOST_FIELDS)
    found: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            found.setdefault(name, []).append(value)
    await form.close()
    return found


def address_here(text: str) -> str:
    """Return an address on this server as it is, path and all; nothing for any other text."""
    own = text.startswith("/") and text[1:2] not in ("/", "\\") and len(text) <= LONGEST_ADDRESS
    return text if own and all(" " < letter < "\x7f" for letter in text) else ""


Posted = Annotated[Fields, Depends(posted)]


async def uploaded(request: Request) -> tuple[str, bytes]:
    """Return the name and the bytes of an uploaded file. Refuses a form without one."""
    form = await request.form()
    file = form.get("file")
    if file is None or isinstance(file, str) or not file.filename:
        raise HTTPException(422, "No file was chosen; go back and choose one.")
    raw = await file.read()
    await form.close()
    return file.filename, raw


Uploaded = Annotated[tuple[str, bytes], Depends(uploaded)]
