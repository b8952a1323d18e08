"""Asks the sets of agreements, and keeps what they are made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from collab_tui.catalog.building.following import reading
from collab_tui.catalog.keeping import AsItIs, Keeper, T
from collab_tui.catalog.views.kept import keep_overview, keep_pairs, kept_overview
from collab_tui.catalog.views.values import Known, agreement, itself, ref_of
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.views.overview import Overview
    from collab_tui.catalog.views.sets import Sets
    from collab_tui.query.syntax import Node


class KeptSets:
    """The sets of one catalog. They are made once, and again if the catalog changes.

    What needs none is answered without them, because the first page of the explorer is such.
    """

    def __init__(self, keeper: Keeper) -> None:
        """Ask the database that `keeper` keeps."""
        self._keeper = keeper
        self._made: tuple[AsItIs, Sets] | None = None
        """The sets, and from which state of the catalog they are made."""
        self._unkept: tuple[AsItIs, Overview] | None = None
        """An overview of everything that is not in the catalog yet."""
        self.check: Callable[[], None] = lambda: None
        """What long questions call between their steps. It raises to break off."""

    def ask(self, question: Callable[[Sets], T]) -> T:
        """Return the answer to a question about the sets."""
        from collab_tui.catalog.views.sets import Sets

        def ask(db: sqlite3.Connection) -> T:
            now = self._keeper.as_it_is(db)
            if self._made is None or self._made[0] != now:
                self._made = (now, Sets(db, self._keeper.today, lambda: self.check()))
            return question(self._made[1])

        return self._keeper.ask(ask)

    def overview(self, node: Node | None) -> Overview:
        """Return the overview of what a query finds, or of everything (None).

        Raises:
            QueryError: a value names nothing.
        """
        if node is None:
            kept = self._keeper.ask(lambda db: kept_overview(db, self._keeper.today))
            if kept is not None:
                return kept
        from collab_tui.catalog.views.overview_counts import overview
        from collab_tui.query.syntax import And

        wanted = And() if node is None else node
        found = self.ask(lambda sets: overview(sets, wanted))
        if node is None and self._made is not None:
            self._unkept = (self._made[0], found)
        return found

    def known(self, n: int) -> Known | None:
        """Return record number `n` with its values in the facets of views; None if it is gone."""
        ref = self._keeper.ask(lambda db: ref_of(db, n))
        if ref is None or ref.kind is not Kind.AGREEMENT:
            return itself(ref) if ref is not None else None
        return self.ask(lambda sets: agreement(sets, n, ref))

    def keep(self) -> None:
        """Keep in the catalog what was made, unless somebody else is writing."""
        if self._made is not None and self._made[1].unkept:
            as_it_is, sets = self._made
            made, sets.unkept = sets.unkept, {}
            self._write(as_it_is, lambda db: keep_pairs(db, made))
        if self._unkept is not None:
            (as_it_is, overview), self._unkept = self._unkept, None
            self._write(as_it_is, lambda db: keep_overview(db, as_it_is.today, overview))

    def _write(self, made_of: AsItIs, write: Callable[[sqlite3.Connection], None]) -> None:
        """Write what was made of a state of the catalog, if it still holds the same reading."""

        def ask(db: sqlite3.Connection) -> None:
            if reading(db) == made_of.read:
                write(db)

        if made_of.generation == self._keeper.generation:
            self._keeper.keep(ask)
