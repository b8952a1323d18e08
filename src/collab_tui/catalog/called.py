"""Which records are called by what is typed, the likeliest first."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from collab_tui.catalog.names import called
from collab_tui.catalog.text import LAST, fold, tokens
from collab_tui.records.kinds import Kind, Ref

LOOKED_AT = 200
"""The most records with all the words that are looked at: there may be a hundred thousand."""

_EXACTLY = "SELECT n FROM acronym WHERE text = :text UNION SELECT n FROM record WHERE id = :id"

_BEGINS = " UNION ALL ".join(
    f"SELECT * FROM (SELECT n FROM record WHERE kind = '{kind}' AND sort >= :text"
    " AND sort < :text || :last ORDER BY sort LIMIT :most)"
    for kind in Kind
)

_HAS_WORDS = "SELECT rowid FROM text WHERE text MATCH :words LIMIT :looked_at"


class Named(NamedTuple):
    """A record and its name."""

    ref: Ref
    name: str


def records_called(connection: sqlite3.Connection, typed: str, most: int) -> list[Named]:
    """Return at most `most` records that are called by `typed`.

    First those with exactly this id or acronym, then those whose name begins with it, then those
    with names or aliases of which words begin with each of its words; of these, short names first.
    """
    words = called(tokens(typed))
    if not words:
        return []
    values = {
        "text": fold(typed.strip()),
        "id": typed.strip().lower(),
        "last": LAST,
        "most": most,
        "words": words,
        "looked_at": LOOKED_AT,
    }
    found: dict[int, Named] = {}
    for select in (_EXACTLY, _BEGINS, _HAS_WORDS):
        rows = connection.execute(
            f"SELECT n, kind, id, name FROM record WHERE n IN ({select})"
            " ORDER BY length(name), sort LIMIT :most",
            values,
        )
        for n, kind, record_id, name in rows:
            found.setdefault(n, Named(Ref(Kind.named(kind), record_id), name))
        if len(found) >= most:
            break
    return [*found.values()][:most]
