"""The inventory of interfaces: which systems stand on the other side, and what must be known before one is promised."""

from typing import NamedTuple

from advisor.advice import Advice
from advisor.conditions import Truth, because, holds
from advisor.delivery import Interface
from advisor.language import Words, say
from advisor.papers.paper import Brief, Paper, Table

DIRECTION_WORDS = Words({"in": "To Odoo", "out": "From Odoo", "both": "Both ways"})


class InterfaceLine(NamedTuple):
    """One interface."""

    interface: str
    other_side: str
    direction: str
    data: str
    apps: tuple[str, ...]
    odoo_brings: str
    to_be_known: str
    owner: str
    because_of: tuple[str, ...]


def integrations(brief: Brief) -> Paper:
    """Return the interfaces that answers call for; those that hang on open answers stand among the exclusions."""
    lines = tuple(interface_line(brief, interface) for interface in interfaces_of(brief.advice, Truth.YES))
    return Paper(
        "integrations",
        say("Integrations"),
        say(
            "Each link is a small project of its own: an owner on the other side, a test, and a way to work while it "
            "is down."
        ),
        (Table("interfaces", say("Interfaces"), lines),),
    )


def interfaces_of(advice: Advice, truth: Truth) -> tuple[Interface, ...]:
    """Return the interfaces whose condition has a truth value."""
    return tuple(item for item in advice.pack.interfaces.values() if holds(item.when, advice.known) is truth)


def interface_line(brief: Brief, interface: Interface) -> InterfaceLine:
    """Return an interface with the apps of this company that take part."""
    return InterfaceLine(
        interface=interface.name,
        other_side=interface.other_side,
        direction=DIRECTION_WORDS[interface.direction],
        data=interface.data,
        apps=tuple(brief.app_name(key) for key in interface.apps if key in brief.waves),
        odoo_brings=interface.standard,
        to_be_known=interface.clarify,
        owner=interface.owner,
        because_of=tuple(question for question, _ in because(interface.when, brief.advice.known)),
    )
