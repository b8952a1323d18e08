"""A query → the numbers of the records that match, best first."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from collab_tui.catalog.compile import Compiler, Condition, combine, fts_match
from collab_tui.catalog.schema import WEIGHTS
from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Node, Phrase, QueryError, Word
from collab_tui.records.kinds import Kind

_RANK = f"bm25(text, {', '.join(map(str, WEIGHTS))})"


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: record numbers by kind, best first."""

    found: dict[Kind, array[int]]

    def __len__(self) -> int:
        """Return the number of records of all kinds."""
        return sum(map(len, self.found.values()))


def search(
    connection: sqlite3.Connection, node: Node, kinds: Iterable[Kind], today: date
) -> Results:
    """Answer a query for each of `kinds`.

    Ranked by bm25 over the weighted columns where the query has words that must match, an
    exact acronym or id first; otherwise, and among equals, by name.

    Raises:
        QueryError: a value names nothing, or the query is too long for the database.
    """
    compiler = Compiler(connection, today)
    try:
        return Results({kind: _one_kind(connection, compiler, node, kind) for kind in kinds})
    except sqlite3.OperationalError as error:
        if connection.in_transaction or "interrupted" in str(error):
            raise
        message = f"the query cannot be answered: {error}"
        raise QueryError(message, 0, 1, "use fewer words") from error


def _one_kind(
    connection: sqlite3.Connection, compiler: Compiler, node: Node, kind: Kind
) -> array[int]:
    nodes = node.nodes if isinstance(node, And) else (node,)
    texts = [child for child in nodes if fts_match(child) is not None]
    rest = And(tuple(child for child in nodes if fts_match(child) is None))
    conditions = [Condition("r.kind = ?", [kind.value])]
    if rest.nodes:
        conditions.append(compiler.condition(rest, kind))
    match = fts_match(And(tuple(texts)))
    if match:
        where = combine("AND", [Condition("text MATCH ?", [match]), *conditions])
        exact = sorted(_exact_candidates(texts))
        sql = (
            "SELECT r.n FROM text JOIN record r ON r.n = text.rowid"
            f" WHERE {where.sql} ORDER BY (SELECT count(*) FROM exact WHERE exact.n = r.n"
            f" AND exact.text IN ({','.join('?' * len(exact))})) DESC, {_RANK}, r.sort, r.id"
        )
        values = [*where.values, *exact]
    else:
        where = combine("AND", conditions)
        sql, values = (
            f"SELECT r.n FROM record r WHERE {where.sql} ORDER BY r.sort, r.id",
            where.values,
        )
    return array("q", (n for (n,) in connection.execute(sql, values)))


def _exact_candidates(nodes: list[Node]) -> set[str]:
    """Return what would have to be an id or acronym: each word, and all of them together."""
    words = [" ".join(tokens(n.text)) for n in nodes if isinstance(n, Word | Phrase)]
    return {word for word in (*words, " ".join(words)) if word}
