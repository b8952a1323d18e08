"""Which records are linked to which, as arrays: counting in them is much faster than in SQLite."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterator
from itertools import compress

from collab_tui.catalog.flags import Flags
from collab_tui.catalog.in_pieces import array_of, pieces
from collab_tui.records.kinds import Relation


class Links:
    """The pairs of a record and one that it names, each pair once."""

    def __init__(self, sources: array[int], targets: array[int]) -> None:
        """Take the pairs as two arrays of record numbers."""
        self._sources = sources
        self._targets = targets

    def _of(self, flags: Flags) -> Iterator[Iterator[int]]:
        """Yield what the records name that are flagged, in pieces."""
        for sources, targets in zip(pieces(self._sources), pieces(self._targets), strict=True):
            yield compress(targets, map(flags.__getitem__, sources))

    def targets(self, flags: Flags) -> bytearray:
        """Return the flags of the records that any flagged record names."""
        found = bytearray(len(flags))
        for piece in self._of(flags):
            for n in piece:
                found[n] = 1
        return found

    def counts(self, flags: Flags) -> Counter[int]:
        """Return how many flagged records name each record."""
        found: Counter[int] = Counter()
        for piece in self._of(flags):
            found.update(piece)
        return found


def links_of(
    connection: sqlite3.Connection, relation: Relation, over: Callable[[int], set[int]] | None
) -> Links:
    """Return the links of a relation; with `over`, also those to everything above the targets."""
    sources, targets = _pairs(connection, relation)
    if over is not None:
        _climb(sources, targets, over)
    return Links(sources, targets)


def over(connection: sqlite3.Connection, upwards: Relation) -> Callable[[int], set[int]]:
    """Return a function from a record to it and all records above it by a relation."""
    above: dict[int, list[int]] = {}
    for n, up in zip(*_pairs(connection, upwards), strict=True):
        above.setdefault(n, []).append(up)
    return closure(above)


def _pairs(connection: sqlite3.Connection, relation: Relation) -> tuple[array[int], array[int]]:
    """Return the sources and targets of a relation; qualifiers make no second pair."""
    found: tuple[str, str] = connection.execute(
        "SELECT json_group_array(source), json_group_array(target) FROM"
        " (SELECT DISTINCT source, target FROM link NOT INDEXED WHERE relation = ?)",
        (relation,),
    ).fetchone()
    return array_of(found[0]), array_of(found[1])


def _climb(sources: array[int], targets: array[int], over: Callable[[int], set[int]]) -> None:
    """Add the pairs of each source with what is above its targets, if they are not there."""
    higher = {n: found - {n} for n in {*targets} if len(found := over(n)) > 1}
    there = _pairs_with(sources, targets, set().union(*higher.values()))
    for source, target in _pairs_with(sources, targets, higher):
        for up in higher[target]:
            if (source, up) not in there:
                there.add((source, up))
                sources.append(source)
                targets.append(up)


def _pairs_with(
    sources: array[int], targets: array[int], among: Container[int]
) -> set[tuple[int, int]]:
    """Return the pairs whose target is among some records."""
    are_there = map(among.__contains__, targets)
    return set(compress(zip(sources, targets, strict=True), are_there))


def closure(above: dict[int, list[int]]) -> Callable[[int], set[int]]:
    """Return a function from a record to it and all records above it; circles do no harm."""
    known: dict[int, set[int]] = {}

    def over(n: int) -> set[int]:
        if n not in known:
            found, fresh = {n}, [n]
            while fresh:
                fresh = [up for one in fresh for up in above.get(one, ()) if up not in found]
                found.update(fresh)
            known[n] = found
        return known[n]

    return over
