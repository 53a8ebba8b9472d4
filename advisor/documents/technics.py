"""The chapters for technicians: series and country, the install set, add-ons, the graph."""

from collections.abc import Iterator

from advisor.documents.blocks import (
    Block,
    Bullets,
    Code,
    Heading,
    Note,
    Paragraph,
    Section,
    Table,
    bullets,
    drawn,
    in_lines,
)
from advisor.installing import AddOns
from advisor.language import later, say
from advisor.language.figures import dated
from advisor.plan import Plan
from advisor.words import joined, lead


def picture(plan: Plan) -> Section:
    """Return the drawing from what a company does to the apps."""
    return Section(say("From what you do to the apps"), (drawn(plan.picture),) if plan.advice.apps else ())


def series_and_country(plan: Plan) -> Section:
    """Return why this series, how long each is supported, and what Odoo brings for the country."""
    rows = tuple((one.id, one.released, dated(one.support_ends), one.note) for one in plan.releases)
    table = Table((say("Series"), say("Released"), say("Support planned until"), say("Note")), rows)
    return Section(say("Series and country"), (bullets(*plan.series_reasons), table, *country(plan)))


def country(plan: Plan) -> Iterator[Block]:
    """Yield what Odoo brings for the country of the company."""
    if plan.country is None:
        yield Note(say("No country was named: accounting, e-invoicing and payroll are open."))
    else:
        yield Heading(plan.country.name)
        yield Bullets(tuple((lead(topic), f"{fact}.") for topic, fact in plan.country_facts))
        yield from (Paragraph(note) for note in (plan.country.note,) if note)


def modules_in_short(plan: Plan) -> Section:
    """Return how many modules there are, what people will notice, and what could stop the install."""
    found = plan.installing
    noticed = tuple((lead(label), notice.what) for label, notice in found.noticed)
    notes = tuple(Note(warning) for warning in found.warnings)
    noticing = (Heading(say("What users and customers will notice")), Paragraph(say(OWN_NAMES)), Bullets(noticed))
    heading = noticing if noticed else ()
    return Section(say("Modules"), (bullets(*found.in_short), *notes, *heading) if found.in_short else ())


OWN_NAMES = later("Modules stand under the titles that Odoo gives them, in English.")


def install_set(plan: Plan) -> Section:
    """Return every module a server installs, by cause."""
    blocks: list[Block] = [Paragraph(say(OWN_NAMES))] if plan.installing.groups else []
    for title, lines in plan.installing.groups:
        rows = tuple((line.name, line.label, line.by) for line in lines)
        blocks += [Heading(f"{title} ({len(rows)})"), Table((say("Module"), say("Label"), say("Because of")), rows)]
    if plan.installing.enterprise:
        names = joined(plan.installing.enterprise)
        blocks.append(Paragraph(f"{names}.", say("Enterprise, dependencies documented, not verified:")))
    return Section(say("Install set"), tuple(blocks))


def add_ons(plan: Plan) -> Section:
    """Return the community add-ons as lines for pip."""
    found = plan.installing.add_ons
    return Section(say("Community add-ons"), tuple(add_on_blocks(plan, found)) if found else ())


def add_on_blocks(plan: Plan, found: AddOns) -> Iterator[Block]:
    """Yield licences, the command, and what is not published."""
    yield Paragraph(f"{say('Licences: {licences}.', licences=found.licenses)} {say(NETWORK_USE)}")
    yield Code(found.command)
    if found.missing:
        yield Paragraph(f"{joined(found.missing)}.", say("Not published for {series}:", series=plan.advice.series))


NETWORK_USE = later(
    "Who changes an AGPL-3 add-on and offers it over a network owes its users the source. Add-ons rule out Odoo Online."
)


def traces(plan: Plan) -> Section:
    """Return every app with the requirements it meets and the modules that carry them."""
    pack = plan.advice.pack
    rows = tuple(
        (item.app.name, in_lines(pack.requirements[key].name for key in item.requirements), " ".join(item.modules))
        for item in plan.advice.apps
    )
    table = Table((say("App"), say("Requirements it meets"), say("Modules")), rows)
    return Section(say("Apps, requirements, modules"), (table,) if rows else ())


def sources(plan: Plan) -> Section:
    """Return what the plan rests on."""
    pack = say("Knowledge pack {name} {version}, fingerprint {digest}.", **plan.pack)
    return Section(say("Sources"), (bullets(*(source.title for source in plan.sources)), Paragraph(pack)))
