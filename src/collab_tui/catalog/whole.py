"""Whole records, and all records that they name, for files that other programs read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from collab_tui.catalog import documents
from collab_tui.records.kinds import Kind, Ref

BATCH = 500
"""Number of records that are read at a time."""


class Whole(NamedTuple):
    """A record with its document and the name by which it is shown."""

    n: int
    ref: Ref
    name: str
    document: dict[str, Any]


def fetch_whole(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Whole]:
    """Return the records `numbers`, in their order. Give it no more than `BATCH` at a time."""
    rows = connection.execute(
        "SELECT record.n, record.kind, record.id, name, doc FROM json_each(?) AS wanted"
        " CROSS JOIN record ON record.n = wanted.value JOIN definition USING (d)"
        " ORDER BY wanted.key",
        (json.dumps(list(numbers)),),
    )
    return [
        Whole(n, Ref(Kind.named(kind), record_id), name, documents.read(doc))
        for n, kind, record_id, name, doc in rows
    ]


def with_named(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[int]:
    """Return `numbers`, then every record that they name, and every record that these name."""
    found = list(dict.fromkeys(numbers))
    seen, fresh = set(found), found
    while fresh:
        named: dict[int, None] = {}
        for start in range(0, len(fresh), BATCH):
            some = fresh[start : start + BATCH]
            rows = connection.execute(
                "SELECT DISTINCT record.n FROM json_each(?) AS wanted"
                " CROSS JOIN link ON link.source = wanted.value JOIN record ON record.n = target",
                (json.dumps(some),),
            )
            named.update((n, None) for (n,) in rows if n not in seen)
        fresh = sorted(named)
        seen.update(fresh)
        found = [*found, *fresh]
    return found


def fetch_names(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[str, str]:
    """Return the names of the records `numbers`, by ref."""
    rows = connection.execute(
        "SELECT kind || '/' || record.id, name FROM json_each(?) AS wanted"
        " JOIN record ON record.n = wanted.value",
        (json.dumps(list(numbers)),),
    )
    return dict(rows.fetchall())


def by_ref(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[int]:
    """Return `numbers` by kind and id: an order that does not depend on a language."""
    wanted = set(numbers)
    found: list[int] = []
    for kind in Kind:
        (ordered,) = connection.execute(
            "SELECT json_group_array(n) FROM (SELECT n FROM entity WHERE kind = ? ORDER BY id)",
            (kind,),
        ).fetchone()
        found += (n for n in json.loads(ordered) if n in wanted)
    return found
