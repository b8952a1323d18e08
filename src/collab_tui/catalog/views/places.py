"""Where agreements are: the countries of participants, and participants with coordinates."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations

from collab_tui.catalog import documents
from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.dimension import Value
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
    found = [key for key in located if key in totals]
    shown = _largest(found, totals)
    who.values.prepare(shown)
    return Places(
        result.bit_count(),
        tuple(countries),
        none,
        tuple(between),
        tuple(_placed(who.values[key], totals[key], located[key]) for key in shown),
        len(totals),
        len(found),
    )


def _largest(keys: Sequence[str], totals: Mapping[str, int]) -> list[str]:
    """Return the keys of institutions with most agreements."""
    if len(keys) > MOST:  # few need to be sorted by two things
        least = sorted((totals[key] for key in keys), reverse=True)[MOST - 1]
        keys = [key for key in keys if totals[key] >= least]
    return nsmallest(MOST, keys, key=lambda key: (-totals[key], key))


def _placed(value: Value, total: int, at: tuple[float, float]) -> Placed:
    return Placed(Count(value.key, value.label, total, value.term, value.ref), *at)


def _located(sets: Sets) -> dict[str, tuple[float, float]]:
    """Return latitude and longitude, by id, of each institution that has them. They are kept."""
    kept: dict[str, tuple[float, float]] | None = sets.dimensions.get("locations")
    if kept is not None:
        return kept
    # One JSON text takes less than half the time of as many documents read here.
    row = sets.db.execute(
        "SELECT json_group_object(id, json(place)) FROM"
        " (SELECT record.id AS id, json_extract(substr(doc, ?), '$.location') AS place"
        " FROM record JOIN definition USING (d)"
        " WHERE +kind = ? AND instr(doc, '\"location\"'))"
        " WHERE place IS NOT NULL",
        (documents.START, Kind.INSTITUTION),
    ).fetchone()
    found = {
        key: (float(at["lat"]), float(at["lon"]))
        for key, at in json.loads(row[0]).items()
        if at.get("lat") is not None and at.get("lon") is not None
    }
    sets.dimensions["locations"] = found
    return found
