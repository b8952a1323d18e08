"""A file of names: SQLite, so that only what is asked for comes into memory."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Self

from collab_tui.drafting.naming import WORDS, Named, Sort, heads
from collab_tui.records.kinds import Kind

_SCHEMA = """
CREATE TABLE org (
    n INTEGER PRIMARY KEY, id TEXT, name TEXT, kind TEXT, country TEXT, city TEXT, ror TEXT
);
CREATE TABLE name (
    key TEXT, sort TEXT, written TEXT, org INTEGER, PRIMARY KEY (key, sort, org, written)
) WITHOUT ROWID;
CREATE TABLE head (head TEXT PRIMARY KEY, lengths BLOB) WITHOUT ROWID;
"""
_BATCH = 5_000
_MOST_OF_A_NAME = 60
"""More organisations than this with one name are nobody's: the name says too little."""


class Hit(NamedTuple):
    """An organisation or person that a key names."""

    id: str
    name: str
    kind: Kind
    country: str
    city: str
    ror: tuple[str, ...]
    sort: Sort
    written: str


class Shelf:
    """The names of one registry or dump."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read names through `connection`."""
        self._db = connection

    @classmethod
    def in_memory(cls, named: Iterable[Named]) -> Self:
        """Make one that is not kept."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection, named)
        return cls(connection)

    @classmethod
    def kept(cls, path: Path, named: Iterable[Named]) -> Self:
        """Open the file `path`; if there is none that can be read, make it of `named`.

        Raises:
            OSError, sqlite3.Error: it can be neither read nor made.
        """
        with suppress(sqlite3.Error, OSError):
            if path.is_file():
                return cls._open(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            with closing(sqlite3.connect(beside)) as connection:
                connection.execute("PRAGMA journal_mode = OFF")
                connection.execute("PRAGMA synchronous = OFF")
                _fill(connection, named)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        return cls._open(path)

    @classmethod
    def _open(cls, path: Path) -> Self:
        address = f"{path.resolve().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        connection.execute("SELECT 1 FROM head LIMIT 1")
        return cls(connection)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def lengths(self, beginnings: Iterable[str]) -> dict[str, bytes]:
        """Return, for beginnings of one or two words, how many words the names have."""
        query = (
            "SELECT head, lengths FROM json_each(?) AS asked CROSS JOIN head ON head = asked.value"
        )
        return {
            head: lengths
            for some in _batches(beginnings)
            for head, lengths in self._db.execute(query, (json.dumps(some),))
        }

    def hits(self, keys: Iterable[str]) -> dict[str, list[Hit]]:
        """Return what keys name. Keys without a name are left out."""
        query = (
            "SELECT name.key, org.id, org.name, kind, country, city, ror, sort, written"
            " FROM json_each(?) AS asked CROSS JOIN name ON name.key = asked.value"
            " JOIN org ON org.n = name.org"
        )
        found: dict[str, list[Hit]] = {}
        for some in _batches(keys):
            for key, ref, name, kind, country, city, ror, sort, written in self._db.execute(
                query, (json.dumps(some),)
            ):
                held = found.setdefault(key, [])
                if len(held) < _MOST_OF_A_NAME:
                    rors = tuple(ror.split())
                    held.append(
                        Hit(ref, name, Kind.named(kind), country, city, rors, Sort(sort), written)
                    )
        return found

    def with_ror(self, known: Iterable[str]) -> dict[str, Hit]:
        """Return the records that have one of the ROR ids."""
        query = "SELECT id, name, kind, country, city, ror FROM org WHERE ror <> ''"
        wanted = set(known)
        found: dict[str, Hit] = {}
        for ref, name, kind, country, city, ror in self._db.execute(query) if wanted else ():
            for one in wanted.intersection(ror.split()):
                rors = tuple(ror.split())
                found[one] = Hit(ref, name, Kind.named(kind), country, city, rors, Sort.NAME, name)
        return found


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while some := list(islice(rest, _BATCH)):
        yield some


def _fill(connection: sqlite3.Connection, named: Iterable[Named]) -> None:
    connection.executescript(_SCHEMA)
    beginnings: dict[str, set[int]] = {}
    rows: list[tuple[str, str, str, int]] = []

    def store() -> None:
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)", rows)
        for head, lengths in heads(key for key, *_ in rows if not key.startswith(WORDS)).items():
            beginnings.setdefault(head, set()).update(lengths)
        rows.clear()

    for number, one in enumerate(named):
        connection.execute(
            "INSERT INTO org VALUES (?, ?, ?, ?, ?, ?, ?)",
            (number, one.id, one.name, one.kind, one.country, one.city, " ".join(one.ror)),
        )
        rows += [(key, sort, written, number) for key, sort, written in one.found_by()]
        if len(rows) > _BATCH:
            store()
    store()
    connection.executemany(
        "INSERT INTO head VALUES (?, ?)",
        ((head, bytes(sorted(lengths, reverse=True))) for head, lengths in beginnings.items()),
    )
    connection.commit()
