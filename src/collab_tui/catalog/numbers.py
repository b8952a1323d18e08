"""The number of each ref. It stays the same as long as the catalog exists."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence


class Numbers:
    """Knows the numbers of refs, and gives out new ones."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Continue from the numbers in the catalog. New ones are in it after `write`."""
        self._db = connection
        self._last: int = connection.execute("SELECT ifnull(max(n), 0) FROM entity").fetchone()[0]
        self._is_empty = self._last == 0
        self._known: dict[str, int] = {}
        self._new: list[tuple[int, str, str]] = []

    def of(self, refs: Sequence[str]) -> list[int]:
        """Return the number of each ref (``kind/id``)."""
        known = self._known
        for ref in refs:
            if ref not in known:
                known[ref] = self._find(ref)
        return [known[ref] for ref in refs]

    def _find(self, ref: str) -> int:
        kind, _, record_id = ref.partition("/")
        if not self._is_empty:
            query = "SELECT n FROM entity WHERE kind = ? AND id = ?"
            found: tuple[int] | None = self._db.execute(query, (kind, record_id)).fetchone()
            if found is not None:
                return found[0]
        self._last += 1
        self._new.append((self._last, kind, record_id))
        return self._last

    def write(self) -> None:
        """Write the new numbers."""
        self._db.executemany("INSERT INTO entity VALUES (?, ?, ?)", self._new)
        self._new.clear()
