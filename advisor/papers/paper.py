"""What every paper starts from and is made of: a brief goes in, tables of lines come out."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from advisor.advice import Advice
from advisor.coverage import with_what_they_need
from advisor.estimate.estimating import planned_waves
from advisor.estimate.waves import Wave
from advisor.what_if import OpenPoint, open_points


class Brief(NamedTuple):
    """An advice with what several papers need to know about it."""

    advice: Advice
    waves: Mapping[str, int]  # app -> the wave in which it goes live, counted from 1; prerequisites included
    points: tuple[OpenPoint, ...]

    def app_name(self, key: str) -> str:
        """Return the name of an app."""
        return self.advice.pack.apps[key].name


def brief(advice: Advice) -> Brief:
    """Return the brief of an advice. Raises UserError when a limit of the terms fits nothing."""
    return briefed(advice, planned_waves(advice), open_points(advice))


def briefed(advice: Advice, waves: Sequence[Wave], points: tuple[OpenPoint, ...]) -> Brief:
    """Return the brief of an advice whose waves and open points are known."""
    return Brief(advice, waves_of(advice, waves), points)


def waves_of(advice: Advice, waves: Sequence[Wave]) -> dict[str, int]:
    """Return the wave of each app; what is left for later comes after the waves of the first project."""
    found = {key: wave.number for wave in waves for key in wave.scope}
    later = sorted(with_what_they_need(advice.pack, advice.app_keys, advice.series) - found.keys())
    everywhere = [app.id for app in advice.pack.apps.values() if app.everywhere]
    found |= dict.fromkeys(later, len(waves) + 1)
    return found | dict.fromkeys(everywhere, 1) if found else {}


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
        """The column headings: the names of the fields, in words."""
        fields: tuple[str, ...] = getattr(self.lines[0], "_fields", ()) if self.lines else ()
        return tuple(field.replace("_", " ").capitalize() for field in fields)

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The lines as texts, ready to be laid out."""
        return tuple(tuple(map(cell_text, line)) for line in self.lines)


def cell_text(cell: Cell) -> str:
    """Return what stands in a cell; several things are divided by semicolons."""
    return cell if isinstance(cell, str) else "; ".join(cell) if isinstance(cell, tuple) else str(cell)


class Paper(NamedTuple):
    """One paper of a project: what it is for, and its tables."""

    name: str
    title: str
    purpose: str
    tables: tuple[Table, ...]
