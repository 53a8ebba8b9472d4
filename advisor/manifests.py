"""Catalogues made from Odoo addons folders and from wheels of add-ons. Manifests are read as literals; nothing runs."""

import ast
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any

from advisor.catalog import Catalog, Module, Rename, rings
from advisor.errors import Place, Problem, UserError, fail

MANIFESTS = ("__manifest__.py", "__openerp__.py")
LARGEST = 1_000_000  # bytes of a manifest
INSIDE_WHEELS = ("odoo", "addons")


@dataclass(frozen=True, slots=True)
class Built:
    """The modules that could be read, and what is wrong with the others or missing around them."""

    modules: Mapping[str, Module]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One manifest: the module's name, where it stands, and its text."""

    module: str
    place: str
    text: str


def build(sources: Iterable[Path], around: Catalog) -> Built:
    """Return the modules in addons folders and wheels; ``around`` is the catalogue their dependencies may lie in.

    A manifest that cannot be read is a warning and the rest is built, and so is a dependency that nobody knows. Raises
    UserError for a path that holds no addons, for two addons of one name, for a manifest beyond LARGEST, and for rings.
    """
    modules: dict[str, Module] = {}
    places: dict[str, str] = {}
    warnings: list[Problem] = []
    problems: list[Problem] = []
    for found in (item for source in sources for item in manifests(source)):
        if found.module in places:
            problems.append(
                Problem(Place(found.place), f"'{found.module}' is also in {places[found.module]}; keep one")
            )
            continue
        places[found.module] = found.place
        try:
            modules[found.module] = read_manifest(found)
        except UserError as error:
            warnings += error.problems
    ring = rings(Catalog(around.series, {**around.modules, **modules}))
    problems += [
        Problem(Place(places[name]), f"'{name}' depends on itself through others") for name in ring if name in places
    ]
    if problems:
        raise UserError(problems)
    return Built(dict(sorted(modules.items())), (*warnings, *unknown_needs(modules, places, around)))


def unknown_needs(modules: Mapping[str, Module], places: Mapping[str, str], around: Catalog) -> Iterator[Problem]:
    """Yield the dependencies that neither the sources nor the catalogue around them hold."""
    for name, module in modules.items():
        for other in module.depends:
            if other not in modules and other not in around.modules:
                yield Problem(Place(places[name]), f"depends on '{other}', which is in none of the sources")


def manifests(source: Path) -> Iterator[Found]:
    """Yield the manifests below a folder or in a wheel. Raises UserError for a path that holds none."""
    if source.suffix == ".whl" and source.is_file():
        yield from in_wheel(source)
    elif source.is_dir():
        wheels = sorted(source.glob("*.whl"))
        found = [path for name in MANIFESTS for path in (*source.glob(name), *source.glob(f"*/{name}"))]
        if not wheels and not found:
            raise fail(str(source), "is no addons folder: no module with a manifest, no wheel of an add-on")
        for wheel in wheels:
            yield from in_wheel(wheel)
        for path in sorted(found):
            yield Found(path.parent.resolve().name, str(path), limited(str(path), path.stat().st_size, path.read_bytes))
    else:
        raise fail(str(source), "is neither an addons folder nor a wheel")


def in_wheel(path: Path) -> Iterator[Found]:
    """Yield the manifests of the add-ons in a wheel. Raises UserError."""
    try:
        with zipfile.ZipFile(path) as wheel:
            for item in wheel.infolist():
                parts = PurePosixPath(item.filename).parts
                if parts[:-2] == INSIDE_WHEELS and parts[-1] in MANIFESTS:
                    place = f"{path}!{item.filename}"
                    yield Found(parts[-2], place, limited(place, item.file_size, lambda item=item: wheel.read(item)))
    except zipfile.BadZipFile:
        raise fail(str(path), "is no wheel: it cannot be unzipped") from None


def limited(place: str, size: int, read: Any) -> str:
    """Return a manifest's text. Raises UserError for one that is too large."""
    if size > LARGEST:
        raise fail(place, f"has {size:,} bytes; a manifest of more than {LARGEST:,} is not read")
    raw: bytes = read()
    return raw.decode("utf-8", errors="replace")


def read_manifest(found: Found) -> Module:
    """Return the module that a manifest declares. Raises UserError when it is no literal dictionary."""
    try:
        facts = ast.literal_eval(found.text)
    except SyntaxError as error:
        raise fail(Place(found.place, error.lineno or 0), f"is no Python literal: {error.msg}") from None
    except (ValueError, TypeError, MemoryError, RecursionError):
        raise fail(found.place, "is no plain dictionary: it holds something that would have to be run") from None
    if not isinstance(facts, dict):
        raise fail(found.place, "is no dictionary")
    depends, auto = facts.get("depends") or [], facts.get("auto_install", False)
    try:
        return Module(
            name=found.module,
            label=str(facts.get("name") or found.module),
            category=str(facts.get("category") or ""),
            depends=words(depends),
            auto_install=words(auto) if isinstance(auto, list | tuple | set) else bool(auto),
            countries=tuple(country.lower() for country in words(facts.get("countries") or [])),
            application=bool(facts.get("application")),
            installable=bool(facts.get("installable", True)),
            hook=bool(facts.get("post_init_hook")),
            license=str(facts.get("license") or "LGPL-3"),
            python=words((facts.get("external_dependencies") or {}).get("python") or []),
            version=str(facts.get("version") or ""),
        )
    except (TypeError, AttributeError):
        raise fail(found.place, "has a field of the wrong kind") from None


def words(value: Any) -> tuple[str, ...]:
    """Return a list of names. Raises TypeError for anything else."""
    if isinstance(value, str) or not all(isinstance(item, str) for item in value):
        raise TypeError(value)
    return tuple(value)


def as_lines(modules: Mapping[str, Module], provenance: Mapping[str, Any]) -> str:
    """Return a catalogue file: provenance on the first line, then a module a line, defaults left out."""
    usual = Module("", "")
    lines = [json.dumps(dict(provenance), ensure_ascii=False)]
    for module in modules.values():
        row = {
            item.name: getattr(module, item.name)
            for item in fields(Module)
            if item.name in ("name", "label") or getattr(module, item.name) != getattr(usual, item.name)
        }
        lines.append(json.dumps(row, ensure_ascii=False))
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed from one catalogue to another."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    redepended: tuple[tuple[str, str], ...]  # module, what changed in words


def difference(before: Mapping[str, Module], after: Mapping[str, Module], renames: Iterable[Rename] = ()) -> Difference:
    """Return what was added, removed, renamed and re-depended between two catalogues."""
    renamed = tuple(
        (row.module, row.now)
        for row in renames
        if row.module in before and row.module not in after and row.now in after
    )
    gone = {old for old, _ in renamed}
    changed = (
        (name, change)
        for name in sorted(before.keys() & after.keys())
        if (change := changed_needs(before[name], after[name]))
    )
    return Difference(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys() - gone)),
        renamed=renamed,
        redepended=tuple(changed),
    )


def changed_needs(before: Module, after: Module) -> str:
    """Return how a module's dependencies and triggers changed, or an empty text."""
    parts = []
    for what, old, new in (("depends", before.depends, after.depends), ("triggers", before.triggers, after.triggers)):
        plus, minus = sorted(set(new) - set(old)), sorted(set(old) - set(new))
        if plus or minus:
            parts.append(f"{what} " + " ".join([f"+{name}" for name in plus] + [f"-{name}" for name in minus]))
    return "; ".join(parts)
