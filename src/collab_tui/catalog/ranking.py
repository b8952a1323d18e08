"""The best first: how records that match words are put in order.

A record with an exact acronym, id or identifier comes before all others. The others are ranked by
bm25 over weighted columns. If a query matches very much, such as one letter does, bm25 takes long
and says little. Then records come first whose name has the words, then those that also need their
aliases, then the names of related records, and each of these groups is sorted by name. If it
matches still more, those whose name does not have the words are one group.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress

from collab_tui.catalog.condition import Condition
from collab_tui.catalog.flags import flags_of
from collab_tui.catalog.fts import fts_match
from collab_tui.catalog.in_pieces import numbers_in, pieces
from collab_tui.catalog.kept_lists import list_all
from collab_tui.catalog.matching import those_that_meet
from collab_tui.catalog.schema import COLUMNS, WEIGHTS
from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Node, Phrase, Word, leaves
from collab_tui.records.kinds import Kind
from collab_tui.records.pasted import key_of

BROAD = 10_000
"""Number of matches above which bm25 is not asked. At 61,000 matches it takes seven times as long
as looking into the columns one by one. Below, matching once more for each column takes longer."""

VERY_BROAD = 100_000
"""Number of matches above which only the names are looked into, and not the columns after them."""

_EXACT, _NAMED = 1, 2
"""Ranks of records with an exact acronym or id, and of those whose name has the words. Further
columns have the ranks after these, and 0 is no match."""

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
    exact = _exact_hits(connection, _leading_words(words))
    if hits.count(",") >= BROAD:
        return _by_column(connection, match, hits, conditions, exact)
    found = _by_bm25(connection, match, hits, conditions)
    return {kind: _exact_first(found[kind], exact) for kind in conditions}


def _hits(connection: sqlite3.Connection, match: str, columns: Sequence[str] = ()) -> str:
    """Return as JSON the numbers of the records that match; in these columns only, if any.

    One JSON text is fetched several times as fast as as many rows.
    """
    within = f"{{{' '.join(columns)}}} : ({match})" if columns else match
    query = "SELECT json_group_array(rowid) FROM text WHERE text MATCH ?"
    found: str = connection.execute(query, (within,)).fetchone()[0]
    return found


def _by_bm25(
    connection: sqlite3.Connection, match: str, hits: str, conditions: Mapping[Kind, Condition]
) -> dict[Kind, array[int]]:
    found = {kind.value: array("q") for kind in conditions}
    if hits != "[]":
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
    hits: str,
    conditions: Mapping[Kind, Condition],
    exact: Counter[int],
) -> dict[Kind, array[int]]:
    looked_into = 1 if hits.count(",") >= VERY_BROAD else len(COLUMNS) - 1
    ranks = flags_of(connection, numbers_in(hits)).translate(_RANKED[_NAMED + looked_into])
    for size in range(looked_into, 0, -1):
        rank = _NAMED + size - 1
        for piece in numbers_in(_hits(connection, match, COLUMNS[:size])):
            for n in piece:
                ranks[n] = rank
    before = {n: ranks[n] for n in exact if n < len(ranks) and ranks[n]}
    for n in before:
        ranks[n] = _EXACT
    found = {}
    for kind, condition in conditions.items():
        groups: list[array[int]] = [array("q") for _ in range(_NAMED + looked_into)]
        for part in pieces(list_all(connection, kind)):
            here = bytes(map(ranks.__getitem__, part))
            for rank, group in enumerate(groups, _EXACT):
                group.extend(compress(part, here.translate(_IS[rank])))
        groups[0] = array("q", sorted(groups[0], key=lambda n: (-exact[n], before[n])))
        matching = array("q")
        for group in groups:  # each is by name
            matching.extend(group)
        found[kind] = those_that_meet(connection, condition, kind, matching)
    return found


_IS = [bytes(int(one == rank) for one in range(256)) for rank in range(_NAMED + len(COLUMNS))]
"""By rank, what turns ranks into 1 for this one and 0 for any other."""

_RANKED = [bytes([0, *[rank] * 255]) for rank in range(_NAMED + len(COLUMNS))]
"""By rank, what turns flags into this one."""


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
    places = ",".join("?" * len(words))
    rows = connection.execute(
        f"SELECT n, text FROM acronym WHERE text IN ({places})"
        f" UNION SELECT n, replace(id, '-', ' ') FROM record WHERE id IN ({places})",
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
