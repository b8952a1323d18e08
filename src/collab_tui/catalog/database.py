"""Opening a catalog's database: in memory, or a file, which is looked at before it is touched.

A file is opened only where it is the one that this program made. What else is found in its
place (a link, a pipe, a database of another program) is never followed, read or altered.
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

from collab_tui.catalog.faults import DamagedError
from collab_tui.catalog.schema import INDEXES, SCHEMA

BUSY_SECONDS = 1.0
"""How long to wait for somebody else's lock on the catalog, before it is held in memory."""

BUILD_CACHE_KIB = 64_000
"""Pages kept in memory while a catalog is built, in KiB."""

APPLICATION = 0x63747569
"""What SQLite keeps in the header of a file to tell whose it is: ``ctui``."""

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
"""Bytes of the header; those from 68 to 71 are the application."""

BESIDE = ("-wal", "-shm", "-journal")
"""The endings of the files that SQLite keeps beside a database."""

_counter = count()


class ForeignError(DamagedError):
    """A file that is no catalog of this registry."""


def memory() -> str:
    """Return the URI of a new database in memory, which connections can share."""
    return f"file:collab-tui-{os.getpid()}-{next(_counter)}?mode=memory&cache=shared"


def connect(uri: str) -> sqlite3.Connection:
    """Connect to a database by its URI."""
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA cell_size_check = ON")
    if "mode=memory" in uri:
        connection.execute("PRAGMA read_uncommitted = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # there may be no room on disk
    return connection


def file_uri(path: Path) -> str:
    """Return the URI of a file that must be there."""
    return f"{path.absolute().as_uri()}?mode=rw"


def connect_to_file(path: Path, key: str) -> sqlite3.Connection:
    """Connect to the catalog of the registry `key`, which `check_file` found good.

    Raises:
        ForeignError: it is that of another registry.
    """
    connection = connect(file_uri(path))
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        if _registry_of(connection) != key:
            raise ForeignError("it belongs to something else")
    except BaseException:
        connection.close()
        raise
    return connection


def check_file(path: Path) -> bool:
    """Tell whether there is a catalog at `path`, without touching it.

    Raises:
        FileNotFoundError: there is nothing at all.
        ForeignError: what is there is something else.
        IsADirectoryError: it is a folder, which nobody should remove.
    """
    status = path.lstat()
    if S_ISDIR(status.st_mode):
        raise IsADirectoryError(21, "Is a directory", str(path))
    if not S_ISREG(status.st_mode):
        raise ForeignError("it is not a plain file")
    if not status.st_size:
        return False
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        header = os.read(descriptor, _HEADER)
    finally:
        os.close(descriptor)
    if not header.startswith(_MAGIC) or len(header) < _HEADER:
        raise ForeignError("it is not a database")
    if int.from_bytes(header[68:72], "big") != APPLICATION:
        raise ForeignError("it belongs to something else")
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            if not S_ISREG(Path(f"{path}{ending}").lstat().st_mode):
                raise ForeignError(f"what is beside it as {ending} is not a plain file")
    return True


def remove(path: Path) -> None:
    """Remove a catalog and what SQLite keeps beside it; of a link, the link itself.

    Raises:
        OSError: it cannot be removed.
    """
    for ending in ("", *BESIDE):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def create(connection: sqlite3.Connection, key: str) -> None:
    """Make the tables of a catalog of the registry `key`."""
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute("BEGIN")
    for statement in SCHEMA.split(";\n"):
        connection.execute(statement)
    for name, sort, columns in INDEXES:
        connection.execute(f"CREATE {sort} INDEX {name} ON {columns}")
    connection.execute("INSERT INTO meta VALUES ('registry', ?)", (key,))
    connection.execute("COMMIT")


@contextmanager
def filling(connection: sqlite3.Connection, key: str) -> Iterator[None]:
    """Make the tables, and write what is written meanwhile all at once."""
    create(connection, key)
    with writing_much(connection):
        connection.execute("BEGIN")
        yield
        connection.execute("COMMIT")


@contextmanager
def writing_much(connection: sqlite3.Connection) -> Iterator[None]:
    """Prepare `connection` for writing much."""
    connection.execute(f"PRAGMA cache_size = -{BUILD_CACHE_KIB}")
    was_enabled = gc.isenabled()
    gc.disable()  # millions of small tuples, none of them in a cycle
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
        with suppress(sqlite3.Error):  # where writing has failed, that is what is to be known
            connection.execute("PRAGMA cache_size = -2000")


def _registry_of(connection: sqlite3.Connection) -> str | None:
    """Return what registry a catalog is of; None for a database that is no catalog."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
        return None
    query = "SELECT value FROM meta WHERE key = 'registry'"
    row: tuple[str] | None = connection.execute(query).fetchone()
    return row[0] if row else None
