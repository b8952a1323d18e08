"""Fetches what lists show of records, only for those that are visible."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from collab_tui.catalog.hierarchy import walk
from collab_tui.catalog.row import Brief, Row
from collab_tui.catalog.status import Period, status
from collab_tui.catalog.storage.faults import DamagedError
from collab_tui.language import _
from collab_tui.records.declaration import Declaration, Way
from collab_tui.records.declared import DECLARED
from collab_tui.records.kinds import Kind
from collab_tui.records.vocabulary import AgreementStatus, InstitutionStatus


def _count(declaration: Declaration) -> str:
    """Return SQL for the count that a list shows beside the record ``r``."""
    if declaration.counts is not None:
        relation = declaration.counts.relation
        return (
            "SELECT count(DISTINCT target) FROM link WHERE source = r.n"
            f" AND relation = '{relation}'"
        )
    way = declaration.agreements
    assert way is not None, "a kind says what its lists count"
    if not declaration.counts_parts:
        return (
            "SELECT count(DISTINCT source) FROM link WHERE target = r.n"
            f" AND relation = '{way.relation}'"
        )
    return _of_family(way)


def _of_family(way: Way) -> str:
    """Return SQL that counts what leads to the record ``r`` or to a part of it."""
    return (
        f"WITH RECURSIVE {walk('family', 'SELECT r.n', way.upwards)}"
        " SELECT count(DISTINCT source) FROM link JOIN family ON link.target = family.n"
        f" WHERE relation = '{way.relation}'"
    )


COUNTS = {kind: _count(declaration) for kind, declaration in DECLARED.items()}
"""SQL for `Row.how_many` of the record ``r``."""


def _with_parts(declaration: Declaration) -> str:
    """Return SQL that counts the agreements of the record ``r`` and its parts.

    The result is NULL if it has no parts. Most records have none, and this is found out fast. It is
    also NULL if the list counts the agreements of parts anyway.
    """
    way = declaration.agreements
    if way is None or way.upwards is None or declaration.counts_parts:
        return "NULL"
    return (
        "CASE WHEN EXISTS (SELECT 1 FROM link WHERE target = r.n"
        f" AND relation = '{way.upwards}') THEN ({_of_family(way)}) END"
    )


WITH_PARTS = {kind: _with_parts(declaration) for kind, declaration in DECLARED.items()}
"""SQL for `Row.with_parts` of the record ``r``; NULL if it is the same as `Row.how_many`."""


def _is_status(value: object) -> bool:
    return value is None or value in _STATUSES


_STATUSES = frozenset((*AgreementStatus, *InstitutionStatus))


def fetch_rows(
    connection: sqlite3.Connection,
    numbers: Sequence[int],
    today: date,
    period: Period | None = None,
) -> list[Row]:
    """Return the rows of the records `numbers`, in their order; missing records are left out.

    Statuses are those in `period`, else of `today`.
    """
    found: dict[int, Row] = {}
    for kind in Kind:
        shown = status(today, period, "r.") if kind is Kind.AGREEMENT else "r.status"
        query = (
            f"SELECT r.n, r.id, r.name, r.country, r.status, {shown}, r.begins,"
            f" ({COUNTS[kind]}), {WITH_PARTS[kind]} FROM record r WHERE +r.kind = ?"
            f" AND r.n IN (SELECT value FROM json_each(?))"
        )
        has_parts = WITH_PARTS[kind] != "NULL"
        rows = connection.execute(query, (kind, str(list(numbers))))
        for n, record_id, name, country, recorded, now, begins, count, wide in rows:
            if not (isinstance(record_id, str) and isinstance(name, str) and _is_status(now)):
                raise DamagedError(_("a record is not what was written"))
            found[n] = Row(
                n,
                kind,
                record_id,
                name,
                count,
                country,
                recorded,
                now,
                begins // 10000 if begins else None,
                count if has_parts and wide is None else wide,
            )
    return [found[n] for n in numbers if n in found]


def fetch_briefs(
    connection: sqlite3.Connection,
    numbers: Sequence[int],
    today: date,
    period: Period | None = None,
) -> list[Brief]:
    """Return the records `numbers` in brief, as `fetch_rows` does."""
    shown = status(today, period, "r.")
    rows = connection.execute(
        f"SELECT r.kind, r.id, r.name, r.country, iif(r.kind = ?, {shown}, r.status), r.begins"
        " FROM json_each(?) AS wanted CROSS JOIN record r ON r.n = wanted.value"
        " ORDER BY wanted.key",
        (Kind.AGREEMENT, str(list(numbers))),
    )
    found = []
    for kind, record_id, name, country, now, begins in rows:
        if not (isinstance(record_id, str) and isinstance(name, str) and _is_status(now)):
            raise DamagedError(_("a record is not what was written"))
        year = begins // 10000 if begins else None
        found.append(Brief(Kind.named(kind), record_id, name, country, now, year))
    return found
