"""Writes the rows of records into a catalog, and takes them out again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence, Set
from typing import Any, NamedTuple

from collab_tui.catalog.building.inserting import insert
from collab_tui.catalog.building.numbers import Numbers
from collab_tui.catalog.building.prepared import Prepared
from collab_tui.catalog.building.progress import Refreshed
from collab_tui.catalog.building.searched import FirstIndex, index_again, take_out
from collab_tui.catalog.building.tables import Columns
from collab_tui.catalog.checks.alike import forget_similar
from collab_tui.catalog.hierarchy import CLIMBING_RELATIONS
from collab_tui.catalog.kept_lists import write_listings

_STATE = (
    "SELECT doc, sort || ' ' || names || ' ' || aliases, country,"
    " coalesce((SELECT group_concat(relation || target)"
    f" FROM link WHERE source = record.n AND relation IN {CLIMBING_RELATIONS}), '')"
    " FROM record JOIN definition USING (d) JOIN words ON words.n = record.n WHERE record.n = ?"
)
_OF_RECORDS = (
    "record",
    "facet",
    "dated",
    "number",
    "term",
    "acronym",
    "identifier",
    "words",
    "related",
)
"""The tables that hold what is `Prepared`, and have the record's number as `n`."""


class _State(NamedTuple):
    """The parts of a record that other rows depend on."""

    doc: str
    called: str
    """Its names and aliases; the first one is the name that it is sorted by."""
    country: str | None
    upwards: str
    """Its links to what is above it."""


class RecordRows:
    """Writes the rows of records. `finish` ends it."""

    def __init__(self, connection: sqlite3.Connection, numbers: Numbers, *, is_new: bool) -> None:
        """Write through `connection`, into a database that `is_new` or is in use.

        `numbers` knows the number of each ref.
        """
        self._db = connection
        self._numbers = numbers
        self._is_new = is_new
        self.is_hierarchy_changed = is_new
        """Whether the hierarchy changed."""
        self._before: dict[int, _State] = {}
        """The records whose rows were removed."""
        self._written: set[int] = set()
        self._contested: set[int] = set()
        self._index = FirstIndex(connection) if is_new else None

    def contest(self, defined: Sequence[int], same: Set[int]) -> set[int]:
        """Return the indexes of records that are also defined elsewhere; `finish` chooses."""
        is_once = len(set(defined)) == len(defined) and self._written.isdisjoint(defined)
        if self._is_new and is_once:
            return set()
        contested: set[int] = set()
        seen: set[int] = set()
        query = "SELECT count(*) FROM definition WHERE n = ?"
        for index, n in enumerate(defined):
            if index in same:
                continue
            others = n in self._written or n in seen
            seen.add(n)
            if others or (not self._is_new and self._one(query, n) > 1):
                self._contested.add(n)
                contested.add(index)
        return contested

    def write(
        self, rows: Prepared, numbers: Sequence[int], first: int, without: Set[int] = frozenset()
    ) -> None:
        """Write records from definition `first` on, except those at the indexes `without`.

        `numbers` has the number of each record.
        """
        kept = [index for index in range(len(rows.records.id)) if index not in without]
        own = [numbers[index] for index in kept]
        self._written.update(own)
        if without:
            rows = rows.without(without)
        definitions = [first + index for index in kept]
        self._insert(rows.records, own, definitions, *rows.records.columns())
        self._insert(rows.words, own, *rows.words.columns())
        source, relation, target, qualifier = rows.links.columns()
        sources, targets = [numbers[i] for i in source], self._numbers.of(target)
        self._insert(rows.links, sources, relation, targets, qualifier)
        for values in rows.values:
            record, *columns = values.columns()
            self._insert(values, [numbers[i] for i in record], *columns)
        if self._index is not None and not self._contested:
            links = zip(sources, relation, targets, strict=True)
            self._index.add(own, links, self._written)

    def _insert(self, into: Columns, *columns: Sequence[Any]) -> None:
        insert(self._db, into.table, columns)

    def drop(self, definitions: Iterable[tuple[int, int]]) -> None:
        """Remove definitions, and the rows of the records that they may have stood for."""
        definitions = list(definitions)
        self._unwrite([n for _, n in definitions])
        self._db.executemany("DELETE FROM definition WHERE d = ?", [(d,) for d, _ in definitions])
        self._contested.update(n for _, n in definitions)

    def _unwrite(self, numbers: Iterable[int]) -> None:
        """Remove the rows of records."""
        # FTS5 counts wrong if something is removed twice.
        rows = [(n,) for n in dict.fromkeys(numbers)]
        for (n,) in rows:
            state = self._state(n) if n not in self._written else None
            if state is not None:
                self._before.setdefault(n, state)
        take_out(self._db, (n for (n,) in rows if n not in self._written))
        for table in _OF_RECORDS:
            self._db.executemany(f"DELETE FROM {table} WHERE n = ?", rows)
        self._db.executemany("DELETE FROM link WHERE source = ?", rows)

    def finish(self) -> Refreshed:
        """Write what depends on several records; return how many records are new or different."""
        self._settle()
        if self._index is None:
            return self._compare()
        if self._contested:
            self._index.start_again(self._written)
        else:
            self._index.finish()
        write_listings(self._db)
        return Refreshed(added=len(self._written))

    def _settle(self) -> None:
        """Choose between several definitions: the first one in the highest layer."""
        for n in sorted(self._contested):
            row = self._db.execute(
                "SELECT d, kind, doc FROM definition JOIN entity USING (n)"
                " JOIN file ON file.n = definition.file WHERE entity.n = ?"
                " ORDER BY layer DESC, sequence, place LIMIT 1",
                (n,),
            ).fetchone()
            current = self._db.execute("SELECT d FROM record WHERE n = ?", (n,)).fetchone()
            if row is None or (current is not None and current[0] == row[0]):
                continue
            from collab_tui.catalog.building.prepare import revive  # this loads pydantic

            self._unwrite([n])
            rows = revive(row[1], row[2])
            self.write(rows, self._numbers.of(rows.refs), row[0])

    def _compare(self) -> Refreshed:
        """Compare what was read again with what was there before, and update what depends on it."""
        added = changed = removed = 0
        renamed: set[int] = set()
        countries: set[str] = set()
        for n in self._written | set(self._before):
            before, after = self._before.get(n), self._state(n)
            added += before is None and after is not None
            removed += before is not None and after is None
            changed += before is not None and after is not None and before.doc != after.doc
            if before is None or after is None or before.called != after.called:
                renamed.add(n)
            if (before.upwards if before else "") != (after.upwards if after else ""):
                self.is_hierarchy_changed = True
            if n in renamed or (before and before.country) != (after and after.country):
                countries.update(one.country for one in (before, after) if one and one.country)
        forget_similar(self._db, countries)
        index_again(self._db, self._written, renamed)
        if renamed or self.is_hierarchy_changed:
            write_listings(self._db)
        return Refreshed(added, changed, removed)

    def _state(self, n: int) -> _State | None:
        """Return the parts of a record that others depend on; None if it does not exist."""
        row = self._db.execute(_STATE, (n,)).fetchone()
        return _State(*row) if row is not None else None

    def _one(self, query: str, *values: Any) -> int:
        return int(self._db.execute(query, values).fetchone()[0])
