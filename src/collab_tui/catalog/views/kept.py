"""What views count by is kept in the catalog, so that it is made once, and not in every process.

It belongs to one reading of the registry. After the next one, it is made anew. The overview of
everything is kept, too, for one day: it is the first page of the explorer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from collab_tui.catalog.answered import keep_answer, kept_answer
from collab_tui.catalog.building.following import reading

if TYPE_CHECKING:
    from collab_tui.catalog.views.overview import Overview
    from collab_tui.catalog.views.pairs import Pairs

_OVERVIEW = "overview"


def kept_pairs(
    connection: sqlite3.Connection, name: str, make: Callable[[], Pairs[str]]
) -> Pairs[str]:
    """Return what is kept under a name; else what `make` makes."""
    from collab_tui.catalog.views.pairs import Pairs

    row = connection.execute(
        'SELECT "values", starts, places FROM counted'
        " WHERE name = ? AND read = (SELECT value FROM meta WHERE key = 'read')",
        (name,),
    ).fetchone()
    return Pairs.read(*row) if row is not None else make()


def keep_pairs(connection: sqlite3.Connection, made: Mapping[str, Pairs[str]]) -> None:
    """Keep what was made of the present reading."""
    read = reading(connection)
    connection.executemany(
        "INSERT OR REPLACE INTO counted VALUES (?, ?, ?, ?, ?)",
        [(name, read, *pairs.written()) for name, pairs in made.items()],
    )


def kept_overview(connection: sqlite3.Connection, today: date) -> Overview | None:
    """Return the overview of everything for a day, if it is kept."""
    from collab_tui.catalog.views.overview import read

    answer = kept_answer(connection, _OVERVIEW, today)
    return read(answer) if answer is not None else None


def keep_overview(connection: sqlite3.Connection, today: date, made: Overview) -> None:
    """Keep the overview of everything for a day."""
    from collab_tui.catalog.views.overview import written

    keep_answer(connection, _OVERVIEW, today, written(made))
