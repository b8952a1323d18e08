"""Which records are linked to one: what the explorer marks in its lists."""

from __future__ import annotations

import sqlite3

from collab_tui.records.kinds import Kind, Relation

_OF_AGREEMENTS = (
    " SELECT n FROM a UNION SELECT link.target FROM link JOIN a ON a.n = link.source"
    f" WHERE relation IN ('{Relation.PARTICIPANT}', '{Relation.FOCUS}')"
)
_AGREEMENTS = {
    Kind.INSTITUTION: (
        f"SELECT source FROM link WHERE target = :n AND relation = '{Relation.PARTICIPANT}'"
    ),
    Kind.AGREEMENT: "SELECT :n",
    Kind.FOCUS_AREA: (
        "SELECT source FROM link WHERE relation = 'focus' AND target IN ("
        " WITH RECURSIVE narrower(n) AS (SELECT :n UNION SELECT link.source FROM narrower"
        f" JOIN link ON link.target = narrower.n AND link.relation = '{Relation.BROADER}')"
        " SELECT n FROM narrower)"
    ),
    Kind.PERSON: f"SELECT source FROM link WHERE target = :n AND relation = '{Relation.PERSON}'",
    Kind.SOURCE: f"SELECT source FROM link WHERE target = :n AND relation = '{Relation.EVIDENCE}'",
}


def linked_to(connection: sqlite3.Connection, n: int) -> set[int]:
    """Return the agreements of record `n`, and the institutions and focus areas of those.

    A source's are the records that cite it.
    """
    row = connection.execute("SELECT kind FROM record WHERE n = ?", (n,)).fetchone()
    if row is None:
        return set()
    kind = Kind.named(row[0])
    agreements = _AGREEMENTS[kind]
    if kind is Kind.SOURCE:
        return {found for (found,) in connection.execute(agreements, {"n": n})}
    query = f"WITH a(n) AS ({agreements}){_OF_AGREEMENTS}"
    return {found for (found,) in connection.execute(query, {"n": n})} - {n}
