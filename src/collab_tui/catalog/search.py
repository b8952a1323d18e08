"""A query → the numbers of the records that match, best first."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from collab_tui.catalog.compile import Compiler, Condition, combine, fts_match, heard
from collab_tui.catalog.rows import COUNTS
from collab_tui.catalog.schema import WEIGHTS
from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Node, Phrase, QueryError, Word
from collab_tui.records.kinds import Kind
from collab_tui.records.vocabulary import AgreementStatus


class Order(StrEnum):
    """How the records of a kind are sorted; the value is what the command line takes."""

    RELEVANCE = "relevance"
    NAME = "name"
    DATE = "date"
    STATUS = "status"
    COUNTRY = "country"
    COUNT = "agreements"


ORDERS: dict[Kind, tuple[Order, ...]] = {
    Kind.INSTITUTION: (Order.RELEVANCE, Order.NAME, Order.COUNTRY, Order.COUNT),
    Kind.AGREEMENT: (Order.RELEVANCE, Order.NAME, Order.DATE, Order.STATUS),
    Kind.FOCUS_AREA: (Order.RELEVANCE, Order.NAME, Order.COUNT),
    Kind.PERSON: (Order.RELEVANCE, Order.NAME, Order.COUNT),
    Kind.SOURCE: (Order.RELEVANCE, Order.NAME, Order.DATE),
}
"""The orders that make sense for each kind; the first is the usual one."""

_STATUSES = " ".join(("active", "signed", *AgreementStatus))
_RANK = f"bm25(text, {', '.join(map(str, WEIGHTS))})"


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: record numbers by kind, best first."""

    found: dict[Kind, array[int]]

    def __len__(self) -> int:
        """Return the number of records of all kinds."""
        return sum(map(len, self.found.values()))


def search(
    connection: sqlite3.Connection,
    node: Node,
    kinds: Iterable[Kind],
    today: date,
    orders: Mapping[Kind, Order] | None = None,
) -> Results:
    """Answer a query for each of `kinds`, each sorted as `orders` says.

    Ranked by bm25 over the weighted columns where the query has words that must match, an
    exact acronym or id first; otherwise, and among equals, by name.

    Raises:
        QueryError: a value names nothing, or the query is too long for the database.
    """
    node = heard(node)
    compiler = Compiler(connection, today)
    wanted = orders or {}
    try:
        return Results(
            {
                kind: _one_kind(connection, compiler, node, kind, wanted.get(kind, Order.RELEVANCE))
                for kind in kinds
            }
        )
    except sqlite3.OperationalError as error:
        if connection.in_transaction or "interrupted" in str(error):
            raise
        message = f"the query cannot be answered: {error}"
        raise QueryError(message, 0, 1, "use fewer words") from error


def _one_kind(
    connection: sqlite3.Connection, compiler: Compiler, node: Node, kind: Kind, order: Order
) -> array[int]:
    nodes = node.nodes if isinstance(node, And) else (node,)
    texts = [child for child in nodes if fts_match(child) is not None]
    rest = And(tuple(child for child in nodes if fts_match(child) is None))
    conditions = [Condition("r.kind = ?", [kind.value])]
    if rest.nodes:
        conditions.append(compiler.condition(rest, kind))
    match = fts_match(And(tuple(texts))) if texts else None
    sorting, values = _sorting(order, kind, texts if match else [])
    if match:
        where = combine("AND", [Condition("text MATCH ?", [match]), *conditions])
        source = "text JOIN record r ON r.n = text.rowid"
    else:
        where = combine("AND", conditions)
        source = "record r"
    sql = f"SELECT r.n FROM {source} WHERE {where.sql} ORDER BY {sorting}, r.sort, r.id"
    return array("q", (n for (n,) in connection.execute(sql, [*where.values, *values])))


def _sorting(order: Order, kind: Kind, texts: list[Node]) -> tuple[str, list[str]]:
    """Return the ORDER BY of an order; what is unknown comes last, equals by name."""
    if order is Order.DATE:
        return "r.begins IS NULL, r.begins DESC", []
    if order is Order.STATUS:
        return "r.status IS NULL, instr(?, r.status)", [_STATUSES]
    if order is Order.COUNTRY:
        return "r.country IS NULL, r.country", []
    if order is Order.COUNT:
        return f"({COUNTS[kind]}) DESC", []
    if order is Order.RELEVANCE and texts:
        exact = sorted(_exact_candidates(texts))
        marks = ",".join("?" * len(exact))
        hits = f"SELECT count(*) FROM exact WHERE exact.n = r.n AND exact.text IN ({marks})"
        return f"({hits}) DESC, {_RANK}", exact
    return "r.sort", []


def _exact_candidates(nodes: list[Node]) -> set[str]:
    """Return what would have to be an id or acronym: each word, and all of them together."""
    words = [" ".join(tokens(n.text)) for n in nodes if isinstance(n, Word | Phrase)]
    return {word for word in (*words, " ".join(words)) if word}
