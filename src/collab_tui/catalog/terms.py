"""What the terms of agreements mean on a day: the next end, the last day to give notice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from collab_tui.catalog.condition import one_of
from collab_tui.query.syntax import Term
from collab_tui.records.durations import Duration
from collab_tui.records.status import IN_FORCE, day_number
from collab_tui.records.term import next_end, next_notice


class Running(NamedTuple):
    """An agreement that runs on a day and renews itself or has a period of notice."""

    n: int
    is_renewed: bool
    ends: int
    """The last day of the present term, yyyymmdd."""
    notice: int | None
    """The next last day to give notice, yyyymmdd."""


def running_terms(connection: sqlite3.Connection, day: date) -> list[Running]:
    """Return the agreements in force on `day` whose terms depend on the day."""
    open_statuses = one_of("status", IN_FORCE)
    rows = connection.execute(
        "SELECT n, term.ends, every, notice, record.ends FROM term CROSS JOIN record USING (n)"
        f" WHERE (status IS NULL OR {open_statuses.sql})"
        " AND (record.ends IS NULL OR record.ends >= ?)",
        (*open_statuses.values, day_number(day)),
    )
    return [Running(n, bool(row[1]), *_days(day, *row)) for n, *row in rows]


@lru_cache(4096)  # many agreements have the same terms
def _days(
    day: date, first: int, every: str, notice: str, at_most: int | None
) -> tuple[int, int | None]:
    """Return the last day of the present term, and the next last day to give notice."""
    begin = _day(first)
    step = Duration.parse(every) if every else None
    ends = day_number(next_end(begin, step, day))
    last = next_notice(begin, step, Duration.parse(notice), day) if notice else None
    if at_most is not None and at_most < ends:  # it ends earlier
        return at_most, None
    return ends, day_number(last) if last is not None else None


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)


def numbers(terms: Iterable[Running]) -> str:
    """Return the numbers of agreements as a JSON array."""
    return json.dumps([term.n for term in terms])


def within(day: int | None, spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a day yyyymmdd lies in one of some spans: see `spans_of`."""
    return day is not None and any(first <= day <= last for first, last in spans)


def spans_of(term: Term) -> list[tuple[int, int]]:
    """Return the first and the last day, yyyymmdd, of each range among the values of a term."""
    return [
        (
            day_number(days.first) if days.first is not None else 0,
            day_number(days.last) if days.last is not None else _LAST,
        )
        for days in term.days
    ]


_LAST = 99991231
