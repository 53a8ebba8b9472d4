"""The chapters about management: production and operations compared, functions, processes, pains, methods, figures."""

from collections.abc import Iterator

from advisor.documents.blocks import Block, Bullets, Heading, Paragraph, Section, Table, drawn
from advisor.plan import Plan
from advisor.words import joined


def comparison(plan: Plan) -> Section:
    """Return production and operations management side by side, aspect by aspect."""
    leaning = plan.advice.orientation
    shares = (
        f"By what is needed, weighted must 3, should 2, could 1: {leaning.production:.0%} production management, "
        f"{leaning.operations:.0%} operations management."
    )
    rows = tuple(
        (line.aspect.name, line.aspect.production, line.aspect.operations, line.here or "not met in your answers")
        for line in plan.aspects
    )
    heads = ("Aspect", "Production management", "Operations management", "Where you meet it")
    return Section(
        "Production and operations management",
        (Paragraph(PART_OF), Paragraph(f"{leaning.rule.reason} {shares}"), drawn(plan.leaning), Table(heads, rows)),
    )


PART_OF = (
    "Production management is the part of operations management that makes goods, so a share well below one half is "
    "usual even for a plant."
)


def coverage(plan: Plan) -> Section:
    """Return how well each management function is covered here, production and operations side by side."""
    words = "Each bar is as long as the requirements of a function; its parts say how they are met."
    return Section(
        "How well the functions are covered", (Paragraph(words), drawn(plan.coverage)) if plan.advice.needs else ()
    )


def functions(plan: Plan) -> Section:
    """Return the management functions in use, under the two managements."""
    blocks: list[Block] = []
    for management, lines in plan.functions:
        rows = tuple((line.name, line.doing, str(line.requirements), line.apps) for line in lines)
        table = Table(("Function", "What you do", "Requirements", "Apps"), rows, (2,))
        blocks += [Heading(management), table if rows else Paragraph("Nothing you answered belongs here.")]
    return Section("Management functions and the apps that carry them", tuple(blocks))


def processes(plan: Plan) -> Section:
    """Return the end-to-end processes."""
    rows = tuple((f"{line.name}: {line.summary}", line.doing, line.apps, line.gaps) for line in plan.processes)
    table = Table(("Process", "What you do in it", "Apps", "Not covered"), rows)
    return Section("From end to end", (table,) if rows else ())


def pains(plan: Plan) -> Section:
    """Return what hurts, and what answers it."""
    rows = tuple((line.name, line.functions, line.methods, line.kpis, line.apps) for line in plan.pains)
    table = Table(("You said", "Functions", "Methods", "Key figures", "Apps"), rows)
    return Section("What hurts, and what answers it", (table,) if rows else ())


def methods(plan: Plan) -> Section:
    """Return the methods that answer the problems of this company, and the figures that show whether they do."""
    points = tuple(method_points(plan))
    rows = tuple((line.kpi.name, f"{line.kpi.formula} ({line.kpi.unit})", line.kpi.where) for line in plan.kpis)
    figures = (Heading("Key figures to follow"), Table(("Key figure", "Formula", "Where"), rows))
    return Section("Methods and key figures", ((Bullets(points),) if points else ()) + (figures if rows else ()))


def method_points(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each method with its problem, its idea and the apps that carry it."""
    for method, because in plan.advice.methods:
        apps = joined(
            f"{plan.name('apps', item.id)} ({item.what})"
            for item in method.carried_by.values()
            if item.id in plan.advice.app_keys
        )
        carried = f" Carried by {apps}." if apps else ""
        yield f"{method.name}:", f"{method.problem} {method.idea} You said: {plan.said(because)}.{carried}"
