"""The fields of records that tables of results have as columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from collab_tui.catalog import documents
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind

COLUMNS: tuple[str, ...] = tuple(
    dict.fromkeys(
        field.asked[0].name
        for declaration in DECLARED.values()
        for field in declaration.fields
        if field.is_column
    )
)
"""What the columns are called: as the fields of queries."""


def fetch_columns(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    """Return by number the texts of `COLUMNS` of each record, several with ``; `` between."""
    rows = connection.execute(
        "SELECT record.n, record.kind, doc FROM record JOIN definition USING (d)"
        " WHERE record.n IN (SELECT value FROM json_each(?))",
        (str(list(numbers)),),
    )
    found = {}
    for n, kind, text in rows:
        document = documents.read(text)
        values = {
            field.asked[0].name: "; ".join(map(str, field.values(document)))
            for field in DECLARED[Kind.named(kind)].fields
            if field.is_column
        }
        found[n] = [values.get(name, "") for name in COLUMNS]
    return found
