"""Writing an issue: the documents of an order, and beside them what they were made from."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from advisor.documents import files, write_documents
from advisor.documents.kinds import CHANGES
from advisor.errors import fail
from advisor.sealing.earlier import is_of, issue_before
from advisor.sealing.making import planned
from advisor.sealing.order import Order
from advisor.sealing.seal import SEAL
from advisor.sealing.source import keep


def issue(
    order: Order, folder: Path, told: Callable[[str], object] = len, named: Path | None = None
) -> tuple[Path, ...]:
    """Write the documents of an order and return their files; what they are made from is kept beside them.

    After an issue, named or in the folder, a page says what changed since. Raises UserError, for a file that cannot be
    made with the others written and nothing kept.
    """
    files(order.formats, order.kinds)
    order, style = with_the_issue_before(order, folder, named), order.style
    with planned(order) as plan:
        written = write_documents(plan, folder, order.formats, order.kinds, style, told)
    keep(order, plan.saying, folder)
    (folder / SEAL).unlink(missing_ok=True)  # what an earlier issue was sealed with
    return written


def with_the_issue_before(order: Order, folder: Path, named: Path | None) -> Order:
    """Return an order that knows the issue before and tells what changed since, where there is one.

    Raises UserError when it is wanted and there is none, or one of another company.
    """
    since = issue_before(folder, named)
    if since and not is_of(since, order.answers):
        if named:
            raise fail(f"--since {named}", f"is an issue of another company than {order.answers} is about")
        since = None
    if since:
        return replace(order, since=since, kinds=tuple(dict.fromkeys((*order.kinds, CHANGES))))
    if CHANGES in order.kinds:
        raise fail(f"--document {CHANGES}", "needs an issue before this one; name its folder with --since")
    return order
