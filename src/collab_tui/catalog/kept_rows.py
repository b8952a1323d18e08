"""The first rows of each list as they are when nothing is asked: those of the first screen.

They are kept for a day, because statuses depend on it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.catalog.answered import keep_answer, kept_answer
from collab_tui.catalog.row import Row
from collab_tui.records.kinds import LISTED, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST = 96
"""Rows of each list: about as many as a high screen shows, and those right below."""

NAME = "rows"

_ROW, _VALUE, _NAME = "\x1e", "\x1f", "\x1d"
"""What separates rows, their values, and those who take part, in what is kept. Splitting a text
takes a tenth of the time that SQLite takes to read JSON, and the first screen loads no reader.
"""

_SHOWN = {ord(sign): chr(0x2400 + ord(sign)) for sign in (_ROW, _VALUE, _NAME)}
"""How these signs look wherever a name with one of them is shown."""


class FirstRow(NamedTuple):
    """A row, with what else a list shows of the record."""

    row: Row
    participants: Sequence[str]
    """See `taking_part`."""
    apart: str
    """See `namesakes`; empty if no other record has its name."""


class FirstRows(Mapping[int, FirstRow]):
    """The rows that are kept, by record number. One is made when it is asked for."""

    def __init__(self, kept: str = "") -> None:
        """Take the rows as they are kept."""
        self._rows: dict[int, str] = {}
        for line in kept.split(_ROW) if kept else ():
            n, _, rest = line.partition(_VALUE)
            self._rows[int(n)] = rest

    def __len__(self) -> int:
        """Return how many rows are kept."""
        return len(self._rows)

    def __iter__(self) -> Iterator[int]:
        """Yield the number of each record."""
        return iter(self._rows)

    def __contains__(self, n: object) -> bool:
        """Tell whether the row of a record is kept, without making it."""
        return n in self._rows

    def __getitem__(self, n: int) -> FirstRow:
        """Return the row of a record.

        Raises:
            KeyError: it is not kept.
        """
        values = self._rows[n].split(_VALUE)
        kind, record_id, name, count, country, recorded, status, year, parts, who, apart = values
        row = Row(
            n,
            Kind.named(kind),
            record_id,
            name,
            int(count),
            country or None,
            recorded or None,
            status or None,
            int(year) if year else None,
            int(parts) if parts else None,
        )
        return FirstRow(row, who.split(_NAME) if who else [], apart)


def kept_rows(connection: sqlite3.Connection, today: date) -> FirstRows:
    """Return the rows that are kept; none if nothing is kept."""
    return FirstRows(kept_answer(connection, NAME, today) or "")


def keep_rows(connection: sqlite3.Connection, today: date) -> None:
    """Keep the first rows of every list that is always shown."""
    from collab_tui.catalog.kept_lists import focus_tree, list_all
    from collab_tui.catalog.namesakes import tell_apart
    from collab_tui.catalog.rows import fetch_rows
    from collab_tui.catalog.taking_part import participants

    lists = [*(list_all(connection, kind) for kind in LISTED), focus_tree(connection)[0]]
    numbers = list(dict.fromkeys(n for every in lists for n in every[:FIRST]))
    rows = fetch_rows(connection, numbers, today)
    agreements = [row.n for row in rows if row.kind is Kind.AGREEMENT]
    who, apart = participants(connection, agreements), tell_apart(connection, numbers)
    lines = [
        _VALUE.join(
            (*_texts(row), _NAME.join(_texts(who.get(row.n, ()))), *_texts((apart.get(row.n),)))
        )
        for row in rows
    ]
    keep_answer(connection, NAME, today, _ROW.join(lines))


def _texts(values: Iterable[object]) -> Iterator[str]:
    """Yield values as they are kept: None is empty."""
    return ("" if value is None else str(value).translate(_SHOWN) for value in values)
