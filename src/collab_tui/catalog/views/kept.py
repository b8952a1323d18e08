"""What views count by is kept in the catalog, so that it is made once, and not in every process.

It belongs to one reading of the registry. After the next one, it is made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from collab_tui.catalog.views.pairs import Pairs


def reading(connection: sqlite3.Connection) -> str:
    """Return what says which reading of the registry the catalog holds."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'read'").fetchone()
    return row[0] if row is not None else ""


def kept_pairs(connection: sqlite3.Connection, name: str, make: Callable[[], Pairs]) -> Pairs:
    """Return what is kept under a name; else what `make` makes."""
    row = connection.execute(
        'SELECT "values", starts, places FROM counted'
        " WHERE name = ? AND read = (SELECT value FROM meta WHERE key = 'read')",
        (name,),
    ).fetchone()
    return Pairs.read(*row) if row is not None else make()


def keep(connection: sqlite3.Connection, read: str, made: Mapping[str, Pairs]) -> None:
    """Keep what was made of a reading, if the catalog still holds that one."""
    if reading(connection) == read:
        connection.executemany(
            "INSERT OR REPLACE INTO counted VALUES (?, ?, ?, ?, ?)",
            [(name, read, *pairs.written()) for name, pairs in made.items()],
        )
