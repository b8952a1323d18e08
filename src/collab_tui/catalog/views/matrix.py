"""The matrix: how many agreements have a value of one facet and a value of another.

A cell without agreements says whether one could be hidden there: an agreement of the row whose
value in the column is not recorded, or the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from collab_tui.catalog.views.dimension import Dimension
from collab_tui.catalog.views.facets import dimension, unsourced
from collab_tui.catalog.views.likeness import by_likeness
from collab_tui.catalog.views.sets import Sets
from collab_tui.language import _, number
from collab_tui.query.syntax import Node
from collab_tui.records.kinds import Ref

USUAL = ("focus", "country")
"""The facets of rows and columns if nothing else is asked for."""

MOST = 60
"""The most rows, and columns. Less frequent values become the rest."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: a value, what is not recorded, or the rest."""

    key: str
    """The value; ``none`` and ``rest`` have a special meaning if `is_value` is false."""
    label: str
    term: str
    count: int
    """Number of distinct agreements."""
    is_value: bool = True
    depth: int = 0
    has_below: bool = False
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """How many agreements a row and a column have in common, and what finds them."""

    count: int
    more: int = 0
    """How many more are possible."""
    term: str = ""
    """The query that finds those counted; if there are none, it finds some that are possible."""
    opens: int = 0
    """How many `term` finds."""
    is_unsourced: bool = False
    is_diagonal: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """What a matrix shows."""

    total: int
    row_field: str
    column_field: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[tuple[Cell, ...], ...]
    all_rows: int
    """How many values occur, with those in the rest."""
    all_columns: int


def matrix(
    sets: Sets,
    node: Node,
    row_field: str,
    column_field: str,
    order: str = "",
    opened: frozenset[str] = frozenset(),
) -> Matrix:
    """Return the matrix of what a query finds; rows in `opened` have their narrower values below.

    Raises:
        QueryError: a value names nothing.
    """
    result = sets.matching(node)
    row_field, column_field = row_field or USUAL[0], column_field or USUAL[1]
    across, down = dimension(sets, column_field), dimension(sets, row_field)
    is_square = row_field == column_field
    rows = _lines(down, result, opened)
    columns = rows if is_square else _lines(across, result, frozenset())
    rows, columns = _ordered(rows, columns, result, order, is_square, down, across)
    without_source = unsourced(sets)
    cells = tuple(
        tuple(
            _cell(row, column, result, without_source, down, across, is_square=is_square)
            for column in columns
        )
        for row in rows
    )
    return Matrix(
        result.bit_count(),
        row_field,
        column_field,
        tuple(line for line, _ in rows),
        tuple(line for line, _ in columns),
        cells,
        _occurring(down, result),
        _occurring(across, result),
    )


def _occurring(facet: Dimension, result: int) -> int:
    """Return how many values occur; in a hierarchy, those with nothing above them."""
    totals = facet.totals(result)
    return sum(key in totals for key in facet.tops) if facet.below else len(totals)


_Set = tuple[Line, int]
"""A line and its agreements, also those that are not in the result."""


def _lines(facet: Dimension, result: int, opened: frozenset[str]) -> list[_Set]:
    totals = facet.totals(result)
    if facet.is_ordered:
        held = [key for key in facet.values if key in totals]
        keys = list(facet.values)
        if facet.name == "year" and held:
            keys = keys[keys.index(held[0]) : keys.index(held[-1]) + 1]
        elif facet.name != "year":
            keys = held
        shown = [(key, 0) for key in keys[-MOST:]]
    else:
        tops = facet.tops if facet.below else None
        ranked = [key for key, _ in facet.ranked(result, tops, MOST)]
        shown = _opened(facet, ranked, result, opened)
    found = [(_line(facet, key, depth, totals.get(key, 0)), facet.set(key)) for key, depth in shown]
    rest = _rest(facet, {key for key, _ in shown}, totals, result)
    if rest:
        count = len(totals) - len({key for key, _depth in shown} & totals.keys())
        label = _("rest ({count})", count=number(count))
        found.append((Line("rest", label, "", rest.bit_count(), False), rest))
    none = (facet.none & result).bit_count()
    if none:
        label = facet.none_label
        found.append((Line("none", label, facet.none_term, none, False), facet.none))
    return found


def _line(facet: Dimension, key: str, depth: int, count: int) -> Line:
    value = facet.values[key]
    below = key in facet.below
    return Line(key, value.label, value.term, count, True, depth, below, value.ref)


def _rest(facet: Dimension, shown: set[str], totals: dict[str, int], result: int) -> int:
    """Return the agreements with a value that has no line; a narrower value counts if one above has
    one.
    """
    if facet.below:
        left = [key for key in facet.tops if key in totals and key not in shown]
        return facet.sets.at(place for key in left for place in facet.pairs.having(key)) & result
    return facet.rest(shown, result) if totals.keys() - shown else 0


def _opened(
    facet: Dimension, keys: Sequence[str], result: int, opened: frozenset[str], depth: int = 0
) -> list[tuple[str, int]]:
    """Return keys, with narrower ones below those that are opened; a circle ends somewhere."""
    found: list[tuple[str, int]] = []
    for key in keys:
        found.append((key, depth))
        if key in opened and depth < 8:
            below = [one for one, _ in facet.ranked(result, facet.below.get(key, ()))]
            found += _opened(facet, below, result, opened, depth + 1)
    return found


def _ordered(
    rows: list[_Set],
    columns: list[_Set],
    result: int,
    order: str,
    is_square: bool,
    down: Dimension,
    across: Dimension,
) -> tuple[list[_Set], list[_Set]]:
    """Sort values. Values with an order of their own keep it, and opened rows stay below theirs."""
    order = order or ("likeness" if is_square else "count")
    if order == "count" or any(line.depth for line, _ in rows):
        return rows, columns
    if order == "name":
        return (
            rows if down.is_ordered else _by_name(rows),
            columns if across.is_ordered else _by_name(columns),
        )
    values = [[one for one in lines if one[0].is_value] for lines in (rows, columns)]
    counts = [[(r & c & result).bit_count() for _, c in values[1]] for _, r in values[0]]
    row_order, column_order = by_likeness(counts, is_symmetric=is_square)
    others = [[one for one in lines if not one[0].is_value] for lines in (rows, columns)]
    if not down.is_ordered:
        rows = [values[0][at] for at in row_order] + others[0]
    if not across.is_ordered:
        columns = [values[1][at] for at in column_order] + others[1]
    return rows, columns


def _by_name(lines: list[_Set]) -> list[_Set]:
    return sorted(lines, key=lambda one: (not one[0].is_value, one[0].label.casefold(), one[0].key))


def _cell(
    row: _Set,
    column: _Set,
    result: int,
    without_source: int,
    down: Dimension,
    across: Dimension,
    *,
    is_square: bool,
) -> Cell:
    (line, has_row), (other, has_column) = row, column
    both = has_row & has_column & result
    count = both.bit_count()
    if is_square and line.key == other.key:
        return Cell(count, is_diagonal=True)
    term = f"{line.term} {other.term}" if line.term and other.term else ""
    if not (line.is_value and other.is_value):
        return Cell(count, 0, term if count else "", count if term else 0)
    could = (has_row | down.none) & (has_column | across.none) & result
    more = could.bit_count() - count
    if count:
        return Cell(count, more, term, count, not both & ~without_source)
    for found, term in (
        (has_row & across.none, f"{line.term} {across.none_term}"),
        (down.none & has_column, f"{down.none_term} {other.term}"),
        (down.none & across.none, f"{down.none_term} {across.none_term}"),
    ):
        if found & result:
            return Cell(0, more, term, (found & result).bit_count())
    return Cell(0)
