"""Follows the files of a registry: what is new in them, and the catalog brought up to date.

What this needs is loaded when it is needed: most starts only look whether anything changed.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collab_tui.catalog.building.changes import Difference
    from collab_tui.catalog.building.progress import Progress, Refreshed


def reading(connection: sqlite3.Connection) -> str:
    """Return when the files were read last, in nanoseconds; empty before the first reading."""
    return _noted(connection, "read") or ""


def was_read(connection: sqlite3.Connection) -> bool:
    """Tell whether the files were ever read."""
    return _noted(connection, "findings") is not None


def what_is_new(connection: sqlite3.Connection, layers: Sequence[Path]) -> Difference | None:
    """Return how the files differ from the catalog; None if there is nothing to do."""
    import json

    from collab_tui.catalog.building.changes import compare

    difference = compare(connection, layers)
    is_noted = json.dumps(difference.findings) == _noted(connection, "findings")
    return None if is_noted and not (difference or difference.touched) else difference


def write_new(
    connection: sqlite3.Connection,
    layers: Sequence[Path],
    tell: Callable[[Progress], None],
    *,
    is_new: bool,
) -> Refreshed:
    """Write what is new into a database that `is_new` or is in use, inside a transaction."""
    import json

    from collab_tui.catalog.building.changes import compare
    from collab_tui.catalog.building.index import Indexer
    from collab_tui.catalog.checks.stored import write_cross_checks
    from collab_tui.catalog.labels import write_labels

    began = time.time_ns()
    # Another process may have changed the catalog while this one waited for its turn.
    difference = compare(connection, layers)
    indexer = Indexer(connection, tell, is_new=is_new)
    refreshed = indexer.write(difference)
    write_cross_checks(connection, difference.problems, indexer.is_hierarchy_changed)
    write_labels(connection)
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)",
        [("findings", json.dumps(difference.findings)), ("read", str(began))],
    )
    return refreshed


def _noted(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return row[0] if row is not None else None
