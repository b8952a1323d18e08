"""The seal of a catalog file: a checksum over all its bytes, so that no damage goes unnoticed.

The seal stands in the header of the file, in the number that SQLite calls ``user_version``. Each
transaction that changes the catalog breaks the seal as its first step, so it is never a seal of
older content. It is put on again when the writing is over. A file whose seal is broken is as
SQLite left it, and nothing more is known of it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Thread
from typing import NamedTuple
from zlib import crc32

from collab_tui.catalog.storage.faults import DamagedError, Fault, fault_of
from collab_tui.language import _

BROKEN = 0x6F70656E
"""The number in the place of a seal that is broken. It is not 0: zeros are a common damage."""

SMALL = 8_000_000
"""Size in bytes up to which a file is looked at before it is used, and sealed after each change.

One megabyte takes less than a millisecond. Who has time looks at larger ones: `Seal.check`.
"""

_INTO_FILE = "PRAGMA wal_checkpoint(TRUNCATE)"
"""Brings into the file what is kept beside it."""

_PLACE = slice(60, 64)
"""Where the header of a file has its seal, as a big-endian number."""

_OWN = (slice(18, 20), slice(24, 28), _PLACE, slice(92, 100))
"""What SQLite changes in the header without a change of the content: the sort of its journal, the
number of its changes, and its version."""

_OTHERWISE = _("its content is not what was written")

_PIECE = 65_536
"""Bytes that are read at once: they stay in the cache of the processor."""


def _go_on() -> None:
    """Do not break off."""


class _Seen(NamedTuple):
    """What a file says, and what it holds."""

    said: int
    found: int

    @property
    def is_whole(self) -> bool:
        return self.said in (BROKEN, self.found)


class Connection(sqlite3.Connection):
    """A connection that knows how its file is sealed."""

    seal: Seal | None = None
    """None for a database in memory."""


@contextmanager
def changing(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a transaction that changes the content: all of it or nothing.

    Raises:
        DamagedError: the file is not what was sealed. Nothing was written into it.
    """
    seal = connection.seal if isinstance(connection, Connection) else None
    if seal is not None:
        with _not_waiting(connection):
            _is_done(connection, _INTO_FILE)
    connection.execute("BEGIN IMMEDIATE")
    try:
        with _looking(seal) as is_whole:
            connection.execute(f"PRAGMA user_version = {BROKEN}")
            yield
            if not is_whole():
                raise DamagedError(_OTHERWISE)
    except BaseException:
        if connection.in_transaction:  # SQLite may have rolled it back already
            with suppress(sqlite3.Error):  # the first error is the important one
                connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    if seal is not None and seal.is_small:
        seal.put(connection)


@contextmanager
def _looking(seal: Seal | None) -> Iterator[Callable[[], bool]]:
    """Look at the file while a transaction runs, which changes nothing in it before its end.

    Yield what waits for the end of that, and tells whether the file is what was sealed.
    """
    seen: list[bool] = []
    if seal is None or not seal.is_settled():
        yield lambda: True
        return
    thread = Thread(target=lambda: seen.append(seal.is_whole()))
    thread.start()

    def is_whole() -> bool:
        thread.join()
        return all(seen)

    try:
        yield is_whole
    finally:
        thread.join()


def seal_closed(path: Path) -> None:
    """Seal a file that nobody has open.

    Raises:
        OSError: it cannot be read or written.
    """
    with path.open("r+b", buffering=0) as file:
        seen = _look(file.fileno())
        os.lseek(file.fileno(), _PLACE.start, os.SEEK_SET)
        file.write(seen.found.to_bytes(4, "big"))


class Seal:
    """The seal of the file that a store has open."""

    def __init__(self, path: Path) -> None:
        """Look at the file at `path` when asked to."""
        self._path = path
        self._beside = f"{path}-wal"
        # Once it is open, it stays so: closing any descriptor of a file gives up the locks that
        # SQLite has on it in this process.
        self._descriptor: int | None = None
        self._looking = Lock()

    @property
    def is_small(self) -> bool:
        """Whether looking at the file takes no time worth mentioning."""
        with suppress(OSError):
            return self._path.lstat().st_size <= SMALL
        return False

    def close(self) -> None:
        """Close the file, after all connections to it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def keep(
        self, connection: sqlite3.Connection, go_on: Callable[[], None], *, looks: bool
    ) -> None:
        """Put the seal on if it is broken; if it `looks`, look at the whole file before.

        `go_on` is called again and again meanwhile. What it raises ends it.

        Raises:
            DamagedError: the file is not what was sealed.
        """
        if looks:
            self.check(connection, go_on)
        self.put(connection, go_on)

    def check(self, connection: sqlite3.Connection, go_on: Callable[[], None] = _go_on) -> None:
        """Look at the whole file; `connection` is used if somebody seems to be writing.

        Nothing is found if the seal is broken, if others go on writing, or if the file cannot be
        read now. `go_on` is as for `keep`.

        Raises:
            DamagedError: the file is not what was sealed.
        """
        if self.is_settled() and self.is_whole(go_on):
            return
        with _alone(connection) as is_alone:
            is_damaged = is_alone and self.is_settled() and not self.is_whole(go_on)
        if is_damaged:
            raise DamagedError(_OTHERWISE)

    def put(self, connection: sqlite3.Connection, go_on: Callable[[], None] = _go_on) -> None:
        """Seal the file if its seal is broken and nobody else writes; `go_on` is as for `keep`."""
        if connection.execute("PRAGMA user_version").fetchone() != (BROKEN,):
            return
        with suppress(OSError), _alone(connection) as is_alone:
            if is_alone and self.is_settled():
                connection.execute(f"PRAGMA user_version = {_signed(self._look(go_on).found)}")

    def is_whole(self, go_on: Callable[[], None] = _go_on) -> bool:
        """Tell whether the file is what was sealed, as far as that is known; see `check`."""
        try:
            return self._look(go_on).is_whole
        except OSError:
            return True

    def is_settled(self) -> bool:
        """Tell whether everything that was written is in the file itself."""
        try:
            return not os.lstat(self._beside).st_size
        except OSError:
            return True

    def _look(self, go_on: Callable[[], None]) -> _Seen:
        with self._looking:
            if self._descriptor is None:
                flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
                self._descriptor = os.open(self._path, flags)
            return _look(self._descriptor, go_on)


@contextmanager
def _alone(connection: sqlite3.Connection) -> Iterator[bool]:
    """Bring everything into the file and keep others from writing; tell whether that is so now."""
    with _not_waiting(connection):
        is_alone = _is_done(connection, _INTO_FILE) and _is_done(connection, "BEGIN IMMEDIATE")
        try:
            yield is_alone
            if is_alone:
                _is_done(connection, "COMMIT")
        finally:
            if is_alone and connection.in_transaction:
                _is_done(connection, "ROLLBACK")
        _is_done(connection, _INTO_FILE)


@contextmanager
def _not_waiting(connection: sqlite3.Connection) -> Iterator[None]:
    """Do not wait for others who read or write: they may do so for long."""
    (before,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {before}")


def _is_done(connection: sqlite3.Connection, statement: str) -> bool:
    """Run a statement; tell whether the file could be used for it now."""
    try:
        connection.execute(statement)
    except sqlite3.Error as error:
        if fault_of(error) is not Fault.UNUSABLE:
            raise
        return False
    return True


def _look(descriptor: int, go_on: Callable[[], None] = _go_on) -> _Seen:
    """Read a whole file. The checksum of content that looks like a broken seal is 0."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    said, found, is_first = 0, 0, True
    while piece := os.read(descriptor, _PIECE):
        if is_first:
            said, piece, is_first = int.from_bytes(piece[_PLACE], "big"), _without_own(piece), False
        found = crc32(piece, found)
        go_on()
    return _Seen(said, 0 if found == BROKEN else found)


def _without_own(header: bytes) -> bytes:
    plain = bytearray(header)
    for place in _OWN:
        plain[place] = bytes(len(plain[place]))
    return bytes(plain)


def _signed(number: int) -> int:
    """Return a number of 32 bits as SQLite takes it."""
    return number - (1 << 32) if number >= 1 << 31 else number
