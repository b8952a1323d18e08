"""What is done in a fast way finds what the plain way finds, on generated registries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from benchmarks.make_registry import make_registry

from collab_tui.catalog import compile as compiling
from collab_tui.catalog import ranking
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.condition import Condition, combine
from collab_tui.catalog.facets import kinds_counted
from collab_tui.catalog.narrowing import fields_of
from collab_tui.query import parse
from collab_tui.query.edit import with_term
from collab_tui.query.fields import FIELDS
from collab_tui.records.kinds import LISTED, Kind

QUERIES = (
    "",
    "hospital",
    "with:institution-7",
    "source:source-5 OR focus:focus-area-1",
    "focus:focus-area-1 -country:SG",
    "ends:<2027 (country:ID OR country:CN)",
    "is:expired -is:unsourced with:institution-1,institution-2",
    "(country:SG hospital) role:host,lead",
    "(with:institution-7 OR hospital) -(type:mou signed:2020..)",
    "notice:>=2020 -with:institution-3",
)


@pytest.fixture(scope="module", params=[False, True], ids=["usual", "varied"])
def generated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Catalog]:
    folder = tmp_path_factory.mktemp("generated")
    catalog = Catalog.open([make_registry(folder, 100, is_varied=request.param)], None)
    catalog.refresh()
    yield catalog
    catalog.close()


def found(catalog: Catalog, query: str) -> dict[Kind, list[int]]:
    return {kind: list(ns) for kind, ns in catalog.search(parse(query)).found.items()}


@pytest.mark.parametrize("query", QUERIES)
def test_sets_that_are_joined_in_python_are_those_of_sql(
    generated: Catalog, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = found(generated, query)

    def plain(self: Compiler, operator: str, conditions: list[Condition]) -> Condition:
        return combine(operator, conditions)

    monkeypatch.setattr(Compiler, "joined", plain)
    assert found(generated, query) == fast


@pytest.mark.parametrize("query", QUERIES[2::3])
@pytest.mark.parametrize("kind", LISTED)
def test_a_value_leaves_what_the_query_with_it_finds(
    generated: Catalog, kind: Kind, query: str
) -> None:
    for field in fields_of(kind):
        if field.name == "changed":
            continue
        for one in generated.narrowers(field, kind, query, "", 3).found:
            if f"{field.name}:" not in query:
                narrowed = with_term(query, f"{field.name}:{one.value}")
                assert len(found(generated, narrowed)[kind]) == one.count, narrowed


@pytest.mark.parametrize("query", QUERIES[1::2])
def test_what_many_agreements_name_is_what_sql_finds(
    generated: Catalog, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = found(generated, query)
    monkeypatch.setattr(compiling, "MANY", -1)
    assert [found(generated, query) for _ in range(3)] == [plain] * 3


@pytest.mark.parametrize("name", ["with", "focus", "source", "person", "type"])
def test_a_value_counts_what_the_query_with_it_finds(generated: Catalog, name: str) -> None:
    field = FIELDS[name]
    for query in ("", "hospital", "signed:2015.. -country:SG"):
        every = generated.facets(field, parse(query))
        for one in (*every[:3], *every[-3:]):
            narrowed = parse(with_term(query, f"{name}:{one.value}"))
            there = generated.search(narrowed, kinds_counted(field))
            assert len(there) == one.count, (query, one)


@pytest.mark.parametrize("query", ["h", "hospital country:SG", "univ -hospital", "institution-7"])
@pytest.mark.parametrize("very_broad", [0, ranking.VERY_BROAD])
def test_the_beginning_of_an_answer_is_that_of_the_whole(
    generated: Catalog, query: str, very_broad: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "BROAD", 0)
    monkeypatch.setattr(ranking, "VERY_BROAD", very_broad)
    whole = generated.search(parse(query))
    assert len(whole)
    assert whole.counts == {kind: len(ns) for kind, ns in whole.found.items()}
    for most in (1, 7, 1000):
        some = generated.search(parse(query), most=most)
        assert some.counts == whole.counts
        assert some.found == {kind: numbers[:most] for kind, numbers in whole.found.items()}
