"""The chapters about management: production and operations compared, functions, processes, pains, methods, figures."""

from collections.abc import Iterator

from advisor.documents.blocks import Block, Bullets, Heading, Paragraph, Section, Table, drawn
from advisor.language import later, say
from advisor.language.figures import figure, share
from advisor.plan import Plan
from advisor.words import joined, lead, titled


def comparison(plan: Plan) -> Section:
    """Return production and operations management side by side, aspect by aspect."""
    leaning = plan.advice.orientation
    shares = say(
        "By what is needed, weighted must 3, should 2, could 1: {production} production management, {operations} "
        "operations management.",
        production=share(leaning.production),
        operations=share(leaning.operations),
    )
    rows = tuple(
        (line.aspect.name, line.aspect.production, line.aspect.operations, line.here or say("not met in your answers"))
        for line in plan.aspects
    )
    heads = (say("Aspect"), say("Production management"), say("Operations management"), say("Where you meet it"))
    return Section(
        say("Production and operations management"),
        (
            Paragraph(say(PART_OF)),
            Paragraph(f"{leaning.rule.reason} {shares}"),
            drawn(plan.leaning),
            Table(heads, rows),
        ),
    )


PART_OF = later(
    "Production management is the part of operations management that makes goods, so a share well below one half is "
    "usual even for a plant."
)


def coverage(plan: Plan) -> Section:
    """Return how well each management function is covered here, production and operations side by side."""
    words = say("Each bar is as long as the requirements of a function; its parts say how they are met.")
    return Section(
        say("How well the functions are covered"), (Paragraph(words), drawn(plan.coverage)) if plan.advice.needs else ()
    )


def functions(plan: Plan) -> Section:
    """Return the management functions in use, under the two managements."""
    blocks: list[Block] = []
    for management, lines in plan.functions:
        rows = tuple((line.name, line.doing, figure(line.requirements), line.apps) for line in lines)
        table = Table((say("Function"), say("What you do"), say("Requirements"), say("Apps")), rows, (2,))
        blocks += [Heading(management), table if rows else Paragraph(say("Nothing you answered belongs here."))]
    return Section(say("Management functions and the apps that carry them"), tuple(blocks))


def processes(plan: Plan) -> Section:
    """Return the end-to-end processes."""
    rows = tuple(
        (titled(line.name, line.summary), line.doing, line.apps, line.gaps or say("nothing")) for line in plan.processes
    )
    table = Table((say("Process"), say("What you do in it"), say("Apps"), say("Not covered")), rows)
    return Section(say("From end to end"), (table,) if rows else ())


def pains(plan: Plan) -> Section:
    """Return what hurts, and what answers it."""
    rows = tuple((line.name, line.functions, line.methods, line.kpis, line.apps) for line in plan.pains)
    table = Table((say("You said"), say("Functions"), say("Methods"), say("Key figures"), say("Apps")), rows)
    return Section(say("What hurts, and what answers it"), (table,) if rows else ())


def methods(plan: Plan) -> Section:
    """Return the methods that answer the problems of this company, and the figures that show whether they do."""
    points = tuple(method_points(plan))
    rows = tuple((line.kpi.name, f"{line.kpi.formula} ({line.kpi.unit})", line.kpi.where) for line in plan.kpis)
    figures = (Heading(say("Key figures to follow")), Table((say("Key figure"), say("Formula"), say("Where")), rows))
    return Section(say("Methods and key figures"), ((Bullets(points),) if points else ()) + (figures if rows else ()))


def method_points(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each method with its problem, its idea and the apps that carry it."""
    for method, because in plan.advice.methods:
        apps = joined(
            f"{plan.name('apps', item.id)} ({item.what})"
            for item in method.carried_by.values()
            if item.id in plan.advice.app_keys
        )
        sentences = [method.problem, method.idea, say("You said: {answers}.", answers=plan.said(because))]
        if apps:
            sentences.append(say("Carried by {apps}.", apps=apps))
        yield lead(method.name), " ".join(sentences)
