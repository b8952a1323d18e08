"""Compares what follows from the agreements of two institutions: partners, and agreements.

There may be very many of them. So they are put in order without their names, and only those that
are in sight are read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from collab_tui.catalog.kept_lists import list_all
from collab_tui.catalog.views.compared import Entry, Listed, Part
from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.sets import Sets
from collab_tui.language import _
from collab_tui.records.kinds import Kind, Ref

T = TypeVar("T")

PARTNERS, AGREEMENTS = "partners", "agreements"


def of_institutions(sets: Sets, result: int, left: str, right: str) -> list[Listed]:
    """Compare the partners and the agreements of two institutions, given by id, without entries."""
    facet = dimension(sets, "with")
    flags = sets.flags(result)
    one, other = (facet.places(key, flags) for key in (left, right))
    around = facet.held_at(one) - {left}, facet.held_at(other) - {right}
    rank = facet.values.ranks(around[0] | around[1]).__getitem__
    partners = [Part(sorted(found, key=rank)) for found in _apart(*around)]
    order = _order(sets).__getitem__
    agreements = [Part(sorted(found, key=order)) for found in _apart({*one}, {*other})]
    terms = f"{facet.values[left].term} {facet.values[right].term}"
    both = len(agreements[0])
    shared = Count("", "", both, terms) if both else None
    return [
        _listed(PARTNERS, _("Partners"), partners, Kind.INSTITUTION),
        _listed(AGREEMENTS, Kind.AGREEMENT.plural, agreements, Kind.AGREEMENT, shared),
    ]


def _listed(
    path: str, label: str, parts: Sequence[Part], kind: Kind, shared: Count | None = None
) -> Listed:
    both, left, right = parts
    return Listed(path, label, both, left, right, shared, is_stated=False, read_as=kind)


def _apart(one: set[T], other: set[T]) -> tuple[set[T], set[T], set[T]]:
    """Return what both have, what only one has, and what only the other has."""
    return one & other, one - other, other - one


def _order(sets: Sets) -> list[tuple[int, int]]:
    """Return, by place, what sorts agreements: the last begun first, then by name. It is kept."""
    kept: list[tuple[int, int]] | None = sets.dimensions.get("last begun")
    if kept is None:
        ranks = {n: rank for rank, n in enumerate(list_all(sets.db, Kind.AGREEMENT))}
        kept = [(-(life.begins or 0), ranks.get(life.n, 0)) for life in sets.lives]
        sets.dimensions["last begun"] = kept
    return kept


def read(sets: Sets, listed: Listed, part: Part, seen: range) -> Part:
    """Return a part of a list that follows from agreements with its entries in sight read."""
    keys = part.keys[seen.start : seen.stop]
    wanted = _agreements if listed.read_as is Kind.AGREEMENT else _partners
    return replace(part, entries=tuple(wanted(sets, keys)), start=seen.start)


def _partners(sets: Sets, keys: Sequence[str | int]) -> list[Entry]:
    values = dimension(sets, "with").values
    values.prepare(ids := [str(key) for key in keys])
    return [Entry(values[key].label, "", "", values[key].ref) for key in ids]


def _agreements(sets: Sets, places: Sequence[str | int]) -> list[Entry]:
    numbers = [sets.lives[int(place)].n for place in places]
    rows = sets.db.execute(
        "SELECT record.id, name FROM json_each(?) AS wanted CROSS JOIN record"
        " ON record.n = wanted.value ORDER BY wanted.key",
        (json.dumps(numbers),),
    )
    return [Entry(name, "", "", Ref(Kind.AGREEMENT, record_id)) for record_id, name in rows]
