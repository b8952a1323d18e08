"""Which of many records meet a condition."""

from __future__ import annotations

import sqlite3
from array import array
from itertools import chain
from typing import TYPE_CHECKING

from collab_tui.catalog.condition import IN_JSON, TRUE, Condition
from collab_tui.catalog.flags import Flags, all_but, common, flagged, flags_of
from collab_tui.catalog.in_pieces import numbers_in
from collab_tui.catalog.kept_lists import count_all, list_all
from collab_tui.catalog.sorting import sort_all
from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.compile import Compiler
    from collab_tui.query.syntax import Node

FEW = 200
"""Looking up one record by its number takes as long as going past so many in a list."""


def all_that_meet(connection: sqlite3.Connection, condition: Condition, kind: Kind) -> array[int]:
    """Return the records of a kind that meet a condition on ``r.n``, by name."""
    every = list_all(connection, kind)
    if condition == TRUE:
        return every
    found = _found(connection, condition, kind)
    if not _is_outside(condition) and found.count(",") * FEW < len(every):
        return _by_name(connection, found, kind)
    return _those_found(connection, condition, every, found)


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
    return every if condition == TRUE else _those_found(asker.db, condition, every, found)


def matching(asker: Compiler, node: Node, kind: Kind) -> Flags:
    """Return the flags of the records of a kind that match.

    Raises:
        QueryError: a value names nothing.
    """
    condition, every = asker.condition(node, kind), asker.worked_out.every(kind)
    if condition == TRUE:
        return every
    if not condition.members:
        return common([every, flags_of(asker.db, numbers_in(_found(asker.db, condition, kind)))])
    there = asker.flags(condition)
    return common([every], [there]) if condition.is_outside else common([every, there])


def count_matching(asker: Compiler, node: Node, kind: Kind) -> int:
    """Return how many records of a kind match.

    Raises:
        QueryError: a value names nothing.
    """
    condition = asker.condition(node, kind)
    if condition.members and not condition.is_outside:
        found, every = _found(asker.db, condition), asker.worked_out.every(kind)
        if found.count(",") * FEW < len(every):  # their flags would be nearly empty
            return sum(every[n] for n in {*chain.from_iterable(numbers_in(found))})
    return matching(asker, node, kind).count(1)


def flags_in(connection: sqlite3.Connection, condition: Condition) -> bytearray:
    """Return the flags of a set, for a condition that says that a number is in it, or is not."""
    return flags_of(connection, numbers_in(_found(connection, condition)))


def _those_found(
    connection: sqlite3.Connection, condition: Condition, numbers: array[int], found: str
) -> array[int]:
    flags: Flags = flags_of(connection, numbers_in(found))
    return flagged(numbers, all_but(flags) if _is_outside(condition) else flags)


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
