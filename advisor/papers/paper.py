"""What every paper starts from and is made of: a brief goes in, tables of lines come out."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from advisor.advice import Advice
from advisor.coverage import with_what_they_need
from advisor.estimate.estimating import planned_waves
from advisor.estimate.waves import Wave
from advisor.language import Words, say
from advisor.language.figures import figure
from advisor.what_if import OpenPoint
from advisor.words import listed


class Brief(NamedTuple):
    """An advice with what several papers need to know about it."""

    advice: Advice
    waves: Mapping[str, int]  # app -> the wave in which it goes live, counted from 1; prerequisites included
    last: int  # the last wave of the first project; a wave after it stands for what is left for later
    points: tuple[OpenPoint, ...]

    def app_name(self, key: str) -> str:
        """Return the name of an app."""
        return self.advice.pack.apps[key].name

    def wave_words(self, number: int) -> int | str:
        """Return the number of a wave, or that it comes later: after the last wave there is none to count."""
        return number if number <= self.last else say("later")


def brief(advice: Advice) -> Brief:
    """Return the brief of an advice. Raises UserError when a limit of the terms fits nothing."""
    return briefed(advice, planned_waves(advice), advice.open_points)


def briefed(advice: Advice, waves: Sequence[Wave], points: tuple[OpenPoint, ...]) -> Brief:
    """Return the brief of an advice whose waves and open points are known."""
    return Brief(advice, waves_of(advice, waves), len(waves), points)


def waves_of(advice: Advice, waves: Sequence[Wave]) -> dict[str, int]:
    """Return the wave of each app; what is left for later comes after the waves of the first project."""
    found = {key: wave.number for wave in waves for key in wave.scope}
    later = sorted(with_what_they_need(advice.pack, advice.app_keys, advice.series) - found.keys())
    everywhere = [app.id for app in advice.pack.apps.values() if app.everywhere]
    found |= dict.fromkeys(later, len(waves) + 1)
    return found | dict.fromkeys(everywhere, 1) if found else {}


HEADS = Words(
    {
        "accepted_when": "Accepted when",
        "accountable": "Accountable",
        "activity": "Activity",
        "and_duty": "And duty",
        "answer": "Answer",
        "answers": "Answers",
        "app": "App",
        "apps": "Apps",
        "assumption": "Assumption",
        "audience": "Audience",
        "baseline": "Baseline",
        "because": "Because",
        "because_of": "Because of",
        "better": "Better",
        "case": "Case",
        "comes_from": "Comes from",
        "confirmed_by": "Confirmed by",
        "consulted": "Consulted",
        "control": "Control",
        "danger": "Danger",
        "data": "Data",
        "dependency": "Dependency",
        "depends_on": "Depends on",
        "direction": "Direction",
        "do": "Do",
        "does": "Does",
        "done_when": "Done when",
        "duty": "Duty",
        "expected": "Expected",
        "fit": "Fit",
        "formula": "Formula",
        "function": "Function",
        "group": "Group",
        "if_wrong": "If wrong",
        "impact": "Impact",
        "informed": "Informed",
        "interface": "Interface",
        "issue": "Issue",
        "keep_apart": "Keep apart",
        "kept_in": "Kept in",
        "key_figure": "Key figure",
        "kind": "Kind",
        "leads": "Leads",
        "left_out": "Left out",
        "likelihood": "Likelihood",
        "mitigation": "Mitigation",
        "modules": "Modules",
        "must_be_known": "Must be known",
        "must_be_true": "Must be true",
        "note": "Note",
        "odoo_brings": "Odoo brings",
        "one_role_holds_both": "One role holds both",
        "other_side": "Other side",
        "owner": "Owner",
        "phase": "Phase",
        "place": "Place",
        "practises": "Practises",
        "priority": "Priority",
        "proof": "Proof",
        "proves": "Proves",
        "reads": "Reads",
        "reconciled_when": "Reconciled when",
        "requirement": "Requirement",
        "resolution": "Resolution",
        "responsible": "Responsible",
        "rests_on": "Rests on",
        "risk": "Risk",
        "role": "Role",
        "said": "Said",
        "says": "Says",
        "sender": "Sender",
        "sensitive_duties": "Sensitive duties",
        "shown_in": "Shown in",
        "side": "Side",
        "software_must": "Software must",
        "step": "Step",
        "still_possible": "Still possible",
        "subject": "Subject",
        "task": "Task",
        "test": "Test",
        "tester": "Tester",
        "time": "Time",
        "to_be_known": "To be known",
        "trained_by": "Trained by",
        "unit": "Unit",
        "watched_by": "Watched by",
        "wave": "Wave",
        "what": "What",
        "what_is_missing": "What is missing",
        "who": "Who",
        "works_in": "Works in",
    }
)
"""The heading of each column of every paper."""

Cell = str | int | tuple[str, ...]
Line = tuple[Cell, ...]


class Table(NamedTuple):
    """Lines of one kind; each line is a named tuple whose fields are the columns."""

    name: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""

    @property
    def heads(self) -> tuple[str, ...]:
        """The column headings, by the names of the fields."""
        fields: tuple[str, ...] = getattr(self.lines[0], "_fields", ()) if self.lines else ()
        return tuple(HEADS[field] for field in fields)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The lines as texts, ready to be laid out."""
        return tuple(tuple(map(cell_text, line)) for line in self.lines)


def cell_text(cell: Cell) -> str:
    """Return what stands in a cell; several things are divided by semicolons."""
    return cell if isinstance(cell, str) else listed(cell) if isinstance(cell, tuple) else figure(cell)


class Paper(NamedTuple):
    """One paper of a project: what it is for, and its tables."""

    name: str
    title: str
    purpose: str
    tables: tuple[Table, ...]
