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
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import Condition
from collab_tui.catalog.flags import Flags, as_one, flags_of
from collab_tui.catalog.fts import fts_match
from collab_tui.catalog.in_pieces import numbers_in, pieces
from collab_tui.catalog.kept_lists import list_all
from collab_tui.catalog.matching import matching
from collab_tui.catalog.schema import COLUMNS, WEIGHTS
from collab_tui.catalog.text import tokens
from collab_tui.query.syntax import And, Node, Phrase, Word, leaves
from collab_tui.records.kinds import Kind
from collab_tui.records.pasted import key_of

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler

BROAD = 10_000
"""Number of matches above which bm25 is not asked. At 61,000 matches it takes seven times as long
as looking into the columns one by one. Below, matching once more for each column takes longer."""

VERY_BROAD = 100_000
"""Number of matches above which only the names are looked into, and not the columns after them."""

_RANK = f"bm25(text, {', '.join(map(str, WEIGHTS))})"
_MATCHING = "text CROSS JOIN record r ON r.n = text.rowid WHERE text MATCH ?"


@dataclass(frozen=True, slots=True)
class Ranked:
    """Records that match, best first, and how many they are."""

    numbers: array[int]
    """All of them, or the first ones."""
    count: int


def ranked(
    asker: Compiler,
    words: Sequence[Node],
    rest: Node,
    kinds: Collection[Kind],
    most: int | None,
    check: Callable[[], None],
) -> dict[Kind, Ranked]:
    """Return the records of each of `kinds` that match the words and the `rest` of a query.

    With `most`, there may be only so many of each kind, where putting all in order takes long.
    `check` is called between the steps of that; it raises to break off.

    Raises:
        QueryError: a value in `rest` names nothing.
    """
    if not kinds:
        return {}
    match = fts_match(And(tuple(words))) or ""
    hits = _hits(asker.db, match)
    exact = _exact_hits(asker.db, _leading_words(words))
    if hits.count(",") >= BROAD:
        within = {kind: matching(asker, rest, kind) for kind in kinds}
        return _by_column(asker.db, match, hits, within, exact, most, check)
    conditions = {kind: asker.condition(rest, kind) for kind in kinds}
    found = _by_bm25(asker.db, match, hits, conditions)
    every = {kind: _exact_first(found[kind], exact) for kind in kinds}
    return {kind: Ranked(numbers, len(numbers)) for kind, numbers in every.items()}


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
    within: Mapping[Kind, Flags],
    exact: Counter[int],
    most: int | None,
    check: Callable[[], None],
) -> dict[Kind, Ranked]:
    """Put in order what matches `within` the flags of each kind, group after group."""
    flags = flags_of(connection, numbers_in(hits))
    there = as_one(flags)
    left = {kind: there & as_one(of_kind) for kind, of_kind in within.items()}
    counts = {kind: one.bit_count() for kind, one in left.items()}
    groups: dict[Kind, list[int]] = {kind: [] for kind in within}

    def take(group: int) -> None:
        check()
        for kind in within:
            groups[kind].append(left[kind] & group)
            left[kind] ^= groups[kind][-1]

    def is_enough(kind: Kind) -> bool:
        lacking = left[kind].bit_count()
        return not lacking or (most is not None and counts[kind] - lacking >= most)

    take(as_one(flags_of(connection, [[n for n in exact if n < len(flags)]])))
    looked_into = 1 if hits.count(",") >= VERY_BROAD else len(COLUMNS) - 1
    for size in range(1, looked_into + 1):
        if not all(map(is_enough, within)):
            found_there = numbers_in(_hits(connection, match, COLUMNS[:size]))
            take(as_one(flags_of(connection, found_there)))
    take(there)
    found = {}
    for kind in within:
        check()
        in_groups = _group_after_group(list_all(connection, kind), groups[kind], len(flags), most)
        in_groups[0] = array("q", sorted(in_groups[0], key=lambda n: -exact[n]))
        numbers = array("q")
        for group in in_groups:
            numbers.extend(group)
        found[kind] = Ranked(numbers[:most], counts[kind])
    return found


def _group_after_group(
    by_name: array[int], groups: Sequence[int], size: int, most: int | None
) -> list[array[int]]:
    """Return the records in each of some groups, by name. Groups are flags as whole numbers.

    With `most`, those of the first group, and of the others as many as make so many together.
    `size` is the number of flags.
    """
    wanted: list[int] = []
    before = 0
    for group in groups:
        count = group.bit_count()
        wanted.append(count if most is None or not wanted else min(count, max(0, most - before)))
        before += count
    ranks = sum(rank * group for rank, group in enumerate(groups, 1)).to_bytes(size, "little")
    found = [array("q") for _ in groups]
    for part in pieces(by_name):
        here = bytes(map(ranks.__getitem__, part))
        for rank, numbers in enumerate(found):
            if len(numbers) < wanted[rank]:
                numbers.extend(compress(part, here.translate(_IS[rank])))
        if all(len(numbers) >= count for numbers, count in zip(found, wanted, strict=True)):
            break
    return found


_IS = [bytes(int(one == rank + 1) for one in range(256)) for rank in range(len(COLUMNS) + 1)]
"""By place of a group, what turns ranks into 1 for this one and 0 for any other."""


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
