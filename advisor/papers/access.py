"""Access rights by user role, and duties that one person should not hold together (segregation of duties)."""

from collections.abc import Iterator
from typing import NamedTuple

from advisor.delivery import Conflict, UserRole
from advisor.language import say
from advisor.papers.paper import Brief, Paper, Table


class RoleLine(NamedTuple):
    """What one role may do."""

    role: str
    does: str
    leads: tuple[str, ...]
    works_in: tuple[str, ...]
    reads: tuple[str, ...]
    sensitive_duties: tuple[str, ...]


class ConflictLine(NamedTuple):
    """Two duties to be kept apart."""

    duty: str
    and_duty: str
    danger: str
    one_role_holds_both: tuple[str, ...]
    keep_apart: tuple[str, ...]
    control: str


def access(brief: Brief) -> Paper:
    """Return the roles that get an app, and the conflicts among their duties."""
    return Paper(
        "access",
        say("Access rights and segregation of duties"),
        say("Rights follow roles, not persons; who holds two roles holds the duties of both."),
        (
            Table("roles", say("Roles"), tuple(role_line(brief, role) for role in roles_in_use(brief))),
            Table(
                "conflicts",
                say("Duties to keep apart"),
                tuple(conflict_lines(brief)),
                say("Where one role holds both duties, the control is what stands between a mistake and a loss."),
            ),
        ),
    )


def roles_in_use(brief: Brief) -> tuple[UserRole, ...]:
    """Return the roles that work in or lead an app of the plan."""
    return tuple(
        role
        for role in brief.advice.pack.user_roles.values()
        if any(key in brief.waves and right != "reads" for key, right in role.apps.items())
    )


def role_line(brief: Brief, role: UserRole) -> RoleLine:
    """Return what a role may do in the apps of the plan."""
    apps = {
        right: tuple(brief.app_name(key) for key, level in role.apps.items() if level == right and key in brief.waves)
        for right in ("leads", "works", "reads")
    }
    duties = tuple(brief.advice.pack.duties[key].name for key in duties_of(brief, role))
    return RoleLine(role.name, role.does, apps["leads"], apps["works"], apps["reads"], duties)


def duties_of(brief: Brief, role: UserRole) -> tuple[str, ...]:
    """Return the duties of a role for which the plan has an app."""
    pack = brief.advice.pack
    return tuple(key for key in role.duties if not brief.waves.keys().isdisjoint(pack.duties[key].apps))


def conflict_lines(brief: Brief) -> Iterator[ConflictLine]:
    """Yield the conflicts of which both duties are done here."""
    duties, roles = brief.advice.pack.duties, roles_in_use(brief)
    held = {role.id: duties_of(brief, role) for role in roles}
    for conflict in brief.advice.pack.conflicts.values():
        sides = [{role.name for role in roles if duty in held[role.id]} for duty in (conflict.first, conflict.second)]
        if all(sides):
            yield conflict_line(conflict, duties[conflict.first].name, duties[conflict.second].name, *sides)


def conflict_line(conflict: Conflict, first: str, second: str, one: set[str], other: set[str]) -> ConflictLine:
    """Return a conflict with the roles that hold one duty, the other, or both."""
    both = tuple(sorted(one & other))
    apart = tuple(f"{a} / {b}" for a in sorted(one - other) for b in sorted(other - one))
    return ConflictLine(first, second, conflict.danger, both, apart, conflict.control)
