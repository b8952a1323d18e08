"""A query → the numbers of the records that match, best first."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.condition import Condition
from collab_tui.catalog.faults import Fault, fault_of
from collab_tui.catalog.fts import fts_match, searchable
from collab_tui.catalog.kept_lists import list_all
from collab_tui.catalog.orders import Order
from collab_tui.catalog.schema import WEIGHTS
from collab_tui.catalog.sorting import sorting
from collab_tui.catalog.status import period_asked, status
from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Node, Phrase, QueryError, Word, leaves
from collab_tui.records.kinds import Kind
from collab_tui.records.pasted import key_of

_RANK = f"bm25(text, {', '.join(map(str, WEIGHTS))})"


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: record numbers by kind, best first."""

    found: dict[Kind, array[int]]

    def __len__(self) -> int:
        """Return the number of records of all kinds."""
        return sum(map(len, self.found.values()))


_TOO_LONG = ("too ", "stack overflow", "fts5: ")
"""Words in the error messages of SQLite for a query that is too long or too deep."""


@contextmanager
def answering() -> Iterator[None]:
    """Turn an error of the database about a query that it cannot take into a `QueryError`.

    `parse` refuses half characters, but a tree that was made in another way may have some.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise QueryError(
            "the query has something that is not a character", 0, 1, "leave it out"
        ) from error
    except sqlite3.OperationalError as error:
        if fault_of(error) is not Fault.DOUBTFUL or not any(w in str(error) for w in _TOO_LONG):
            raise
        message = f"the query cannot be answered: {error}"
        raise QueryError(message, 0, 1, "use fewer words") from error


def search(
    connection: sqlite3.Connection,
    node: Node,
    kinds: Iterable[Kind],
    today: date,
    orders: Mapping[Kind, str] | None = None,
) -> Results:
    """Answer a query for each of `kinds`, each sorted as `orders` says.

    If the query has words that must match, results are ranked by bm25 over the weighted columns; an
    exact acronym, id or identifier comes first. Otherwise, and if ranks are equal, they are sorted
    by name. Statuses sort as they are shown: on the day that the query asks about, else on `today`.

    Raises:
        QueryError: a value names nothing, the database cannot take the query, or git is asked and
            knows nothing.
    """
    node = searchable(node)
    compiler = Compiler(connection, today)
    wanted = {kind: (orders or {}).get(kind, Order.RELEVANCE) for kind in kinds}
    words, rest = _divided(node)
    shown = status(today, period_asked(node), "r.")
    if Order.CHANGED in wanted.values():
        from collab_tui.catalog.last_changes import ask_git

        ask_git(connection)
    ranked = {kind for kind, order in wanted.items() if words and order == Order.RELEVANCE}
    with answering():
        conditions = {
            kind: compiler.condition(rest if kind in ranked else node, kind) for kind in wanted
        }
        found = _ranked(connection, words, {kind: conditions[kind] for kind in ranked})
        for kind in wanted.keys() - ranked:
            if node == And() and wanted[kind] in (Order.RELEVANCE, Order.NAME):
                found[kind] = list_all(connection, kind)
            else:
                found[kind] = _sorted(connection, conditions[kind], kind, wanted[kind], shown)
    return Results({kind: found[kind] for kind in wanted})


def count_without_each(
    connection: sqlite3.Connection, terms: Sequence[Node], kinds: Sequence[Kind], today: date
) -> list[int]:
    """Return, for each of `terms`, how many records match all the others.

    Raises:
        QueryError: as for `search`.
    """
    compiler = Compiler(connection, today)
    counts = []
    with answering():
        for index in range(len(terms)):
            rest = searchable(And((*terms[:index], *terms[index + 1 :])))
            found = 0
            for kind in kinds:
                condition = compiler.condition(rest, kind)
                sql = f"SELECT count(*) FROM record r WHERE r.kind = ? AND ({condition.sql})"
                found += connection.execute(sql, (kind, *condition.values)).fetchone()[0]
            counts.append(found)
    return counts


def _divided(node: Node) -> tuple[list[Node], And]:
    """Return the words that must match, which decide the rank, and the rest of a query."""
    if fts_match(node) is not None:
        return [node], And()
    nodes = node.nodes if isinstance(node, And) else (node,)
    words = [child for child in nodes if fts_match(child) is not None]
    return words, And(tuple(child for child in nodes if fts_match(child) is None))


def _ranked(
    connection: sqlite3.Connection, words: list[Node], conditions: Mapping[Kind, Condition]
) -> dict[Kind, array[int]]:
    """Return what matches the words and the condition of its kind, best first, in one statement."""
    if not conditions:
        return {}
    found = {kind.value: array("q") for kind in conditions}
    # CASE, because FTS5 cannot be asked again for each side of an OR.
    cases = " ".join(f"WHEN '{kind}' THEN {also.sql}" for kind, also in conditions.items())
    rows = connection.execute(
        "SELECT r.kind, r.n FROM text CROSS JOIN record r ON r.n = text.rowid"
        f" WHERE text MATCH ? AND CASE r.kind {cases} END ORDER BY {_RANK}, r.sort, r.id",
        (fts_match(And(tuple(words))), *(v for also in conditions.values() for v in also.values)),
    )
    for kind, n in rows:
        found[kind].append(n)
    exact = _exact_hits(connection, _leading_words(words))
    return {kind: _exact_first(found[kind.value], exact) for kind in conditions}


def _leading_words(texts: list[Node]) -> list[Node]:
    """Return the words side by side, for a query of words only."""
    return [word for node in texts for word in (node.nodes if isinstance(node, And) else [node])]


def _exact_hits(connection: sqlite3.Connection, texts: list[Node]) -> Counter[int]:
    """Return how many of the words are exactly an id, an acronym or an identifier of a record."""
    words = sorted(_exact_candidates(texts))
    marks = ",".join("?" * len(words))
    rows = connection.execute(
        f"SELECT n, text FROM acronym WHERE text IN ({marks})"
        f" UNION SELECT n, replace(id, '-', ' ') FROM record WHERE id IN ({marks})",
        [*words, *(word.replace(" ", "-") for word in words)],
    )
    exact = Counter(n for n, _ in rows)
    keys = {key for word in texts for leaf in leaves(word) if (key := _key(leaf)) is not None}
    query = f"SELECT n FROM identifier WHERE text IN ({','.join('?' * len(keys))})"
    exact.update(n for (n,) in connection.execute(query, sorted(keys)))
    return exact


def _key(leaf: Node) -> str | None:
    return key_of(leaf.text) if isinstance(leaf, Word | Phrase) else None


def _exact_first(numbers: array[int], exact: Counter[int]) -> array[int]:
    """Return the numbers with exact matches first."""
    first = [n for n in numbers if n in exact] if exact else []
    if not first:
        return numbers
    first.sort(key=lambda n: -exact[n])
    return array("q", [*first, *(n for n in numbers if n not in exact)])


def _sorted(
    connection: sqlite3.Connection, condition: Condition, kind: Kind, order: str, shown: str
) -> array[int]:
    before = sorting(order, kind, shown)
    rows = connection.execute(
        f"SELECT r.n FROM record r WHERE r.kind = ? AND ({condition.sql})"
        f" ORDER BY {before.sql}r.sort, r.id",
        (kind, *condition.values, *before.values),
    )
    return array("q", (n for (n,) in rows))


def _exact_candidates(nodes: list[Node]) -> set[str]:
    """Return the texts that may be an id or acronym: each word, and all of them together."""
    words = [" ".join(tokens(n.text)) for n in nodes if isinstance(n, Word | Phrase)]
    return {word for word in (*words, " ".join(words)) if word}
