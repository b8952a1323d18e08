"""Who works with whom, as a graph: GraphML, GEXF, JSON, or a table of its edges."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from collab_tui.outgoing.libraries import library
from collab_tui.records.kinds import Kind, Ref
from collab_tui.render.sheet import sheet_lines
from collab_tui.render.words import clean, safe_json

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.row import Row

Value = str | int


@dataclass(slots=True)
class Graph:
    """Nodes by ref, and edges by the refs at their ends, each with what is known about it."""

    nodes: dict[str, dict[str, Value]] = field(default_factory=dict)
    edges: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)


def graph_of(catalog: Catalog, numbers: Sequence[int], *, project: bool = False) -> Graph:
    """Return the agreements among `numbers` and the institutions that take part in them.

    With `project`, return only institutions, joined by the agreements that both take part in: how
    many (`weight`), which ones, and the years in which the first and the last began.
    """
    graph = Graph()
    agreements = [w for w in catalog.shown.whole(numbers) if w.ref.kind is Kind.AGREEMENT]
    rows = {row.n: row for row in catalog.shown.rows([w.n for w in agreements])}
    institutions = _participants(catalog, [w.n for w in agreements])
    for found in agreements:
        row = rows[found.n]
        takes_part: dict[str, str] = {}
        for one in found.document.get("participants", ()):
            ref = str(Ref(Kind.INSTITUTION, one["institution"]))
            if ref in institutions:
                takes_part.setdefault(ref, one.get("role") or "")
        for ref in takes_part:
            graph.nodes.setdefault(ref, _node(institutions[ref]))
        if project:
            for pair in combinations(sorted(takes_part), 2):
                _join(graph.edges.setdefault(pair, {}), row)
        else:
            graph.nodes[str(row.ref)] = _node(row)
            for ref, role in takes_part.items():
                graph.edges[str(row.ref), ref] = {"role": role} if role else {}
    return graph


def _participants(catalog: Catalog, numbers: Sequence[int]) -> dict[str, Row]:
    """Return the rows of the institutions that the agreements `numbers` name, by ref."""
    named = catalog.shown.with_named(numbers)
    rows = catalog.shown.rows(named[len(numbers) :])
    return {str(row.ref): row for row in rows if row.kind is Kind.INSTITUTION}


def _node(row: Row) -> dict[str, Value]:
    node: dict[str, Value] = {"label": row.name, "kind": str(row.kind)}
    known = {"country": row.country, "status": row.status, "year": row.year}
    node.update({key: value for key, value in known.items() if value is not None})
    return node


def _join(edge: dict[str, Value], row: Row) -> None:
    """Count an agreement for the edge between two of its participants."""
    edge["weight"] = int(edge.get("weight", 0)) + 1
    edge["agreements"] = " ".join(filter(None, [str(edge.get("agreements", "")), row.id]))
    if row.year is not None:
        edge["first_year"] = min(int(edge.get("first_year", row.year)), row.year)
        edge["last_year"] = max(int(edge.get("last_year", row.year)), row.year)


def write(graph: Graph, form: str) -> Iterator[str]:
    """Yield a graph in one of `formats.GRAPHS`.

    Raises:
        LibraryMissingError: GraphML and GEXF need networkx.
    """
    if form == "csv":
        yield from _csv(graph)
    elif form == "json":
        yield _json(graph)
    else:
        yield from _xml(graph, form)


def _csv(graph: Graph) -> Iterator[str]:
    """Yield the edges, one a line, with the names at their ends."""
    keys = list(dict.fromkeys(key for edge in graph.edges.values() for key in edge))
    rows = (
        [*ends, *(graph.nodes[end]["label"] for end in ends), *(edge.get(key, "") for key in keys)]
        for ends, edge in graph.edges.items()
    )
    yield from sheet_lines(["source", "target", "source_label", "target_label", *keys], rows)


def _json(graph: Graph) -> str:
    """Return the node-link form that networkx and D3 read."""
    content: Mapping[str, Any] = {
        "directed": False,
        "multigraph": False,
        "graph": {},
        "nodes": [{"id": ref, **node} for ref, node in graph.nodes.items()],
        "edges": [
            {"source": source, "target": target, **edge}
            for (source, target), edge in graph.edges.items()
        ],
    }
    return safe_json(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _xml(graph: Graph, form: str) -> Iterator[str]:
    networkx = library("networkx", "graph", form)
    made = networkx.Graph()
    made.add_nodes_from((ref, _plain(node)) for ref, node in graph.nodes.items())
    made.add_edges_from((*ends, _plain(edge)) for ends, edge in graph.edges.items())
    generate = networkx.generate_graphml if form == "graphml" else networkx.generate_gexf
    for line in generate(made):
        yield f"{line}\n"


def _plain(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return values with everything visible that XML cannot hold."""
    return {key: clean(value) if isinstance(value, str) else value for key, value in values.items()}
