"""The knowledge pack: everything in ``rules/`` read into one value, or every problem in it at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from advisor.business import (
    Activity,
    Area,
    Aspect,
    Belief,
    Function,
    Kpi,
    Method,
    Orientation,
    Pain,
    Preset,
    Process,
    Question,
    Requirement,
    Risk,
    Section,
    Source,
    Trigger,
)
from advisor.delivery import (
    Conflict,
    Criterion,
    DataObject,
    Duty,
    Interface,
    Message,
    Migration,
    Party,
    Responsibility,
    Term,
    UserRole,
)
from advisor.errors import Place, Problem, UserError, nearest
from advisor.estimates import (
    Driver,
    Effort,
    HostingOption,
    Payment,
    Phase,
    Price,
    Profile,
    ProjectRole,
    Rollout,
    Setting,
    Size,
    Tier,
    Work,
)
from advisor.fields import Bad, FieldReader
from advisor.kept import digest, kept
from advisor.language import SOURCE
from advisor.model import KINDS
from advisor.nodes import Entries, Node, Scalar, read_entries
from advisor.offer import Alternative, App, Country, Notice, PlanRule, Release
from advisor.renames import Renames, renames_in, wrong_renames
from advisor.schema import FieldSpec, Shape
from advisor.shipped import shipped

NAME = "odoo"
VERSION = "2026.11"
FOLDERS = ("areas", "apps", "estimates")
SOURCE_LINE = "source"


@dataclass(frozen=True, eq=False)
class Pack:
    """All knowledge, by kind and id; ids are sorted, so nothing depends on the order of files.

    Two packs are the same only if they are the same object, which lets results be kept per pack. ``language`` is the
    one its texts are in.
    """

    digest: str
    places: Mapping[str, Mapping[str, Place]]
    sources: Mapping[str, Source]
    sections: Mapping[str, Section]
    questions: Mapping[str, Question]
    areas: Mapping[str, Area]
    activities: Mapping[str, Activity]
    requirements: Mapping[str, Requirement]
    risks: Mapping[str, Risk]
    functions: Mapping[str, Function]
    kpis: Mapping[str, Kpi]
    aspects: Mapping[str, Aspect]
    methods: Mapping[str, Method]
    triggers: Mapping[str, Trigger]
    beliefs: Mapping[str, Belief]
    processes: Mapping[str, Process]
    pains: Mapping[str, Pain]
    orientations: Mapping[str, Orientation]
    presets: Mapping[str, Preset]
    releases: Mapping[str, Release]
    apps: Mapping[str, App]
    alternatives: Mapping[str, Alternative]
    countries: Mapping[str, Country]
    notices: Mapping[str, Notice]
    plan_rules: Mapping[str, PlanRule]
    settings: Mapping[str, Setting]
    sizes: Mapping[str, Size]
    tiers: Mapping[str, Tier]
    efforts: Mapping[str, Effort]
    drivers: Mapping[str, Driver]
    phases: Mapping[str, Phase]
    profiles: Mapping[str, Profile]
    work: Mapping[str, Work]
    project_roles: Mapping[str, ProjectRole]
    rollouts: Mapping[str, Rollout]
    prices: Mapping[str, Price]
    hostings: Mapping[str, HostingOption]
    payments: Mapping[str, Payment]
    data_objects: Mapping[str, DataObject]
    migrations: Mapping[str, Migration]
    interfaces: Mapping[str, Interface]
    duties: Mapping[str, Duty]
    conflicts: Mapping[str, Conflict]
    user_roles: Mapping[str, UserRole]
    parties: Mapping[str, Party]
    responsibilities: Mapping[str, Responsibility]
    messages: Mapping[str, Message]
    criteria: Mapping[str, Criterion]
    terms: Mapping[str, Term]
    language: str = SOURCE
    untranslated: str = ""  # the fingerprint of the same pack in the language it was written in; empty where it is

    @property
    def fingerprint(self) -> str:
        """What tells it from packs of another content, in whatever language its texts are."""
        return self.untranslated or self.digest

    @cached_property
    def questionnaire(self) -> tuple[Question, ...]:
        """The questions in the order they are asked."""
        return tuple(sorted(self.questions.values(), key=lambda q: (self.sections[q.section].order, q.order, q.id)))

    @cached_property
    def renames(self) -> Renames:
        """What questions and choices were called earlier."""
        return renames_in(self.questions.values())


def load_pack(folder: Path | None = None) -> Pack:
    """Return the pack in a ``rules`` folder, by default the one that came with the program.

    A pack without problems is kept in the user's cache under its digest. Raises UserError with every problem of every
    file.
    """
    folder = folder or shipped("rules")
    files = pack_files(folder)
    fingerprint = digest_of(files, folder)
    return pack_of(files, folder, fingerprint)


@lru_cache(maxsize=4)
def pack_of(files: tuple[Path, ...], folder: Path, fingerprint: str) -> Pack:
    """Return the pack in some files with a fingerprint: within a run, the same pack each time."""
    return kept(f"pack-{fingerprint}", lambda: read_pack(files, folder, fingerprint))


def read_pack(files: Iterable[Path], folder: Path, fingerprint: str) -> Pack:
    """Return the pack in some files. Raises UserError."""
    trees, problems = read_trees(files, folder)
    if problems:
        raise UserError(problems)
    known, problems = known_ids(trees)
    questions, more = read_questions(trees, known)
    reader = FieldReader(known, questions)
    entries = read_all(trees, reader)
    bodies = ((key.text, node) for _, key, node in entries_of(trees, "questions"))
    problems += [*more, *reader.problems, *wrong_renames(bodies, questions)]
    if problems:
        raise UserError(problems)
    return Pack(digest=fingerprint, places=known, **entries)


def pack_files(folder: Path) -> tuple[Path, ...]:
    """Return the YAML files of a pack, sorted."""
    return tuple(sorted(path for name in FOLDERS for path in (folder / name).rglob("*.yaml")))


def digest_of(files: Iterable[Path], folder: Path) -> str:
    """Return a short fingerprint of the files' names and bytes."""
    return digest(part for path in files for part in (path.relative_to(folder).as_posix().encode(), path.read_bytes()))


def read_trees(files: Iterable[Path], folder: Path) -> tuple[dict[str, Entries], list[Problem]]:
    """Return the tree of each file by its name inside the folder, and the slips of form."""
    trees: dict[str, Entries] = {}
    problems: list[Problem] = []
    for path in files:
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        try:
            trees[name] = read_entries(path, name)
        except UserError as error:
            problems += error.problems
    if not trees and not problems:
        problems.append(Problem(Place(str(folder)), "holds no knowledge pack (no areas/*.yaml, no apps/*.yaml)"))
    return trees, problems


def known_ids(trees: Mapping[str, Entries]) -> tuple[dict[str, dict[str, Place]], list[Problem]]:
    """Return where each id of each kind is defined, and the ids that are defined twice."""
    known: dict[str, dict[str, Place]] = {kind: {} for kind in KINDS}
    problems: list[Problem] = []
    for tree in trees.values():
        for heading, body in tree.pairs:
            if heading.text == SOURCE_LINE:
                continue
            if heading.text not in KINDS:
                problems.append(
                    Problem(
                        heading.place, f"'{heading.text}' is no section of a pack file{nearest(heading.text, KINDS)}"
                    )
                )
            elif not isinstance(body, Entries):
                problems.append(Problem(heading.place, f"'{heading.text}' needs entries below it"))
            else:
                for key, _ in body.pairs:
                    first = known[heading.text].setdefault(key.text, key.place)
                    if first != key.place:
                        problems.append(
                            Problem(key.place, f"'{key.text}' is already defined in {first}; choose another id")
                        )
    return known, problems


def entries_of(trees: Mapping[str, Entries], kind: str) -> Iterator[tuple[str, Scalar, Node]]:
    """Yield (file, id, body) for every entry of a kind."""
    for name, tree in trees.items():
        for heading, body in tree.pairs:
            if heading.text == kind and isinstance(body, Entries):
                for key, node in body.pairs:
                    yield name, key, node


def read_questions(
    trees: Mapping[str, Entries], known: Mapping[str, Mapping[str, Place]]
) -> tuple[dict[str, Question], list[Problem]]:
    """Return the questions without their own conditions, so that conditions can be read against them."""
    reader = FieldReader(known, {})
    questions: dict[str, Question] = {}
    for _, key, node in entries_of(trees, "questions"):
        if isinstance(node, Entries):
            node = replace(node, pairs=tuple(pair for pair in node.pairs if pair[0].text != "when"))
        question = reader.record(Question, key.text, node, id=key.text)
        if question is not None:
            questions[key.text] = question
    # An unreadable question would make every condition on it look wrong too.
    return questions, reader.problems


def read_all(trees: Mapping[str, Entries], reader: FieldReader) -> dict[str, Any]:
    """Return every entry by kind and id, sorted by id, noting problems in the reader."""
    sources = {name: file_sources(tree, reader) for name, tree in trees.items()}
    areas = {name: key.text for name, key, _ in entries_of(trees, "areas")}
    found: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for kind, record in KINDS.items():
        for name, key, node in entries_of(trees, kind):
            if kind == "questions" and key.text not in reader.questions:
                continue
            filled = {"id": key.text, "area": areas.get(name, ""), "source": sources[name]}
            entry = reader.record(record, key.text, node, **filled)
            if entry is not None:
                found[kind][key.text] = entry
    return {kind: dict(sorted(entries.items())) for kind, entries in found.items()}


def file_sources(tree: Entries, reader: FieldReader) -> tuple[str, ...]:
    """Return the sources that stand for all entries of a file without their own."""
    for heading, body in tree.pairs:
        if heading.text == SOURCE_LINE:
            try:
                found: tuple[str, ...] = reader.value(FieldSpec(Shape.REFS, "", "sources"), body)
                return found
            except Bad:
                return ()
    return ()
