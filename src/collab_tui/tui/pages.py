"""What a list shows of its records, fetched one page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.row import Row
    from collab_tui.catalog.status import Period
    from collab_tui.catalog.why import Asked, Match
    from collab_tui.tui.answers import Listing

PAGE = 32
"""Rows in a page: about as many as a list shows at once."""


class ListPage(NamedTuple):
    """Rows; and the reason for the match, if the name does not show it; by number."""

    rows: dict[int, Row]
    matches: dict[int, Match]
    cells: Mapping[int, tuple[str, ...]] = MappingProxyType({})
    """What stands in the columns that were added to the list."""
    participants: Mapping[int, Sequence[str]] = MappingProxyType({})
    """Who takes part in agreements, in few letters."""
    apart: Mapping[int, str] = MappingProxyType({})
    """What tells records with the same name apart."""


def pages_between(listing: Listing, first: int, last: int) -> range:
    """Return the numbers of the pages that hold the entries from `first` to `last`."""
    end = len(listing.numbers) - 1
    return range(max(0, first) // PAGE, min(last, end) // PAGE + 1)


def fetch_pages(
    catalog: Catalog,
    listing: Listing,
    wanted: Iterable[int],
    asked: Sequence[Asked],
    period: Period | None,
    columns: Sequence[str] = (),
    known: Mapping[int, Row] = MappingProxyType({}),
) -> dict[int, ListPage]:
    """Fetch pages of a listing, with the words in `asked`; statuses are for `period`.

    `columns` are those that were added to the list. If all rows are `known`, none is asked for.
    """
    numbers = {page: listing.numbers[page * PAGE : (page + 1) * PAGE] for page in wanted}
    every = [n for found in numbers.values() for n in found]
    if not every:
        return {}
    if all(n in known for n in every):
        rows = known
    else:
        rows = {row.n: row for row in catalog.rows(every, period)}
    matches = catalog.explain(every, asked) if asked else {}
    kind = next((rows[n].kind for n in every if n in rows), None)
    cells = catalog.cells(every, kind, columns) if columns and kind is not None else {}
    participants = catalog.participants(every) if kind is Kind.AGREEMENT else {}
    apart = catalog.tell_apart(every)
    return {
        page: ListPage(
            {n: rows[n] for n in found if n in rows},
            {n: matches[n] for n in found if n in matches},
            {n: cells[n] for n in found if n in cells},
            {n: participants[n] for n in found if n in participants},
            {n: apart[n] for n in found if n in apart},
        )
        for page, found in numbers.items()
    }
