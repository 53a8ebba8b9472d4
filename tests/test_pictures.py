"""Pictures: few crossings, whole labels, the same in words, nothing told by colour alone."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.check import CASE_PARTS
from advisor.coverage_map import GRADES, coverage_map, orientation
from advisor.drawing import Box, draw
from advisor.pack import Pack
from advisor.picture import arranged, picture
from advisor.plan import Plan, make_plan
from advisor.svg import Drawing
from advisor.terms import with_terms
from advisor.untangling import crossings, untangled

from .conftest import HERE, ROOT

SVG = "{http://www.w3.org/2000/svg}"
COMPANIES = [
    *sorted((HERE / "companies").glob("*.yaml")),
    *sorted((HERE / "looks").glob("*.yaml")),
    ROOT / "rules" / "example.yaml",
]


@pytest.fixture(scope="module", params=COMPANIES, ids=lambda path: path.stem)
def advice(request: pytest.FixtureRequest, pack: Pack) -> Advice:
    return advise(pack, read_answers(request.param, pack, CASE_PARTS))


@pytest.fixture(scope="module")
def example(pack: Pack) -> Advice:
    return advise(pack, read_answers(ROOT / "rules" / "example.yaml", pack))


@pytest.fixture(scope="module")
def plan(pack: Pack) -> Plan:
    terms = with_terms(pack, HERE / "terms" / "quick.yaml")
    return make_plan(advise(terms, read_answers(ROOT / "rules" / "example.yaml", terms)))


def texts(drawing: Drawing) -> list[str]:
    """Return the lines of text in a drawing; those of one label together."""
    elements = ET.fromstring(drawing.svg).iter(f"{SVG}text")
    return [" ".join(filter(None, (element.text, *(line.text for line in element)))) for element in elements]


def test_parallel_arrows_are_laid_side_by_side() -> None:
    arrows = [("a1", "b3"), ("a2", "b2"), ("a3", "b1"), ("b1", "c2"), ("b2", "c1"), ("b3", "c3")]
    listed = [["a1", "a2", "a3"], ["b1", "b2", "b3"], ["c1", "c2", "c3"]]

    assert (crossings(listed, arrows), crossings(untangled(listed, arrows), arrows)) == (4, 0)


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(6, 11)), max_size=20))
def test_untangling_keeps_every_box_and_never_adds_a_crossing(pairs: set[tuple[int, int]]) -> None:
    listed = [[str(at) for at in range(6)], [str(at) for at in range(6, 12)]]
    arrows = [(str(a), str(b)) for a, b in sorted(pairs)]

    drawn = untangled(listed, arrows)
    assert [sorted(column) for column in drawn] == [sorted(column) for column in listed]
    assert crossings(drawn, arrows) <= crossings(listed, arrows)


def test_crossings_are_counted_as_one_would_by_hand() -> None:
    arrows = [("a", "y"), ("b", "x"), ("a", "x"), ("b", "y")]

    assert crossings([["a", "b"], ["x", "y"]], arrows) == 1


def test_most_crossings_are_gone(advice: Advice) -> None:
    boxes, arrows, layers = arranged(advice)
    listed = [[box.id for box in boxes.values() if box.column == at] for at in range(len(layers))]

    assert crossings(untangled(listed, arrows), arrows) <= 0.35 * crossings(listed, arrows)


def test_every_label_of_the_picture_is_whole(advice: Advice) -> None:
    boxes, _, _ = arranged(advice)

    assert {box.label for box in boxes.values()} - set(texts(picture(advice))) == set()


def test_a_large_picture_is_folded_and_says_so(example: Advice) -> None:
    boxes, _, layers = arranged(example)
    found = picture(example)

    assert (layers, len(boxes) <= 60) == (("function", "app"), True)
    assert "Folded, because it is large: 139 activities in 28 areas are left out" in " ".join(texts(found))
    assert found.words[-1].startswith("Folded, because it is large")


def test_folded_boxes_count_every_requirement_once(advice: Advice) -> None:
    boxes, _, _ = arranged(advice)
    counts = {
        kind: sum(box.count for key, box in boxes.items() if key.startswith(kind)) for kind in ("function:", "app:")
    }

    met = sum(1 for need in advice.needs if need.met_by)
    assert counts == {"function:": len(advice.needs), "app:": met}


def test_the_legend_names_what_is_drawn_and_nothing_else(advice: Advice) -> None:
    boxes, _, _ = arranged(advice)
    root = ET.fromstring(picture(advice).svg)

    keys = [
        element.get("class", "").split()[1] for element in root.iter(f"{SVG}g") if "key" in element.get("class", "")
    ]
    assert set(keys) == {box.tone for box in boxes.values()} - {"plain"}


def test_a_picture_of_nothing_is_still_one(pack: Pack) -> None:
    nothing = advise(pack, Answers())

    for drawing in (picture(nothing), coverage_map(nothing), orientation(nothing)):
        assert ET.fromstring(drawing.svg).get("role") == "img"


def test_the_coverage_map_counts_every_requirement(advice: Advice) -> None:
    root = ET.fromstring(coverage_map(advice).svg)

    sums = [int(element.text or 0) for element in root.iter(f"{SVG}text") if element.get("class") == "sum"]
    assert sum(sums) == len(advice.needs)


def test_the_coverage_map_names_every_function_in_use_or_not(advice: Advice) -> None:
    lines = " ".join(texts(coverage_map(advice)))

    assert [item.name for item in advice.pack.functions.values() if item.name not in lines] == []


def test_bars_of_the_coverage_map_stay_on_their_side(advice: Advice) -> None:
    found = coverage_map(advice)
    bars = [element for element in ET.fromstring(found.svg).iter(f"{SVG}rect") if element.get("class") in GRADES]
    ends = [float(bar.get("x", 0)) + float(bar.get("width", 0)) for bar in bars]

    left = [end for bar, end in zip(bars, ends, strict=True) if float(bar.get("x", 0)) < found.width / 2]
    assert (max(left) < found.width / 2, max(ends) < found.width - 20) == (True, True)


def test_the_coverage_map_says_in_words_what_it_shows(example: Advice) -> None:
    assert "Quality control (Production management): 3 as it comes" in coverage_map(example).words


def test_the_orientation_is_drawn_to_scale(example: Advice) -> None:
    bars = list(ET.fromstring(orientation(example).svg).iter(f"{SVG}rect"))
    production, operations = (float(bar.get("width", 0)) for bar in bars)

    assert production / (production + operations) == pytest.approx(example.orientation.production, abs=0.001)


def pictures(plan: Plan) -> dict[str, Drawing]:
    """Return every picture of a plan by name."""
    small = draw({key: Box(key, key, 0, key) for key in ("must", "should", "could", "prerequisite")}, (), ("x",))
    assert plan.gantt
    assert plan.tornado
    return {
        "apps": small,
        "functions": plan.picture,
        "coverage": plan.coverage,
        "leaning": plan.leaning,
        "gantt": plan.gantt,
        "tornado": plan.tornado,
    }


TOLD_APART = {
    "apps": ("must", "should", "could", "prerequisite"),
    "functions": ("production", "operations"),
    "coverage": GRADES,
    "leaning": ("production", "operations"),
    "gantt": ("critical", "slack"),
    "tornado": ("less", "more"),
}
"""What has to be told apart in each picture."""


@pytest.mark.parametrize("name", TOLD_APART)
def test_nothing_is_told_by_colour_alone(name: str, plan: Plan) -> None:
    """Two tones differ by pattern or dashes, or so much in lightness that black-and-white print shows it."""
    rules = styles(pictures(plan)[name].svg)

    alike = [
        (one, other)
        for one, other in combinations(TOLD_APART[name], 2)
        if form(rules[one]) == form(rules[other]) and abs(lightness(rules[one]) - lightness(rules[other])) < 0.12
    ]
    assert alike == []


@pytest.mark.parametrize("name", ["apps", "functions", "coverage"])
def test_text_can_be_read_on_what_lies_behind_it(name: str, plan: Plan) -> None:
    rules = styles(pictures(plan)[name].svg)

    weak = [tone for tone in TOLD_APART[name] if tone in rules and contrast(rules[tone]) < 4.5]
    assert weak == []


def styles(svg: str) -> dict[str, dict[str, str]]:
    """Return the declarations for each tone of a picture; those of its text and band under names of their own."""
    sheet = re.search(r"<style>(.*?)</style>", svg, re.DOTALL)
    found: dict[str, dict[str, str]] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet[1] if sheet else ""):
        declared = dict(pair.split(":", 1) for pair in body.split(";") if pair)
        for selector in selectors.split(","):
            _, *words = selector.split()
            tone = words[0].lstrip(".").removeprefix("in-") if words else ""
            prefix = (
                "text-"
                if words[1:] == ["text"] or words[:1] == [f".in-{tone}"]
                else "band-"
                if words[1:] == [".band"]
                else ""
            )
            found.setdefault(tone, {}).update({f"{prefix}{key}": value for key, value in declared.items()})
    return found


def form(rule: dict[str, str]) -> tuple[bool, bool, str]:
    """Return what of a tone has nothing to do with colour: patterns and dashes."""
    return "url(" in rule.get("fill", ""), "url(" in rule.get("band-fill", ""), rule.get("stroke-dasharray", "")


def lightness(rule: dict[str, str]) -> float:
    """Return how light the filling of a tone is in print: 0 black, 1 white."""
    return luminance(rule.get("fill", "#fff")) ** (1 / 2.2)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as WCAG 2 has it; of a pattern that of paper."""
    digits = colour.lstrip("#") if colour.startswith("#") else "fff"
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(rule: dict[str, str]) -> float:
    """Return the contrast of a tone's text with what lies behind it."""
    behind, before = luminance(rule.get("fill", "#fff")), luminance(rule.get("text-fill", "#1c2430"))
    return (max(behind, before) + 0.05) / (min(behind, before) + 0.05)


def test_each_arrow_knows_which_requirements_go_along_it(pack: Pack) -> None:
    advice = advise(pack, Answers(given={"promotion": ("newsletters",), "stock_kept": ("goods_for_sale",)}))
    numbers = {need.requirement.id: str(number) for number, need in enumerate(advice.needs)}
    arrows = ET.fromstring(picture(advice).svg).iter(f"{SVG}path")
    carried = {
        (arrow.get("data-from"), arrow.get("data-to")): arrow.get("data-carries", "").split()
        for arrow in arrows
        if arrow.get("class") == "arrow"
    }

    needs = {
        (f"function:{need.requirement.function}", f"app:{need.met_by[0].app}"): numbers[need.requirement.id]
        for need in advice.needs
        if need.met_by
    }
    assert [arrow for arrow, number in needs.items() if number not in carried[arrow]] == []
