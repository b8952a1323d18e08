"""What it means if a catalog gives no answer. All such errors are classified here."""

from __future__ import annotations

import sqlite3
from enum import Enum, auto


class DamagedError(sqlite3.DatabaseError):
    """The content of a catalog is not what was written."""


class RebuiltError(sqlite3.DatabaseError):
    """The catalog was damaged and built again. Records have other numbers in the new one."""


class Fault(Enum):
    """Why there is no answer. This decides what to do."""

    DAMAGED = auto()
    """SQLite says that the file is not a sound database. It is built again."""
    DOUBTFUL = auto()
    """The answer makes no sense, for example a row that nobody wrote. It is built again, once."""
    UNUSABLE = auto()
    """Nothing is wrong with it, but it cannot be used now: full, locked, read-only."""
    INTERRUPTED = auto()
    """Somebody stopped the question."""
    OTHER = auto()
    """The error has nothing to do with the catalog."""


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

_OF_A_ROW = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a row that nobody wrote can raise when it is read. A mistake of our own can be one of these,
too: then the new catalog does not answer either, and the error is raised. Others, such as a lack of
memory, never cost a catalog.
"""


def fault_of(error: BaseException) -> Fault:
    """Return what an error says about the catalog, if it was raised while the catalog was asked.

    Errors of the program itself, such as a mistake in a query, say nothing about it.
    """
    if isinstance(error, DamagedError):
        return Fault.DAMAGED
    if isinstance(error, RebuiltError):
        return Fault.OTHER
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)  # no code, for example if text is not UTF-8
        if code is not None:
            return _FAULTS.get(code & 0xFF, Fault.DOUBTFUL)
        return Fault.OTHER if isinstance(error, sqlite3.ProgrammingError) else Fault.DOUBTFUL
    is_of_python = type(error).__module__ in ("builtins", "json.decoder")
    return Fault.DOUBTFUL if is_of_python and isinstance(error, _OF_A_ROW) else Fault.OTHER


def interrupted() -> sqlite3.OperationalError:
    """Return the error that SQLite raises when a statement is stopped."""
    error = sqlite3.OperationalError("interrupted")
    error.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
    error.sqlite_errorname = "SQLITE_INTERRUPT"
    return error
