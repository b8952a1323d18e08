"""Institutions of one country with similar names. They are compared when somebody asks for the
problems.

What was found is kept country by country, so only countries in which a name has changed since are
compared again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from collab_tui.catalog import documents
from collab_tui.catalog.checks.likeness import Name, Pair, pairs
from collab_tui.records.field import strings
from collab_tui.records.kinds import Kind


def similar(connection: sqlite3.Connection) -> list[Pair]:
    """Return the pairs of record numbers; what is not kept is compared."""
    kept = connection.execute("SELECT one, other, score FROM alike").fetchall()
    return [*map(Pair._make, kept), *(pair for _, found in _compared(connection) for pair in found)]


def keep_similar(connection: sqlite3.Connection) -> None:
    """Compare what is not kept, and keep it."""
    for country, found in list(_compared(connection)):
        connection.execute("INSERT INTO compared VALUES (?)", (country,))
        connection.executemany(
            "INSERT INTO alike VALUES (?, ?, ?, ?)", [(country, *pair) for pair in found]
        )


def forget_similar(connection: sqlite3.Connection, countries: Iterable[str]) -> None:
    """Forget what is kept of countries in which a name, or who has it, has changed."""
    rows = [(country,) for country in countries]
    for table in ("compared", "alike"):
        connection.executemany(f"DELETE FROM {table} WHERE country = ?", rows)


def _compared(connection: sqlite3.Connection) -> Iterator[tuple[str, list[Pair]]]:
    """Yield each country of which nothing is kept, with the pairs that are found in it."""
    rows = connection.execute(
        "SELECT DISTINCT country FROM record WHERE kind = ? AND country IS NOT NULL"
        " EXCEPT SELECT country FROM compared",
        (Kind.INSTITUTION,),
    )
    countries = json.dumps([country for (country,) in rows])
    named = connection.execute(
        "SELECT country, n, doc FROM record JOIN definition USING (d, n) WHERE record.kind = ?"
        " AND country IN (SELECT value FROM json_each(?)) ORDER BY country, id",
        (Kind.INSTITUTION, countries),
    )
    for country, found in groupby(named, itemgetter(0)):
        names = [
            Name(n, text) for _, n, doc in found for text in strings(documents.read(doc)["name"])
        ]
        yield country, list(pairs(names))
