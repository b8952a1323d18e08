"""Whether a registry has errors. Each command asks this, so no check is loaded without need."""

from __future__ import annotations

import sqlite3

_STORED = "SELECT EXISTS (SELECT 1 FROM problem WHERE severity = 'error')"
_PAPERS = "SELECT EXISTS (SELECT 1 FROM facet WHERE field = 'documents.path')"
"""Whether documents are in files, which may be missing or changed."""


def has_errors(connection: sqlite3.Connection) -> bool:
    """Tell whether any problem is an error. Doubles, which take longest to find, are none."""
    if connection.execute(_STORED).fetchone()[0]:
        return True
    if not connection.execute(_PAPERS).fetchone()[0]:
        return False
    from collab_tui.catalog.checks.papers import papers

    return any(True for _ in papers(connection))
