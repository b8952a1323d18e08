"""Keeps a catalog: opens it, brings it up to date when it is its turn, and repairs damage."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from collab_tui.catalog.building.following import reading, was_read, what_is_new, write_new
from collab_tui.catalog.marks import Marks
from collab_tui.catalog.storage.faults import Fault, RebuiltError, fault_of, interrupted
from collab_tui.catalog.storage.seal import Connection
from collab_tui.catalog.storage.store import Store
from collab_tui.language import _

if TYPE_CHECKING:
    from collab_tui.catalog.building.progress import Progress, Refreshed

T = TypeVar("T")

ATTEMPTS = 3
"""How often a catalog is started in its file, if it disappears or cannot stay there."""


class AfterDamage(Enum):
    """What happens to a question that meets a damaged catalog."""

    ASK_AGAIN = auto()
    """The catalog is built again, and asked again; a new `generation` says that numbers changed."""
    RAISE = auto()
    """It is built again and raises `RebuiltError`: old numbers now mean other records."""
    ASK_EMPTY = auto()
    """An empty catalog answers at once; somebody else must call `refresh`."""


class AsItIs(NamedTuple):
    """A state of a catalog. While it is the same, a question has the same answer."""

    generation: int
    read: str
    """When the files were read, in nanoseconds; empty before that."""
    today: date


class Keeper:
    """A connection to the database of one registry, which follows the registry's files."""

    def __init__(
        self,
        store: Store,
        layers: Sequence[Path],
        today: date | None = None,
        marks: Marks | None = None,
    ) -> None:
        """Read the registry at `layers` through `store`. Use `open`, which also makes the store."""
        self._store = store
        self.marks = marks or Marks()
        self._layers = layers
        # This comes first: it may change while a connection is made.
        self._generation = store.generation
        self._connection = self._connect()
        self._today = today
        self._owns_store = True
        self._founding: sqlite3.Connection | None = None
        self._of_listener: Exception | None = None
        """What the listener of a reading raised."""
        self._blows = 0
        """How often a question of this connection was stopped."""
        self.after_damage = AfterDamage.ASK_AGAIN

    @classmethod
    def open(cls, layers: Sequence[Path], folder: Path | None, today: date | None = None) -> Self:
        """Open (or make) the catalog of `layers` in the cache `folder`; None means in memory.

        `today` sets the day of the statuses; by default it is the present day. The catalog may be
        out of date or empty until `refresh`.
        """
        return cls(Store.open(layers, folder), layers, today)

    def clone(self) -> Self:
        """Return a second catalog with the same data, for another thread."""
        clone = type(self)(self._store, self._layers, self._today, self.marks)
        clone._owns_store = False
        return clone

    def close(self) -> None:
        """Close the connection and, unless this is a clone, the store."""
        self._connection.close()
        if self._owns_store:
            self._store.close()

    @property
    def _db(self) -> sqlite3.Connection:
        """The connection. It is replaced if the store has moved to another database."""
        if self._generation != self._store.generation:
            self._connection.close()
            self._generation = self._store.generation
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        connection = self._store.connect()
        self.marks.serve(connection)
        return connection

    @property
    def today(self) -> date:
        """The day of the statuses."""
        return self._today or date.today()

    @property
    def generation(self) -> int:
        """Grows when the database is replaced. Records then have other numbers."""
        return self._store.generation

    @property
    def asked_generation(self) -> int:
        """The `generation` of the database that was asked last."""
        return self._generation

    @property
    def folder(self) -> Path | None:
        """Where it is kept; None if it is held in memory."""
        return self._store.folder

    @property
    def layers(self) -> Sequence[Path]:
        """The paths of the registry, the lowest layer first."""
        return self._layers

    @property
    def notices(self) -> list[str]:
        """Messages about where the catalog is kept; usually none."""
        return self._store.notices

    def as_it_is(self, connection: sqlite3.Connection) -> AsItIs:
        """Return the state of the database that is asked."""
        return AsItIs(self._generation, reading(connection), self.today)

    def is_built(self) -> bool:
        """Tell whether the registry was ever read. The catalog may be out of date."""
        return self.ask(lambda db: was_read(db), waits=False)

    def is_fresh(self) -> bool:
        """Tell whether the catalog holds what the files hold."""
        return self.ask(lambda db: what_is_new(db, self._layers) is None, waits=False)

    def refresh(self, tell: Callable[[Progress], None] | None = None) -> Refreshed:
        """Read what changed on disk since the last time: everything or nothing.

        `tell` is called with the progress. An error that it raises ends the reading and leaves the
        catalog unchanged.
        """
        try:
            return self._update(tell)
        except Exception as error:  # what it says of the catalog is decided in one place: `faults`
            if error is self._of_listener or not (self._has_moved or self._is_replaced(error)):
                raise
            return self._update(tell)

    def _update(self, tell: Callable[[Progress], None] | None) -> Refreshed:
        from collab_tui.catalog.building.progress import Refreshed
        from collab_tui.catalog.storage.turn import TurnError

        asked = time.time_ns()
        self._store.look_again()
        if what_is_new(self._db, self._layers) is None:
            return Refreshed()
        try:
            with self._store.turn(self._waiting(tell)):
                self._store.look_again()
                # The process that had the turn may have read everything that was there when this
                # was asked. Later changes wait until the next time: there may always be something
                # newer.
                if self._was_read_since(asked) or what_is_new(self._db, self._layers) is None:
                    return Refreshed()
                return self._update_now(tell)
        except (TurnError, OSError) as error:
            if self._store.is_in_memory:
                raise
            self._store.hold_in_memory(error)
            return self._update_now(tell)

    def _update_now(self, tell: Callable[[Progress], None] | None) -> Refreshed:
        """Read what changed, as the only process that does."""

        def told(progress: Progress) -> None:
            self._store.beat()
            self._tell(tell, progress)

        for attempt in range(ATTEMPTS):
            if not self._store.is_hollow:
                with self._store.changing(self._db):
                    return write_new(self._db, self._layers, told, is_new=False)
            with self._store.founding() as connection:
                self._founding = connection
                try:
                    refreshed = write_new(connection, self._layers, told, is_new=True)
                finally:
                    self._founding = None
            if not self._store.is_hollow:
                return refreshed
            if attempt == ATTEMPTS - 2:
                self._store.hold_in_memory(OSError(_("it does not stay in its place")))
        raise AssertionError("what is held in memory is there")

    def _waiting(self, tell: Callable[[Progress], None] | None) -> Callable[[], None]:
        """Return what to call while another process has the turn."""
        from collab_tui.catalog.building.progress import Progress

        progress, blows = Progress(0, 0, is_waiting=True), self._blows

        def wait() -> None:
            if self._blows != blows:
                raise interrupted()
            self._tell(tell, progress)

        return wait

    def _tell(self, tell: Callable[[Progress], None] | None, progress: Progress) -> None:
        """Tell of the progress; what the listener raises says nothing about the catalog."""
        try:
            if tell is not None:
                tell(progress)
        except Exception as error:
            self._of_listener = error
            raise

    def _was_read_since(self, asked: int) -> bool:
        """Tell whether the files were read later than `asked`, in nanoseconds."""
        read = reading(self._db)
        return bool(read) and asked <= int(read) <= time.time_ns()

    def interrupt(self) -> None:
        """Stop the question or the building that runs; it raises sqlite3.OperationalError."""
        self._blows += 1
        for connection in (self._connection, self._founding):
            if connection is not None:
                with suppress(sqlite3.ProgrammingError):  # it was closed in the meantime
                    connection.interrupt()

    def ask(self, question: Callable[[sqlite3.Connection], T], *, waits: bool = True) -> T:
        """Ask the database. If it is damaged, build it again and ask again.

        If `waits`, the question is not put to a database that only stands in for a lost one.
        """
        try:
            if waits and self._store.is_lost and self.after_damage is not AfterDamage.ASK_EMPTY:
                self.refresh()  # or wait for the process that does it
            return self._put(question)
        except Exception as error:
            if not self._has_moved:
                if not self._is_replaced(error):
                    raise
                if self.after_damage is not AfterDamage.ASK_EMPTY:
                    self.refresh()
                if self.after_damage is AfterDamage.RAISE:
                    raise RebuiltError(_("it was damaged and built again")) from error
            elif fault_of(error) in (Fault.INTERRUPTED, Fault.OTHER):
                raise
            return self._put(question)

    def _put(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Put a question to the database; once more, if the answer makes no sense.

        A question has several statements. If the files were read again between two of them, they
        are about two states of the catalog, and nothing is wrong with it.
        """
        try:
            return question(self._db)
        except Exception as error:
            if self._has_moved or fault_of(error) is not Fault.DOUBTFUL:
                raise
            return question(self._db)

    def keep(self, write: Callable[[sqlite3.Connection], None]) -> None:
        """Write what can be made again, unless somebody else is writing or it cannot be written."""
        from collab_tui.catalog.storage.turn import TurnError

        def give_up() -> None:
            raise TurnError("somebody else is writing")

        try:
            with self._store.turn(give_up):
                if not self._store.is_hollow:
                    with self._store.changing(self._db):
                        write(self._db)
        except (TurnError, OSError, sqlite3.Error) as error:
            if fault_of(error) is Fault.DAMAGED:
                self._is_replaced(error)

    def keep_whole(self, *, looks: bool) -> None:
        """Seal a file that was changed; if it `looks`, look for damage in all of it. See `seal`.

        `interrupt` ends it.
        """
        blows = self._blows

        def go_on() -> None:
            if self._blows != blows:
                raise interrupted()

        def keep(connection: sqlite3.Connection) -> None:
            if isinstance(connection, Connection) and connection.seal is not None:
                connection.seal.keep(connection, go_on, looks=looks)

        self.ask(keep)

    @property
    def _has_moved(self) -> bool:
        """Whether the database that was asked is no longer the present one."""
        return self._generation != self._store.generation

    def _is_replaced(self, error: Exception) -> bool:
        """Tell whether the database is now another one than the one that `error` is about.

        Several threads may find the same damage: the first one handles it.
        """
        with self._store.mending:
            return self._has_moved or self._store.replace(error)
