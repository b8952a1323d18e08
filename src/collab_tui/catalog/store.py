"""Where a catalog is kept: a file in the user's cache, or memory where that cannot be.

A file is put into its place when it is whole: the first one is built beside it, and until
then an empty database stands in. Later changes are transactions.
"""

from __future__ import annotations

import gc
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from threading import Lock

from collab_tui.catalog.rules import fingerprint
from collab_tui.catalog.schema import INDEXES, SCHEMA

BUSY_SECONDS = 10.0
"""How long to wait for another process that is changing the same catalog."""

BUILD_CACHE_KIB = 64_000
"""Pages kept in memory while a catalog is built, in KiB."""

ABANDONED_SECONDS = 86_400
"""Age from which what stands beside a catalog is nobody's any more."""

_counter = count()


class Store:
    """The database of one registry; hands out connections to it."""

    def __init__(self, path: Path | None = None, key: str = "") -> None:
        """Use `open`; without a `path`, the catalog is held in memory."""
        self._path = path
        self._key = key
        self.notices: list[str] = []
        self.mending = Lock()
        """Held while the database is being replaced."""
        self.generation = 0
        """Grows when the database is another one than before."""
        self.is_hollow = False
        """Whether nothing was built yet, and an empty database stands in for it."""
        self._uri = ""
        self._anchor: sqlite3.Connection | None = None
        """Keeps a database in memory alive."""
        if path is None or not self._use_file(path):
            self._stand_in()

    @classmethod
    def open(cls, layers: Sequence[Path], folder: Path | None) -> Store:
        """Open the catalog of the registry at `layers` below the cache folder `folder`.

        A damaged or foreign file there is removed. Where there is no folder, or it cannot
        be written, the catalog is held in memory and `notices` says so.
        """
        if folder is None:
            return cls()
        paths = b"\0".join(os.fsencode(layer.absolute()) for layer in layers)
        key = paths.decode("utf-8", "backslashreplace")
        name = f"{hashlib.sha256(paths).hexdigest()[:20]}-{fingerprint()}.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK):
                raise PermissionError(13, "Permission denied")
            return cls(folder / name, key)
        except (OSError, sqlite3.Error) as error:
            store = cls()
            store.notices.append(
                f"no catalog can be kept in {folder} ({error}); it is held in memory"
            )
            return store

    def connect(self) -> sqlite3.Connection:
        """Open a connection; each thread needs its own."""
        try:
            return _connect(self._uri)
        except sqlite3.OperationalError:
            with self.mending:
                if self._path is None or self._path.exists():
                    raise
                self._stand_in()  # somebody deleted the file: it will be built anew
            return _connect(self._uri)

    def close(self) -> None:
        """Close the store's own connection."""
        if self._anchor is not None:
            self._anchor.close()

    # Which database

    def _use(self, uri: str, anchor: sqlite3.Connection, *, is_hollow: bool) -> None:
        self.close()
        self._uri, self._anchor, self.is_hollow = uri, anchor, is_hollow
        self.generation += 1  # last: who sees it finds everything in its place

    def _stand_in(self) -> None:
        """Use an empty database until one is built."""
        uri = _memory()
        anchor = _connect(uri)
        _create(anchor, self._key)
        self._use(uri, anchor, is_hollow=True)

    def _use_file(self, path: Path) -> bool:
        """Use the catalog at `path`; one that is damaged is removed.

        Raises:
            sqlite3.Error: it cannot be used, though nothing is wrong with it.
        """
        if not path.exists():
            return False
        if path.stat().st_size:
            uri = f"{path.absolute().as_uri()}?mode=rw"
            try:
                connection = _connect_to_file(uri, self._key)
            except sqlite3.Error as error:
                if _is_unusable(error):
                    raise
                self.notices.append(f"the catalog {path} was damaged ({error}); it is built anew")
            else:
                self._use(uri, connection, is_hollow=False)
                return True
        _remove(path)
        return False

    def look_again(self) -> None:
        """Use the file that another process has made by now, if any."""
        if self.is_hollow and self._path is not None:
            self._use_file(self._path)

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
            _remove(self._path)
        elif _is_unusable(error):
            words = f"the catalog {self._path} cannot be written ({error}); it is held in memory"
            self._path = None
        else:
            return False
        self.notices.append(words)
        self._stand_in()
        return True

    # Writing much

    @contextmanager
    def founding(self) -> Iterator[sqlite3.Connection]:
        """Yield a new database to be filled, and use it once that is done.

        A file is put in its place; where another process was faster, its file is used.
        Nothing is kept of a database that could not be filled.
        """
        if self._path is None:
            uri = _memory()
            connection = _connect(uri)
            with _filling(connection, self._key):
                yield connection
            self._use(uri, connection, is_hollow=False)
            return
        _tidy(self._path)
        beside = self._path.with_name(f"{self._path.name}.{os.urandom(6).hex()}.building")
        connection = sqlite3.connect(beside, isolation_level=None, check_same_thread=False)
        try:
            # There is nothing to lose: who fails begins again.
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
                connection.execute(f"PRAGMA {pragma}")
            with _filling(connection, self._key):
                yield connection
            connection.close()
            self._publish(beside, self._path)
        finally:
            connection.close()
            beside.unlink(missing_ok=True)
        self.look_again()

    def _publish(self, beside: Path, path: Path) -> None:
        """Put a finished file in its place, unless there is one."""
        try:
            try:
                os.link(beside, path)  # never in the place of a file that somebody uses
            except FileExistsError:
                pass
            except OSError:  # a file system without links
                if not path.exists():
                    beside.rename(path)
        except OSError as error:
            self.notices.append(
                f"the catalog {path} cannot be kept ({error}); it is held in memory"
            )
            self._path = None
            self._stand_in()

    @contextmanager
    def changing(self, connection: sqlite3.Connection) -> Iterator[None]:
        """Run a transaction that may write much: all of it or nothing."""
        connection.execute("BEGIN IMMEDIATE")
        try:
            with _much(connection):
                yield
        except BaseException:
            if connection.in_transaction:  # SQLite may have rolled it back already
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def _memory() -> str:
    return f"file:collab-tui-{os.getpid()}-{next(_counter)}?mode=memory&cache=shared"


def _open(uri: str) -> sqlite3.Connection:
    return sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA read_uncommitted = ON")  # matters only for shared memory


def _connect(uri: str) -> sqlite3.Connection:
    connection = _open(uri)
    _prepare(connection)
    return connection


def _connect_to_file(uri: str, key: str) -> sqlite3.Connection:
    """Connect to a catalog that must be that of the registry `key`."""
    connection = _open(uri)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        if _registry_of(connection) != key:
            raise sqlite3.DatabaseError("it belongs to something else")
        _prepare(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def _filling(connection: sqlite3.Connection, key: str) -> Iterator[None]:
    """Make the tables, and write what is written meanwhile all at once."""
    _create(connection, key)
    with _much(connection):
        connection.execute("BEGIN")
        yield
        connection.execute("COMMIT")


@contextmanager
def _much(connection: sqlite3.Connection) -> Iterator[None]:
    """Prepare `connection` for writing much."""
    connection.execute(f"PRAGMA cache_size = -{BUILD_CACHE_KIB}")
    was_enabled = gc.isenabled()
    gc.disable()  # millions of small tuples, none of them in a cycle
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
        connection.execute("PRAGMA cache_size = -2000")


def _create(connection: sqlite3.Connection, key: str) -> None:
    """Make the tables."""
    connection.execute("BEGIN")
    for statement in SCHEMA.split(";\n"):
        connection.execute(statement)
    for name, sort, columns in INDEXES:
        connection.execute(f"CREATE {sort} INDEX {name} ON {columns}")
    connection.execute("INSERT INTO meta VALUES ('registry', ?)", (key,))
    connection.execute("COMMIT")


def _registry_of(connection: sqlite3.Connection) -> str | None:
    """Return what registry a catalog is of; None for a database that is no catalog."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
        return None
    query = "SELECT value FROM meta WHERE key = 'registry'"
    row: tuple[str] | None = connection.execute(query).fetchone()
    return row[0] if row else None


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


def _tidy(path: Path) -> None:
    """Remove what other rules, and builders that were killed, left for this registry.

    What is younger than a day may be in use: by another version, or by who builds.
    """
    registry = path.name.partition("-")[0]
    old = time.time() - ABANDONED_SECONDS
    for other in path.parent.glob(f"{registry}-*"):
        with suppress(OSError):  # gone by now, or somebody else's
            is_in_use = other.name.startswith(path.name) and other.suffix != ".building"
            if not is_in_use and other.stat().st_mtime < old:
                other.unlink()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
