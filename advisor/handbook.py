"""The pack author's handbook, made from the records themselves so that it cannot go stale."""

from advisor.model import KINDS
from advisor.schema import FieldSpec, Shape, specs


def handbook() -> str:
    """Return the handbook as Markdown: how a pack file looks, and every field of every section."""
    parts = [INTRODUCTION]
    for kind, record in KINDS.items():
        parts.append(f"## `{kind}`\n\n{record.__doc__}\n\n{table(record)}")
        for nested in nested_records(record):
            parts += [f"### {nested.__name__.lower()}\n", f"{nested.__doc__}\n", table(nested)]
    return "\n".join(parts)


def table(record: type) -> str:
    """Return the fields of a record as a Markdown table."""
    lines = ["| field | needed | written as | meaning |", "|---|---|---|---|"]
    for name, (declared, required) in specs(record).items():
        lines.append(f"| `{name}` | {'yes' if required else ''} | {written(declared)} | {declared.doc} |")
    return "\n".join(lines) + "\n"


def written(declared: FieldSpec) -> str:
    """Return how a field is written, with the words or ids it takes."""
    of = declared.of
    if declared.shape is Shape.LEVELS:
        return f"id in `{of[0]}`: {', '.join(of[1])}"
    if declared.shape is Shape.RECORDS:
        return f"{f'id in `{of[0]}`' if isinstance(of, tuple) else 'id'}: entry"
    if declared.shape in (Shape.REF, Shape.REFS):
        return f"{declared.shape.value} `{of}`"
    if isinstance(of, tuple):
        return f"{declared.shape.value}: {', '.join(of)}"
    return declared.shape.value


def nested_records(record: type) -> list[type]:
    """Return the records that stand inside a record."""
    found = []
    for declared, _ in specs(record).values():
        if declared.shape is Shape.RECORDS:
            found.append(declared.of[1] if isinstance(declared.of, tuple) else declared.of)
    return found


INTRODUCTION = """\
# The knowledge pack: an author's handbook

Made by `advisor rules docs -o rules/README.md` from the records in `advisor/model.py`; do not edit it by hand.

A pack file is YAML: sections with entries below them, ids as keys in snake_case. `rules/areas/` holds questions,
activities, requirements and functions and names no product. `rules/apps/` holds what Odoo offers. `rules/catalog/` is
generated from module manifests. A line `source: general_knowledge` at the top of a file stands for all its entries that
say no source of their own.

To add a rule: write an activity with a `when`, say why in `because`, name the requirements it `needs`, and make sure
that an app `covers` each of them or mark it `gap:`. Then run `advisor rules check`. It tries all answers there can be
and names every condition that can never hold, every table, rule, activity, question or choice that changes nothing,
every contradiction and every app that no answers lead to; `--witness DIR` writes an answer file for each.

A `when` is a table: all its lines must hold; a list means any of these, `{all_of: [one, other]}` that all of them were
chosen; numbers as `{at_least: 50}` or `{under: 20}`; a list of tables means any of these tables. An answer may be
unknown, so a condition may be neither true nor false.

When several apps cover a requirement, this decides, strongest priority first: an app that is already advised; then a
full fit before a partial one; then, unless Enterprise is wanted, an app without licence cost; then fewer new
prerequisites; then the app's id. The order of files never matters.

All texts are English. Their translations are gettext catalogues that mirror the pack: those of `areas/selling.yaml`
lie in `languages/fr/areas/selling.po`, and `languages/fr/glossary.md` holds the words of the field. After a change
run `advisor rules texts fr`: new texts come in empty, changed ones are marked `fuzzy` with the old words beside them,
what is gone stays as a comment. Translate these, in Poedit or any editor; a test names whatever is missing. Where one
English text needs two translations, copy its entry and give the copy a `msgctxt` with the place, such as
`apps.sign.name`.
"""
