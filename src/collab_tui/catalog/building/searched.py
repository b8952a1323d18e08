"""Keeps the full text index: records' own words, and the names of the records they name.

FTS5 keeps no copy of what it indexes. It reads it from the view ``searched``, also to remove a
record. So a record must be removed before its words, or the names of what it names, change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Set

from collab_tui.catalog.building.findable import BETWEEN
from collab_tui.records.declared import DECLARED

_NAMED = tuple(
    dict.fromkeys(
        names.relation
        for declaration in DECLARED.values()
        for _, names in declaration.naming
        if names.searched_as
    )
)
"""Relations for which the names of the target are searched together with the record's own text."""

_SEGMENT = 16 << 20
"""Bytes of words that FTS5 collects before it writes them. With the default of 1 MiB, each word
would be written more than once while a catalog is built."""

_RELATIONS = ",".join(f"'{relation}'" for relation in _NAMED)
_RELATED = (
    "INSERT INTO related SELECT source,"
    f" group_concat(iif(aliases = '', names, names || '{BETWEEN}' || aliases), '{BETWEEN}')"
    " FROM link CROSS JOIN words ON words.n = target"
    f" WHERE relation IN ({_RELATIONS}) {{which}} GROUP BY source"
)


def index_all(connection: sqlite3.Connection) -> None:
    """Index every record; none is in the index yet."""
    connection.execute(_RELATED.format(which=""))
    connection.execute("INSERT INTO text (text, rank) VALUES ('hashsize', ?)", (_SEGMENT,))
    connection.execute("INSERT INTO text (text) VALUES ('rebuild')")


def take_out(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Remove records from the index, while their words are still there."""
    connection.executemany("DELETE FROM text WHERE rowid = ?", [(n,) for n in numbers])


def index_again(connection: sqlite3.Connection, written: Set[int], renamed: Set[int]) -> None:
    """Index the records `written`, which are not in the index, and records that name `renamed`."""
    query = f"SELECT source FROM link WHERE target = ? AND relation IN ({_RELATIONS})"
    naming = {source for n in renamed for (source,) in connection.execute(query, (n,))}
    stale = sorted(naming - written)
    take_out(connection, stale)
    connection.executemany("DELETE FROM related WHERE n = ?", [(n,) for n in stale])
    new = [(n,) for n in sorted({*stale, *written})]
    connection.executemany(_RELATED.format(which="AND source = ?"), new)
    connection.executemany(
        "INSERT INTO text (rowid, names, aliases, related, rest)"
        " SELECT n, names, aliases, related, rest FROM searched WHERE n = ?",
        new,
    )
