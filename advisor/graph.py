"""The advice as one typed graph: a view, built on demand, from answers to modules. The one home of networkx."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx

from advisor.advice import Advice
from advisor.conditions import Value
from advisor.drawing import Box, draw
from advisor.language import Words, later, say
from advisor.picture import FOLD_ABOVE, LEGEND, picture
from advisor.words import answer_words

Graph = Any  # networkx has no types of its own here

LAYERS = ("answer", "activity", "function", "requirement", "app", "module")
"""Node kinds from cause to effect; also the layers of a drawing."""

EDGE_MEANING = Words(
    {
        "turns_on": "this answer shows this activity",
        "serves": "this activity belongs to this management function",
        "needs": "this activity needs this of the software",
        "part_of": "this requirement belongs to this management function",
        "covered_by": "this app meets this requirement",
        "requires": "this app cannot do without that one",
        "installs": "this app is this module",
    }
)
"""What an arrow says; the legend of every export."""


def graph_of(advice: Advice) -> Graph:
    """Return the directed graph of an advice; nodes are ``kind:id`` with kind, name and, for apps, priority."""
    graph: Graph = nx.DiGraph(series=advice.series, edition=advice.edition)
    pack = advice.pack
    for item in advice.activities:
        activity = item.activity
        add(graph, "activity", activity.id, activity.name)
        add(graph, "function", activity.serves, pack.functions[activity.serves].name)
        link(graph, "activity", activity.id, "serves", "function", activity.serves)
        for question, value in item.because:
            add(
                graph,
                "answer",
                question,
                asked_and_said(advice, question, value),
            )
            link(graph, "answer", question, "turns_on", "activity", activity.id)
    for need in advice.needs:
        requirement = need.requirement
        add(graph, "requirement", requirement.id, requirement.name, fit=need.fit, priority=need.priority)
        add(graph, "function", requirement.function, pack.functions[requirement.function].name)
        link(graph, "requirement", requirement.id, "part_of", "function", requirement.function)
        for activity_id in need.activities:
            link(graph, "activity", activity_id, "needs", "requirement", requirement.id)
        for way in need.met_by:
            add(graph, "app", way.app, pack.apps[way.app].name)
            link(graph, "requirement", requirement.id, "covered_by", "app", way.app, fit=way.fit)
    for advised in advice.apps:
        add(graph, "app", advised.app.id, advised.app.name, priority=advised.priority)
        for module in advised.modules:
            add(graph, "module", module, module)
            link(graph, "app", advised.app.id, "installs", "module", module)
    for needed in advice.prerequisites:
        add(graph, "app", needed.app.id, needed.app.name, priority="prerequisite")
        for user in needed.needed_by:
            link(graph, "app", user, "requires", "app", needed.app.id)
    return graph


def asked_and_said(advice: Advice, question_id: str, value: Value) -> str:
    """Return a question with the company's whole answer, of which a reason shows only the part that counts."""
    question = advice.pack.questions[question_id]
    return f"{question.ask} {answer_words(question, advice.answers.given.get(question_id, value))}"


def add(graph: Graph, kind: str, node_id: str, name: str, **facts: str) -> None:
    graph.add_node(f"{kind}:{node_id}", kind=kind, name=name, **facts)


def link(graph: Graph, kind: str, node_id: str, meaning: str, to_kind: str, to_id: str, **facts: str) -> None:
    graph.add_edge(f"{kind}:{node_id}", f"{to_kind}:{to_id}", meaning=meaning, **facts)


def chains(graph: Graph, app: str, most: int = 100) -> list[list[str]]:
    """Return the paths that lead from answers to an app, shortest first."""
    goal = f"app:{app}"
    kinds = ("answer", "activity", "requirement", "app")
    part = graph.subgraph(node for node, facts in graph.nodes(data=True) if facts["kind"] in kinds)
    starts = sorted(node for node in nx.ancestors(part, goal) if node.startswith("answer:"))
    paths = (path for start in starts for path in nx.all_simple_paths(part, start, goal, cutoff=3))
    return sorted(path for path, _ in zip(paths, range(most), strict=False))


def tone_of(advice: Advice, node: str, facts: Mapping[str, str]) -> str:
    """Return how a box is painted: production, operations, the app's priority, or plain."""
    if facts["kind"] == "function":
        return advice.pack.functions[node.partition(":")[2]].management
    return facts.get("priority", "plain")


def as_mermaid(advice: Advice) -> str:
    """Return the graph as Mermaid text, with a legend."""
    graph = graph_of(advice)
    names = {node: f"n{number}" for number, node in enumerate(sorted(graph))}
    lines = ["flowchart LR"]
    lines += [f"  %% {meaning}: {words}" for meaning, words in EDGE_MEANING.items()]
    for node, facts in sorted(graph.nodes(data=True)):
        lines.append(f'  {names[node]}["{mermaid_text(facts["name"])}"]:::{facts["kind"]}')
    for start, end, facts in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        lines.append(f"  {names[start]} -->|{facts['meaning'].replace('_', ' ')}| {names[end]}")
    return "\n".join(lines) + "\n"


def mermaid_text(text: str) -> str:
    """Return text that cannot end a Mermaid label."""
    return (
        text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")
    )


def as_dot(advice: Advice) -> str:
    """Return the graph in Graphviz's language, with a legend as comments."""
    graph = graph_of(advice)
    lines = ["digraph advice {", "  rankdir=LR;"]
    lines += [f"  // {meaning}: {words}" for meaning, words in EDGE_MEANING.items()]
    for node, facts in sorted(graph.nodes(data=True)):
        lines.append(f"  {quoted(node)} [label={quoted(facts['name'])}, kind={quoted(facts['kind'])}];")
    for start, end, facts in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        lines.append(f"  {quoted(start)} -> {quoted(end)} [label={quoted(facts['meaning'])}];")
    return "\n".join([*lines, "}"]) + "\n"


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def as_graphml(advice: Advice) -> str:
    """Return the graph as GraphML, for graph editors."""
    return "\n".join(nx.generate_graphml(ordered(graph_of(advice)), prettyprint=True)) + "\n"


def as_json(advice: Advice) -> str:
    """Return the graph as node-link JSON with a legend."""
    data = nx.node_link_data(ordered(graph_of(advice)), edges="edges")
    return json.dumps({**data, "legend": dict(EDGE_MEANING)}, indent=1, ensure_ascii=False) + "\n"


def ordered(graph: Graph) -> Graph:
    """Return the same graph with nodes and edges in sorted order, so that exports do not depend on chance."""
    same: Graph = nx.DiGraph(**graph.graph)
    same.add_nodes_from(sorted(graph.nodes(data=True)))
    same.add_edges_from(sorted(graph.edges(data=True), key=lambda edge: edge[:2]))
    return same


def as_svg(advice: Advice) -> str:
    """Return a drawing: the whole graph up to FOLD_ABOVE nodes, a folded one above."""
    graph = graph_of(advice)
    if len(graph) > FOLD_ABOVE:
        return picture(advice).svg
    boxes = {
        node: Box(node, facts["name"], LAYERS.index(facts["kind"]), tone_of(advice, node, facts))
        for node, facts in sorted(graph.nodes(data=True))
    }
    arrows = sorted((a, b) for a, b, facts in graph.edges(data=True) if facts["meaning"] not in ("requires", "part_of"))
    return draw(boxes, arrows, tuple(map(say, HEADINGS)), LEGEND).svg


HEADINGS = (
    later("Answers"),
    later("Activities"),
    later("Functions"),
    later("Requirements"),
    later("Apps"),
    later("Modules"),
)


EXPORTS: Mapping[str, Callable[[Advice], str]] = {
    "mermaid": as_mermaid,
    "dot": as_dot,
    "graphml": as_graphml,
    "json": as_json,
    "svg": as_svg,
}
"""What a graph can be written as."""
