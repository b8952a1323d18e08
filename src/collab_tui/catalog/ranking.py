"""The best first: how records that match words are put in order.

A record with an exact acronym, id or identifier comes before all others. The others are ranked by
bm25 over weighted columns. If a query matches very much, such as one letter does, bm25 takes long
and says little. Then records come first whose name has the words, then those that also need their
aliases, then the names of related records, and each of these groups is sorted by name.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress

from collab_tui.catalog.condition import Condition
from collab_tui.catalog.fts import fts_match
from collab_tui.catalog.kept_lists import list_all
from collab_tui.catalog.meeting import those_that_meet
from collab_tui.catalog.schema import COLUMNS, WEIGHTS
from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Node, Phrase, Word, leaves
from collab_tui.records.kinds import Kind
from collab_tui.records.pasted import key_of

BROAD = 3000
"""Number of matches above which bm25 is not asked. At 61,000 matches it takes seven times as long
as looking into the columns one by one."""

_RANK = f"bm25(text, {', '.join(map(str, WEIGHTS))})"
_MATCHING = "text CROSS JOIN record r ON r.n = text.rowid WHERE text MATCH ?"


def ranked(
    connection: sqlite3.Connection, words: Sequence[Node], conditions: Mapping[Kind, Condition]
) -> dict[Kind, array[int]]:
    """Return the records that match the words and the condition of their kind, best first."""
    if not conditions:
        return {}
    match = fts_match(And(tuple(words))) or ""
    hits = _hits(connection, match)
    order = _by_column if len(hits) > BROAD else _by_bm25
    found = order(connection, match, hits, conditions)
    exact = _exact_hits(connection, _leading_words(words))
    return {kind: _exact_first(found[kind], exact) for kind in conditions}


def _hits(connection: sqlite3.Connection, match: str, columns: Sequence[str] = ()) -> list[int]:
    """Return the numbers of the records that match, in no order; in these columns only, if any.

    One JSON text is fetched several times as fast as as many rows.
    """
    within = f"{{{' '.join(columns)}}} : ({match})" if columns else match
    query = "SELECT json_group_array(rowid) FROM text WHERE text MATCH ?"
    found: list[int] = json.loads(connection.execute(query, (within,)).fetchone()[0])
    return found


def _by_bm25(
    connection: sqlite3.Connection,
    match: str,
    hits: Sequence[int],
    conditions: Mapping[Kind, Condition],
) -> dict[Kind, array[int]]:
    found = {kind.value: array("q") for kind in conditions}
    if hits:
        cases, values = _cases(conditions)
        rows = connection.execute(
            f"SELECT r.kind, r.n FROM {_MATCHING} AND {cases} ORDER BY {_RANK}, r.sort, r.id",
            (match, *values),
        )
        for kind, n in rows:
            found[kind].append(n)
    return {kind: found[kind.value] for kind in conditions}


def _by_column(
    connection: sqlite3.Connection,
    match: str,
    hits: Sequence[int],
    conditions: Mapping[Kind, Condition],
) -> dict[Kind, array[int]]:
    last: int = connection.execute("SELECT ifnull(max(n), 0) FROM record").fetchone()[0]
    ranks = bytearray(last + 1)  # by record number; 0 is no match
    for n in hits:
        ranks[n] = len(COLUMNS)
    for size in range(len(COLUMNS) - 1, 0, -1):
        for n in _hits(connection, match, COLUMNS[:size]):
            if ranks[n]:
                ranks[n] = size
    found = {}
    for kind in conditions:
        every = list_all(connection, kind)
        matching = list(compress(every, map(ranks.__getitem__, every)))
        matching = list(those_that_meet(connection, conditions[kind], kind, matching))
        matching.sort(key=ranks.__getitem__)  # stable: by name within each rank
        found[kind] = array("q", matching)
    return found


def _cases(conditions: Mapping[Kind, Condition]) -> tuple[str, list[object]]:
    """Return what a record must meet, by its kind.

    CASE, because FTS5 cannot be asked again for each side of an OR.
    """
    cases = " ".join(f"WHEN '{kind.value}' THEN {also.sql}" for kind, also in conditions.items())
    return f"CASE r.kind {cases} END", [v for also in conditions.values() for v in also.values]


def _leading_words(texts: Sequence[Node]) -> list[Node]:
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


def _exact_candidates(nodes: list[Node]) -> set[str]:
    """Return the texts that may be an id or acronym: each word, and all of them together."""
    words = [" ".join(tokens(n.text)) for n in nodes if isinstance(n, Word | Phrase)]
    return {word for word in (*words, " ".join(words)) if word}
