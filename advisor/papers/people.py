"""People: who takes part, who answers for what, who is trained in which wave, and what everybody hears when."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from advisor.conditions import Truth, holds
from advisor.delivery import PHASES, Party, Responsibility, UserRole
from advisor.language import Words, say
from advisor.papers.access import roles_in_use
from advisor.papers.paper import Brief, Paper, Table

PHASE_WORDS = Words(
    {
        "discovery": "Discovery and gap analysis",
        "kick_off": "Kick-off",
        "implementation": "Implementation",
        "validation": "Validation and training",
        "go_live": "Go-live",
        "hypercare": "Hypercare",
    }
)
SIDE_WORDS = Words({"customer": "Customer", "partner": "Partner"})


class PartyLine(NamedTuple):
    """One party of the project."""

    who: str
    side: str
    does: str
    time: str


class RaciLine(NamedTuple):
    """One row of the RACI table."""

    task: str
    phase: str
    responsible: tuple[str, ...]
    accountable: str
    consulted: tuple[str, ...]
    informed: tuple[str, ...]


class TrainingLine(NamedTuple):
    """The training of one role in one wave."""

    role: str
    wave: int | str
    apps: tuple[str, ...]
    practises: str
    trained_by: str


class MessageLine(NamedTuple):
    """One message about the change."""

    subject: str
    phase: str
    audience: str
    sender: str
    says: str


def raci(brief: Brief) -> Paper:
    """Return the parties, and who does, answers for, is asked about and hears of each task."""
    pack = brief.advice.pack
    parties = sorted(pack.parties.values(), key=lambda party: party.order)
    tasks = sorted(pack.responsibilities.values(), key=lambda task: (PHASES.index(task.phase), task.order))
    lines = tuple(PartyLine(party.name, SIDE_WORDS[party.side], party.does, party.time) for party in parties)
    return Paper(
        "raci",
        say("Who answers for what (RACI)"),
        say("Responsible does it, accountable answers for it, consulted is asked before, informed is told afterwards."),
        (
            Table("parties", say("Who takes part"), lines),
            Table("tasks", say("Tasks"), tuple(raci_line(pack.parties, task) for task in tasks)),
        ),
    )


def raci_line(parties: Mapping[str, Party], task: Responsibility) -> RaciLine:
    """Return a row of the RACI table with names instead of ids."""
    return RaciLine(
        task=task.name,
        phase=PHASE_WORDS[task.phase],
        responsible=tuple(parties[key].name for key in task.responsible),
        accountable=parties[task.accountable].name,
        consulted=tuple(parties[key].name for key in task.consulted),
        informed=tuple(parties[key].name for key in task.informed),
    )


def training(brief: Brief) -> Paper:
    """Return who is trained in what before each wave, and what people hear about the change."""
    lines = [line for _, line in sorted(training_lines(brief), key=lambda item: item[0])]
    return Paper(
        "training",
        say("Training and communication"),
        say(
            "In the two weeks before a wave goes live, on a copy, with cases that people bring along; whoever was "
            "trained earlier than that has forgotten it."
        ),
        (
            Table("training", say("Training by role and wave"), tuple(lines)),
            Table("messages", say("What people hear, and when"), message_lines(brief)),
        ),
    )


def training_lines(brief: Brief) -> Iterator[tuple[int, TrainingLine]]:
    """Yield the training of every role that gets an app, wave by wave, each with the place of its wave."""
    for role in roles_in_use(brief):
        by_wave: dict[int, list[str]] = {}
        for key, right in role.apps.items():
            if key in brief.waves and right != "reads":
                by_wave.setdefault(brief.waves[key], []).append(brief.app_name(key))
        for wave, apps in sorted(by_wave.items()):
            yield wave, TrainingLine(role.name, brief.wave_words(wave), tuple(apps), role.practises, trainer(role))


def trainer(role: UserRole) -> str:
    """Return who trains a role: the consultant those who lead an app, they and the key users the others."""
    return say("Consultant") if "leads" in role.apps.values() else say("SPoC and key users")


def message_lines(brief: Brief) -> tuple[MessageLine, ...]:
    """Return the messages of the change in their order; what hangs on an open answer is left out."""
    pack, known = brief.advice.pack, brief.advice.known
    sent = [message for message in pack.messages.values() if holds(message.when, known) is Truth.YES]
    return tuple(
        MessageLine(
            message.name,
            PHASE_WORDS[message.phase],
            message.audience,
            pack.parties[message.sender].name,
            message.says,
        )
        for message in sorted(sent, key=lambda message: (PHASES.index(message.phase), message.order))
    )
