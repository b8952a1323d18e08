"""What a matrix says about what it does not count, and the order of its lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.views import matrix as module
from collab_tui.catalog.views.likeness import by_likeness
from collab_tui.catalog.views.matrix import Matrix, matrix
from collab_tui.query import parse
from collab_tui.views.matrix import short
from tests.conftest import Registry

GAPS = """
[[institution]]
id = "sg"
name = "Here"
country = "SG"

[[institution]]
id = "cn"
name = "There"
country = "CN"

[[institution]]
id = "no"
name = "Nowhere"

[[agreement]]
id = "a"
name = "A"
type = "mou"
participants = [{ institution = "sg" }, { institution = "no" }]
evidence = [{ source = "s" }]

[[agreement]]
id = "b"
name = "B"
type = "exchange"
participants = [{ institution = "sg" }, { institution = "cn" }]

[[agreement]]
id = "c"
name = "C"
type = "supply"
participants = [{ institution = "cn" }]
evidence = [{ source = "s" }]

[[source]]
id = "s"
name = "S"
type = "article"
"""


def asked(catalog: Catalog, rows: str, columns: str, order: str = "") -> Matrix:
    return catalog.sets.ask(lambda sets: matrix(sets, parse(""), rows, columns, order))


def cells(found: Matrix) -> dict[tuple[str, str], tuple[int, int, str, bool]]:
    return {
        (row.key, column.key): (cell.count, cell.more, cell.term, cell.is_unsourced)
        for row, line in zip(found.rows, found.cells, strict=True)
        for column, cell in zip(found.columns, line, strict=True)
    }


def test_none_is_told_from_what_cannot_be_excluded(
    registry: Registry, opened: Callable[..., Catalog]
) -> None:
    found = cells(asked(opened(registry(a=GAPS)), "type", "country"))
    assert found["mou", "SG"] == (1, 0, "type:mou country:SG", False)
    assert found["mou", "CN"] == (0, 1, "type:mou country:none", False)
    assert found["exchange", "CN"] == (1, 0, "type:exchange country:CN", True)
    assert found["supply", "SG"] == (0, 0, "", False)
    assert found["mou", "none"] == (1, 0, "type:mou country:none", False)


def test_totals_are_of_distinct_agreements(of_views: dict[str, Catalog]) -> None:
    for catalog in of_views.values():
        found = asked(catalog, "type", "year")
        for line, row in zip(found.rows, found.cells, strict=True):
            assert sum(cell.count for cell in row) == line.count
        assert sum(line.count for line in found.rows) == found.total
        countries = asked(catalog, "type", "country")
        for line, row in zip(countries.rows, countries.cells, strict=True):
            assert sum(cell.count for cell in row) >= line.count


def test_years_have_no_gaps(drawn_of: Catalog) -> None:
    years = [int(line.key) for line in asked(drawn_of, "type", "year").columns if line.is_value]
    assert years == list(range(years[0], years[-1] + 1))


def test_what_works_together_stands_together() -> None:
    blocks = [[5 * (row % 2 == column % 2) for column in range(6)] for row in range(6)]
    rows, columns = by_likeness(blocks, is_symmetric=True)
    assert rows == columns
    assert [at % 2 for at in rows] in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])


@given(st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4), min_size=1, max_size=8))
def test_an_order_leaves_nothing_out(counts: list[list[int]]) -> None:
    rows, columns = by_likeness(counts)
    assert sorted(rows) == list(range(len(counts)))
    assert sorted(columns) == list(range(4))


def test_numbers_are_short() -> None:
    assert [short(n) for n in (0, 999, 1000, 9400, 9999, 123456, 2_000_000)] == [
        "0", "999", "1.0k", "9.4k", "10k", "123k", "2.0M",
    ]  # fmt: skip


def test_what_has_no_line_is_the_rest(
    opened: Callable[..., Catalog], registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = opened(registry(gaps=GAPS))
    monkeypatch.setattr(module, "MOST", 1)
    found = asked(catalog, "with", "type")
    counts = {(line.key, line.is_value): line.count for line in found.rows}
    # Here is in a and b; There in b and c; Nowhere in a. Of two with two, the first by name.
    assert counts == {("sg", True): 2, ("rest", False): 3}
    assert "rest (2)" in [line.label for line in found.rows]
