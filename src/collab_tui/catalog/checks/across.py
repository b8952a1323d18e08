"""Problems that only show in all records together: duplicates, and links that lead nowhere."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from collab_tui.catalog.checks.places import place_of, read_place, reference_place
from collab_tui.language import _, _later
from collab_tui.records.kinds import Kind
from collab_tui.registry.checks.files import NOT_UTF8, TOML_SYNTAX
from collab_tui.registry.problems import Check, Place, Problem, Severity, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogCheck(Check):
    """A check of all records together."""

    find: Callable[[sqlite3.Connection], Iterator[Problem]] = field(repr=False)


def _are_as_many(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether a table has as many rows as there are records, so that each record has one.

    To count is much faster than to look at every row.
    """
    query = f"SELECT (SELECT count(*) FROM {table}) = (SELECT count(*) FROM record)"
    return bool(connection.execute(query).fetchone()[0])


def _duplicates(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield one problem for each definition of a ref that its layer defines more than once."""
    if _are_as_many(connection, "definition"):
        return
    rows = connection.execute(
        "SELECT definition.n, kind, id, layer, group_concat(d) FROM definition"
        " JOIN entity USING (n) JOIN file ON file.n = definition.file WHERE definition.n IN"
        " (SELECT n FROM definition GROUP BY n HAVING count(*) > 1)"
        " GROUP BY definition.n, layer HAVING count(*) > 1"
    ).fetchall()
    for n, kind, record_id, _layer, numbers in rows:
        places = {int(d): place_of(connection, int(d), ("id",)) for d in numbers.split(",")}
        definitions = sorted(places, key=lambda d: (places[d].file, places[d].path))
        row = connection.execute("SELECT d FROM record WHERE n = ?", (n,)).fetchone()
        first = row[0] if row and row[0] in definitions else definitions[0]
        for d in definitions:
            other = first if d != first else next(o for o in definitions if o != first)
            fate = "used" if d == first else "unused"
            ref, times = f"{kind}/{record_id}", len(definitions)
            yield DUPLICATE_ID.at(places[d], fate, also=places[other], ref=ref, times=times)


def _registry_tables(connection: sqlite3.Connection) -> Iterator[Problem]:
    rows = connection.execute(
        "SELECT path, layer FROM file WHERE info IS NOT NULL ORDER BY layer, sequence"
    ).fetchall()
    first: dict[int, str] = {}
    for path, layer in rows:
        if layer in first:
            also = Place(first[layer], ("registry",))
            yield DUPLICATE_REGISTRY.at(Place(path, ("registry",)), also=also, at_key=True)
        first.setdefault(layer, path)


def _loose_ends(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield the names of records that do not exist.

    Names that may be in a table that cannot be read are counted, as one problem for each file.
    """
    if _are_as_many(connection, "entity"):
        return
    rows = connection.execute(
        # CROSS JOIN keeps the order: from the few refs without a definition to what names them.
        "SELECT record.d, link.relation, missing.kind, missing.id FROM"
        " (SELECT n, kind, id FROM entity WHERE n NOT IN (SELECT n FROM record)) AS missing"
        " CROSS JOIN link ON link.target = missing.n JOIN record ON record.n = link.source"
    ).fetchall()
    if not rows:
        return
    lost = _lost(connection)
    counts: Counter[int] = Counter()
    for definition, relation, kind, record_id in rows:
        refs = (f"{kind}/{record_id}", f"{kind}/*", "*/*")
        file = next((lost[ref] for ref in refs if ref in lost), None)
        if file is not None:
            counts[file] += 1
            continue
        table = Kind.named(kind).table
        place = reference_place(connection, definition, relation, record_id)
        yield NO_SUCH_RECORD.at(place, table=table, kind=kind, word=record_id)
    query = "SELECT place FROM problem WHERE file = ? AND code IN (?, ?) LIMIT 1"
    for file, count in counts.items():
        row = connection.execute(query, (file, TOML_SYNTAX.code, NOT_UTF8.code)).fetchone()
        if row is not None:  # otherwise the record has an error of its own
            yield unread(read_place(row[0]), count)


def unread(place: Place, count: int) -> Problem:
    """Return the problem that `count` links lead to what cannot be read at `place`."""
    return UNREAD_RECORD.at(place, "" if count > 1 else "one", count=count)


def _lost(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the refs of tables that could not be read, each with the number of its file."""
    rows = connection.execute("SELECT lost, n FROM file WHERE lost <> '[]' ORDER BY n DESC")
    return {ref: file for refs, file in rows for ref in json.loads(refs)}


DUPLICATE_ID = CatalogCheck(
    code="duplicate-id",
    severity=Severity.ERROR,
    means=_("Two records of one kind have the same id. One of them is used, the other is not."),
    remedy=_("Give one of them another id, or merge the two records."),
    example='[[person]]\nid = "a"\nname = "A"\n[[person]]\nid = "a"\nname = "B"\n',
    words={
        "used": Words(
            _later("{ref} is defined {times} times; this one is used"),
            _later("give one of them another id"),
        ),
        "unused": Words(
            _later("{ref} is defined {times} times; this one is not used"),
            _later("give one of them another id"),
        ),
    },
    find=_duplicates,
)
DUPLICATE_REGISTRY = CatalogCheck(
    code="duplicate-registry",
    severity=Severity.ERROR,
    means=_("Two files of a registry have a [registry] table. The first one is used."),
    remedy=_("Keep one of the two tables."),
    example={
        "a.toml": b'[registry]\nformat = 1\ntitle = "A"\n',
        "b.toml": b'[registry]\nformat = 1\ntitle = "B"\n',
    },
    words=Words(_later("a registry has one [registry] table; this one is not used")),
    find=_registry_tables,
)
NO_SUCH_RECORD = CatalogCheck(
    code="no-such-record",
    severity=Severity.ERROR,
    means=_("A record names another one that is not in the registry. The link leads nowhere."),
    remedy=_("Correct the id, or add the record that is named."),
    example='[[institution]]\nid = "a"\nname = "A"\nparent = "b"\n',
    words=Words(
        _later("there is no {kind} '{word}'"),
        _later("add a [[{table}]] with this id"),
        terms={"kind": {kind.value: kind.value.replace("-", " ") for kind in Kind}},
    ),
    find=_loose_ends,
)
UNREAD_RECORD = Check(
    code="unread-record",
    severity=Severity.WARNING,
    means=_(
        "Records name others that may be in a table that cannot be read. They are counted here,"
        " and not listed one by one."
    ),
    remedy=_("Correct the error of the file. The links are there again as soon as it can be read."),
    example='[[institution]]\nid = "a"\nname = "A"\nparent = "b"\n[[institution]]\nid = "b"\n'
    "name = B\n",
    words={
        "": Words(
            _later("{count} links lead to what cannot be read here"),
            _later("correct the error first"),
        ),
        "one": Words(
            _later("a link leads to what cannot be read here"), _later("correct the error first")
        ),
    },
    is_of_file=True,
)

CHECKS = (DUPLICATE_ID, DUPLICATE_REGISTRY, NO_SUCH_RECORD)
