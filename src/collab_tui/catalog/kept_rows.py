"""The first rows of each list as they are when nothing is asked: those of the first screen.

They are kept for a day, because statuses depend on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import astuple, fields
from datetime import date

from collab_tui.catalog.answered import keep_answer, kept_answer
from collab_tui.catalog.row import Row
from collab_tui.records.kinds import LISTED, Kind

FIRST = 96
"""Rows of each list: about as many as a high screen shows, and those right below."""

_NAME = "rows"


def kept_rows(connection: sqlite3.Connection, today: date) -> Mapping[int, Row]:
    """Return the rows that are kept, by record number; none if nothing is kept."""
    answer = kept_answer(connection, _NAME, today)
    if answer is None:
        return {}
    # SQLite reads the JSON, because the first screen does not load a reader.
    columns = ", ".join(f"value ->> {at}" for at in range(len(fields(Row))))
    rows = connection.execute(f"SELECT {columns} FROM json_each(?)", (answer,))
    return {n: Row(n, Kind.named(kind), *rest) for n, kind, *rest in rows}


def keep_rows(connection: sqlite3.Connection, today: date) -> None:
    """Keep the first rows of every list that is always shown."""
    import json

    from collab_tui.catalog.kept_lists import focus_tree, list_all
    from collab_tui.catalog.rows import fetch_rows

    lists = [*(list_all(connection, kind) for kind in LISTED), focus_tree(connection)[0]]
    numbers = dict.fromkeys(n for every in lists for n in every[:FIRST])
    found = fetch_rows(connection, [*numbers], today)
    answer = json.dumps([astuple(row) for row in found], ensure_ascii=False)
    keep_answer(connection, _NAME, today, answer)
