"""Asks the catalog off the event loop; a newer question breaks off the older one."""

from __future__ import annotations

import asyncio
import sqlite3
from array import array
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from collab_tui.records.kinds import Kind
from collab_tui.tui.exploration import PANES, Answer, Listing, is_everything

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.query.syntax import Node


def answer(catalog: Catalog, text: str, node: Node) -> Answer:
    """Answer a query for all lists; without a filter, focus areas come as their tree.

    Raises:
        QueryError: a value in the query names nothing.
    """
    totals = catalog.counts()
    results = catalog.search(node, PANES).found
    listings = {kind: Listing(results[kind], None, totals[kind]) for kind in PANES}
    if is_everything(node):
        tree = catalog.focus_tree()
        numbers, depths = array("q", (n for n, _ in tree)), array("q", (d for _, d in tree))
        listings[Kind.FOCUS_AREA] = Listing(numbers, depths, totals[Kind.FOCUS_AREA])
    return Answer(text, listings)


class Searcher:
    """A thread with a catalog of its own."""

    def __init__(self, catalog: Catalog) -> None:
        """Ask a clone of `catalog`."""
        self._catalog = catalog.clone()
        self._pool = ThreadPoolExecutor(1, "searcher")
        self._asking = 0

    async def answer(self, text: str, node: Node) -> Answer | None:
        """Answer a query; None where a newer one broke it off.

        Raises:
            QueryError: a value in the query names nothing.
        """
        if self._asking:
            self._catalog.interrupt()
        self._asking += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, answer, self._catalog, text, node)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                return None
            raise
        finally:
            self._asking -= 1

    async def refresh(self) -> None:
        """Bring the catalog up to date with the files."""
        await asyncio.get_running_loop().run_in_executor(self._pool, self._catalog.refresh)

    def close(self) -> None:
        """Break off what is being asked, and end the thread."""
        self._catalog.interrupt()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._catalog.close()
