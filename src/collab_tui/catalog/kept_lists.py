"""The lists of the empty query. They are written with the catalog and read at once.

Sorting a hundred thousand names would take longer than the first frame may take.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable

from collab_tui.records.kinds import Kind, Relation

_TREE = "tree"
"""The name of the list that holds focus areas in the order of the hierarchy."""


def write_listings(connection: sqlite3.Connection) -> None:
    """Write every list again."""
    query = "SELECT n FROM record WHERE kind = ? ORDER BY sort, id"
    listings = {kind.value: _array(connection.execute(query, (kind,))) for kind in Kind}
    listings[_TREE], depths = _tree(connection, listings[Kind.FOCUS_AREA])
    connection.executemany(
        "INSERT OR REPLACE INTO listing VALUES (?, ?, ?)",
        [
            (name, numbers.tobytes(), depths.tobytes() if name == _TREE else None)
            for name, numbers in listings.items()
        ],
    )


def list_all(connection: sqlite3.Connection, kind: Kind) -> array[int]:
    """Return the numbers of every record of a kind, by name."""
    return _read(connection, "numbers", kind.value)


def focus_tree(connection: sqlite3.Connection) -> tuple[array[int], array[int]]:
    """Return every focus area below each broader one, with its depth.

    Its own narrower areas are listed only below its first place. An area that is above itself is at
    the top, if nothing broader leads to it.
    """
    return _read(connection, "numbers", _TREE), _read(connection, "depths", _TREE)


def count_all(connection: sqlite3.Connection) -> dict[Kind, int]:
    """Return the number of records of each kind."""
    size = array("q").itemsize
    rows = connection.execute("SELECT name, length(numbers) FROM listing")
    found = {name: length // size for name, length in rows}
    return {kind: found.get(kind.value, 0) for kind in Kind}


def _read(connection: sqlite3.Connection, column: str, name: str) -> array[int]:
    row = connection.execute(f"SELECT {column} FROM listing WHERE name = ?", (name,)).fetchone()
    return array("q", row[0] if row else b"")


def _array(rows: Iterable[tuple[int]]) -> array[int]:
    return array("q", [n for (n,) in rows])


def _tree(connection: sqlite3.Connection, every: array[int]) -> tuple[array[int], array[int]]:
    narrower: dict[int, list[int]] = {}
    for broad, narrow in connection.execute(
        "SELECT link.target, r.n FROM record r JOIN link ON link.source = r.n"
        " AND link.relation = ? JOIN record b ON b.n = link.target"
        " WHERE r.kind = ? ORDER BY r.sort, r.id",
        (Relation.BROADER, Kind.FOCUS_AREA),
    ):
        narrower.setdefault(broad, []).append(narrow)
    below = {n for children in narrower.values() for n in children}
    numbers, depths = array("q"), array("q")
    reached: set[int] = set()

    def grow(roots: list[int]) -> None:
        pending = [(n, 0) for n in reversed(roots)]
        while pending:
            n, depth = pending.pop()
            numbers.append(n)
            depths.append(depth)
            if n not in reached:  # what is below it is listed at its first place
                reached.add(n)
                pending += [(child, depth + 1) for child in reversed(narrower.get(n, []))]

    grow([n for n in every if n not in below])
    for n in every:
        if n not in reached:
            grow([n])
    return numbers, depths
