"""The values of a record in the facets of views, so that a view can mark where it counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.sets import Sets
from collab_tui.records.kinds import Kind, Ref

SMALL = ("type", "status", "country", "focus", "year", "role")
"""The facets of an agreement with few values."""

_OF = {Kind.INSTITUTION: "with", Kind.FOCUS_AREA: "focus", Kind.PERSON: "person"}


class Known(NamedTuple):
    """A record, and the values that it has (or is) in each facet."""

    ref: Ref
    values: Mapping[str, frozenset[str]]


def values_of(sets: Sets, n: int) -> Known | None:
    """Return the values of record number `n`; None if it is gone."""
    row = sets.db.execute("SELECT kind, id FROM record WHERE n = ?", (n,)).fetchone()
    if row is None:
        return None
    ref = Ref(Kind.named(row[0]), row[1])
    if ref.kind is not Kind.AGREEMENT:
        name = _OF.get(ref.kind)
        return Known(ref, {name: frozenset({ref.id})} if name is not None else {})
    place = sets.index.get(n)
    if place is None:
        return None
    values = {name: frozenset(dimension(sets, name).pairs.at(place)) for name in SMALL}
    rows = sets.db.execute(
        "SELECT id FROM link JOIN record ON record.n = target WHERE source = ? AND kind = ?",
        (n, Kind.INSTITUTION),
    )
    values["with"] = frozenset(record_id for (record_id,) in rows)
    return Known(ref, values)
