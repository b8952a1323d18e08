"""Asks the catalog off the event loop; a newer question breaks off the older one."""

from __future__ import annotations

import asyncio
import sqlite3
from array import array
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from collab_tui.catalog.search import Order
from collab_tui.catalog.why import asked_words
from collab_tui.query import QueryError, parse
from collab_tui.query.fields import FIELDS
from collab_tui.query.syntax import And
from collab_tui.records.kinds import Kind
from collab_tui.tui.exploration import PANES, Answer, Listing, is_everything

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.facets import Facet
    from collab_tui.catalog.progress import Progress, Refreshed
    from collab_tui.query.edit import TypedValue
    from collab_tui.query.syntax import Node

T = TypeVar("T")


def answer(catalog: Catalog, text: str, node: Node, orders: Mapping[Kind, Order]) -> Answer:
    """Answer a query for all lists; without a filter, focus areas come as their tree.

    Raises:
        QueryError: a value in the query names nothing.
    """
    totals = catalog.counts()
    results = catalog.search(node, PANES, orders)
    listings = {kind: Listing(results.found[kind], None, totals[kind]) for kind in PANES}
    if is_everything(node) and orders[Kind.FOCUS_AREA] is Order.RELEVANCE:
        tree = catalog.focus_tree()
        numbers, depths = array("q", (n for n, _ in tree)), array("q", (d for _, d in tree))
        listings[Kind.FOCUS_AREA] = Listing(numbers, depths, totals[Kind.FOCUS_AREA])
    rescue = None if len(results) else catalog.rescue(text, node, PANES)
    return Answer(text, listings, asked_words(node), rescue)


class _ClosingError(Exception):
    """Raised inside a refresh to end it."""


class Searcher:
    """A thread with a catalog of its own."""

    def __init__(self, catalog: Catalog) -> None:
        """Ask a clone of `catalog`."""
        self._catalog = catalog.clone()
        self._pool = ThreadPoolExecutor(1, "searcher")
        self._asking = 0
        self._is_closing = False

    async def answer(self, text: str, node: Node, orders: Mapping[Kind, Order]) -> Answer | None:
        """Answer a query; None where a newer one broke it off.

        Raises:
            QueryError: a value in the query names nothing.
        """
        return await self._ask(lambda: answer(self._catalog, text, node, dict(orders)))

    async def facets(self, typed: TypedValue) -> list[Facet] | None:
        """Return the values that a field being typed may take; None as for `answer`.

        Where the rest of the query has a mistake, every value is offered.
        """

        def ask() -> list[Facet]:
            field = FIELDS.get(typed.field)
            if field is None:
                return []
            try:
                return self._catalog.facets(field, parse(typed.rest), typed.typed)
            except QueryError:
                return self._catalog.facets(field, And(), typed.typed)

        return await self._ask(ask)

    async def _ask(self, question: Callable[[], T]) -> T | None:
        if self._asking:
            self._catalog.interrupt()
        self._asking += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, question)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                return None
            raise
        finally:
            self._asking -= 1

    async def refresh(self, tell: Callable[[Progress], None]) -> Refreshed | None:
        """Bring the catalog up to date with the files; None where `close` broke it off.

        `tell` hears of the progress, in the event loop's thread.
        """
        loop = asyncio.get_running_loop()

        def heard(progress: Progress) -> None:
            if self._is_closing:
                raise _ClosingError
            loop.call_soon_threadsafe(tell, progress)

        def refresh() -> Refreshed | None:
            try:
                return self._catalog.refresh(heard)
            except _ClosingError:
                return None

        return await loop.run_in_executor(self._pool, refresh)

    async def is_fresh(self) -> bool:
        """Tell whether the catalog holds what the files hold."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self._catalog.is_fresh)

    def close(self) -> None:
        """Break off what is being asked or read, and end the thread."""
        self._is_closing = True
        self._catalog.interrupt()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._catalog.close()
