"""Graphs, opened by networkx; the figures are those of the registry."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.outgoing.graph import Graph, graph_of, write
from collab_tui.records.kinds import Kind
from tests.outgoing.test_dump import found


def opened(graph: Graph, form: str) -> nx.Graph:
    text = "".join(write(graph, form))
    if form == "json":
        return nx.node_link_graph(json.loads(text), edges="edges")
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form]
    return read(io.BytesIO(text.encode()))


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_networkx_opens_every_form(builtin: Catalog, form: str) -> None:
    made = graph_of(builtin, found(builtin))
    graph = opened(made, form)
    kinds = [node["kind"] for _, node in graph.nodes(data=True)]
    assert kinds.count("agreement") == builtin.counts()[Kind.AGREEMENT]
    assert set(graph.nodes) == set(made.nodes)
    degree = dict(graph.degree())
    (nuh,) = builtin.shown.rows([builtin.resolve("institution/nuh")])
    assert degree["institution/nuh"] == nuh.how_many


@pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
def test_institutions_are_joined_by_what_they_share(builtin: Catalog, form: str) -> None:
    graph = opened(graph_of(builtin, found(builtin), project=True), form)
    edge = graph.edges["institution/nuh", "institution/ruijin-hospital"]
    shared = found(builtin, "kind:agreement with:nuh with:ruijin-hospital")
    own = [
        n
        for w in builtin.shown.whole(shared)
        if {"nuh", "ruijin-hospital"} <= {p["institution"] for p in w.document["participants"]}
        for n in [w.n]
    ]
    assert edge["weight"] == len(own)
    assert edge["first_year"] <= edge["last_year"]
    assert {node["kind"] for _, node in graph.nodes(data=True)} == {"institution"}


def test_edges_as_a_table(awkward: Catalog) -> None:
    rows = list(
        csv.DictReader(io.StringIO("".join(write(graph_of(awkward, found(awkward)), "csv"))))
    )
    assert [(row["source"], row["target"], row["role"]) for row in rows] == [
        ("agreement/x", "institution/b", "lead"),
        ("agreement/y", "institution/a", ""),
    ]
    assert rows[1]["target_label"] == 'A, "quoted"'


def test_a_query_chooses_the_agreements(awkward: Catalog) -> None:
    graph = graph_of(awkward, found(awkward, "id:y"))
    assert set(graph.nodes) == {"agreement/y", "institution/a"}


def test_what_xml_cannot_hold_is_made_visible() -> None:
    made = Graph({"institution/a": {"label": "a\x1b[2J<&>", "kind": "institution"}})
    assert opened(made, "graphml").nodes["institution/a"]["label"] == "a␛[2J<&>"
