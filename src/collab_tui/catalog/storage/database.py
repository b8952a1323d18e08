"""Opens a catalog's database: in memory, or a file, which is checked before it is opened.

A file is only opened if this program made it. If something else is in its place (a link, a pipe, a
database of another program), it is never followed, read or changed.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from collab_tui.catalog.schema import INDEXES, SCHEMA
from collab_tui.catalog.storage.faults import DamagedError
from collab_tui.catalog.storage.seal import BROKEN, Connection, Seal
from collab_tui.language import _

BUSY_SECONDS = 1.0
"""How long to wait for another process's lock, in seconds, before using memory instead."""

BUILD_CACHE_KIB = 64_000
"""Cache of SQLite while a catalog is built, in KiB."""

SORT_CACHE_KIB = 4_000
"""The same while indexes are made. What does not fit is sorted in a second thread meanwhile."""

APPLICATION = 0x63747569
"""The number in the header of a file by which SQLite knows whose it is: ``ctui``."""

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
"""Length of the header in bytes; bytes 68 to 71 are the application."""

BESIDE = ("-wal", "-shm", "-journal")
"""The endings of the files that SQLite keeps beside a database."""

_counter = count()


class ForeignError(DamagedError):
    """The file is not a catalog of this registry."""


def memory() -> str:
    """Return the URI of a new database in memory that connections can share."""
    return f"file:collab-tui-{os.getpid()}-{next(_counter)}?mode=memory&cache=shared"


def connect(uri: str, seal: Seal | None = None) -> Connection:
    """Connect to a database by its URI; a file has a `seal`."""
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    connection.seal = seal
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cell_size_check = ON")
    if "mode=memory" in uri:
        connection.execute("PRAGMA read_uncommitted = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # the disk may be full
    return connection


def file_uri(path: Path) -> str:
    """Return the URI of a file that must exist."""
    return f"{path.absolute().as_uri()}?mode=rw"


def connect_to_file(path: Path, key: str, seal: Seal) -> Connection:
    """Connect to the catalog of the registry `key`, after `check_file` accepted it.

    Raises:
        ForeignError: it belongs to another registry.
        DamagedError: it is small, and not what was sealed.
    """
    connection = connect(file_uri(path), seal)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        if _registry_of(connection) != key:
            raise ForeignError(_("it belongs to something else"))
        if seal.is_small:
            seal.check(connection)
    except BaseException:
        connection.close()
        seal.close()
        raise
    return connection


def check_file(path: Path) -> bool:
    """Tell whether there is a catalog at `path`, without opening it.

    Raises:
        FileNotFoundError: nothing is there.
        ForeignError: something else is there.
        IsADirectoryError: a folder is there, which must not be removed.
    """
    status = path.lstat()
    if S_ISDIR(status.st_mode):
        raise IsADirectoryError(21, "Is a directory", str(path))
    if not S_ISREG(status.st_mode):
        raise ForeignError(_("it is not a plain file"))
    if not status.st_size:
        return False
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        header = os.read(descriptor, _HEADER)
    finally:
        os.close(descriptor)
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise ForeignError(_("it is not a database"))
    if int.from_bytes(header[68:72], "big") != APPLICATION:
        raise ForeignError(_("it belongs to something else"))
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            if not S_ISREG(Path(f"{path}{ending}").lstat().st_mode):
                raise ForeignError(
                    _("what is beside it as {ending} is not a plain file", ending=ending)
                )
    return True


def remove(path: Path) -> None:
    """Remove a catalog and the files that SQLite keeps beside it. If it is a link, remove the link.

    Raises:
        OSError: it cannot be removed.
    """
    for ending in ("", *BESIDE):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def create(connection: sqlite3.Connection, key: str) -> None:
    """Make the tables of a catalog for the registry `key`."""
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {BROKEN}")
    connection.execute("BEGIN")
    for statement in SCHEMA.split(";\n"):
        connection.execute(statement)
    for name, sort, columns in INDEXES:
        connection.execute(f"CREATE {sort} INDEX {name} ON {columns}")
    connection.execute("INSERT INTO meta VALUES ('registry', ?)", (key,))
    connection.execute("COMMIT")


@contextmanager
def filling(connection: sqlite3.Connection, key: str) -> Iterator[None]:
    """Make the tables, and write everything in the block in one transaction."""
    create(connection, key)
    with writing_much(connection):
        connection.execute("BEGIN")
        yield
        connection.execute("COMMIT")


@contextmanager
def writing_much(connection: sqlite3.Connection) -> Iterator[None]:
    """Prepare `connection` for writing very much."""
    connection.execute(f"PRAGMA cache_size = -{BUILD_CACHE_KIB}")
    was_enabled = gc.isenabled()
    gc.disable()  # millions of small tuples, and none of them in a cycle
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
        with suppress(sqlite3.Error):  # if writing failed, that error is the important one
            connection.execute("PRAGMA cache_size = -2000")


@contextmanager
def indexing_much(connection: sqlite3.Connection) -> Iterator[None]:
    """Prepare `connection`, which is `writing_much`, for making indexes of large tables."""
    connection.execute("PRAGMA threads = 1")
    connection.execute(f"PRAGMA cache_size = -{SORT_CACHE_KIB}")
    yield
    connection.execute(f"PRAGMA cache_size = -{BUILD_CACHE_KIB}")


def _registry_of(connection: sqlite3.Connection) -> str | None:
    """Return the registry that a catalog belongs to; None if the database is not a catalog."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
        return None
    query = "SELECT value FROM meta WHERE key = 'registry'"
    row: tuple[str] | None = connection.execute(query).fetchone()
    return row[0] if row else None
