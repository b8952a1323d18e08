"""What the values in a query name: records by id or by words, countries, tags."""

from __future__ import annotations

import sqlite3
from typing import Any

from collab_tui.catalog.labels import countries_called
from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import QueryError, Text
from collab_tui.records.kinds import Kind
from collab_tui.suggest import did_you_mean


class Names:
    """Looks values up; one that names nothing is a `QueryError` at its place."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look up through `connection`."""
        self._db = connection
        self._resolved: dict[tuple[str, Text], list[int]] = {}

    def records(self, value: Any, kind: Kind) -> list[int]:
        """Return the numbers of the records that a value names: by id, else by words."""
        key = (kind.value, value)
        if key not in self._resolved:
            self._resolved[key] = self._find(value, kind)
        return self._resolved[key]

    def _find(self, value: Text, kind: Kind) -> list[int]:
        by_id = "SELECT n FROM record WHERE kind = ? AND id = ?"
        row = self._db.execute(by_id, (kind, value.text.removeprefix(f"{kind}/"))).fetchone()
        if row:
            return [row[0]]
        match = " AND ".join(f'"{token}" *' for token in dict.fromkeys(tokens(value.text)))
        if match:
            rows = self._db.execute(
                "SELECT record.n FROM text JOIN record ON record.n = text.rowid"
                " WHERE text MATCH ? AND kind = ?",
                (f"{{names aliases}} : ({match})", kind),
            ).fetchall()
            if rows:
                return [n for (n,) in rows]
        known = "SELECT text FROM exact JOIN record USING (n) WHERE kind = ?"
        choices = [text.replace(" ", "-") for (text,) in self._db.execute(known, (kind,))]
        message = f"no {kind.label.lower()} is called '{value.text}'"
        hint = did_you_mean(value.text, choices)
        raise QueryError(message, value.span.start, value.span.end, hint)

    def countries(self, value: Any) -> list[str]:
        """Return the codes of the countries that a value names."""
        codes = countries_called(self._db, value.text)
        if codes:
            return codes
        rows = self._db.execute("SELECT code, text FROM label WHERE scheme = 'country'")
        known = [word for row in rows for word in row]
        message = f"no institution here is in '{value.text}'"
        hint = did_you_mean(value.text, known)
        raise QueryError(message, value.span.start, value.span.end, hint)

    def must_exist(self, table: str, column: str, where: str, value: Any, message: str) -> None:
        """Complain with `message` where no row of a table has a value."""
        query = f"SELECT 1 FROM {table} WHERE {where} AND {column} = ?"
        if self._db.execute(query, (value.text,)).fetchone():
            return
        every = f"SELECT DISTINCT {column} FROM {table} WHERE {where}"
        hint = did_you_mean(value.text, [known for (known,) in self._db.execute(every)])
        raise QueryError(f"{message} '{value.text}'", value.span.start, value.span.end, hint)
