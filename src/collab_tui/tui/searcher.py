"""Asks the catalog off the event loop; a newer question breaks off the older one."""

from __future__ import annotations

import asyncio
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from collab_tui.catalog.orders import Order
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
    from collab_tui.catalog.search import day_asked
    from collab_tui.catalog.why import asked_words

    totals = catalog.counts()
    results = catalog.search(node, PANES, orders)
    listings = {kind: Listing(results.found[kind], None, totals[kind]) for kind in PANES}
    if is_everything(node) and orders[Kind.FOCUS_AREA] is Order.RELEVANCE:
        tree = catalog.focus_tree()
        numbers, depths = array("q", (n for n, _ in tree)), array("q", (d for _, d in tree))
        listings[Kind.FOCUS_AREA] = Listing(numbers, depths, totals[Kind.FOCUS_AREA])
    rescue = None if len(results) else catalog.rescue(text, node, PANES)
    return Answer(text, listings, asked_words(node), rescue, day_asked(node))


def everything(catalog: Catalog) -> Answer:
    """Return what the lists show without a query: all there is, in the usual order."""
    found = catalog.everything(PANES)
    listings = {kind: Listing(numbers, None, len(numbers)) for kind, numbers in found.items()}
    tree = catalog.focus_tree()
    numbers, depths = array("q", (n for n, _ in tree)), array("q", (d for _, d in tree))
    listings[Kind.FOCUS_AREA] = Listing(numbers, depths, listings[Kind.FOCUS_AREA].total)
    return Answer("", listings)


class _ClosingError(Exception):
    """Raised inside a refresh to end it."""


class _Thread:
    """A thread with a catalog of its own, which answers one question after the other."""

    def __init__(self, catalog: Catalog, name: str) -> None:
        self.catalog = catalog.clone()
        self._pool = ThreadPoolExecutor(1, name)
        self._asked: Counter[str] = Counter()
        self._answering: str | None = None

    async def ask(self, sort: str, question: Callable[[], T]) -> T | None:
        """Answer a question; None where a newer one of the same sort came before the answer."""
        self._asked[sort] += 1
        number = self._asked[sort]
        if self._answering == sort:
            self.catalog.interrupt()

        def run() -> T | None:
            if number != self._asked[sort]:
                return None
            self._answering = sort
            try:
                return question()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                    return None
                raise
            finally:
                self._answering = None

        return await asyncio.get_running_loop().run_in_executor(self._pool, run)

    def close(self) -> None:
        self.catalog.interrupt()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self.catalog.close()


class Searcher:
    """Two threads: one answers questions, one keeps the catalog up to date meanwhile."""

    def __init__(self, catalog: Catalog) -> None:
        """Ask clones of `catalog`."""
        self._questions = _Thread(catalog, "questions")
        self._upkeep = _Thread(catalog, "upkeep")
        self._is_closing = False

    async def answer(self, text: str, node: Node, orders: Mapping[Kind, Order]) -> Answer | None:
        """Answer a query; None where a newer one broke it off.

        Raises:
            QueryError: a value in the query names nothing.
        """
        catalog, orders = self._questions.catalog, dict(orders)
        return await self._questions.ask("search", lambda: answer(catalog, text, node, orders))

    async def facets(self, typed: TypedValue) -> list[Facet] | None:
        """Return the values that a field being typed may take; None as for `answer`.

        Where the rest of the query has a mistake, every value is offered.
        """
        from collab_tui.query import QueryError, parse
        from collab_tui.query.fields import FIELDS
        from collab_tui.query.syntax import And

        catalog = self._questions.catalog

        def ask() -> list[Facet]:
            field = FIELDS.get(typed.field)
            if field is None:
                return []
            try:
                return catalog.facets(field, parse(typed.rest), typed.typed)
            except QueryError:
                return catalog.facets(field, And(), typed.typed)

        return await self._questions.ask("facets", ask)

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
                return self._upkeep.catalog.refresh(heard)
            except _ClosingError:
                return None

        # Each is a sort of its own: a reading that has begun is never broken off by another.
        return await self._upkeep.ask(f"refresh {id(refresh)}", refresh)

    async def registry(self) -> tuple[int, str] | None:
        """Return the number of problems and the title; None where it is asked again meanwhile."""
        catalog = self._upkeep.catalog

        def ask() -> tuple[int, str]:
            return sum(catalog.problem_counts().values()), catalog.title() or ""

        return await self._upkeep.ask("registry", ask)

    async def is_fresh(self) -> bool:
        """Tell whether the catalog holds what the files hold."""
        found = await self._upkeep.ask("is fresh", self._upkeep.catalog.is_fresh)
        return found is not False

    def close(self) -> None:
        """Break off what is being asked or read, and end the threads."""
        self._is_closing = True
        self._questions.close()
        self._upkeep.close()
