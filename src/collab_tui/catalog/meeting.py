"""Which of many records meet a condition.

Going through a list in Python and looking at marks takes less than half the time of rows from
SQLite.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import IN_JSON, TRUE, Condition
from collab_tui.catalog.in_pieces import marked, numbers_in
from collab_tui.catalog.kept_lists import count_all, list_all
from collab_tui.catalog.sorting import sort_all
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler
    from collab_tui.query.syntax import Node

FEW = 200
"""Looking up one record by its number takes as long as going past so many in a list."""

_OTHER = bytes([1, *bytes(255)])
"""Turns marks around."""


def those_that_meet(
    connection: sqlite3.Connection, condition: Condition, kind: Kind, numbers: array[int]
) -> array[int]:
    """Return those of `numbers`, all of records of one kind, that meet a condition on ``r.n``.

    They keep their order.
    """
    if condition == TRUE:
        return numbers
    return _marked(connection, condition, numbers, _found(connection, condition, kind))


def all_that_meet(connection: sqlite3.Connection, condition: Condition, kind: Kind) -> array[int]:
    """Return the records of a kind that meet a condition on ``r.n``, by name."""
    every = list_all(connection, kind)
    if condition == TRUE:
        return every
    found = _found(connection, condition, kind)
    if not _is_outside(condition) and found.count(",") * FEW < len(every):
        return _by_name(connection, found, kind)
    return _marked(connection, condition, every, found)


def all_in_order(
    asker: Compiler, condition: Condition, kind: Kind, before: Condition
) -> array[int]:
    """Return the records of a kind that meet a condition on ``r.n``, sorted by `before`.

    SQLite may have to count for each record what it is sorted by. So if most are sorted anyway, all
    of them are, and stay so for the next question.
    """
    total = count_all(asker.db)[kind]
    if condition == TRUE:
        found, count = "", total
    else:
        found = _found(asker.db, condition, kind)
        count = found.count(",") + 1
        count = total - count if _is_outside(condition) else count
    every = asker.worked_out.ordered(kind, before, count)
    if every is None:
        return sort_all(asker.db, kind, before, condition)
    return every if condition == TRUE else _marked(asker.db, condition, every, found)


def matching(asker: Compiler, node: Node, kind: Kind) -> bytes | bytearray:
    """Return a byte for each record number: 1 for the records of a kind that match.

    Raises:
        QueryError: a value names nothing.
    """
    condition, every = asker.condition(node, kind), asker.every(kind)
    if condition == TRUE:
        return every
    if not condition.members:
        return common([every, marks_of(asker.db, numbers_in(_found(asker.db, condition, kind)))])
    there = asker.marks(condition)
    return common([every], [there]) if condition.is_outside else common([every, there])


def count_matching(asker: Compiler, node: Node, kind: Kind) -> int:
    """Return how many records of a kind match.

    Raises:
        QueryError: a value names nothing.
    """
    return matching(asker, node, kind).count(1)


def marks_in(connection: sqlite3.Connection, condition: Condition) -> bytearray:
    """Return the marks of a set, for a condition that says that a number is in it, or is not."""
    return marks_of(connection, numbers_in(_found(connection, condition)))


def common(inside: Sequence[bytes | bytearray], outside: Sequence[bytes | bytearray] = ()) -> bytes:
    """Return the marks that are in each of `inside`, and in none of `outside`."""
    found = reduce(and_, map(_whole, inside))
    for marks in outside:
        found &= ~_whole(marks)
    return found.to_bytes(len(inside[0]), "little")


def any_of(sets: Sequence[bytes | bytearray]) -> bytes:
    """Return the marks that are in any of some sets."""
    found = reduce(or_, map(_whole, sets))
    return found.to_bytes(len(sets[0]), "little")


def _whole(marks: bytes | bytearray) -> int:
    """Return marks as one number: Python joins two of these in microseconds."""
    return int.from_bytes(marks, "little")


def marks_of(connection: sqlite3.Connection, found: Iterable[Iterable[int]]) -> bytearray:
    """Return a byte for each record number: 1 for those that are `found`."""
    last: int = connection.execute("SELECT ifnull(max(n), 0) FROM entity").fetchone()[0]
    marks = bytearray(last + 1)
    for piece in found:
        for n in piece:
            marks[n] = 1
    return marks


def _marked(
    connection: sqlite3.Connection, condition: Condition, numbers: array[int], found: str
) -> array[int]:
    marks = marks_of(connection, numbers_in(found))
    return marked(numbers, marks.translate(_OTHER) if _is_outside(condition) else marks)


def _is_outside(condition: Condition) -> bool:
    """Tell whether what is `_found` are those that do not meet a condition."""
    return bool(condition.members) and condition.is_outside


def _by_name(connection: sqlite3.Connection, found: str, kind: Kind) -> array[int]:
    query = (
        "SELECT n FROM record WHERE n IN (SELECT value FROM json_each(?)) AND +kind = ?"
        " ORDER BY sort, id"
    )
    return array("q", [n for (n,) in connection.execute(query, (found, kind))])


def _found(connection: sqlite3.Connection, condition: Condition, kind: Kind | None = None) -> str:
    """Return as JSON the numbers of the records of a kind that a condition is about.

    Those of other kinds may be among them. One JSON text is fetched several times as fast as as
    many rows.
    """
    select, values = condition.members, condition.values
    if select == IN_JSON:
        return str(values[0])
    if not select:
        select = f"SELECT r.n FROM record r WHERE +r.kind = ? AND ({condition.sql})"
        values = (kind, *values)
    sql = f"WITH found(n) AS ({select}) SELECT json_group_array(n) FROM found"
    text: str = connection.execute(sql, values).fetchone()[0]
    return text
