"""Inserts the columns of many rows, many rows with one statement."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from typing import Any

AT_ONCE = 40
"""Rows of a statement. To run one takes about as long as to insert a row."""


def insert(connection: sqlite3.Connection, table: str, columns: Sequence[Sequence[Any]]) -> None:
    """Insert rows into a table, except those that it has already. All its `columns` are given."""
    width, count = len(columns), len(columns[0])
    if not count:
        return
    values: list[Any] = [None] * (width * count)
    for place, column in enumerate(columns):
        values[place::width] = column
    start = 0
    for rows in (AT_ONCE, 1):
        size, end = rows * width, count // rows * rows * width
        parts = [values[at : at + size] for at in range(start, end, size)]
        connection.executemany(_statement(table, width, rows), parts)
        start = end


@cache
def _statement(table: str, width: int, rows: int) -> str:
    row = f"({', '.join('?' * width)})"
    return f"INSERT OR IGNORE INTO {table} VALUES {', '.join([row] * rows)}"
