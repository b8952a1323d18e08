"""What a list shows of its records, fetched one page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.kept_rows import FirstRow
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


def pages_in_sight(heights: Iterable[int]) -> int:
    """Return how many pages lists of some heights have in sight at their top, and a page more."""
    return max(heights, default=0) // PAGE + 2


def kept_pages(
    listing: Listing, wanted: Iterable[int], kept: Mapping[int, FirstRow]
) -> dict[int, ListPage] | None:
    """Return pages of a listing without a query, of rows that are kept; None if one is missing."""
    pages = {}
    for page in wanted:
        numbers = listing.numbers[page * PAGE : (page + 1) * PAGE]
        if any(n not in kept for n in numbers):
            return None
        found = {n: kept[n] for n in numbers}
        pages[page] = ListPage(
            {n: one.row for n, one in found.items()},
            {},
            participants={n: one.participants for n, one in found.items() if one.participants},
            apart={n: one.apart for n, one in found.items() if one.apart},
        )
    return pages


def fetch_pages(
    catalog: Catalog,
    listing: Listing,
    wanted: Iterable[int],
    asked: Sequence[Asked],
    period: Period | None,
    columns: Sequence[str] = (),
) -> dict[int, ListPage]:
    """Fetch pages of a listing, with the words in `asked`; statuses are for `period`.

    `columns` are those that were added to the list.
    """
    numbers = {page: listing.numbers[page * PAGE : (page + 1) * PAGE] for page in wanted}
    every = [n for found in numbers.values() for n in found]
    if not every:
        return {}
    rows = {row.n: row for row in catalog.shown.rows(every, period)}
    matches = catalog.shown.explain(every, asked) if asked else {}
    kind = next((row.kind for row in rows.values()), None)
    cells = catalog.shown.cells(every, kind, columns) if columns and kind is not None else {}
    participants = catalog.shown.participants(every) if kind is Kind.AGREEMENT else {}
    apart = catalog.shown.tell_apart(every)
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
