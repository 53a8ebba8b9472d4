"""The picture of an advice: what a company does, the management functions it takes, the apps that carry them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from advisor.advice import Advice
from advisor.drawing import Box, draw
from advisor.language import Words, say
from advisor.svg import Drawing

FOLD_ABOVE = 60  # boxes; of a larger picture what the company does is left out
LAYERS = ("area", "function", "app")
HEADINGS = Words({"area": "What you do", "function": "Management functions", "app": "Odoo apps"})
LEGEND = Words(
    {
        "production": "Production management",
        "operations": "Operations management",
        "must": "Must",
        "should": "Should",
        "could": "Could",
        "prerequisite": "Only because others need it",
    }
)


def picture(advice: Advice) -> Drawing:
    """Return the drawing of an advice: areas, functions and apps; of a large one functions and apps only.

    Each box counts what is folded into it: activities in an area, requirements in a function and in the app that meets
    them.
    """
    boxes, drawn, layers = arranged(advice)
    notes = tuple(folding(advice, layers))
    return draw(boxes, drawn, [HEADINGS[layer] for layer in layers], LEGEND, notes, carried_by(advice))


def arranged(advice: Advice) -> tuple[dict[str, Box], list[tuple[str, str]], tuple[str, ...]]:
    """Return the boxes and arrows of a picture, and the layers it has."""
    boxes = {box.id: box for box in (*area_boxes(advice), *function_boxes(advice), *app_boxes(advice))}
    layers = LAYERS if len(boxes) <= FOLD_ABOVE else LAYERS[1:]
    shown = {
        key: replace(box, column=layers.index(LAYERS[box.column]))
        for key, box in boxes.items()
        if LAYERS[box.column] in layers
    }
    drawn = sorted({(start, end) for start, end in carried_by(advice) if start in shown and end in shown})
    return shown, drawn, layers


def area_boxes(advice: Advice) -> Iterator[Box]:
    """Yield the areas of what the company does."""
    for area, count in sorted(Counter(item.activity.area for item in advice.activities).items()):
        yield Box(f"area:{area}", advice.pack.areas[area].name, 0, "plain", count)


def function_boxes(advice: Advice) -> Iterator[Box]:
    """Yield the management functions that anything is needed for."""
    for key, count in sorted(Counter(need.requirement.function for need in advice.needs).items()):
        function = advice.pack.functions[key]
        yield Box(f"function:{key}", function.name, 1, function.management, count)


def app_boxes(advice: Advice) -> Iterator[Box]:
    """Yield the advised apps and, after them, those that are there because others need them."""
    met = Counter(need.met_by[0].app for need in advice.needs if need.met_by)
    for item in sorted(advice.apps, key=lambda item: item.app.id):
        yield Box(f"app:{item.app.id}", item.app.name, 2, item.priority, met[item.app.id])
    for needed in sorted(advice.prerequisites, key=lambda item: item.app.id):
        yield Box(f"app:{needed.app.id}", needed.app.name, 2, "prerequisite", met[needed.app.id])


def carried_by(advice: Advice) -> Mapping[tuple[str, str], set[int]]:
    """Return what leads to what, areas to functions and functions to apps, and the numbers of the requirements that do.

    An area leads to an app only by a requirement of its own: what else meets in a function is another area's.
    """
    areas = {item.activity.id: item.activity.area for item in advice.activities}
    found: dict[tuple[str, str], set[int]] = {}
    for number, need in enumerate(advice.needs):
        function = f"function:{need.requirement.function}"
        into = ((f"area:{areas[key]}", function) for key in need.activities)
        for arrow in (*into, *((function, f"app:{way.app}") for way in need.met_by[:1])):
            found.setdefault(arrow, set()).add(number)
    return found


def folding(advice: Advice, layers: Sequence[str]) -> Iterator[str]:
    """Yield what was folded in a picture, and what its numbers count."""
    counts: Mapping[str, int] = {
        "activities": len(advice.activities),
        "areas": len({item.activity.area for item in advice.activities}),
        "requirements": len(advice.needs),
    }
    if not advice.needs:
        return
    if layers == LAYERS:
        yield say(
            "Folded: {activities} activities into {areas} areas of what you do, {requirements} requirements into the "
            "functions they belong to and the apps that meet them. The numbers say how many.",
            **counts,
        )
    else:
        yield say(
            "Folded, because it is large: {activities} activities in {areas} areas are left out; {requirements} "
            "requirements are counted in the functions they belong to and in the apps that meet them.",
            **counts,
        )
