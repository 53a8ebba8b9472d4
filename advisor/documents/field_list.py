"""Every field of a Word template with its meaning; a test holds it against what templates are really given."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

MEANINGS: Mapping[str, str] = {
    "body": "The whole document: chapters, tables and pictures; stands alone in its paragraph",
    "logo": "The logo of the brand",
    "title": "What kind of document it is, such as Proposal and statement of work",
    "heading": "Its title with the company: Implementation plan for …",
    "language": "The language it is written in, such as en",
    "company": "Name of the customer",
    "facts[]": "What stands below the title: series, edition, country, date, who prepared it",
    "brand.name": "Name of the partner",
    "brand.logo": "The logo as an address with its data inside; for Word use logo",
    "brand.colours.main": "The main colour of the brand",
    "brand.colours.accent": "The second colour of the brand",
    "brand.address[]": "The partner's address, line by line",
    "brand.legal[]": "The partner's legal lines",
    "engagement.company": "The customer as the answer file has it; empty when it names none",
    "engagement.country": "Code of the customer's country",
    "engagement.currency": "Code of the currency",
    "engagement.prepared_by": "Who prepared the document",
    "engagement.date": "Its date, YYYY-MM-DD",
    "series": "The Odoo series, such as 19.0",
    "headline": "One sentence: what the company is, and what leads",
    "summary[]": "The sentences of a busy minute",
    "first[]": "The apps of the first project, in the order they go live",
    "later[]": "The apps for later",
    "gaps[]": "What nothing covers",
    "gaps[].requirement": "What software must do",
    "gaps[].why": "Why nothing covers it, in a sentence",
    "open_points[]": "Questions without an answer, those that could change most first",
    "open_points[].question": "The question",
    "open_points[].why": "Why it is asked",
    "risks[]": "The risks, the heaviest first",
    "risks[].risk": "The risk",
    "risks[].mitigation": "What to do about it",
    "risks[].owner": "Who looks after it",
    "steps[]": "What to do next",
    "steps[].what": "The step",
    "steps[].why": "Why it is next",
    "effort": "What the first project takes, in a sentence",
    "days": "Expected person-days of the partner",
    "weeks": "Weeks from signature to handover",
    "milestones[]": "The deliverables in the order of their dates",
    "milestones[].wave": "Number of the wave",
    "milestones[].deliverable": "What is delivered",
    "milestones[].accepted": "How it is accepted",
    "milestones[].by": "By when: a date, or a week where no start is known",
    "price": "Expected price of the services with its currency; empty where no rates are known",
    "contingency": "What has to be added to be safe, apart from the price",
    "roles[]": "The partner's roles",
    "roles[].name": "Name of the role",
    "roles[].days": "Its person-days",
    "roles[].rate": "Its price a day",
    "roles[].price": "Its price",
    "payments[]": "The payments",
    "payments[].wave": "Number of the wave",
    "payments[].name": "Name of the payment",
    "payments[].due": "The acceptance it falls due on",
    "payments[].amount": "The amount",
}
APP: Mapping[str, str] = {
    "number": "Its place in the order of going live",
    "name": "Name of the app",
    "priority": "Must, Should or Could",
    "edition": "Where it comes from: Community, Enterprise, OCA add-on",
    "modules[]": "The modules that Odoo installs for it",
    "brings[]": "Apps that come along because it needs them",
    "reason": "The business reason of its strongest need",
}


class Field(NamedTuple):
    """One field: its name, how it is written in a template, and what it holds."""

    name: str
    written: str
    meaning: str


def fields() -> Iterator[Field]:
    """Yield every field; those of a list after the list."""
    for name, meaning in MEANINGS.items():
        yield Field(name, written(name), meaning)
        if name in ("first[]", "later[]"):
            yield from (Field(f"{name}.{key}", written(f"{name}.{key}"), words) for key, words in APP.items())


def written(name: str) -> str:
    """Return how a field is written: inside a loop for each list on its way."""
    if name == "body":
        return "{{p body }}"
    *lists, last = name.split("[]")
    place, loops = "", ""
    for one, variable in zip(lists, VARIABLES, strict=False):
        loops += f"{{% for {variable} in {place}{one} %}}"
        place = variable
    return f"{loops}{{{{ {place}{last} }}}}" + "{% endfor %}" * len(lists)


VARIABLES = ("item", "line")
"""What the loops of an example call what they go through, outer and inner."""
