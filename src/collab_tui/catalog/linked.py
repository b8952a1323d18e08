"""Which records are linked to a record: the explorer gives them a sign in its lists."""

from __future__ import annotations

import sqlite3

from collab_tui.catalog.hierarchy import walk
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind, Relation

_OF_AGREEMENTS = (
    " SELECT n FROM a UNION SELECT link.target FROM link JOIN a ON a.n = link.source"
    f" WHERE relation IN ('{Relation.PARTICIPANT}', '{Relation.FOCUS}')"
)


def _agreements(kind: Kind) -> str:
    """Return SQL that selects the agreements of the record ``:n``."""
    declaration = DECLARED[kind]
    way = declaration.agreements
    if way is None:
        return "SELECT :n"
    upwards = way.upwards if declaration.counts_parts else None
    return (
        f"SELECT source FROM link WHERE relation = '{way.relation}' AND target IN ("
        f"WITH RECURSIVE {walk('family', 'SELECT :n', upwards)} SELECT n FROM family)"
    )


def linked_to(connection: sqlite3.Connection, n: int) -> set[int]:
    """Return the agreements of record `n`, and the institutions and focus areas of these.

    For a source, return the records that cite it.
    """
    row = connection.execute("SELECT kind FROM record WHERE n = ?", (n,)).fetchone()
    if row is None:
        return set()
    kind = Kind.named(row[0])
    agreements = _agreements(kind)
    if kind is Kind.SOURCE:
        return {found for (found,) in connection.execute(agreements, {"n": n})}
    query = f"WITH a(n) AS ({agreements}){_OF_AGREEMENTS}"
    return {found for (found,) in connection.execute(query, {"n": n})} - {n}
