"""The number of each ref. It stays the same as long as the catalog exists."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from collab_tui.catalog.building.inserting import insert


class Numbers:
    """Knows the numbers of refs, and gives out new ones."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Continue from the numbers in the catalog."""
        self._db = connection
        self._known = _Known(connection)

    def of(self, refs: Sequence[str]) -> list[int]:
        """Return the number of each ref (``kind/id``). New ones are written into the catalog."""
        known = self._known
        numbers = [known[ref] for ref in refs]
        self._write()
        return numbers

    def _write(self) -> None:
        new = self._known.new
        split = [ref.partition("/") for ref in new]
        columns = [*new.values()], [kind for kind, _, _ in split], [name for _, _, name in split]
        insert(self._db, "entity", columns)
        new.clear()


class _Known(dict[str, int]):
    """The numbers that were asked for. One that is not known is looked up, or given out."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._db = connection
        self._last: int = connection.execute("SELECT ifnull(max(n), 0) FROM entity").fetchone()[0]
        self._is_empty = self._last == 0
        self.new: dict[str, int] = {}

    def __missing__(self, ref: str) -> int:
        self[ref] = n = self._find(ref)
        return n

    def _find(self, ref: str) -> int:
        if not self._is_empty:
            kind, _, record_id = ref.partition("/")
            query = "SELECT n FROM entity WHERE kind = ? AND id = ?"
            found: tuple[int] | None = self._db.execute(query, (kind, record_id)).fetchone()
            if found is not None:
                return found[0]
        self._last += 1
        self.new[ref] = self._last
        return self._last
