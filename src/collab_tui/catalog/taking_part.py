"""Who takes part in an agreement, in few letters.

SQLite itself reads the documents: the explorer's first screen shows this, and loads no parser.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from collab_tui.records.kinds import Kind

_THERE = "substr(other.doc, 9)"  # after the checksum: see `documents`
_SHORT = (
    f"json_extract({_THERE}, '$.acronyms[0].text'), json_extract({_THERE}, '$.acronyms[0]'), r.name"
)
"""The first acronym of a record, or its name: for coalesce()."""


def called(connection: sqlite3.Connection, ids: Iterable[str], kind: Kind) -> dict[str, str]:
    """Return, by id, the first acronym of records of a kind; without one, their name."""
    import json  # the first screen names nobody so

    rows = connection.execute(
        f"SELECT r.id, coalesce({_SHORT}) FROM json_each(?) AS wanted"
        " JOIN record AS r ON r.id = wanted.value AND +r.kind = ?"
        " JOIN definition AS other ON other.d = r.d",
        (json.dumps([*ids]), kind),
    )
    return {record_id: str(name) for record_id, name in rows}


def participants(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    """Return, by number, the first acronym of each participant; without one, its name, or its id.

    They are in the order of the record.
    """
    rows = connection.execute(
        "SELECT wanted.value, coalesce("
        f" {_SHORT}, json_extract(part.value, '$.institution'))"
        " FROM json_each(?) AS wanted"
        " JOIN record AS agreement ON agreement.n = wanted.value AND agreement.kind = ?"
        " JOIN definition AS own ON own.d = agreement.d"
        " JOIN json_each(substr(own.doc, 9), '$.participants') AS part"
        " LEFT JOIN record AS r ON r.id = json_extract(part.value, '$.institution')"
        " AND +r.kind = ?"
        " LEFT JOIN definition AS other ON other.d = r.d"
        " ORDER BY wanted.key, part.key",
        (str(list(numbers)), Kind.AGREEMENT, Kind.INSTITUTION),
    )
    found: dict[int, list[str]] = {}
    for n, name in rows:
        names = found.setdefault(n, [])
        if name is not None and name not in names:
            names.append(str(name))
    return found
