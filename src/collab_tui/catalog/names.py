"""What the values in a query name: records by id or by words, countries, tags."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from collab_tui.catalog.hierarchy import walk
from collab_tui.catalog.labels import countries_called
from collab_tui.catalog.text import tokens
from collab_tui.language import _
from collab_tui.query.syntax import QueryError, Text
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.pasted import key_of
from collab_tui.suggest import did_you_mean, similar_lengths

# From the words to the records. The other way round, the words would be looked up for each record.
_CALLED = (
    "SELECT json_group_array(record.n) FROM text CROSS JOIN record ON record.n = text.rowid"
    " WHERE text MATCH ? AND kind = ?"
)

# A text of ASCII is looked at without folding it. Others may have any word.
_MAY_HAVE = " AND (instr(lower(value), ?) OR value GLOB '*[^' || char(1) || '-~]*')"

_LOOKED_FOR = 8
"""The most words of a value that are looked for so, before texts are folded one by one."""

EXACTLY = "="
"""The sign before a value that leaves out what is below it."""


def called(words: Sequence[str]) -> str:
    """Return the FTS5 expression for records with names or aliases that begin with `words`."""
    match = " AND ".join(f'"{word}" *' for word in dict.fromkeys(words))
    return f"{{names aliases}} : ({match})" if match else ""


class Names:
    """Looks values up. A value that names nothing is a `QueryError` at its place."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look up through `connection`."""
        self._db = connection
        self._resolved: dict[tuple[Text, Kind, Relation | None], str] = {}
        self._texts: dict[tuple[str, str], list[str]] = {}

    def records(self, value: Any, kind: Kind, below: Relation | None = None) -> str:
        """Return the numbers of the records that a value names: by id, identifier or words.

        They are a JSON array, because there may be as many as records. `below` adds everything that
        leads up to them by that relation, but not for ``=value``.
        """
        if value.text.startswith(EXACTLY):
            value, below = Text(value.text.removeprefix(EXACTLY), value.span), None
        key = (value, kind, below)
        if key not in self._resolved:
            numbers = self._find(value, kind)
            if below is not None:
                family = walk("family", "SELECT value FROM json_each(?)", below)
                sql = f"WITH RECURSIVE {family} SELECT json_group_array(n) FROM family"
                numbers = self._db.execute(sql, (numbers,)).fetchone()[0]
            self._resolved[key] = numbers
        return self._resolved[key]

    def _find(self, value: Text, kind: Kind) -> str:
        by_id = "SELECT n FROM record WHERE id = ? AND +kind = ?"
        row = self._db.execute(by_id, (value.text.removeprefix(f"{kind}/"), kind)).fetchone()
        if row:
            return str(list(row))
        identified = self._identified(value.text, kind)
        if identified != "[]":
            return identified
        match = called(tokens(value.text))
        if match:
            (numbers,) = self._db.execute(_CALLED, (match, kind)).fetchone()
            if numbers != "[]":
                return str(numbers)
        known = (
            "SELECT id FROM record WHERE kind = ?1 AND length(id) BETWEEN ?2 AND ?3"
            " UNION ALL SELECT replace(text, ' ', '-') FROM acronym JOIN record USING (n)"
            " WHERE kind = ?1 AND length(text) BETWEEN ?2 AND ?3"
        )
        values = (kind, *similar_lengths(value.text))
        choices = (text for (text,) in self._db.execute(known, values))
        message = _("no {kind} is called '{name}'", kind=kind.noun, name=value.text)
        hint = did_you_mean(value.text, choices)
        raise QueryError(message, value.span.start, value.span.end, hint)

    def _identified(self, text: str, kind: str = "") -> str:
        """Return the numbers of the records that an identifier names, in any form."""
        query = (
            "SELECT json_group_array(n) FROM identifier JOIN record USING (n)"
            " WHERE text = ? AND (? = '' OR +kind = ?)"
        )
        (numbers,) = self._db.execute(query, (key_of(text), kind, kind)).fetchone()
        return str(numbers)

    def countries(self, value: Any) -> list[str]:
        """Return the codes of the countries that a value names."""
        codes = countries_called(self._db, value.text)
        if codes:
            return codes
        rows = self._db.execute("SELECT code, text FROM label WHERE scheme = 'country'")
        known = [word for row in rows for word in row]
        message = _("no institution here is in '{country}'", country=value.text)
        hint = did_you_mean(value.text, known)
        raise QueryError(message, value.span.start, value.span.end, hint)

    def texts(self, field: str, value: Any) -> list[str]:
        """Return the texts of a field that a value names.

        These are the same texts; else texts that differ only in case and accents; else texts with
        words that begin like each word of the value.
        """
        key = (field, value.text)
        if key not in self._texts:
            self._texts[key] = self._find_texts(field, value)
        return self._texts[key]

    def _find_texts(self, field: str, value: Any) -> list[str]:
        query = "SELECT 1 FROM facet WHERE field = ? AND value = ?"
        if self._db.execute(query, (field, value.text)).fetchone():
            return [value.text]
        every = "SELECT DISTINCT value FROM facet WHERE field = ?"
        asked = tokens(value.text)
        some = asked[:_LOOKED_FOR]
        likely = f"{every}{''.join([_MAY_HAVE] * len(some))}"
        texts = self._db.execute(likely, (field, *some)) if some else ()
        words = {text: tokens(text) for (text,) in texts}
        found = [text for text, known in words.items() if known == asked] or [
            text
            for text, known in words.items()
            if all(any(word.startswith(part) for word in known) for part in asked)
        ]
        if found:
            return found
        message = _("no record has {field}: '{value}'", field=field, value=value.text)
        raise self._unknown(value, message, every, (field,))

    def with_id(self, value: Any) -> str:
        """Return the numbers of the records with an id, ref or identifier, as JSON."""
        kind, slash, record_id = value.text.rpartition("/")
        query = "SELECT json_group_array(n) FROM record WHERE id = ? AND (? OR +kind = ?)"
        (numbers,) = self._db.execute(query, (record_id, not slash, kind)).fetchone()
        if numbers != "[]":
            return str(numbers)
        identified = self._identified(value.text)
        if identified != "[]":
            return identified
        shape = "kind || '/' || id" if slash else "id"
        message = _("no record has the id '{id}'", id=value.text)
        raise self._unknown(value, message, f"SELECT {shape} FROM record")

    def must_be_tag(self, value: Any) -> None:
        """Raise an error if no record has a tag."""
        query = "SELECT 1 FROM facet WHERE field = 'tag' AND value = ?"
        if not self._db.execute(query, (value.text,)).fetchone():
            every = "SELECT DISTINCT value FROM facet WHERE field = 'tag'"
            message = _("no record has the tag '{tag}'", tag=value.text)
            raise self._unknown(value, message, every)

    def _unknown(
        self, value: Any, message: str, every: str, values: tuple[str, ...] = ()
    ) -> QueryError:
        hint = did_you_mean(value.text, (known for (known,) in self._db.execute(every, values)))
        return QueryError(message, value.span.start, value.span.end, hint)
