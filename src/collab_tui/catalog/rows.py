"""What a list shows of a record, fetched for the visible ones only."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from collab_tui.records.kinds import Kind, Ref, Relation
from collab_tui.records.status import day_number, effective_status

COUNTS = {
    Kind.INSTITUTION: (
        "SELECT count(DISTINCT source) FROM link WHERE target = r.n"
        f" AND relation = '{Relation.PARTICIPANT}'"
    ),
    Kind.AGREEMENT: (
        "SELECT count(DISTINCT target) FROM link WHERE source = r.n"
        f" AND relation = '{Relation.PARTICIPANT}'"
    ),
    Kind.FOCUS_AREA: (
        "WITH RECURSIVE narrower(n) AS (SELECT r.n UNION SELECT link.source FROM narrower"
        f" JOIN link ON link.target = narrower.n AND link.relation = '{Relation.BROADER}')"
        " SELECT count(DISTINCT source) FROM link JOIN narrower ON link.target = narrower.n"
        f" WHERE relation = '{Relation.FOCUS}'"
    ),
    Kind.PERSON: (
        "SELECT count(DISTINCT source) FROM link WHERE target = r.n"
        f" AND relation = '{Relation.PERSON}'"
    ),
    Kind.SOURCE: (
        "SELECT count(DISTINCT source) FROM link WHERE target = r.n"
        f" AND relation = '{Relation.EVIDENCE}'"
    ),
}
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
    """The status as of the catalog's day; see `records.status`."""
    year: int | None = None

    @property
    def ref(self) -> Ref:
        """The record's ref."""
        return Ref(self.kind, self.id)


def fetch_rows(connection: sqlite3.Connection, numbers: Sequence[int], today: date) -> list[Row]:
    """Return the rows of the records `numbers`, in their order; what is gone is left out."""
    now = day_number(today)
    found: dict[int, Row] = {}
    for kind in Kind:
        query = (
            "SELECT r.n, r.id, r.name, r.country, r.status, r.begins, r.ends,"
            f" ({COUNTS[kind]}) FROM record r WHERE +r.kind = ?"
            f" AND r.n IN (SELECT value FROM json_each(?))"
        )
        for n, record_id, name, country, status, begins, ends, count in connection.execute(
            query, (kind, str(list(numbers)))
        ):
            today_status = effective_status(status, ends, now) if kind is Kind.AGREEMENT else status
            found[n] = Row(
                n,
                kind,
                record_id,
                name,
                count,
                country,
                status,
                today_status,
                begins // 10000 if begins else None,
            )
    return [found[n] for n in numbers if n in found]
