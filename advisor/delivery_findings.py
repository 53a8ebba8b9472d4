"""Does what the pack says about running a project earn its place? Checks of data, rights and people."""

from collections.abc import Callable

from advisor.delivery import GROUPS, Responsibility
from advisor.errors import nearest
from advisor.findings import Findings, finding
from advisor.pack import Pack
from advisor.walk import reached


def data_can_be_loaded(pack: Pack) -> Findings:
    """No data object is loaded after itself or after what stays behind, and history says why it stays."""
    for item in pack.data_objects.values():
        if item.id in reached(item.after, lambda key: pack.data_objects[key].after):
            yield finding(pack, "data_objects", item.id, "is loaded after itself, directly or through another")
        for other in item.after:
            if pack.data_objects[other].group == "history" != item.group:
                yield finding(pack, "data_objects", item.id, f"is loaded after {other}, which stays behind")
        if item.group == "history" and not item.note:
            yield finding(pack, "data_objects", item.id, "stays behind; say why in `note:`")


def some_migration_holds(pack: Pack) -> Findings:
    """Each migration moves groups of data that exist, and the last one holds always."""
    for migration in pack.migrations.values():
        for group in migration.groups:
            if group not in GROUPS:
                why = f"moves the group '{group}', which no data object has{nearest(group, GROUPS)}"
                yield finding(pack, "migrations", migration.id, why)
    ordered = sorted(pack.migrations.values(), key=lambda migration: (migration.order, migration.id))
    for last in ordered[-1:]:
        if last.when or last.same_series:
            why = "is the last way to get the data over, so it must hold always; give it no `when`"
            yield finding(pack, "migrations", last.id, why)


def apps_have_users(pack: Pack) -> Findings:
    """Some user role works in or leads every app that is advised for itself."""
    used = {app for role in pack.user_roles.values() for app, right in role.apps.items() if right != "reads"}
    for app in pack.apps.values():
        if not app.platform and app.id not in used:
            yield finding(pack, "apps", app.id, "is worked in by no user role; name it in one")


def duties_are_divided(pack: Pack) -> Findings:
    """Every duty is held by some role and stands in some conflict, always with another duty."""
    held = {duty for role in pack.user_roles.values() for duty in role.duties}
    disputed = {duty for conflict in pack.conflicts.values() for duty in (conflict.first, conflict.second)}
    for duty in pack.duties:
        if duty not in held:
            yield finding(pack, "duties", duty, "is held by no user role")
        if duty not in disputed:
            yield finding(pack, "duties", duty, "stands in no conflict")
    for conflict in pack.conflicts.values():
        if conflict.first == conflict.second:
            yield finding(pack, "conflicts", conflict.id, "is a duty in conflict with itself")


def parties_have_a_part(pack: Pack) -> Findings:
    """Every party stands in the RACI table, and no row asks or tells those who act in it anyway."""
    rows = pack.responsibilities.values()
    busy = {party for row in rows for party in everybody_in(row)}
    for party in pack.parties:
        if party not in busy:
            yield finding(pack, "parties", party, "takes part in nothing")
    for row in rows:
        around = [*{*row.responsible, row.accountable}, *row.consulted, *row.informed]
        for party in sorted({party for party in around if around.count(party) > 1}):
            yield finding(pack, "responsibilities", row.id, f"names {party} twice")


def everybody_in(row: Responsibility) -> tuple[str, ...]:
    """Return all parties of a row of the RACI table."""
    return (*row.responsible, row.accountable, *row.consulted, *row.informed)


DELIVERY_CHECKS: tuple[Callable[[Pack], Findings], ...] = (
    data_can_be_loaded,
    some_migration_holds,
    apps_have_users,
    duties_are_divided,
    parties_have_a_part,
)
