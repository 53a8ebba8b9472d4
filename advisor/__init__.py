"""advisor: from a short survey of a company to the Odoo apps it needs, with every reason.

The five steps, typed and without side effects but reading: `load_pack`, `read_answers`, `advise`, `make_plan` and
`render`. They are imported when first used, so that importing the package costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advisor.advising import advise as advise
    from advisor.answers import read_answers as read_answers
    from advisor.documents import render as render
    from advisor.pack import load_pack as load_pack
    from advisor.plan import make_plan as make_plan

__all__ = ["advise", "load_pack", "make_plan", "read_answers", "render"]
__version__ = "0.5.0"

STEPS = {
    "load_pack": "advisor.pack",
    "read_answers": "advisor.answers",
    "advise": "advisor.advising",
    "make_plan": "advisor.plan",
    "render": "advisor.documents",
}


def __getattr__(name: str) -> Any:
    if name in STEPS:
        return getattr(import_module(STEPS[name]), name)
    raise AttributeError(f"module 'advisor' has no attribute '{name}'")
