"""How the records of a kind are sorted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.cells import columns_of
from collab_tui.catalog.order import Order, turned
from collab_tui.catalog.orders import ORDERS, direction
from collab_tui.query import parse
from collab_tui.query.syntax import And
from collab_tui.records.kinds import Kind
from tests.conftest import TODAY
from tests.finding.conftest import Run

REGISTRY = """
[[institution]]
id = "e"
name = "Échelle"
country = "SG"
[[institution]]
id = "b"
name = "beta"
[[institution]]
id = "z"
name = "Zeta"
country = "CN"
[[institution]]
id = "a"
name = "Alpha beta"
country = "SG"
[[institution]]
id = "a-2"
name = "Alpha beta"
country = "CN"

[[focus_area]]
id = "wide"
name = "Wide"
[[focus_area]]
id = "narrow"
name = "Narrow"
broader = ["wide"]
[[focus_area]]
id = "other"
name = "Other"
[[focus_area]]
id = "idle"
name = "Idle"

[[agreement]]
id = "late"
value = { amount = 1000000, currency = "SGD" }
name = "Late"
type = "mou"
status = "terminated"
dates = { signed = "2024-02", end = 2025 }
participants = [{ institution = "a" }, { institution = "z" }]
focus_areas = ["narrow"]
[[agreement]]
id = "early"
value = { amount = 5, currency = "SGD" }
name = "Early"
type = "mou"
status = "active"
dates = { signed = 2001 }
participants = [{ institution = "a" }, { institution = "e", people = ["p1"] }]
focus_areas = ["narrow", "wide"]
[[agreement]]
id = "earlier-in-the-same-year"
name = "Same year"
type = "mou"
status = "signed"
dates = { announced = 2023, signed = 2024-01-31 }
participants = [{ institution = "a" }, { institution = "z", people = ["p2", "p1"] }]
focus_areas = ["other"]
[[agreement]]
id = "unknown-b"
name = "Unknown B"
type = "mou"
participants = [{ institution = "a" }, { institution = "z" }]
focus_areas = ["other"]
[[agreement]]
id = "unknown-a"
name = "Unknown A"
type = "mou"
status = "proposed"
participants = [{ institution = "a" }, { institution = "b" }]
focus_areas = ["other"]

[[person]]
id = "p1"
name = "Zed One"
[[person]]
id = "p2"
name = "Yan Two"
[[person]]
id = "p3"
name = "Ann Three"

[[source]]
id = "s-old"
name = "Old"
type = "news"
published = 1999-12-31
[[source]]
id = "s-new"
name = "New"
type = "news"
published = "2025"
[[source]]
id = "s-none"
name = "A none"
type = "news"
"""

EXPECTED = {
    (Kind.INSTITUTION, Order.RELEVANCE): "a a-2 b e z",
    (Kind.INSTITUTION, Order.NAME): "a a-2 b e z",
    (Kind.INSTITUTION, Order.COUNTRY): "a-2 z a e b",
    (Kind.INSTITUTION, Order.COUNT): "a z b e a-2",
    (Kind.AGREEMENT, Order.RELEVANCE): "early late earlier-in-the-same-year unknown-a unknown-b",
    (Kind.AGREEMENT, Order.NAME): "early late earlier-in-the-same-year unknown-a unknown-b",
    (Kind.AGREEMENT, Order.DATE): "late earlier-in-the-same-year early unknown-a unknown-b",
    (Kind.AGREEMENT, Order.STATUS): "early earlier-in-the-same-year unknown-a late unknown-b",
    (Kind.AGREEMENT, "value"): "late early earlier-in-the-same-year unknown-a unknown-b",
    (Kind.FOCUS_AREA, Order.RELEVANCE): "idle narrow other wide",
    (Kind.FOCUS_AREA, Order.NAME): "idle narrow other wide",
    (Kind.FOCUS_AREA, Order.COUNT): "other narrow wide idle",
    (Kind.PERSON, Order.RELEVANCE): "p3 p2 p1",
    (Kind.PERSON, Order.NAME): "p3 p2 p1",
    (Kind.PERSON, Order.COUNT): "p1 p2 p3",
    (Kind.SOURCE, Order.RELEVANCE): "s-none s-new s-old",
    (Kind.SOURCE, Order.NAME): "s-none s-new s-old",
    (Kind.SOURCE, Order.DATE): "s-new s-old s-none",
}


@pytest.fixture(scope="module")
def sorted_catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    file = tmp_path_factory.mktemp("orders") / "orders.toml"
    file.write_text(REGISTRY, encoding="utf-8")
    catalog = Catalog.open([file], None, TODAY)
    catalog.refresh()
    yield catalog
    catalog.close()


def ids(catalog: Catalog, kind: Kind, order: Order, query: str = "") -> str:
    found = catalog.search(parse(query), [kind], {kind: order}).found[kind]
    return " ".join(row.id for row in catalog.shown.rows(found))


def test_every_order_is_tested() -> None:
    tested = set(EXPECTED) | {(kind, Order.CHANGED) for kind in Kind}  # see tests/history
    tested |= {(kind, name) for kind in Kind for name in columns_of(kind)}  # see tests/tui
    assert tested == {(kind, order) for kind in Kind for order in ORDERS[kind]}


@pytest.mark.parametrize(("kind", "order"), EXPECTED)
def test_the_order_of_a_kind(sorted_catalog: Catalog, kind: Kind, order: Order) -> None:
    assert ids(sorted_catalog, kind, order) == EXPECTED[kind, order]


def test_by_relevance_the_best_match_comes_first(sorted_catalog: Catalog) -> None:
    assert ids(sorted_catalog, Kind.INSTITUTION, Order.RELEVANCE, "beta").startswith("b ")
    assert ids(sorted_catalog, Kind.INSTITUTION, Order.NAME, "beta") == "a a-2 b"
    assert ids(sorted_catalog, Kind.INSTITUTION, Order.COUNTRY, "beta") == "a-2 a b"


def test_sorting_neither_adds_nor_drops(sorted_catalog: Catalog) -> None:
    for query in ("", "beta", "with:a", "country:SG OR zeta"):
        for kind in Kind:
            found = {
                " ".join(sorted(ids(sorted_catalog, kind, order, query).split()))
                for order in Order
                if order is not Order.CHANGED
            }
            assert len(found) == 1


def test_each_kind_has_an_order_of_its_own(sorted_catalog: Catalog) -> None:
    orders = {Kind.INSTITUTION: Order.COUNTRY, Kind.AGREEMENT: Order.DATE}
    results = sorted_catalog.search(parse(""), Kind, orders)
    for kind in Kind:
        rows = sorted_catalog.shown.rows(results.found[kind])
        order = orders.get(kind, Order.RELEVANCE)
        assert " ".join(row.id for row in rows) == EXPECTED[kind, order]


# The command line


@pytest.mark.parametrize(
    ("query", "order", "expected"),
    [
        ("", "name", "trial angio supply frame genomics"),
        ("", "date", "trial twinning angio ssmic stroke-mou"),
        ("as-of:2026-05-20", "status", "angio frame genomics ssmic stroke-mou"),
    ],
)
def test_search_prints_in_the_order_asked_for(
    run: Run, query: str, order: str, expected: str
) -> None:
    result = run("search", f"kind:agreement {query}", "--sort", order, "-n", "5", "-f", "ids")
    assert result.stdout.replace("agreement/", "").split() == expected.split()


@pytest.mark.parametrize("kind", list(Kind))
def test_an_order_that_is_turned_around_ends_with_what_is_unknown(
    sorted_catalog: Catalog, kind: Kind
) -> None:
    for order in ORDERS[kind]:
        if order in (Order.RELEVANCE, Order.CHANGED):
            continue
        there = sorted_catalog.search(And(), [kind], {kind: order}).found[kind]
        back = sorted_catalog.search(And(), [kind], {kind: turned(order)}).found[kind]
        assert sorted(there) == sorted(back)
        assert direction(order, kind) != direction(turned(order), kind)
        assert turned(turned(order)) == order
        if order == Order.NAME:
            assert list(back) == list(reversed(there))
    rows = sorted_catalog.shown.rows(
        sorted_catalog.search(And(), [Kind.AGREEMENT], {Kind.AGREEMENT: "-date"}).found[
            Kind.AGREEMENT
        ]
    )
    years = [row.year for row in rows]
    known = [year for year in years if year is not None]
    assert known == sorted(known)
    assert years[: len(known)] == known, "unknown ones are last"


def test_reverse_turns_the_order_around(run: Run) -> None:
    found = run("search", "kind:agreement", "-s", "name", "--reverse", "-f", "ids").stdout
    plain = run("search", "kind:agreement", "-s", "name", "-f", "ids").stdout
    assert found.split() == plain.split()[::-1]
    refused = run("search", "nuh", "--reverse")
    assert (refused.exit_code, "--sort" in refused.stderr) == (2, True)


def test_search_sorts_by_relevance_unless_told(run: Run) -> None:
    plain = run("search", "ruijin", "-f", "ids").stdout
    assert plain == run("search", "ruijin", "-s", "relevance", "-f", "ids").stdout
    assert plain.startswith("institution/ruijin-hospital\n")


def test_every_order_can_be_asked_for(run: Run) -> None:
    for order in Order:
        result = run("search", "", "--sort", order.value, "-f", "ids")
        assert result.exit_code == 0
        assert len(result.stdout.splitlines()) == 31


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("", "-k", "institution", "-s", "date"), "institutions cannot be sorted by date, but by"),
        (("kind:institution", "-s", "date"), "relevance, name, country, agreements, "),
        (("", "-k", "agreement", "-k", "source", "-s", "status"), "sources cannot be sorted"),
        (("kind:agreement OR kind:person nuh", "-s", "date"), "people cannot be sorted by date"),
        (("-kind:agreement", "-s", "date"), "institutions cannot be sorted by date"),
    ],
)
def test_an_order_that_a_kind_has_not_is_misuse_where_the_kind_is_named(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run("search", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_another_order_is_misuse(run: Run) -> None:
    result = run("search", "", "--sort", "colour")
    assert result.exit_code == 2
    assert "relevance" in result.stderr


@pytest.mark.parametrize("order", ["agreements", "-agreements", "country", "-name"])
def test_what_is_found_in_a_sorted_list_is_sorted_as_it_would_be_alone(
    order: str, builtin: Catalog
) -> None:
    def found(text: str, catalog: Catalog) -> list[int]:
        orders = {Kind.INSTITUTION: order}
        return list(catalog.search(parse(text), orders, orders).found[Kind.INSTITUTION])

    held = builtin.clone()
    queries = ["country:ID", "-country:ID", "", "country:ID", "-country:ID", "hospital -country:SG"]
    alone = []
    for text in queries:
        fresh = builtin.clone()
        alone.append(found(text, fresh))
        fresh.close()
    assert [found(text, held) for text in queries] == alone
    assert all(0 < len(numbers) < len(alone[2]) for numbers in (alone[0], alone[1], alone[5]))
    held.close()
