"""Answers that the first screen needs are kept in the catalog, for one day and one reading."""

from __future__ import annotations

import sqlite3
from datetime import date
from zlib import crc32

from collab_tui.catalog.storage.faults import DamagedError
from collab_tui.language import _

_PRESENT = "name = ? AND day = ? AND read = (SELECT value FROM meta WHERE key = 'read')"


def kept_answer(connection: sqlite3.Connection, name: str, today: date) -> str | None:
    """Return the answer that is kept under a name; None if there is none for this day.

    Raises:
        DamagedError: it is not what was kept.
    """
    query = f"SELECT answer, digest FROM answered WHERE {_PRESENT}"
    row = connection.execute(query, (name, today.isoformat())).fetchone()
    if row is None:
        return None
    if _digest(row[0]) != row[1]:
        raise DamagedError(_("an answer is not what was kept"))
    return str(row[0])


def is_kept(connection: sqlite3.Connection, name: str, today: date) -> bool:
    """Tell whether an answer is kept under a name for this day."""
    query = f"SELECT 1 FROM answered WHERE {_PRESENT}"
    return connection.execute(query, (name, today.isoformat())).fetchone() is not None


def keep_answer(connection: sqlite3.Connection, name: str, today: date, answer: str) -> None:
    """Keep an answer about the present reading, in place of the one before."""
    connection.execute(
        "INSERT OR REPLACE INTO answered SELECT ?, value, ?, ?, ? FROM meta WHERE key = 'read'",
        (name, today.isoformat(), answer, _digest(answer)),
    )


def _digest(answer: str) -> int:
    return crc32(answer.encode())
