"""The first rows of each list as they are when nothing is asked: those of the first screen.

They are kept for a day, because statuses depend on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import astuple, fields
from datetime import date
from typing import NamedTuple

from collab_tui.catalog.answered import keep_answer, kept_answer
from collab_tui.catalog.row import Row
from collab_tui.records.kinds import LISTED, Kind

FIRST = 96
"""Rows of each list: about as many as a high screen shows, and those right below."""

NAME = "rows"

_BETWEEN = "\x1f"
"""Stands between those who take part, in what is kept."""


class FirstRow(NamedTuple):
    """A row, with what else a list shows of the record."""

    row: Row
    participants: Sequence[str]
    """See `taking_part`."""
    apart: str
    """See `namesakes`; empty if no other record has its name."""


def kept_rows(connection: sqlite3.Connection, today: date) -> Mapping[int, FirstRow]:
    """Return the rows that are kept, by record number; none if nothing is kept."""
    answer = kept_answer(connection, NAME, today)
    if answer is None:
        return {}
    # SQLite reads the JSON, because the first screen does not load a reader.
    columns = ", ".join(f"value ->> {at}" for at in range(len(fields(Row)) + 2))
    rows = connection.execute(f"SELECT {columns} FROM json_each(?)", (answer,))
    return {
        n: FirstRow(Row(n, Kind.named(kind), *rest), who.split(_BETWEEN) if who else [], apart)
        for n, kind, *rest, who, apart in rows
    }


def keep_rows(connection: sqlite3.Connection, today: date) -> None:
    """Keep the first rows of every list that is always shown."""
    import json

    from collab_tui.catalog.kept_lists import focus_tree, list_all
    from collab_tui.catalog.namesakes import tell_apart
    from collab_tui.catalog.rows import fetch_rows
    from collab_tui.catalog.taking_part import participants

    lists = [*(list_all(connection, kind) for kind in LISTED), focus_tree(connection)[0]]
    numbers = list(dict.fromkeys(n for every in lists for n in every[:FIRST]))
    rows = fetch_rows(connection, numbers, today)
    agreements = [row.n for row in rows if row.kind is Kind.AGREEMENT]
    who, apart = participants(connection, agreements), tell_apart(connection, numbers)
    found = [
        (*astuple(row), _BETWEEN.join(who.get(row.n, ())), apart.get(row.n, "")) for row in rows
    ]
    keep_answer(connection, NAME, today, json.dumps(found, ensure_ascii=False))
