"""Threads that ask a catalog. A newer question stops the older one of the same sort."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from collab_tui.catalog.keeping import AfterDamage
from collab_tui.catalog.storage.faults import Fault, fault_of
from collab_tui.reasons import why

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

T = TypeVar("T")

Check: TypeAlias = Callable[[], None]
"""What a question calls between its steps. It raises `DroppedError`, which must not be caught."""

BLOW = 0.005
"""Seconds between tries to stop a question: the next statement may just be starting."""


class DroppedError(Exception):
    """Nobody waits for the answer any longer."""


class CatalogThread:
    """A thread with its own catalog, which answers one question after the other."""

    def __init__(
        self,
        catalog: Catalog,
        name: str,
        on_trouble: Callable[[str], None] | None = None,
        after_damage: AfterDamage = AfterDamage.ASK_AGAIN,
    ) -> None:
        """Ask a clone of `catalog`, which is made when the first question comes.

        `on_trouble` is called once, in the event loop, with the error that stops questions.
        """
        self._original = catalog
        self._on_trouble = on_trouble
        self._after_damage = after_damage
        self._catalog: Catalog | None = None
        self._pool = ThreadPoolExecutor(1, name)
        self._asked: Counter[str] = Counter()
        self._answering: str | None = None
        self._turn = 0
        self._is_closing = False
        self.troubles: dict[str, str] = {}
        """The error of the last question of a sort."""

    async def ask(self, sort: str | None, question: Callable[[Catalog, Check], T]) -> T | None:
        """Answer a question; None if a newer one of the same sort came before the answer.

        None also means that there is no answer; `on_trouble` was called by then. A question without
        a sort is always answered, unless the thread is closed.
        """
        if self._is_closing:
            return None
        if sort is not None:
            self.drop(sort)
        number = self._asked[sort or ""]

        def check() -> None:
            if self._is_closing or number != self._asked[sort or ""]:
                raise DroppedError

        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(
                self._pool, self._answer, sort or "", question, check
            )
        except asyncio.CancelledError:
            if sort is not None and number == self._asked[sort]:
                self.drop(sort)
            raise
        except (OSError, sqlite3.Error) as error:
            if self._on_trouble is None:
                raise
            trouble = why(error)
            if not self._is_closing and self.troubles.get(sort or "") != trouble:
                self.troubles[sort or ""] = trouble
                self._on_trouble(trouble)
            return None
        self.troubles.pop(sort or "", None)
        return found

    def _answer(self, sort: str, question: Callable[[Catalog, Check], T], check: Check) -> T | None:
        self._turn += 1
        self._answering = sort
        try:
            if self._catalog is None:
                self._catalog = self._original.clone()
                self._catalog.after_damage = self._after_damage
            while True:
                try:
                    check()
                    return question(self._catalog, check)
                except sqlite3.OperationalError as error:
                    if fault_of(error) is not Fault.INTERRUPTED:
                        raise
                    # If the question before this one was meant to be stopped, this one continues.
        except DroppedError:
            return None
        finally:
            self._answering = None

    def drop(self, sort: str) -> None:
        """Stop the question of this sort, if there is one: nobody waits for the answer."""
        self._asked[sort] += 1
        if self._answering == sort:
            self._break_off(self._turn)

    def _break_off(self, turn: int) -> None:
        if self._turn == turn and self._answering is not None and not self._is_closing:
            if self._catalog is not None:
                self._catalog.interrupt()
            asyncio.get_running_loop().call_later(BLOW, self._break_off, turn)

    def close(self) -> None:
        """Stop the question that is being asked, and end the thread."""
        self._is_closing = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        while self._answering is not None:  # one statement may follow another
            if self._catalog is not None:
                self._catalog.interrupt()
            time.sleep(BLOW)
        self._pool.shutdown(wait=True)
        if self._catalog is not None:
            self._catalog.close()
