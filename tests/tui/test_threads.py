"""Questions asked of a catalog in a thread."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from collab_tui.catalog.catalog import Catalog
from collab_tui.tui.threads import CatalogThread, Check

FOREVER = "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t"


@asynccontextmanager
async def thread_of(catalog: Catalog) -> AsyncIterator[CatalogThread]:
    thread = CatalogThread(catalog, "test")
    try:
        yield thread
    finally:
        thread.close()


class Endless:
    """A question that only an interruption ends; `again` is its answer the second time."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.times = 0

    def __call__(self, catalog: Catalog, check: Check) -> str:
        self.times += 1
        if self.times > 1:
            return "again"
        self.begun.set()
        catalog._keeper._db.execute(FOREVER).fetchall()
        raise AssertionError("it ended")

    async def wait(self) -> None:
        await asyncio.to_thread(self.begun.wait)


async def test_a_newer_question_of_the_same_sort_breaks_off_the_older(catalog: Catalog) -> None:
    async with thread_of(catalog) as thread:
        endless = Endless()
        older = asyncio.create_task(thread.ask("search", endless))
        await endless.wait()
        assert await thread.ask("search", lambda catalog, _: sum(catalog.counts().values())) == 31
        assert await older is None
        assert endless.times == 1


async def test_questions_of_other_sorts_wait_for_their_turn(catalog: Catalog) -> None:
    async with thread_of(catalog) as thread:
        found = await asyncio.gather(*(thread.ask(sort, lambda *_: 1) for sort in "abc"))
        assert found == [1, 1, 1]


async def test_a_blow_meant_for_another_question_does_not_end_this_one(catalog: Catalog) -> None:
    async with thread_of(catalog) as thread:
        endless = Endless()
        asked = asyncio.create_task(thread.ask("search", endless))
        await endless.wait()
        while not asked.done():
            assert thread._catalog is not None
            thread._catalog.interrupt()
            await asyncio.sleep(0.001)
        assert await asked == "again"


async def test_what_was_dropped_ends_between_its_steps(catalog: Catalog) -> None:
    async with thread_of(catalog) as thread:
        begun = threading.Event()

        def steps(_: Catalog, check: Check) -> str:
            while True:
                begun.set()
                check()

        asked = asyncio.create_task(thread.ask("write", steps))
        await asyncio.to_thread(begun.wait)
        thread.drop("write")
        assert await asked is None


async def test_closing_breaks_off_and_nothing_is_answered_after_it(catalog: Catalog) -> None:
    async with thread_of(catalog) as thread:
        endless = Endless()
        asked = asyncio.create_task(thread.ask("search", endless))
        await endless.wait()
        thread.close()
        assert await asked is None
        assert await thread.ask("search", lambda *_: 1) is None


async def test_errors_are_those_of_who_asked(catalog: Catalog) -> None:
    async with thread_of(catalog) as thread:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await thread.ask(
                "x", lambda catalog, _: catalog._keeper._db.execute("SELECT * FROM nowhere")
            )
        assert await thread.ask("x", lambda *_: 1) == 1
