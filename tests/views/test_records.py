"""Partners, paths and comparisons: checked by other ways of counting."""

from __future__ import annotations

from functools import partial
from itertools import combinations, pairwise

import networkx as nx
import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views import record_values
from collab_tui.catalog.views.compare import PARTS, Seen, compare
from collab_tui.catalog.views.compared import Compared, Part
from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.partners import NoSuchViewError, partners
from collab_tui.catalog.views.paths import Paths, paths
from collab_tui.catalog.views.sets import Sets
from collab_tui.catalog.views.ways import MOST
from collab_tui.query import parse
from collab_tui.records.evidence import sources_of
from collab_tui.records.kinds import Kind, Ref
from collab_tui.views.state import State
from collab_tui.views.view import View


def together(catalog: Catalog) -> nx.Graph:
    """Return who shares agreements with whom, from the records themselves."""
    graph = nx.Graph()
    numbers = catalog.search(parse(""), [Kind.AGREEMENT]).found[Kind.AGREEMENT]
    for whole in catalog.shown.whole(numbers):
        parties = [one["institution"] for one in whole.document.get("participants", ())]
        for one, other in combinations(sorted(set(parties)), 2):
            weight = graph.edges[one, other]["weight"] + 1 if graph.has_edge(one, other) else 1
            graph.add_edge(one, other, weight=weight)
    return graph


def test_partners_are_those_of_the_records(drawn_of: Catalog) -> None:
    graph = together(drawn_of)
    for ego in sorted(graph):
        found = drawn_of.sets.ask(partial(partners, node=parse(""), about=f"institution/{ego}"))
        counts = {one.count.key: one.count.count for one in found.partners}
        assert counts == {other: graph.edges[ego, other]["weight"] for other in graph[ego]}
        assert found.total == len(graph[ego])


def test_paths_are_the_shortest_and_have_no_shortcut(drawn_of: Catalog) -> None:
    graph = together(drawn_of)
    for start, goal in combinations(sorted(graph)[::3], 2):
        first, last = f"institution/{start}", f"institution/{goal}"
        found: Paths = drawn_of.sets.ask(partial(paths, node=parse(""), start=first, goal=last))
        if not nx.has_path(graph, start, goal):
            assert not found.paths
            continue
        shortest = nx.shortest_path_length(graph, start, goal)
        lengths = [len(path.steps) for path in found.paths]
        assert lengths[0] == shortest
        assert lengths == sorted(lengths)
        assert lengths[-1] <= shortest + 1
        ways = [tuple(stop.key for stop in path.stops) for path in found.paths]
        assert len(set(ways)) == len(ways) <= MOST
        for way in ways:
            assert (way[0], way[-1]) == (start, goal)
            assert all(graph.has_edge(one, other) for one, other in pairwise(way))
            far = [(i, j) for i, j in combinations(range(len(way)), 2) if j - i > 1]
            assert not any(graph.has_edge(way[i], way[j]) for i, j in far)


@pytest.mark.parametrize(
    ("about", "message"),
    [
        (("institution/cn-0", "institution/cn-0"), "from one institution to another"),
        (("agreement/a1", "institution/cn-0"), "is not an institution"),
        (("institution/gone", "institution/cn-0"), "there is no institution"),
    ],
)
def test_what_no_path_can_lead_to_is_told(
    drawn_of: Catalog, about: tuple[str, str], message: str
) -> None:
    with pytest.raises(NoSuchViewError, match=message):
        drawn_of.sets.ask(lambda sets: paths(sets, parse(""), *about))


def test_silence_is_no_difference(drawn_of: Catalog) -> None:
    numbers = drawn_of.search(parse(""), [Kind.AGREEMENT]).found[Kind.AGREEMENT]
    refs = [str(row.ref) for row in drawn_of.shown.rows(numbers)][:20]
    for one, other in combinations(refs, 2):
        found = drawn_of.sets.ask(partial(compare, node=parse(""), first=one, second=other))
        turned = drawn_of.sets.ask(partial(compare, node=parse(""), first=other, second=one))
        for fact in found.facts:
            assert not (fact.differs and not (fact.left and fact.right))
            assert not (fact.is_same and fact.differs)
        assert [(f.label, f.right, f.left) for f in found.facts] == [
            (f.label, f.left, f.right) for f in turned.facts
        ]
        for listed in found.lists:
            held = {entry.name for entry in listed.both.entries}
            assert held.isdisjoint(
                entry.name for entry in listed.left.entries + listed.right.entries
            )


def test_the_values_of_a_comparison_have_the_sources_that_support_them(
    of_views: dict[str, Catalog],
) -> None:
    catalog = of_views["builtin"]
    refs = ("agreement/ssmic", "agreement/project-reset")
    found = catalog.sets.ask(lambda sets: compare(sets, parse(""), *refs))
    numbers = [catalog.resolve(ref) for ref in refs]
    documents = [whole.document for whole in catalog.shown.whole(numbers)]
    assert documents[0]["id"] == "ssmic"
    for side, document in zip((found.left, found.right), documents, strict=True):
        cited = [source.ref.id for source in side.sources if source.ref is not None]
        assert cited == list(dict.fromkeys(one["source"] for one in document["evidence"]))
    (participants,) = (one for one in found.lists if one.label.lower() == "participants")
    assert participants.is_stated
    for entries, which in ((participants.left.entries, 0), (participants.right.entries, 1)):
        for entry in entries:
            assert entry.ref is not None
            supporting = sources_of(documents[which], f"participants.{entry.ref.id}")
            numbered = (entry.left_sources, entry.right_sources)[which]
            sources = (found.left, found.right)[which].sources
            assert [sources[number - 1].ref for number in numbered] == [
                Ref(Kind.SOURCE, source) for source in supporting
            ]
    (status,) = (fact for fact in found.facts if fact.label == "Status")
    assert len(status.left_sources) == len(sources_of(documents[0], "status"))


def test_records_of_two_kinds_are_not_compared(drawn_of: Catalog) -> None:
    with pytest.raises(NoSuchViewError, match="two kinds"):
        drawn_of.sets.ask(lambda sets: compare(sets, parse(""), "agreement/a1", "institution/cn-0"))


@pytest.mark.parametrize("width", [80, 40])
def test_a_comparison_draws_only_what_is_in_sight(drawn_of: Catalog, width: int) -> None:
    view = View(drawn_of)
    state = State("compare", about=("institution/cn-0", "institution/sg-1"))
    whole = view.draw("", state, width)
    head = whole.lines().index("─" * width)
    assert (whole.above, whole.below) == (0, 0)
    for height in (8, 12):
        rows = height - head
        for y in (0, 1, 5, 9, 500):
            seen = view.draw("", state._replace(y=y), width, height)
            top = min(y, whole.height - height)
            assert seen.lines() == [
                *whole.lines()[:head],
                *whole.lines()[head + top : head + top + rows],
            ]
            assert seen.leads[head:] == whole.leads[head + top : head + top + rows]
            assert (seen.above, seen.below) == (top, whole.height - height - top)


def test_only_the_entries_in_sight_are_read(drawn_of: Catalog) -> None:
    refs = ("institution/cn-0", "institution/sg-1")

    def in_sight(found: Compared) -> Seen:
        assert not any(part.entries for part in parts(found))
        return {(0, "both"): range(2, 4)}

    def parts(found: Compared) -> list[Part]:
        return [getattr(one, name) for one in found.lists if one.read_as for name in PARTS]

    whole = drawn_of.sets.ask(lambda sets: compare(sets, parse(""), *refs))
    found = drawn_of.sets.ask(lambda sets: compare(sets, parse(""), *refs, in_sight))
    assert found.lists[0].path == "partners"
    assert found.lists[0].both[2] == whole.lists[0].both[2]
    assert [len(part) for part in parts(found)] == [len(part.entries) for part in parts(whole)]
    assert sum(len(part.entries) for part in parts(found)) == 2


def test_many_records_have_the_order_of_a_few(
    drawn_of: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ordered(sets: Sets) -> list[str]:
        ranks = dimension(sets, "with").values.ranks(keys)
        return sorted(keys, key=ranks.__getitem__)

    numbers = drawn_of.search(parse(""), [Kind.INSTITUTION]).found[Kind.INSTITUTION]
    in_lists = [row.ref.id for row in drawn_of.shown.rows(numbers)]
    keys = in_lists[::-2]
    assert drawn_of.sets.ask(ordered) == [key for key in in_lists if key in keys]
    monkeypatch.setattr(record_values, "FEW", 0)
    assert drawn_of.sets.ask(ordered) == [key for key in in_lists if key in keys]
