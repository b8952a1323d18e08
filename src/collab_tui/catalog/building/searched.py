"""Keeps the full text index: records' own words, and the names of the records they name.

FTS5 keeps no copy of what it indexes. It reads it from the view ``searched``, also to remove a
record. So a record must be removed before its words, or the names of what it names, change.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence, Set

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
_NAMES = (
    f"SELECT group_concat(iif(aliases = '', names, names || '{BETWEEN}' || aliases), '{BETWEEN}')"
    " FROM link CROSS JOIN words ON words.n = target"
    f" WHERE source = value AND relation IN ({_RELATIONS})"
)
# A row without text is left out: nothing that the record names is there.
_RELATED = f"INSERT OR IGNORE INTO related SELECT value, ({_NAMES}) FROM json_each(?)"
_TEXT = (
    "INSERT INTO text (rowid, names, aliases, related, rest)"
    " SELECT n, names, aliases, related, rest FROM json_each(?) CROSS JOIN searched ON n = value"
)

AT_ONCE = 8_000
"""Records that are indexed together while others are being read. FTS5 writes what it collected when
the numbers of records begin again, and joins what it wrote later."""


class FirstIndex:
    """Indexes the records of a new catalog, as many as possible while others are still being read.

    Workers read until the end, so what this process does meanwhile costs less time than later. A
    record waits until all records that it names have their words.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Index through `connection`; nothing is in the index yet."""
        self._db = connection
        self._ready: list[int] = []
        self._waiting: list[int] = []
        self._naming: set[int] = set()
        """The records that name others and are not in the index."""
        connection.execute("INSERT INTO text (text, rank) VALUES ('hashsize', ?)", (_SEGMENT,))

    def add(
        self, records: Sequence[int], links: Iterable[tuple[int, str, int]], written: Set[int]
    ) -> None:
        """Add records that have their words now, with their links: source, relation, target.

        `written` has all records that have their words, and these, too.
        """
        waiting: set[int] = set()
        for source, relation, target in links:
            if relation in _NAMED:
                self._naming.add(source)
                if target not in written:
                    waiting.add(source)
        for n in records:
            (self._waiting if n in waiting else self._ready).append(n)
        if len(self._ready) >= AT_ONCE:
            self._index(self._ready)
            self._ready = []

    def finish(self) -> None:
        """Index the records that are left."""
        self._index([*self._ready, *self._waiting])

    def start_again(self, records: Iterable[int]) -> None:
        """Index all `records`, because words changed that were in the index."""
        self._db.execute("INSERT INTO text (text) VALUES ('delete-all')")
        self._db.execute("DELETE FROM related")
        every = sorted(records)
        self._naming.update(every)
        self._index(every)

    def _index(self, records: Sequence[int]) -> None:
        naming = sorted(self._naming.intersection(records))
        self._naming.difference_update(naming)
        self._db.execute(_RELATED, (json.dumps(naming),))
        self._db.execute(_TEXT, (json.dumps(sorted(records)),))


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
    new = json.dumps(sorted({*stale, *written}))
    connection.execute(_RELATED, (new,))
    connection.execute(_TEXT, (new,))
