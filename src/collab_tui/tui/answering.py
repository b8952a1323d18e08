"""What the explorer asks the catalog, and the answers that its lists show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.catalog.order import Order
from collab_tui.records.kinds import Kind
from collab_tui.tui.answers import Answer, Listing, Window
from collab_tui.tui.pages import (
    PAGE,
    ListPage,
    fetch_pages,
    kept_pages,
    pages_between,
    pages_in_sight,
)
from collab_tui.tui.session import is_everything

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.kept_rows import FirstRow
    from collab_tui.catalog.status import Period
    from collab_tui.catalog.why import Asked
    from collab_tui.query.syntax import Node


def answer(
    catalog: Catalog,
    text: str,
    node: Node,
    orders: Mapping[Kind, str],
    windows: Mapping[Kind, Window] = MappingProxyType({}),
    record: int | None = None,
    *,
    is_beginning: bool = False,
    check: Callable[[], None] = lambda: None,
) -> Answer:
    """Answer a query for the lists that `orders` has. Without a filter, focus areas come as a tree.

    The rows that will be visible through the `windows` come with it, and whether `record` still
    exists. If only the beginning is asked for, a list may have no more records than are in sight.
    `check` is as for `catalog.search`.

    Raises:
        QueryError: a value in the query names nothing.
    """
    from collab_tui.catalog.fts import searchable
    from collab_tui.catalog.status import period_asked
    from collab_tui.catalog.why import asked_words
    from collab_tui.query.subject import subject

    totals, kinds = catalog.counts(), tuple(orders)
    most = pages_in_sight(window.height for window in windows.values()) * PAGE
    results = catalog.search(node, kinds, orders, most if is_beginning else None, check)
    listings = {
        kind: Listing(results.found.get(kind), None, totals[kind], results.counts.get(kind))
        for kind in Kind
    }
    is_tree = Kind.FOCUS_AREA in kinds and orders[Kind.FOCUS_AREA] == Order.RELEVANCE
    if is_everything(node) and is_tree:
        numbers, depths = catalog.focus_tree()
        listings[Kind.FOCUS_AREA] = Listing(numbers, depths, totals[Kind.FOCUS_AREA])
    rescue = None if len(results) else catalog.rescue(text, node, kinds)
    asked, period = asked_words(searchable(node)), period_asked(node)
    pages = _pages(catalog, listings, windows, asked, period)
    gone = record if record is not None and not catalog.shown.rows([record]) else None
    generation, about = catalog.asked_generation, subject(node)
    return Answer(text, listings, asked, rescue, period, pages, generation, gone, about)


def everything(catalog: Catalog, windows: Mapping[Kind, Window]) -> Answer:
    """Return what the lists show without a query: all records, in the default order."""
    totals, found = catalog.counts(), catalog.everything(windows)
    listings = {kind: Listing(found.get(kind), None, totals[kind]) for kind in Kind}
    if Kind.FOCUS_AREA in windows:
        numbers, depths = catalog.focus_tree()
        listings[Kind.FOCUS_AREA] = Listing(numbers, depths, totals[Kind.FOCUS_AREA])
    pages = _pages(catalog, listings, windows, (), None, catalog.first_rows())
    return Answer("", listings, pages=pages, generation=catalog.asked_generation)


def _pages(
    catalog: Catalog,
    listings: Mapping[Kind, Listing],
    windows: Mapping[Kind, Window],
    asked: Sequence[Asked],
    period: Period | None,
    kept: Mapping[int, FirstRow] = MappingProxyType({}),
) -> dict[Kind, dict[int, ListPage]]:
    """Return the rows that will be visible; of these, some may be `kept`."""
    pages = {}
    for kind, window in windows.items():
        cursor = listings[kind].find(window.selected) or 0
        above, below = cursor - window.height, cursor + window.height - 1
        near = pages_between(listings[kind], above, below)
        known = None
        if kept and not window.columns:
            # Also the next page, which would be fetched while the overview is awaited.
            ahead = pages_between(listings[kind], above, below + PAGE)
            known = kept_pages(listings[kind], ahead, kept)
        pages[kind] = known or fetch_pages(
            catalog, listings[kind], near, asked, period, window.columns
        )
    return pages


class Registry(NamedTuple):
    """What the explorer shows about the registry as a whole."""

    title: str
    problems: int
    is_in_git: bool = False
    """Whether git knows when its records were changed."""


def describe_registry(catalog: Catalog) -> Registry:
    """Return the registry's title, the number of its problems, and whether it is kept in git."""
    from collab_tui.gate.choosing import count
    from collab_tui.history.since import present_commits

    is_in_git = any(present_commits(catalog.layers))
    return Registry(catalog.about.title() or "", sum(count(catalog).values()), is_in_git)
