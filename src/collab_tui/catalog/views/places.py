"""Where agreements are: the countries of participants, and participants with coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from collab_tui.catalog import documents
from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.sets import Sets
from collab_tui.query.syntax import Node
from collab_tui.records.kinds import Kind

MOST = 2000
"""The most institutions with coordinates that are drawn: those with most agreements."""

MOST_COUNTRIES = 60
"""The most countries for which pairs are counted."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An institution with coordinates, in degrees."""

    count: Count
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Places:
    """What a map shows."""

    total: int
    countries: tuple[Count, ...]
    """The most frequent first."""
    none: Count
    between: tuple[tuple[str, str, Count], ...]
    """Pairs of countries that meet in agreements, the most frequent first."""
    placed: tuple[Placed, ...]
    institutions: int
    """How many institutions take part."""
    with_place: int
    """How many of them have coordinates."""


def places(sets: Sets, node: Node) -> Places:
    """Return where the agreements are that a query finds.

    Raises:
        QueryError: a value names nothing.
    """
    result = sets.matching(node)
    facet = dimension(sets, "country")
    ranked = facet.ranked(result)
    countries = [
        Count(key, facet.values[key].label, count, facet.values[key].term) for key, count in ranked
    ]
    between = []
    for one, other in combinations(countries[:MOST_COUNTRIES], 2):
        shared = (facet.set(one.key) & facet.set(other.key) & result).bit_count()
        if shared:
            term = f"{one.term} {other.term}"
            between.append((one.key, other.key, Count("", "", shared, term)))
    between.sort(key=lambda link: (-link[2].count, link[0], link[1]))
    none = Count("", facet.none_label, (facet.none & result).bit_count(), facet.none_term)
    who = dimension(sets, "with")
    totals = who.totals(result)
    located = _located(sets)
    placed = []
    who.values.prepare(key for key in located if key in totals)
    for key, (latitude, longitude) in located.items():
        if key in totals:
            value = who.values[key]
            count = Count(key, value.label, totals[key], value.term, value.ref)
            placed.append(Placed(count, latitude, longitude))
    placed.sort(key=lambda one: (-one.count.count, one.count.key))
    return Places(
        result.bit_count(),
        tuple(countries),
        none,
        tuple(between),
        tuple(placed[:MOST]),
        len(totals),
        len(placed),
    )


def _located(sets: Sets) -> dict[str, tuple[float, float]]:
    """Return latitude and longitude, by id, of each institution that has them. They are kept."""
    kept: dict[str, tuple[float, float]] | None = sets.dimensions.get("locations")
    if kept is not None:
        return kept
    rows = sets.db.execute(
        "SELECT record.id, doc FROM record JOIN definition USING (d)"
        " WHERE +kind = ? AND instr(doc, '\"location\"')",
        (Kind.INSTITUTION,),
    )
    found: dict[str, tuple[float, float]] = {}
    for record_id, document in rows:
        location = documents.read(document).get("location") or {}
        if location.get("lat") is not None and location.get("lon") is not None:
            found[record_id] = float(location["lat"]), float(location["lon"])
    sets.dimensions["locations"] = found
    return found
