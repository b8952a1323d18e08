"""Registry files → catalog rows; only what changed on disk is read again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from collab_tui.catalog.text import fold, tokens
from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind, Relation
from collab_tui.registry.files import RegistryFile, find_files
from collab_tui.registry.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from collab_tui.records.models import Record
    from collab_tui.registry.load import Entry, Loaded

NAMED_IN_TEXT = (
    Relation.PARTICIPANT,
    Relation.PERSON,
    Relation.FOCUS,
    Relation.PARENT,
    Relation.AFFILIATION,
)
"""Relations whose targets' names are searched along with a record's own text."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file to read (again), with what tells later whether it changed."""

    file: RegistryFile
    sequence: int
    size: int
    mtime: int
    content: bytes
    digest: bytes


@dataclass(slots=True)
class Difference:
    """How the files on disk differ from what the catalog holds."""

    changed: list[Change]
    touched: list[tuple[int, int, int, int, str]]  # layer, sequence, size, mtime, path
    removed: list[str]
    problems: list[Problem]  # about files that could not be found or read

    def __bool__(self) -> bool:
        """Tell whether records have to be read again."""
        return bool(self.changed or self.removed)


def compare(connection: sqlite3.Connection, layers: Sequence[Path]) -> Difference:
    """Find what changed on disk: by size and time first, then by content."""
    files, problems = find_files(layers)
    known = {
        row[0]: row[1:]
        for row in connection.execute("SELECT path, layer, sequence, size, mtime, digest FROM file")
    }
    difference = Difference([], [], [], problems)
    for sequence, file in enumerate(files):
        before = known.get(file.path)
        try:
            status = Path(file.path).stat()
            here = (file.layer, sequence, status.st_size, status.st_mtime_ns)
            if before is not None and before[:4] == here:
                del known[file.path]
                continue
            content = Path(file.path).read_bytes()
        except OSError as error:
            message = (error.strerror or "cannot be read").lower()
            problems.append(Problem(Severity.ERROR, "unreadable", message, Place(file.path)))
            continue
        known.pop(file.path, None)
        digest = hashlib.blake2b(content, digest_size=16).digest()
        if before is not None and before[4] == digest and before[0] == file.layer:
            difference.touched.append((*here, file.path))
        else:
            difference.changed.append(Change(file, sequence, *here[2:], content, digest))
    difference.removed = list(known)
    return difference


class Indexer:
    """Writes one difference into the catalog. Use inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write through `connection`."""
        self._db = connection
        self._numbers: dict[tuple[str, str], int] = {
            (kind, record_id): n
            for n, kind, record_id in connection.execute("SELECT n, kind, id FROM entity")
        }
        self._names: dict[int, str] = {}
        self._affected: set[int] = set()

    def write(self, difference: Difference) -> None:
        """Bring the catalog up to date with the files."""
        for path in difference.removed:
            self._forget(path)
        fresh: dict[int, Record] = {}
        for change in difference.changed:
            self._forget(change.file.path)
            fresh.update(self._read(change))
        self.touch(difference)
        self._refresh_text(self._settle(fresh))

    def touch(self, difference: Difference) -> None:
        """Note the new times of files whose content is the same."""
        self._db.executemany(
            "UPDATE file SET layer = ?, sequence = ?, size = ?, mtime = ? WHERE path = ?",
            difference.touched,
        )

    def _number(self, kind: str, record_id: str) -> int:
        key = (kind, record_id)
        n = self._numbers.get(key)
        if n is None:
            n = self._numbers[key] = len(self._numbers) + 1
            self._db.execute("INSERT INTO entity VALUES (?, ?, ?)", (n, kind, record_id))
        return n

    def _forget(self, path: str) -> None:
        row = self._db.execute("SELECT n FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            return
        self._affected.update(
            n for (n,) in self._db.execute("SELECT n FROM definition WHERE file = ?", row)
        )
        for table in ("definition", "problem"):
            self._db.execute(f"DELETE FROM {table} WHERE file = ?", row)
        self._db.execute("DELETE FROM file WHERE n = ?", row)

    def _read(self, change: Change) -> Iterator[tuple[int, Record]]:
        from collab_tui.registry.load import load_file

        path = change.file.path
        loaded = load_file(path, change.content)
        file = self._db.execute(
            "INSERT INTO file (path, layer, sequence, size, mtime, digest, lost, info)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                path,
                change.file.layer,
                change.sequence,
                change.size,
                change.mtime,
                change.digest,
                json.dumps(loaded.lost),
                loaded.info.model_dump_json() if loaded.info is not None else None,
            ),
        ).lastrowid
        assert file is not None, "an INSERT has a row id"
        write_problems(self._db, loaded.problems, file)
        yield from self._define(loaded, file)

    def _define(self, loaded: Loaded, file: int) -> Iterator[tuple[int, Record]]:
        for entry in loaded.entries:
            record = entry.record
            n = self._number(record.kind, record.id)
            self._affected.add(n)
            definition = self._db.execute(
                "INSERT INTO definition (n, file, place, kept, doc) VALUES (?, ?, ?, ?, ?)",
                (n, file, entry.index, _kept_json(entry), _document(record)),
            ).lastrowid
            assert definition is not None, "an INSERT has a row id"
            yield definition, record

    def _settle(self, fresh: dict[int, Record]) -> int:
        """Choose the definition of each affected ref that counts, and write its rows.

        Returns how many records were written.
        """
        winners = _winners(self._db, self._affected)
        for n in self._affected:
            for table in ("record", "facet", "dated", "exact"):
                self._db.execute(f"DELETE FROM {table} WHERE n = ?", (n,))
            self._db.execute("DELETE FROM link WHERE source = ?", (n,))
            self._db.execute("DELETE FROM text WHERE rowid = ?", (n,))
            if n in winners:
                definition, kind, document = winners[n]
                record = fresh.get(definition) or _revive(kind, document)
                self._write_record(n, definition, record)
        return len(winners)

    def _write_record(self, n: int, definition: int, record: Record) -> None:
        name = display_name(record.name)
        columns = _columns(record)
        self._db.execute(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                n,
                definition,
                record.kind,
                record.id,
                name,
                fold(name),
                columns.country,
                columns.status,
                columns.begins,
                columns.ends,
            ),
        )
        self._db.executemany(
            "INSERT INTO link VALUES (?, ?, ?, ?, ?)",
            [
                (n, r.relation, self._number(r.kind, r.id), r.qualifier, json.dumps(r.path))
                for r in record.references()
            ],
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO facet VALUES (?, ?, ?)",
            [(field, value, n) for field, value in columns.facets],
        )
        self._db.executemany(
            "INSERT INTO dated VALUES (?, ?, ?, ?)",
            [
                (field, n, day_number(d.earliest), day_number(d.latest))
                for field, d in columns.dates
            ],
        )
        exact = {" ".join(tokens(text)) for text in (record.id, *record.acronyms)} - {""}
        self._db.executemany("INSERT INTO exact VALUES (?, ?)", [(text, n) for text in exact])
        names = _tokens(_texts(record.name))
        aliases = _tokens((*record.acronyms, *record.aliases, record.id))
        self._names[n] = _side_by_side((names, aliases))
        self._db.execute(
            "INSERT INTO text (rowid, names, aliases, related, rest) VALUES (?, ?, ?, '', ?)",
            (n, names, aliases, _tokens(_rest(record))),
        )

    def _refresh_text(self, written: int) -> None:
        """Write the names of related records, for what changed and for what names it."""
        marks = ",".join("?" * len(NAMED_IN_TEXT))
        stale = set(self._affected)
        if written < self._total():
            for n in self._affected:
                stale.update(
                    source
                    for (source,) in self._db.execute(
                        f"SELECT source FROM link WHERE target = ? AND relation IN ({marks})",
                        (n, *NAMED_IN_TEXT),
                    )
                )
        for n in stale:
            targets = self._db.execute(
                f"SELECT DISTINCT target FROM link WHERE source = ? AND relation IN ({marks})",
                (n, *NAMED_IN_TEXT),
            ).fetchall()
            related = _side_by_side(self._names_of(target) for (target,) in targets)
            if related or n not in self._affected:
                self._db.execute("UPDATE text SET related = ? WHERE rowid = ?", (related, n))

    def _total(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM record").fetchone()[0])

    def _names_of(self, n: int) -> str:
        if n not in self._names:
            row = self._db.execute(
                "SELECT names, aliases FROM text WHERE rowid = ?", (n,)
            ).fetchone()
            self._names[n] = _side_by_side(row) if row else ""
        return self._names[n]


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


def _kept_json(entry: Entry) -> str:
    return json.dumps([[list(path), indices] for path, indices in entry.kept.items()])


def _winners(
    connection: sqlite3.Connection, affected: set[int]
) -> dict[int, tuple[int, Kind, str]]:
    """Return for each ref the definition of the highest layer, and there the first one."""
    query = (
        "SELECT n, d, kind, doc FROM definition JOIN entity USING (n)"
        " JOIN file ON file.n = definition.file {where} ORDER BY layer, -sequence, -place"
    )
    rows: Iterable[tuple[int, int, str, str]]
    if len(affected) > 1000:  # one pass over everything costs less than a look-up for each
        rows = connection.execute(query.format(where="").replace("SELECT n,", "SELECT entity.n,"))
        rows = (row for row in rows if row[0] in affected)
    else:
        rows = (
            row
            for n in affected
            for row in connection.execute(
                query.format(where="WHERE entity.n = ?").replace("SELECT n,", "SELECT entity.n,"),
                (n,),
            )
        )
    return {n: (d, Kind.named(kind), doc) for n, d, kind, doc in rows}


def _revive(kind: Kind, document: str) -> Record:
    """Return a record from its document: another definition than before counts now."""
    from collab_tui.records.models import MODELS

    return MODELS[kind].model_validate_json(document, strict=False)


def _document(record: Record) -> str:
    return record.model_dump_json(exclude_unset=True, by_alias=True)


def day_number(day: Any) -> int:
    """Return a day as the number yyyymmdd, which orders as days do."""
    return int(day.year * 10000 + day.month * 100 + day.day)


def display_name(name: str | dict[str, str], language: str = "en") -> str:
    """Return the name to show: in `language` where there is one, else the first given."""
    if isinstance(name, str):
        return name
    return name.get(language) or next(iter(name.values()))


@dataclass(slots=True)
class _Columns:
    facets: list[tuple[str, str]]
    dates: list[tuple[str, PartialDate]]
    country: str | None = None
    status: str | None = None
    begins: int | None = None
    ends: int | None = None


def _columns(record: Record) -> _Columns:
    from collab_tui.records import models

    columns = _Columns([("tag", tag) for tag in record.tags], [])
    columns.facets += [("language", language) for language in _languages(record)]
    if not record.evidence:
        columns.facets.append(("is", "unsourced"))
    if isinstance(record, models.Institution):
        columns.facets += [("type", kind) for kind in record.types]
        columns.country, columns.status = record.country, record.status
        if record.country:
            columns.facets.append(("country", record.country))
        if record.established:
            columns.begins = day_number(record.established.earliest)
    elif isinstance(record, models.Agreement):
        columns.facets.append(("type", record.type))
        if record.undisclosed:
            columns.facets.append(("is", "undisclosed"))
        columns.status = record.status
        _agreement_dates(record, columns)
    elif isinstance(record, models.Source):
        columns.facets.append(("type", record.type))
        if record.published:
            columns.begins = day_number(record.published.earliest)
    if columns.status:
        columns.facets.append(("status", columns.status))
    return columns


def _agreement_dates(record: Any, columns: _Columns) -> None:
    dates = record.dates
    for field in ("announced", "signed", "start", "end", "terminated"):
        value = getattr(dates, field)
        if value is not None:
            columns.dates.append((field, value))
    if not columns.dates:
        columns.facets.append(("is", "undated"))
    columns.dates += [("milestone", milestone.date) for milestone in record.milestones]
    first = dates.start or dates.signed or dates.announced
    columns.begins = day_number(first.earliest) if first else None
    ends = [day_number(d.latest) for d in (dates.end, dates.terminated) if d is not None]
    columns.ends = min(ends) if ends else None


def _languages(record: Record) -> Iterator[str]:
    for text in (record.name, record.summary):
        if isinstance(text, dict):
            yield from text
    language = getattr(record, "language", None)
    if language:
        yield language


def _texts(value: str | dict[str, str] | None) -> Iterable[str]:
    if value is None:
        return ()
    return value.values() if isinstance(value, dict) else (value,)


def _tokens(texts: Iterable[str]) -> str:
    return _side_by_side(" ".join(tokens(text)) for text in texts)


def _side_by_side(texts: Iterable[str]) -> str:
    """Join texts by a token that no query has, so that no phrase reaches across them."""
    return " · ".join(text for text in texts if text)


# Already indexed in a column of its own, or ids of other records, whose names are.
_NOT_TEXT = {"id", "name", "acronyms", "aliases", "evidence", "links"}
_REFERENCES = frozenset(
    {"institution", "people", "focus_areas", "agreement", "parent", "broader", "source"}
)


def _rest(record: Record) -> Iterator[str]:
    """Yield every other text of a record: summary, city, posts, identifiers, extra …"""
    skipped = _NOT_TEXT | _REFERENCES | {"extra"}
    if record.kind is Kind.FOCUS_AREA:
        skipped = skipped | {"related"}
    yield from _strings(record.model_dump(mode="json", exclude_unset=True, exclude=skipped))
    yield from _strings(record.extra, frozenset())
    country = getattr(record, "country", None)
    if country:
        from collab_tui.records.countries import country_name

        yield country_name(country)


def _strings(value: Any, skipped: frozenset[str] = _REFERENCES) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in skipped:
                yield from _strings(inner, skipped)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, skipped)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
