"""A query → the numbers of the records that match, best first."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from collab_tui.catalog.compile import TRUE, Compiler, Condition, combine, fts_match, heard
from collab_tui.catalog.listing import list_all
from collab_tui.catalog.orders import Order
from collab_tui.catalog.rows import COUNTS
from collab_tui.catalog.schema import WEIGHTS
from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Days, Node, Phrase, QueryError, Term, Word
from collab_tui.records.kinds import Kind
from collab_tui.records.vocabulary import AgreementStatus

_STATUSES = " ".join(("active", "signed", *AgreementStatus))
_RANK = f"bm25(text, {', '.join(map(str, WEIGHTS))})"


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: record numbers by kind, best first."""

    found: dict[Kind, array[int]]

    def __len__(self) -> int:
        """Return the number of records of all kinds."""
        return sum(map(len, self.found.values()))


def day_asked(node: Node) -> date | None:
    """Return the day of a query's one ``as-of:``, by which statuses are to be shown."""
    nodes = node.nodes if isinstance(node, And) else (node,)
    days = [
        value.last
        for term in nodes
        if isinstance(term, Term) and term.name == "as-of"
        for value in term.values
        if isinstance(value, Days)
    ]
    return days[0] if len(days) == 1 else None


@contextmanager
def answering() -> Iterator[None]:
    """Turn what the database says of too long a query into a `QueryError`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR:
            raise
        message = f"the query cannot be answered: {error}"
        raise QueryError(message, 0, 1, "use fewer words") from error


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
    wanted = {kind: (orders or {}).get(kind, Order.RELEVANCE) for kind in kinds}
    match = fts_match(node)
    with answering():
        if match is not None and set(wanted.values()) == {Order.RELEVANCE}:
            return Results(_ranked(connection, match, [node], list(wanted)))
        return Results(
            {
                kind: _one_kind(connection, compiler, node, kind, order)
                for kind, order in wanted.items()
            }
        )


def _ranked(
    connection: sqlite3.Connection,
    match: str,
    texts: list[Node],
    kinds: list[Kind],
    also: Condition = TRUE,
) -> dict[Kind, array[int]]:
    """Return what matches the words, best first, for several kinds in one go."""
    found = {kind.value: array("q") for kind in kinds}
    marks = ",".join("?" * len(kinds))
    rows = connection.execute(
        f"SELECT r.kind, r.n FROM text JOIN record r ON r.n = text.rowid WHERE text MATCH ?"
        f" AND r.kind IN ({marks}) AND {also.sql} ORDER BY {_RANK}, r.sort, r.id",
        (match, *found, *also.values),
    )
    for kind, n in rows:
        found[kind].append(n)
    exact = _exact_hits(connection, _leading_words(texts))
    return {kind: _exact_first(found[kind.value], exact) for kind in kinds}


def _leading_words(texts: list[Node]) -> list[Node]:
    """Return the words that stand side by side, of a query of words alone."""
    return [word for node in texts for word in (node.nodes if isinstance(node, And) else [node])]


def _exact_hits(connection: sqlite3.Connection, texts: list[Node]) -> Counter[int]:
    """Return how many of the words are just the id or an acronym of a record."""
    words = sorted(_exact_candidates(texts))
    marks = ",".join("?" * len(words))
    rows = connection.execute(f"SELECT n FROM exact WHERE text IN ({marks})", words)
    return Counter(n for (n,) in rows)


def _exact_first(numbers: array[int], exact: Counter[int]) -> array[int]:
    """Return the numbers with those of exact hits before the others."""
    first = [n for n in numbers if n in exact] if exact else []
    if not first:
        return numbers
    first.sort(key=lambda n: -exact[n])
    return array("q", [*first, *(n for n in numbers if n not in exact)])


def _one_kind(
    connection: sqlite3.Connection, compiler: Compiler, node: Node, kind: Kind, order: Order
) -> array[int]:
    nodes = node.nodes if isinstance(node, And) else (node,)
    if not nodes and order in (Order.RELEVANCE, Order.NAME):
        return list_all(connection, kind)
    texts = [child for child in nodes if fts_match(child) is not None]
    rest = And(tuple(child for child in nodes if fts_match(child) is None))
    also = compiler.condition(rest, kind) if rest.nodes else TRUE
    match = fts_match(And(tuple(texts))) if texts else None
    if match is not None and order is Order.RELEVANCE:
        return _ranked(connection, match, texts, [kind], also)[kind]
    conditions = [Condition("r.kind = ?", [kind.value]), also]
    source = "record r"
    if match is not None:
        source = "text JOIN record r ON r.n = text.rowid"
        conditions.append(Condition("text MATCH ?", [match]))
    where = combine("AND", conditions)
    sorting, values = _sorting(order, kind)
    sql = f"SELECT r.n FROM {source} WHERE {where.sql} ORDER BY {sorting}, r.sort, r.id"
    return array("q", (n for (n,) in connection.execute(sql, [*where.values, *values])))


def _sorting(order: Order, kind: Kind) -> tuple[str, list[str]]:
    """Return the ORDER BY of an order; what is unknown comes last, equals by name."""
    if order is Order.DATE:
        return "r.begins IS NULL, r.begins DESC", []
    if order is Order.STATUS:
        return "r.status IS NULL, instr(?, r.status)", [_STATUSES]
    if order is Order.COUNTRY:
        return "r.country IS NULL, r.country", []
    if order is Order.COUNT:
        return f"({COUNTS[kind]}) DESC", []
    return "r.sort", []


def _exact_candidates(nodes: list[Node]) -> set[str]:
    """Return what would have to be an id or acronym: each word, and all of them together."""
    words = [" ".join(tokens(n.text)) for n in nodes if isinstance(n, Word | Phrase)]
    return {word for word in (*words, " ".join(words)) if word}
