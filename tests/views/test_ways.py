"""Ways between institutions: the same as when all of them are tried."""

from __future__ import annotations

from itertools import combinations
from random import Random
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest

from collab_tui.catalog.views import ways as module
from collab_tui.catalog.views.dimension import Dimension, Values
from collab_tui.catalog.views.pairs import Pairs
from collab_tui.catalog.views.ways import LONGEST, MOST, Meetings, ways

Way = tuple[str, ...]


def facet_of(agreements: list[set[str]]) -> Dimension:
    groups: dict[str, list[int]] = {}
    for place, parties in enumerate(agreements):
        for key in parties:
            groups.setdefault(key, []).append(place)
    sets: Any = SimpleNamespace(lives=agreements, check=lambda: None)
    return Dimension("with", Values(), Pairs.of(groups.items()), 0, "", sets)


def tried(agreements: list[set[str]], first: str, last: str) -> list[Way]:
    """Return every way without a shortcut that is at most one step longer than the shortest."""
    graph = nx.Graph()
    graph.add_nodes_from((first, last))
    for parties in agreements:
        graph.add_edges_from(combinations(sorted(parties), 2))
    if not nx.has_path(graph, first, last):
        return []
    shortest = nx.shortest_path_length(graph, first, last)
    if shortest > LONGEST:
        return []
    found = nx.all_simple_paths(graph, first, last, min(LONGEST, shortest + 1))
    whole = [tuple(way) for way in found if len(nx.subgraph(graph, way).edges) == len(way) - 1]
    return sorted(whole, key=lambda way: (len(way), way))


@pytest.mark.parametrize("parties", [2, 3, 5])
def test_ways_are_those_that_trying_all_would_find(parties: int) -> None:
    random = Random(parties)
    lengths: set[int] = set()
    for _ in range(120):
        keys = [f"i{number}" for number in range(random.randint(4, 16))]
        agreements = [
            set(random.sample(keys, min(len(keys), random.randint(2, parties))))
            for _ in range(random.randint(3, 18))
        ]
        flags = bytes(random.choice((0, 1, 1, 1)) for _ in agreements)
        counted = [one for one, flag in zip(agreements, flags, strict=True) if flag]
        first, last = random.sample(keys, 2)
        expected = tried(counted, first, last)
        found, is_all = ways(Meetings(facet_of(agreements), flags), first, last)
        assert found == expected[:MOST]
        assert is_all == (len(expected) <= MOST)
        lengths.update(map(len, found))
    assert {2, 3, 4} <= lengths


def test_a_search_that_takes_too_long_keeps_the_shortest_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "MOST_MET", 0)
    agreements = [{"a", "b"}, {"b", "c"}, {"a", "d"}, {"d", "e"}, {"e", "c"}]
    meetings = Meetings(facet_of(agreements), b"\1" * len(agreements))
    assert ways(meetings, "a", "c") == ([("a", "b", "c")], False)
