"""Asks the sets of agreements, and keeps what they are made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from collab_tui.catalog.keeping import AsItIs, Keeper, T
from collab_tui.catalog.views.kept import keep
from collab_tui.catalog.views.sets import Sets


class KeptSets:
    """The sets of one catalog. They are made once, and again if the catalog changes."""

    def __init__(self, keeper: Keeper) -> None:
        """Ask the database that `keeper` keeps."""
        self._keeper = keeper
        self._made: tuple[AsItIs, Sets] | None = None
        """The sets, and from which state of the catalog they are made."""
        self.check: Callable[[], None] = lambda: None
        """What long questions call between their steps. It raises to break off."""

    def ask(self, question: Callable[[Sets], T]) -> T:
        """Return the answer to a question about the sets."""

        def ask(db: sqlite3.Connection) -> T:
            now = self._keeper.as_it_is(db)
            if self._made is None or self._made[0] != now:
                self._made = (now, Sets(db, self._keeper.today, lambda: self.check()))
            return question(self._made[1])

        return self._keeper.ask(ask)

    def keep(self) -> None:
        """Keep in the catalog what was made, unless somebody else is writing."""
        if self._made is None or not self._made[1].unkept:
            return
        (generation, read, _), sets = self._made
        made, sets.unkept = sets.unkept, {}
        if generation == self._keeper.generation:
            self._keeper.keep(lambda db: keep(db, read, made))
