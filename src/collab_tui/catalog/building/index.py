"""Writes what changed on disk into a catalog; everything else stays as it is."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from collab_tui.catalog.building.changes import Change, Difference
from collab_tui.catalog.building.inserting import insert
from collab_tui.catalog.building.numbers import Numbers
from collab_tui.catalog.building.prepared import PreparedFile
from collab_tui.catalog.building.progress import Progress, Refreshed
from collab_tui.catalog.building.reading import Read, read_files
from collab_tui.catalog.building.record_rows import RecordRows
from collab_tui.catalog.checks.stored import write_problems
from collab_tui.catalog.schema import INDEXES
from collab_tui.catalog.storage.database import indexing_much
from collab_tui.registry.files import unreadable


@dataclass(slots=True)
class _Opened:
    """A file whose parts are being written."""

    n: int
    known: dict[int, tuple[int, str]]
    """What it defined before and was not met yet: number → definition, document."""
    lost: list[str] = field(default_factory=list)
    languages: set[str] = field(default_factory=set)
    info: str | None = None


class Indexer:
    """Writes one difference into the catalog. Use it inside a transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        tell: Callable[[Progress], None] | None = None,
        *,
        is_new: bool,
    ) -> None:
        """Write through `connection`, into a database that `is_new` or is in use.

        `tell` is called with the progress after every file and every index. An error that it raises
        ends the writing.
        """
        self._db = connection
        self._tell = tell or (lambda _: None)
        self._numbers = Numbers(connection)
        self._definitions = self._one("SELECT coalesce(max(d), 0) FROM definition")
        self._is_new = is_new
        self._opened: _Opened | None = None
        self._rows = RecordRows(connection, self._numbers, is_new=is_new)

    @property
    def is_hierarchy_changed(self) -> bool:
        """Whether the hierarchy changed."""
        return self._rows.is_hierarchy_changed

    def write(self, difference: Difference) -> Refreshed:
        """Bring the catalog up to date with the files; add unreadable ones to the problems."""
        progress = Progress(
            len(difference.changed),
            sum(change.size for change in difference.changed),
            len(INDEXES) + 1 if self._is_new else 0,
        )
        if self._is_new:  # it is faster to make indexes at the end than row by row
            for name, _, _ in INDEXES:
                self._db.execute(f"DROP INDEX IF EXISTS {name}")
        for path in difference.removed:
            self._forget(path)
        # Last file first. Agreements sort before the records that they name. If a record has its
        # number before another record names it, rows are written in the order of the numbers, which
        # is faster.
        for read in read_files(difference.changed[::-1]):
            found, path = read.found, read.change.file.path
            if isinstance(found, OSError):
                if isinstance(found, FileNotFoundError):
                    self._forget(path)
                difference.problems.append(unreadable(path, found))
                progress.advance(read.change.size, 0)
            else:
                self._take(read, found)
                is_whole = read.digest is not None
                progress.advance(found.size, len(found.rows.records.id), is_whole=is_whole)
            self._tell(progress)
        self.touch(difference)
        if self._is_new:
            with indexing_much(self._db):
                for name, sort, columns in INDEXES:
                    self._db.execute(f"CREATE {sort} INDEX {name} ON {columns}")
                    progress.indexes_done += 1
                    self._tell(progress)
        return self._rows.finish()

    def touch(self, difference: Difference) -> None:
        """Note the new stamps of files with unchanged content."""
        self._db.executemany(
            "UPDATE file SET layer = ?, sequence = ?, stamp = ? WHERE path = ?",
            difference.touched,
        )

    def _one(self, query: str, *values: Any) -> int:
        return int(self._db.execute(query, values).fetchone()[0])

    def _forget(self, path: str) -> None:
        """Remove a file and everything that it defines."""
        row = self._db.execute("SELECT n FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        defined = self._db.execute("SELECT d, n FROM definition WHERE file = ?", row)
        self._rows.drop(defined.fetchall())
        self._db.execute("DELETE FROM problem WHERE file = ?", row)
        self._db.execute("DELETE FROM file WHERE n = ?", row)

    def _take(self, read: Read, found: PreparedFile) -> None:
        """Write a file, or a part of it. Definitions that did not change keep their rows."""
        if self._opened is None:
            self._opened = self._open(read.change)
        opened, known = self._opened, self._opened.known
        write_problems(self._db, found.problems, opened.n)
        rows = found.rows
        defined = self._numbers.of(rows.refs)
        same: dict[int, int] = {}
        for index, (n, document) in enumerate(zip(defined, rows.definitions.doc, strict=True)):
            if known.get(n, (0, None))[1] == document:
                same[index] = known.pop(n)[0]
        self._rows.drop([(known.pop(n)[0], n) for n in dict.fromkeys(defined) if n in known])
        self._db.executemany(
            "UPDATE definition SET place = ?, kept = ? WHERE d = ?",
            [
                (rows.definitions.place[index], rows.definitions.kept[index], d)
                for index, d in same.items()
            ],
        )
        first = self._definitions + 1
        self._definitions += len(defined)
        new = [index for index in range(len(defined)) if index not in same]
        definitions, here = rows.definitions.only(new), [opened.n] * len(new)
        own, named = [first + index for index in new], [defined[index] for index in new]
        insert(self._db, definitions.table, [own, named, here, *definitions.columns()])
        without = same.keys() | self._rows.contest(defined, same.keys())
        self._rows.write(rows, defined, first, without)
        opened.lost += found.lost
        opened.languages |= found.languages
        opened.info = opened.info or found.info
        if read.digest is not None:
            self._close(opened, read.digest)
            self._opened = None

    def _open(self, change: Change) -> _Opened:
        """Begin to write a file; its problems are gone then, and what it defined is still there."""
        query = "SELECT n FROM file WHERE path = ?"
        path, values = change.file.path, (change.file.layer, change.sequence, change.stamp)
        found = self._db.execute(query, (path,)).fetchone()
        if found is None:
            new = "INSERT INTO file VALUES (NULL, ?, ?, ?, ?, x'', '[]', '[]', NULL)"
            self._db.execute(new, (path, *values))
            return _Opened(self._one(query, path), {})
        (file,) = found
        self._db.execute(
            "UPDATE file SET layer = ?, sequence = ?, stamp = ? WHERE n = ?", (*values, file)
        )
        self._db.execute("DELETE FROM problem WHERE file = ?", (file,))
        before = self._db.execute("SELECT d, n, doc FROM definition WHERE file = ?", (file,))
        known: dict[int, tuple[int, str]] = {}
        again = []
        for d, n, document in before.fetchall():
            if n in known:  # if there are several in one file, none counts as unchanged
                again.append((d, n))
            else:
                known[n] = (d, document)
        self._rows.drop([*again, *((known.pop(n)[0], n) for _, n in again if n in known)])
        return _Opened(file, known)

    def _close(self, opened: _Opened, digest: bytes) -> None:
        """Remove what a file no longer defines, and note what only all of it tells."""
        self._rows.drop([(d, n) for n, (d, _) in opened.known.items()])
        languages = json.dumps(sorted(opened.languages))
        self._db.execute(
            "UPDATE file SET digest = ?, lost = ?, languages = ?, info = ? WHERE n = ?",
            (digest, json.dumps(opened.lost), languages, opened.info, opened.n),
        )
