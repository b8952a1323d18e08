"""Writes what changed on disk into a catalog; everything else stays as it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from collab_tui.catalog.changes import Change, Difference, unreadable
from collab_tui.catalog.prepare import BETWEEN, PreparedFile, PreparedRecord, revive
from collab_tui.catalog.progress import Progress, Refreshed
from collab_tui.catalog.reading import read_files
from collab_tui.catalog.schema import INDEXES
from collab_tui.records.kinds import Kind, Relation
from collab_tui.registry.problems import Place, Problem

NAMED_IN_TEXT = (
    Relation.PARTICIPANT,
    Relation.PERSON,
    Relation.FOCUS,
    Relation.PARENT,
    Relation.AFFILIATION,
)
"""Relations whose targets' names are searched along with a record's own text."""

BATCH = 20_000
"""Rows kept before they are written together."""

_RELATIONS = ",".join(f"'{relation}'" for relation in NAMED_IN_TEXT)
_RELATED = (
    f"coalesce((SELECT group_concat(called.text, '{BETWEEN}') FROM called WHERE n IN"
    f" (SELECT target FROM link WHERE source = {{n}} AND relation IN ({_RELATIONS}))), '')"
)
_INSERTS = {
    "entity": "INSERT INTO entity VALUES (?, ?, ?)",
    "definition": "INSERT INTO definition VALUES (?, ?, ?, ?, ?, ?)",
    "record": "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "link": "INSERT INTO link VALUES (?, ?, ?, ?)",
    "facet": "INSERT INTO facet VALUES (?, ?, ?)",
    "dated": "INSERT INTO dated VALUES (?, ?, ?, ?)",
    "exact": "INSERT INTO exact VALUES (?, ?)",
    "called": "INSERT INTO called VALUES (?, ?)",
    "pending": "INSERT INTO pending VALUES (?, ?, ?, ?)",
}


class Indexer:
    """Writes one difference into the catalog. Use inside a transaction."""

    def __init__(
        self, connection: sqlite3.Connection, tell: Callable[[Progress], None] | None = None
    ) -> None:
        """Write through `connection`; `tell` hears of the progress after every file."""
        self._db = connection
        self._tell = tell
        self._numbers: dict[str, dict[str, int]] = {kind.value: {} for kind in Kind}
        self._count = 0
        for n, kind, record_id in connection.execute("SELECT n, kind, id FROM entity"):
            self._numbers[kind][record_id] = n
            self._count = max(self._count, n)
        self._definitions = self._one("SELECT coalesce(max(d), 0) FROM definition")
        self._is_empty = not self._one("SELECT count(*) FROM record")
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _INSERTS}
        self._before: dict[int, str] = {}
        self._forgotten: set[int] = set()
        self._written: set[int] = set()
        self._contested: set[int] = set()

    def write(self, difference: Difference) -> Refreshed:
        """Bring the catalog up to date with the files; unreadable ones join the problems."""
        progress = Progress(
            len(difference.changed), sum(change.size for change in difference.changed)
        )
        if self._is_empty:  # indexes are made faster from what is there than row by row
            for name, _ in INDEXES:
                self._db.execute(f"DROP INDEX IF EXISTS {name}")
        self._db.execute("CREATE TEMP TABLE pending (n INTEGER PRIMARY KEY, names, aliases, rest)")
        for path in (*difference.removed, *(change.file.path for change in difference.changed)):
            self._forget(path)
        for change, prepared in read_files(difference.changed):
            if isinstance(prepared, OSError):
                difference.problems.append(unreadable(change.file.path, prepared))
                continue
            self._take(change, prepared)
            progress.advance(change.size, len(prepared.records))
            if self._tell is not None:
                self._tell(progress)
        self.touch(difference)
        self._flush()
        if self._is_empty:
            for name, columns in INDEXES:
                self._db.execute(f"CREATE INDEX {name} ON {columns}")
        self._settle()
        self._write_text()
        self._db.execute("DROP TABLE pending")
        return self._refreshed()

    def _refreshed(self) -> Refreshed:
        """Compare the documents of what was read again with those of before."""
        if self._is_empty:
            return Refreshed(added=len(self._written))
        query = "SELECT doc FROM record JOIN definition USING (d) WHERE record.n = ?"
        added = changed = removed = 0
        for n in self._written | set(self._before):
            row = self._db.execute(query, (n,)).fetchone()
            before = self._before.get(n)
            added += before is None and row is not None
            removed += before is not None and row is None
            changed += before is not None and row is not None and before != row[0]
        return Refreshed(added, changed, removed)

    def touch(self, difference: Difference) -> None:
        """Note the new times of files whose content is the same."""
        self._db.executemany(
            "UPDATE file SET layer = ?, sequence = ?, size = ?, mtime = ? WHERE path = ?",
            difference.touched,
        )

    def _one(self, query: str, *values: Any) -> int:
        return int(self._db.execute(query, values).fetchone()[0])

    def _flush(self, at_least: int = 0) -> None:
        for table, rows in self._rows.items():
            if len(rows) >= at_least:
                self._db.executemany(_INSERTS[table], rows)
                rows.clear()

    def _number(self, kind: str, record_id: str) -> int:
        n = self._numbers[kind].get(record_id)
        if n is None:
            self._count += 1
            n = self._numbers[kind][record_id] = self._count
            self._rows["entity"].append((n, kind, record_id))
        return n

    def _forget(self, path: str) -> None:
        row = self._db.execute("SELECT n FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        gone = self._db.execute("SELECT n FROM definition WHERE file = ?", row).fetchall()
        self._before.update(
            self._db.execute(
                "SELECT record.n, doc FROM record JOIN definition USING (d) WHERE file = ?", row
            )
        )
        self._forgotten.update(n for (n,) in gone)
        for table in ("definition", "problem"):
            self._db.execute(f"DELETE FROM {table} WHERE file = ?", row)
        self._db.execute("DELETE FROM file WHERE n = ?", row)
        self._unwrite(n for (n,) in gone)

    def _unwrite(self, numbers: Iterable[int]) -> None:
        """Take the rows of records away."""
        rows = [(n,) for n in numbers]
        for table in ("record", "facet", "dated", "exact", "called"):
            self._db.executemany(f"DELETE FROM {table} WHERE n = ?", rows)
        self._db.executemany("DELETE FROM link WHERE source = ?", rows)
        self._db.executemany("DELETE FROM text WHERE rowid = ?", rows)
        self._db.executemany("DELETE FROM pending WHERE n = ?", rows)

    def _take(self, change: Change, prepared: PreparedFile) -> None:
        file = self._db.execute(
            "INSERT INTO file (path, layer, sequence, size, mtime, digest, lost, languages, info)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                prepared.path,
                change.file.layer,
                change.sequence,
                change.size,
                change.mtime,
                prepared.digest,
                prepared.lost,
                prepared.languages,
                prepared.info,
            ),
        ).lastrowid
        assert file is not None, "an INSERT has a row id"
        write_problems(self._db, prepared.problems, file)
        for record in prepared.records:
            n = self._number(record.kind, record.id)
            self._definitions += 1
            row = (self._definitions, n, file, record.place, record.kept, record.document)
            self._rows["definition"].append(row)
            if n in self._written or self._is_defined_elsewhere(n):
                self._contested.add(n)
            else:
                self._write_record(n, self._definitions, record)
        self._flush(BATCH)

    def _is_defined_elsewhere(self, n: int) -> bool:
        """Tell whether a file that is not read again defines `n`, too."""
        if self._is_empty:
            return False
        query = "SELECT 1 FROM definition WHERE n = ? LIMIT 1"
        return self._db.execute(query, (n,)).fetchone() is not None

    def _write_record(self, n: int, definition: int, record: PreparedRecord) -> None:
        self._written.add(n)
        rows, number = self._rows, self._number
        rows["record"].append((n, definition, record.kind, record.id, *record[5:11]))
        for relation, kind, other, qualifier in record.links:
            rows["link"].append((n, relation, number(kind, other), qualifier))
        for field, value in record.facets:
            rows["facet"].append((field, value, n))
        for field, first, last in record.dates:
            rows["dated"].append((field, n, first, last))
        for text in record.exact:
            rows["exact"].append((text, n))
        called = BETWEEN.join(text for text in (record.names, record.aliases) if text)
        rows["called"].append((n, called))
        rows["pending"].append((n, record.names, record.aliases, record.rest))

    def _settle(self) -> None:
        """Choose among several definitions: the highest layer's, and there the first one."""
        self._contested |= self._forgotten - self._written
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
            self._unwrite([n])
            self._write_record(n, row[0], revive(row[1], row[2]))
            self._flush()

    def _write_text(self) -> None:
        """Write what is searched: records' own texts, and the names of those they name."""
        changed = self._written | self._forgotten
        stale: set[int] = set()
        if not self._is_empty:
            for n in changed:
                rows = self._db.execute(
                    f"SELECT source FROM link WHERE target = ? AND relation IN ({_RELATIONS})",
                    (n,),
                )
                stale.update(source for (source,) in rows)
        self._db.execute(
            "INSERT INTO text (rowid, names, aliases, related, rest)"
            f" SELECT n, names, aliases, {_RELATED.format(n='pending.n')}, rest"
            " FROM pending ORDER BY n"
        )
        self._db.executemany(
            f"UPDATE text SET related = {_RELATED.format(n='text.rowid')} WHERE rowid = ?",
            [(n,) for n in stale - self._written],
        )


def write_problems(
    connection: sqlite3.Connection, problems: Iterable[Problem], file: int | None
) -> None:
    """Keep `problems`; those of a `file` go when the file is read again."""
    connection.executemany(
        "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                file,
                problem.severity,
                problem.code,
                problem.message,
                problem.hint,
                problem.at_key,
                _place_json(problem.place),
                _place_json(problem.also) if problem.also else None,
            )
            for problem in problems
        ],
    )


def _place_json(place: Place) -> str:
    return json.dumps([place.file, place.path, place.line, place.column], ensure_ascii=False)
