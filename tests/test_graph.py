"""The graph: typed, whole, and readable by the tools it is exported for."""

import json
from io import StringIO
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from advisor.advice import Advice
from advisor.advising import advise
from advisor.answers import Answers, read_answers
from advisor.drawing import Box, draw
from advisor.graph import EDGE_MEANING, EXPORTS, LAYERS, chains, graph_of
from advisor.pack import Pack

from .conftest import ROOT


@pytest.fixture(scope="module")
def advice(pack: Pack) -> Advice:
    return advise(pack, read_answers(ROOT / "rules" / "example.yaml", pack))


def test_every_node_and_arrow_has_a_kind_from_the_legend(advice: Advice) -> None:
    graph = graph_of(advice)

    assert {facts["kind"] for _, facts in graph.nodes(data=True)} == set(LAYERS)
    assert {facts["meaning"] for _, _, facts in graph.edges(data=True)} <= set(EDGE_MEANING)


def test_an_answer_leads_to_every_advised_app(advice: Advice) -> None:
    graph = graph_of(advice)

    assert [key for key in advice.app_keys if not chains(graph, key)] == []


def test_graphml_is_read_back_as_the_same_graph(advice: Advice) -> None:
    again = nx.parse_graphml(EXPORTS["graphml"](advice))

    assert (set(again.nodes), set(again.edges)) == (set(graph_of(advice).nodes), set(graph_of(advice).edges))


def test_json_is_read_back_as_the_same_graph(advice: Advice) -> None:
    data = json.loads(EXPORTS["json"](advice))

    again = nx.node_link_graph(data, edges="edges")
    assert set(again.edges) == set(graph_of(advice).edges)
    assert data["legend"] == dict(EDGE_MEANING)


@pytest.mark.parametrize("form", ["mermaid", "dot"])
def test_text_exports_name_every_arrow_once(form: str, advice: Advice) -> None:
    arrow = {"mermaid": " -->|", "dot": " -> "}[form]

    assert EXPORTS[form](advice).count(arrow) == graph_of(advice).number_of_edges()


def test_svg_is_well_formed_and_says_what_it_shows(advice: Advice) -> None:
    root = ET.parse(StringIO(EXPORTS["svg"](advice))).getroot()

    kinds = [element.tag.rpartition("}")[2] for element in root]
    assert {"title", "desc"} <= set(kinds)
    assert root.get("role") == "img"


@pytest.mark.parametrize("form", list(EXPORTS))
def test_nothing_to_show_is_still_a_graph(form: str, pack: Pack) -> None:
    assert EXPORTS[form](advise(pack, Answers()))


def test_hostile_labels_stay_labels() -> None:
    drawing = draw(
        {"a": Box("a", '"<script>&', 0, "plain"), "b": Box("b", "-->", 1, "plain")}, [("a", "b")], ("x", "y")
    )

    assert ET.fromstring(drawing.svg) is not None
    assert drawing.words == ('"<script>& leads to -->',)


def test_boxes_of_a_column_do_not_overlap(advice: Advice) -> None:
    root = ET.fromstring(EXPORTS["svg"](advice))
    columns: dict[str, list[tuple[float, float]]] = {}
    for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
        columns.setdefault(rect.get("x", ""), []).append((float(rect.get("y", 0)), float(rect.get("height", 0))))

    overlaps = [
        (a, b)
        for boxes in columns.values()
        for a, b in zip(sorted(boxes), sorted(boxes)[1:], strict=False)
        if a[0] + a[1] > b[0]
    ]
    assert overlaps == []
