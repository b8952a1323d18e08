"""Where a catalog is kept: in a file in the user's cache, or in memory if that is not possible.

A file is put in its place when it is complete: the first one is built beside it, and an empty
database is used until then. Later changes are transactions.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from threading import Lock

from collab_tui.catalog.storage import database
from collab_tui.catalog.storage.faults import Fault, fault_of
from collab_tui.catalog.storage.rules import fingerprint, short_name
from collab_tui.catalog.storage.seal import Connection, Seal, changing, seal_closed
from collab_tui.catalog.storage.turn import Turn
from collab_tui.language import _
from collab_tui.reasons import why

ABANDONED_SECONDS = 86_400
"""Age from which files beside a catalog belong to nobody, in seconds."""


class Store:
    """The database of one registry; hands out connections to it."""

    @property
    def folder(self) -> Path | None:
        """The folder of the file; None if the catalog is held in memory."""
        return self._path.parent if self._path is not None else None

    def __init__(self, path: Path | None = None, key: str = "") -> None:
        """Use `open`. Without a `path`, the catalog is held in memory."""
        self._path = path
        self._key = key
        self.notices: list[str] = []
        self.mending = Lock()
        """Held while the database is being replaced."""
        self.generation = 0
        """Grows when the database is replaced by another one."""
        self.is_hollow = False
        """Whether nothing was built yet, and an empty database stands in."""
        self._was_doubted = False
        self._was_built = False
        self._turn = Turn(path and path.with_name(f"{path.name}.lock"))
        self._uri = ""
        self._anchor: Connection | None = None
        """Keeps a database in memory alive."""
        if path is None or not self._use_file(path):
            self._stand_in()

    @classmethod
    def open(cls, layers: Sequence[Path], folder: Path | None) -> Store:
        """Open the catalog of the registry at `layers`, in the cache folder `folder`.

        A damaged or foreign file there is removed. If there is no folder, or it cannot be written,
        the catalog is held in memory and `notices` says so.
        """
        if folder is None:
            return cls()
        paths = b"\0".join(os.fsencode(layer.absolute()) for layer in layers)
        key = paths.decode("utf-8", "backslashreplace")
        name = f"{short_name(paths)}-{fingerprint()}.sqlite"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK):
                raise PermissionError(13, "Permission denied")
            return cls(folder / name, key)
        except (OSError, sqlite3.Error) as error:
            store = cls()
            store.notices.append(
                _(
                    "no catalog can be kept in {folder} ({reason}); it is held in memory",
                    folder=folder,
                    reason=why(error),
                )
            )
            return store

    def connect(self) -> Connection:
        """Open a connection; each thread needs its own."""
        try:
            return database.connect(self._uri, self._seal)
        except (OSError, sqlite3.Error) as error:
            with self.mending:
                if self._path is None:
                    raise
                if os.path.lexists(self._path):
                    if not self.replace(error):
                        raise
                else:
                    self._stand_in()  # somebody deleted the file: it will be built again
            return database.connect(self._uri, self._seal)

    @property
    def _seal(self) -> Seal | None:
        return self._anchor.seal if self._anchor is not None else None

    def close(self) -> None:
        """Close the store's own connection, after all others."""
        if self._anchor is not None:
            self._anchor.close()
            if self._anchor.seal is not None:
                self._anchor.seal.close()

    # Which database

    def _use(self, uri: str, anchor: Connection, *, is_hollow: bool) -> None:
        self.close()
        self._uri, self._anchor, self.is_hollow = uri, anchor, is_hollow
        self._was_built |= not is_hollow
        self.generation += 1  # last, so that whoever sees it finds everything in its place

    def _stand_in(self) -> None:
        """Use an empty database until one is built."""
        uri = database.memory()
        anchor = database.connect(uri)
        database.create(anchor, self._key)
        self._use(uri, anchor, is_hollow=True)

    def _use_file(self, path: Path) -> bool:
        """Use the catalog at `path`; a damaged or foreign file there is removed.

        Raises:
            sqlite3.Error: it cannot be used, although nothing is wrong with it.
            OSError: it cannot be looked at, or not be removed.
        """
        seal = Seal(path)
        try:
            if database.check_file(path):
                connection = database.connect_to_file(path, self._key, seal)
                self._use(database.file_uri(path), connection, is_hollow=False)
                return True
        except FileNotFoundError:
            return False
        except Exception as error:
            if fault_of(error) not in (Fault.DAMAGED, Fault.DOUBTFUL):
                raise
            database.remove(path)
            self._say_damaged(error)
        else:
            database.remove(path)  # an empty file
        return False

    @property
    def is_lost(self) -> bool:
        """Whether there was a catalog, and an empty one stands in until it is built again."""
        return self.is_hollow and self._was_built

    @property
    def is_in_memory(self) -> bool:
        """Whether the catalog is held in memory from now on."""
        return self._path is None

    def look_again(self) -> None:
        """Use the file that another process has made in the meantime, if there is one."""
        if self.is_hollow and self._path is not None:
            try:
                self._use_file(self._path)
            except (OSError, sqlite3.Error) as error:
                self.hold_in_memory(error)

    def hold_in_memory(self, error: Exception) -> None:
        """Continue in memory, with an empty database, if the file cannot be used."""
        self.notices.append(
            _(
                "the catalog {file} cannot be used ({reason}); it is held in memory",
                file=self._path,
                reason=why(error),
            )
        )
        self._path = None
        self._stand_in()

    def replace(self, error: Exception) -> bool:
        """Replace a database that cannot be used, according to `error`, by an empty one.

        A damaged one is built again. If it cannot be written (a full disk), a new one is held in
        memory. Returns whether there is another one now.
        """
        fault = fault_of(error)
        if self.is_hollow or self._path is None or fault in (Fault.INTERRUPTED, Fault.OTHER):
            return False
        if fault is Fault.UNUSABLE:
            self.hold_in_memory(error)
            return True
        if fault is Fault.DOUBTFUL:
            if self._was_doubted:  # a new one gives no answer either: the catalog is not the cause
                return False
            self._was_doubted = True
        try:
            database.remove(self._path)
        except OSError as refusal:
            self.hold_in_memory(refusal)
            return True
        self._say_damaged(error)
        self._stand_in()
        return True

    def _say_damaged(self, error: Exception) -> None:
        reason = str(error) or type(error).__name__
        self.notices.append(
            _(
                "the catalog {file} was damaged ({reason}); it is built again",
                file=self._path,
                reason=reason,
            )
        )

    # Writing much

    def turn(self, wait: Callable[[], None]) -> AbstractContextManager[None]:
        """Hold the turn to change the catalog: see `collab_tui.catalog.storage.turn`."""
        return self._turn.taken(wait)

    def beat(self) -> None:
        """Show the processes that wait for the turn that this one is still at work."""
        self._turn.beat()

    @contextmanager
    def founding(self) -> Iterator[sqlite3.Connection]:
        """Yield a new database to be filled, and use it when that is done.

        A file is then put in its place. If another process was faster, its file is used. If a
        database could not be filled, nothing of it is kept. If SQLite cannot write it, the next one
        is held in memory.
        """
        path = self._path
        if path is None:
            uri = database.memory()
            connection = database.connect(uri)
            with database.filling(connection, self._key):
                yield connection
            self._use(uri, connection, is_hollow=False)
            return
        _tidy(path)
        beside = path.with_name(f"{path.name}.{os.urandom(6).hex()}.building")
        try:
            with self._filling(beside) as filled:
                yield filled
            self._publish(beside, path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        self.look_again()

    @contextmanager
    def _filling(self, beside: Path) -> Iterator[sqlite3.Connection]:
        """Yield a database at `beside` to be filled."""
        connection: sqlite3.Connection | None = None
        try:
            connection = sqlite3.connect(beside, isolation_level=None, check_same_thread=False)
            # There is nothing to lose: if it fails, it starts again.
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
                connection.execute(f"PRAGMA {pragma}")
            with database.filling(connection, self._key):
                yield connection
        except sqlite3.Error as error:
            # A file that is just being written can only have errors of writing.
            if fault_of(error) in (Fault.UNUSABLE, Fault.DAMAGED):
                self.hold_in_memory(error)
            raise
        finally:
            if connection is not None:
                with suppress(sqlite3.Error):
                    connection.close()

    def _publish(self, beside: Path, path: Path) -> None:
        """Seal a finished file and put it in its place, unless there is one."""
        try:
            seal_closed(beside)
            if not os.path.lexists(path):
                database.remove(path)  # what SQLite kept beside a file that was deleted
            try:
                os.link(beside, path)  # never replace a file that somebody uses
            except FileExistsError:
                pass
            except OSError:  # a file system without links
                if not os.path.lexists(path):
                    beside.rename(path)
        except OSError as error:
            self.hold_in_memory(error)

    @contextmanager
    def changing(self, connection: sqlite3.Connection) -> Iterator[None]:
        """Run a transaction that may write much: all of it or nothing."""
        with database.writing_much(connection), changing(connection):
            yield


def _tidy(path: Path) -> None:
    """Remove what other rules, and killed builders, left behind for this registry.

    Files younger than a day may be in use: by another version, or by a process that builds.
    """
    registry = path.name.partition("-")[0]
    old = time.time() - ABANDONED_SECONDS
    for other in path.parent.glob(f"{registry}-*"):
        with suppress(OSError):  # it is gone already, or belongs to somebody else
            is_in_use = other.name.startswith(path.name) and other.suffix != ".building"
            if not is_in_use and other.lstat().st_mtime < old:
                other.unlink()
