"""Writing an issue: the documents of an order, and beside them what they were made from."""

from collections.abc import Callable
from pathlib import Path

from advisor.documents import files, write_documents
from advisor.sealing.order import Order, planned
from advisor.sealing.seal import SEAL
from advisor.sealing.source import keep


def issue(order: Order, folder: Path, told: Callable[[str], object] = len) -> tuple[Path, ...]:
    """Write the documents of an order and return their files; what they are made from is kept beside them.

    Raises UserError, for a file that cannot be made with the others written and nothing kept.
    """
    files(order.formats, order.kinds)
    style = order.style
    with planned(order) as plan:
        written = write_documents(plan, folder, order.formats, order.kinds, style, told)
    keep(order, folder)
    (folder / SEAL).unlink(missing_ok=True)  # what an earlier issue was sealed with
    return written
