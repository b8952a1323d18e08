"""The fields of records that tables of results have as columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from collab_tui.catalog import documents
from collab_tui.catalog.last_changes import last_changes
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Relation

FURTHER: tuple[str, ...] = tuple(
    dict.fromkeys(
        field.asked[0].name
        for declaration in DECLARED.values()
        for field in declaration.fields
        if field.is_column
    )
)
"""Columns that fields declare, with the names of the fields of queries."""

COLUMNS = ("counted", "countries", *FURTHER, "changed")
"""`counted` says what the count counts. `countries` are those of an institution, of the
participants of an agreement, or of the institutions of a person. `changed` is the day of the last
change, as git knows it."""

COUNTED = {
    kind: {Kind.AGREEMENT: "participants", Kind.SOURCE: "records"}.get(kind, "agreements")
    for kind in Kind
}

_OF_COUNTRIES = f"'{Relation.PARTICIPANT}', '{Relation.AFFILIATION}'"


def fetch_columns(
    connection: sqlite3.Connection, numbers: Sequence[int], today: date
) -> dict[int, list[str]]:
    """Return, by number, the texts of `COLUMNS` of each record, several joined by ``; ``."""
    changes = last_changes(connection, numbers, today)
    countries = countries_of(connection, numbers)
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
        own = [values.get(name, "") for name in FURTHER]
        found[n] = [COUNTED[Kind.named(kind)], countries.get(n, ""), *own, str(changes.get(n, ""))]
    return found


def countries_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """Return the codes of the countries of each record; see `COLUMNS`."""
    rows = connection.execute(
        "SELECT n, group_concat(country, '; ') FROM (SELECT DISTINCT w.value AS n, r.country"
        " FROM json_each(?1) AS w JOIN record AS r ON r.n = w.value WHERE r.country IS NOT NULL"
        " UNION SELECT DISTINCT source, r.country FROM json_each(?1) AS w"
        f" CROSS JOIN link ON source = w.value AND relation IN ({_OF_COUNTRIES})"
        " JOIN record AS r ON r.n = target WHERE r.country IS NOT NULL ORDER BY 1, 2) GROUP BY n",
        (str(list(numbers)),),
    )
    return dict(rows.fetchall())
