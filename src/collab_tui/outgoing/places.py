"""Institutions on a map: GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from collab_tui.records.kinds import Kind
from collab_tui.render.words import safe_json

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.row import Row
    from collab_tui.catalog.whole import Whole


def as_geojson(catalog: Catalog, numbers: Sequence[int]) -> Iterator[str]:
    """Yield a feature collection of the institutions among `numbers` that have coordinates.

    Each is a point with ref, id, name, country, city, and the number of its agreements.
    """
    yield '{"type": "FeatureCollection", "features": ['
    between = "\n"
    for found in catalog.shown.whole(numbers):
        location = found.document.get("location")
        if found.ref.kind is Kind.INSTITUTION and location:
            (row,) = catalog.shown.rows([found.n])
            yield between + safe_json(json.dumps(_feature(found, row), ensure_ascii=False))
            between = ",\n"
    yield "\n]}\n"


def _feature(found: Whole, row: Row) -> dict[str, Any]:
    location = found.document["location"]
    return {
        "type": "Feature",
        "id": str(found.ref),
        "geometry": {"type": "Point", "coordinates": [location["lon"], location["lat"]]},
        "properties": {
            "ref": str(found.ref),
            "id": found.ref.id,
            "name": found.name,
            "country": found.document.get("country"),
            "city": found.document.get("city"),
            "agreements": row.how_many,
        },
    }
