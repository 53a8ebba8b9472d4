"""Key figures: what to measure before anything changes, which way it should go, and where it is shown."""

from typing import NamedTuple

from advisor.language import Words, later, say
from advisor.papers.paper import Brief, Paper, Table
from advisor.sections import kpi_lines

BASELINES = Words(
    {
        "native": "To be measured: the last three months from today's records, or two weeks counted by hand",
        "derivable": "To be measured: by the formula, from today's records of the last three months",
        "external": "To be measured: by hand, in the way in which it will be measured later",
    }
)
TARGETS = Words({"higher": "Higher", "lower": "Lower", "target": "Close to a target"})
UNCHECKED = later("{place} (place not checked in a running Odoo)")


class KeyFigure(NamedTuple):
    """One key figure."""

    key_figure: str
    function: str
    formula: str
    unit: str
    baseline: str
    better: str
    shown_in: str
    proves: str


def kpis(brief: Brief) -> Paper:
    """Return the few figures to follow."""
    lines = tuple(
        KeyFigure(
            key_figure=line.kpi.name,
            function=line.function,
            formula=line.kpi.formula,
            unit=line.kpi.unit,
            baseline=BASELINES[line.kpi.how],
            better=TARGETS[line.kpi.direction],
            shown_in=line.kpi.where if line.kpi.checked else say(UNCHECKED, place=line.kpi.where),
            proves=line.proves,
        )
        for line in kpi_lines(brief.advice)
    )
    return Paper(
        "kpis",
        say("Key figures"),
        say(
            "Measured once before anything changes; without a starting value nobody can say later whether it got "
            "better."
        ),
        (Table("key_figures", say("Key figures"), lines),),
    )
