"""Where a catalog is kept: a file in the user's cache, or memory where that cannot be."""

from __future__ import annotations

import gc
import hashlib
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Lock

from collab_tui.catalog.schema import INDEXES, SCHEMA, SCHEMA_VERSION

BUSY_SECONDS = 60.0
"""How long to wait for another process that is building the same catalog."""

BUILD_CACHE_KIB = 200_000
"""Pages kept in memory while a catalog is built, in KiB."""

_memory_names = count()


class Store:
    """The database of one registry; hands out connections to it."""

    def __init__(self, uri: str, notices: list[str]) -> None:
        """Use `open`."""
        self._uri = uri
        self._path: Path | None = None
        self._key = ""
        self.notices = notices
        self.generation = 0
        """Grows when the database is another one than before."""
        self.mending = Lock()
        """Held while the database is being replaced."""
        # The first connection also keeps a database in memory alive.
        self._anchor = self.connect()

    @classmethod
    def open(cls, layers: Sequence[Path], folder: Path | None) -> Store:
        """Open the catalog of the registry at `layers` below the cache folder `folder`.

        A damaged or foreign file there is replaced. Where there is no folder, or it cannot
        be written, the catalog is held in memory and `notices` says so.
        """
        if folder is None:
            return cls._in_memory([])
        paths = b"\0".join(os.fsencode(layer.absolute()) for layer in layers)
        key = paths.decode("utf-8", "backslashreplace")
        name = f"{hashlib.sha256(paths).hexdigest()[:20]}-v{SCHEMA_VERSION}.sqlite"
        path = folder / name
        notices: list[str] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            try:
                return cls._at(path, key, notices)
            except sqlite3.DatabaseError as error:
                if _is_unusable(error):
                    raise
                notices.append(f"the catalog {path} was damaged ({error}); it is built anew")
                _remove(path)
                return cls._at(path, key, notices)
        except (OSError, sqlite3.Error) as error:
            notices.append(f"no catalog can be kept in {folder} ({error}); it is held in memory")
            return cls._in_memory(notices)

    @classmethod
    def _in_memory(cls, notices: list[str]) -> Store:
        uri = f"file:collab-tui-{next(_memory_names)}?mode=memory&cache=shared"
        store = cls(uri, notices)
        _create(store._anchor, "")
        return store

    @classmethod
    def _at(cls, path: Path, key: str, notices: list[str]) -> Store:
        store = cls(path.absolute().as_uri(), notices)
        store._path, store._key = path, key
        try:
            connection = store._anchor
            connection.execute("PRAGMA journal_mode = WAL")
            _create(connection, key)
            found = connection.execute("SELECT value FROM meta WHERE key = 'registry'").fetchone()
            if found is None or found[0] != key:
                raise sqlite3.DatabaseError("it belongs to something else")
        except sqlite3.Error:
            store.close()
            raise
        return store

    def replace(self, error: sqlite3.DatabaseError) -> bool:
        """Put an empty database in the place of one that `error` says cannot be used.

        A damaged one is built anew; where it cannot be written (a full disk), another is
        held in memory. Tells whether there is another one now.
        """
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if self._path is None:
            return False
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            words = f"the catalog {self._path} was damaged ({error}); it is built anew"
            self.close()
            _remove(self._path)
            other = self._at(self._path, self._key, self.notices)
        elif _is_unusable(error):
            words = f"the catalog {self._path} cannot be written ({error}); it is held in memory"
            self.close()
            other = self._in_memory(self.notices)
        else:
            return False
        self.notices.append(words)
        self._anchor, self._uri, self._path = other._anchor, other._uri, other._path
        self.generation += 1
        return True

    def connect(self) -> sqlite3.Connection:
        """Open a connection; each thread needs its own."""
        connection = sqlite3.connect(
            self._uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA read_uncommitted = ON")  # matters only for shared memory
        return connection

    @contextmanager
    def building(self, connection: sqlite3.Connection, is_first: bool) -> Iterator[None]:
        """Prepare `connection` for writing much; the `is_first` time there is nothing to lose."""
        connection.execute(f"PRAGMA cache_size = -{BUILD_CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        if is_first:
            connection.execute("PRAGMA synchronous = OFF")
        was_enabled = gc.isenabled()
        gc.disable()  # millions of small tuples, none of them in a cycle
        try:
            yield
        finally:
            if was_enabled:
                gc.enable()
            connection.execute("PRAGMA cache_size = -2000")
            if is_first:
                connection.execute("PRAGMA synchronous = NORMAL")

    def close(self) -> None:
        """Close the store's own connection."""
        self._anchor.close()


def _create(connection: sqlite3.Connection, key: str) -> None:
    """Make the tables where there are none yet, in one transaction."""
    if _has_tables(connection):  # asked first, so as not to wait for somebody who writes
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _has_tables(connection):
            for statement in _statements(SCHEMA):
                connection.execute(statement)
            for name, columns in INDEXES:
                connection.execute(f"CREATE INDEX {name} ON {columns}")
            connection.execute("INSERT INTO meta VALUES ('registry', ?)", (key,))
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _has_tables(connection: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE name = 'meta'"
    return connection.execute(query).fetchone() is not None


def _statements(script: str) -> list[str]:
    return [statement for statement in script.split(";\n") if statement.strip()]


def _is_unusable(error: sqlite3.Error) -> bool:
    """Tell whether the file cannot be used as things are, though nothing is wrong with it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
    )


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
