"""What a list shows of a record, fetched for the visible ones only."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from collab_tui.catalog.hierarchy import walk
from collab_tui.catalog.status import Period, status
from collab_tui.records.declared import DECLARED
from collab_tui.records.field import Declaration
from collab_tui.records.kinds import Kind, Ref


def _count(declaration: Declaration) -> str:
    """Return SQL that counts what a list shows beside the record ``r``."""
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
    return (
        f"WITH RECURSIVE {walk('family', 'SELECT r.n', way.upwards)}"
        " SELECT count(DISTINCT source) FROM link JOIN family ON link.target = family.n"
        f" WHERE relation = '{way.relation}'"
    )


COUNTS = {kind: _count(declaration) for kind, declaration in DECLARED.items()}
"""SQL that counts what `Row.count` means, for the record ``r``."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record as a list shows it.

    `count` is what one scans for: the agreements of an institution, a person or a focus area
    (with all narrower ones), the participants of an agreement, the records citing a source.
    """

    n: int
    kind: Kind
    id: str
    name: str
    count: int
    country: str | None = None
    recorded_status: str | None = None
    status: str | None = None
    """The status as of the day asked about, else the catalog's: see `catalog.status`."""
    year: int | None = None

    @property
    def ref(self) -> Ref:
        """The record's ref."""
        return Ref(self.kind, self.id)


def fetch_rows(
    connection: sqlite3.Connection,
    numbers: Sequence[int],
    today: date,
    period: Period | None = None,
) -> list[Row]:
    """Return the rows of the records `numbers`, in their order; what is gone is left out.

    Statuses are those in `period`, else of `today`.
    """
    found: dict[int, Row] = {}
    for kind in Kind:
        shown = status(today, period, "r.") if kind is Kind.AGREEMENT else "r.status"
        query = (
            f"SELECT r.n, r.id, r.name, r.country, r.status, {shown}, r.begins,"
            f" ({COUNTS[kind]}) FROM record r WHERE +r.kind = ?"
            f" AND r.n IN (SELECT value FROM json_each(?))"
        )
        for n, record_id, name, country, recorded, now, begins, count in connection.execute(
            query, (kind, str(list(numbers)))
        ):
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
            )
    return [found[n] for n in numbers if n in found]
