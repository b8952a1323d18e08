"""The values of a record in the facets of views, so that a view can highlight where it counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from collab_tui.catalog.views.sets import Sets

SMALL = ("type", "status", "country", "focus", "year", "role")
"""The facets of an agreement with few values."""

_OF = {Kind.INSTITUTION: "with", Kind.FOCUS_AREA: "focus", Kind.PERSON: "person"}


class Known(NamedTuple):
    """A record, and the values that it has (or is) in each facet."""

    ref: Ref
    values: Mapping[str, frozenset[str]]


def ref_of(connection: sqlite3.Connection, n: int) -> Ref | None:
    """Return the ref of record number `n`; None if it is gone."""
    row = connection.execute("SELECT kind, id FROM record WHERE n = ?", (n,)).fetchone()
    return Ref(Kind.named(row[0]), row[1]) if row is not None else None


def itself(ref: Ref) -> Known:
    """Return a record that is a value itself; one that is no value of any facet has none."""
    name = _OF.get(ref.kind)
    return Known(ref, {name: frozenset({ref.id})} if name is not None else {})


def agreement(sets: Sets, n: int, ref: Ref) -> Known:
    """Return agreement number `n` with its values; none if the sets do not hold it."""
    from collab_tui.catalog.views.facets import dimension

    place = sets.index.get(n)
    if place is None:
        return Known(ref, {})
    values = {name: frozenset(dimension(sets, name).pairs.at(place)) for name in SMALL}
    rows = sets.db.execute(
        "SELECT id FROM link JOIN record ON record.n = target WHERE source = ? AND kind = ?",
        (n, Kind.INSTITUTION),
    )
    values["with"] = frozenset(record_id for (record_id,) in rows)
    return Known(ref, values)
