"""What questions work out of a catalog as it is on one day, so that the next one need not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from collab_tui.catalog.terms import Running, running_terms
from collab_tui.records.kinds import Kind, Relation

if TYPE_CHECKING:
    from array import array

    from collab_tui.catalog.condition import Condition
    from collab_tui.catalog.flags import Flags
    from collab_tui.catalog.links import Links


MOST_ORDERED = 6
"""Sorted lists that are held. Each takes eight bytes for a record."""


class WorkedOut:
    """Works each thing out when it is first needed. Several threads must not share one."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        """Ask `connection`, whose content must stay as it is."""
        self._db = connection
        self._today = today
        self._links: dict[tuple[Relation, Relation | None], Links | None] = {}
        self._over: dict[Relation, Callable[[int], set[int]]] = {}
        self.counts: dict[str, int] = {}
        """How many records answer each ready question."""
        self._ordered: dict[tuple[Kind, Condition], array[int]] = {}
        self._every: dict[Kind, Flags] = {}

    @cached_property
    def terms(self) -> list[Running]:
        """The ends and last days for notice of agreements, today."""
        return running_terms(self._db, self._today)

    def every(self, kind: Kind) -> Flags:
        """Return the flags of all records of a kind."""
        from collab_tui.catalog.flags import flags_of
        from collab_tui.catalog.kept_lists import list_all

        if kind not in self._every:
            self._every[kind] = flags_of(self._db, [list_all(self._db, kind)])
        return self._every[kind]

    def links(self, relation: Relation, upwards: Relation | None) -> Links:
        """Return the links of a relation.

        With `upwards`, a record also names everything above what it names by that relation.
        """
        from collab_tui.catalog.links import links_of

        found = self._links.get((relation, upwards))
        if found is None:
            over = self.over(upwards) if upwards is not None else None
            found = self._links[relation, upwards] = links_of(self._db, relation, over)
        return found

    def links_again(self, relation: Relation) -> Links | None:
        """Return the links of a relation from the second time on.

        SQLite answers one question alone sooner.
        """
        if (relation, None) in self._links:
            return self.links(relation, None)
        self._links[relation, None] = None
        return None

    def ordered(self, kind: Kind, before: Condition, count: int) -> array[int] | None:
        """Return all records of a kind, sorted by `before`.

        None if they are not sorted yet, and to sort `count` records takes less time.
        """
        from collab_tui.catalog.kept_lists import count_all
        from collab_tui.catalog.sorting import sort_all

        found = self._ordered.get((kind, before))
        if found is None and 2 * count > count_all(self._db)[kind]:
            if len(self._ordered) == MOST_ORDERED:
                self._ordered.clear()
            found = self._ordered[kind, before] = sort_all(self._db, kind, before)
        return found

    def over(self, upwards: Relation) -> Callable[[int], set[int]]:
        """Return a function from a record to it and all above it by a relation."""
        from collab_tui.catalog.links import over

        if upwards not in self._over:
            self._over[upwards] = over(self._db, upwards)
        return self._over[upwards]
