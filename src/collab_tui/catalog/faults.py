"""What it means when a catalog gives no answer: one classification of every such error."""

from __future__ import annotations

import sqlite3
from enum import Enum, auto


class DamagedError(sqlite3.DatabaseError):
    """What a catalog holds is not what was written."""


class RebuiltError(sqlite3.DatabaseError):
    """The catalog was damaged and is another one now, in which records have other numbers."""


class Fault(Enum):
    """Why there is no answer, and so what to do about it."""

    DAMAGED = auto()
    """SQLite says that the file is no sound database: it is built anew."""
    DOUBTFUL = auto()
    """What came is no answer, as of rows that nobody wrote: it is built anew, once."""
    UNUSABLE = auto()
    """Nothing is wrong with it, but it cannot be used now: full, locked, read-only."""
    INTERRUPTED = auto()
    """Somebody broke the question off."""
    OTHER = auto()
    """It has nothing to do with the catalog."""


_FAULTS = {
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
    sqlite3.SQLITE_FORMAT: Fault.DAMAGED,
    sqlite3.SQLITE_BUSY: Fault.UNUSABLE,
    sqlite3.SQLITE_LOCKED: Fault.UNUSABLE,
    sqlite3.SQLITE_PROTOCOL: Fault.UNUSABLE,
    sqlite3.SQLITE_READONLY: Fault.UNUSABLE,
    sqlite3.SQLITE_PERM: Fault.UNUSABLE,
    sqlite3.SQLITE_CANTOPEN: Fault.UNUSABLE,
    sqlite3.SQLITE_FULL: Fault.UNUSABLE,
    sqlite3.SQLITE_IOERR: Fault.UNUSABLE,
    sqlite3.SQLITE_INTERRUPT: Fault.INTERRUPTED,
}

_OF_PYTHON = ("builtins", "json.decoder")
"""Where the errors are defined that reading a row which nobody wrote can raise."""


def fault_of(error: BaseException) -> Fault:
    """Return what an error, met while the catalog was asked, says of the catalog.

    Errors of the program's own, such as a mistake in a query, say nothing of it.
    """
    if isinstance(error, DamagedError):
        return Fault.DAMAGED
    if isinstance(error, RebuiltError):
        return Fault.OTHER
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)  # none where text is not UTF-8, say
        if code is not None:
            return _FAULTS.get(code & 0xFF, Fault.DOUBTFUL)
        return Fault.OTHER if isinstance(error, sqlite3.ProgrammingError) else Fault.DOUBTFUL
    if isinstance(error, Exception) and not isinstance(error, OSError):
        return Fault.DOUBTFUL if type(error).__module__ in _OF_PYTHON else Fault.OTHER
    return Fault.OTHER


def interrupted() -> sqlite3.OperationalError:
    """Return the error that SQLite raises where a statement was broken off."""
    error = sqlite3.OperationalError("interrupted")
    error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
    error.sqlite_errorname = "SQLITE_INTERRUPT"
    return error
