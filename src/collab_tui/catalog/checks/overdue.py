"""Problems that come as days pass: a status that the dates contradict."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from collab_tui.catalog.checks.places import place_of
from collab_tui.catalog.schema import OVERDUE
from collab_tui.language import _, _later
from collab_tui.records.status import day_number
from collab_tui.registry.problems import Check, Problem, Severity, Words

Overdue: TypeAlias = tuple[str, int]
"""A status, and the last day (yyyymmdd) that contradicts it."""

_OVERDUE = f"record INDEXED BY record_overdue WHERE {OVERDUE} AND ends < ?"

STATUS_AGAINST_DATES = Check(
    code="status-against-dates",
    severity=Severity.WARNING,
    means=_("The status of an agreement says that it continues, but its last day has passed."),
    remedy=_("Set the status to completed, expired or terminated, or correct the end."),
    example='[[agreement]]\nid = "a"\nname = "A"\ntype = "mou"\nstatus = "active"\n'
    "dates = { end = 2001 }\n",
    words=Words(
        _later("status is '{status}', but its last day was {day}"),
        _later("set it to completed, expired or terminated, or correct the end"),
    ),
)


def count_overdue(connection: sqlite3.Connection, today: date) -> int:
    """Return how many problems `overdue` has."""
    query = f"SELECT count(*) FROM {_OVERDUE}"
    return int(connection.execute(query, (day_number(today),)).fetchone()[0])


def files_of_overdue(connection: sqlite3.Connection, today: date) -> list[str]:
    """Return the files in which `overdue` has problems."""
    query = (
        "SELECT path FROM file WHERE n IN (SELECT file FROM definition"
        f" WHERE d IN (SELECT d FROM {_OVERDUE}))"
    )
    return [path for (path,) in connection.execute(query, (day_number(today),))]


def overdue(
    connection: sqlite3.Connection, today: date, known: Mapping[Overdue, int] = MappingProxyType({})
) -> Iterator[Problem]:
    """Yield the agreements whose dates say, on `today`, that their status is out of date.

    As many as are `known` are left out, by status and day: see `known_overdue`.
    """
    query = f"SELECT d, status, ends FROM {_OVERDUE}"
    left = Counter(known)
    for definition, status, ends in connection.execute(query, (day_number(today),)).fetchall():
        if left[status, ends]:
            left[status, ends] -= 1
            continue
        place = place_of(connection, definition, ("status",))
        day = f"{ends // 10000}-{ends // 100 % 100:02d}-{ends % 100:02d}"
        yield STATUS_AGAINST_DATES.at(place, status=status, day=day)


def known_overdue(connection: sqlite3.Connection, today: date) -> dict[Overdue, int]:
    """Return how many problems `overdue` has of each status and last day."""
    query = f"SELECT status, ends, count(*) FROM {_OVERDUE} GROUP BY status, ends"
    rows = connection.execute(query, (day_number(today),))
    return {(status, ends): count for status, ends, count in rows}
