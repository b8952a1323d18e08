"""Sets of records as flags: a byte for each record number, 1 for those in the set, and else 0.

Joining two such sets takes microseconds. Going through a list with flags in hand takes less than
half the time of rows from SQLite.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import compress
from operator import and_, or_
from typing import TypeAlias

from collab_tui.catalog.in_pieces import PIECE, pieces

Flags: TypeAlias = bytes | bytearray

_OTHER = bytes([1, *bytes(255)])


def flags_of(connection: sqlite3.Connection, found: Iterable[Iterable[int]]) -> bytearray:
    """Return the flags of the records whose numbers are `found`."""
    last: int = connection.execute("SELECT ifnull(max(n), 0) FROM entity").fetchone()[0]
    flags = bytearray(last + 1)
    for piece in found:
        for n in piece:
            flags[n] = 1
    return flags


def flagged(numbers: array[int], flags: Flags) -> array[int]:
    """Return those of `numbers` that are flagged, in their order."""
    found = array("q")
    for piece in pieces(numbers):
        found.extend(compress(piece, map(flags.__getitem__, piece)))
    return found


def all_flagged(flags: Flags) -> str:
    """Return every number that is flagged, as a JSON array."""
    texts = []
    for start in range(0, len(flags), PIECE):
        here = flags[start : start + PIECE]
        if 1 in here:
            texts.append(str([*compress(range(start, start + PIECE), here)])[1:-1])
    return f"[{','.join(texts)}]"


def common(inside: Sequence[Flags], outside: Sequence[Flags] = ()) -> bytes:
    """Return the flags of what is in each of `inside`, and in none of `outside`."""
    found = reduce(and_, map(as_one, inside))
    for flags in outside:
        found &= ~as_one(flags)
    return found.to_bytes(len(inside[0]), "little")


def any_of(sets: Sequence[Flags]) -> bytes:
    """Return the flags of what is in any of some sets."""
    found = reduce(or_, map(as_one, sets))
    return found.to_bytes(len(sets[0]), "little")


def all_but(flags: Flags) -> Flags:
    """Return the flags of what is not in a set."""
    return flags.translate(_OTHER)


def as_one(flags: Flags) -> int:
    """Return flags as one number: Python joins two of these in microseconds."""
    return int.from_bytes(flags, "little")
