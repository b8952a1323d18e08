"""Builds ``src/collab_tui/views/world.bin`` from Natural Earth's countries at 1:50 million.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_world.py package/countries-50m.json

Arcs that countries share stay shared. They are simplified by Visvalingam's method (1993), and
islands too small to be seen are left out, unless a country has nothing else. Only outer rings
are kept: what lies inside another country is drawn after it.
"""

from __future__ import annotations

import heapq
import json
import sys
import zlib
from pathlib import Path
from typing import Any

from babel.core import get_global

from collab_tui.views.world import FILE, UNIT, area_of, pack, unwrapped

AREA = 0.0072
"""Square degrees of the triangle at a point, below which the point goes."""

ISLAND = 0.03
"""Square degrees below which an island goes."""

_CODES = {"Kosovo": "XK"}
"""Of countries that have no number in ISO 3166-1."""

Point = tuple[float, float]


def arcs_of(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        found.append(points)
    return found


def simplified(points: list[Point]) -> list[Point]:
    """Return an arc without the points whose triangle is smaller than `AREA`; ends stay."""
    least = 4 if points[0] == points[-1] else 2
    before = {at: at - 1 for at in range(len(points))}
    after = {at: at + 1 for at in range(len(points))}

    def size(at: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = (points[i] for i in (before[at], at, after[at]))
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    queue = [(size(at), at) for at in range(1, len(points) - 1)]
    heapq.heapify(queue)
    current = {at: found for found, at in queue}
    left = len(points)
    while queue and left > least:
        found, at = heapq.heappop(queue)
        if current.get(at) != found:
            continue
        if found > AREA:
            break
        del current[at]
        left -= 1
        one, other = before[at], after[at]
        after[one], before[other] = other, one
        for near in (one, other):
            if near in current:
                current[near] = max(size(near), found)
                heapq.heappush(queue, (current[near], near))
    kept = {0, len(points) - 1, *current}
    return [point for at, point in enumerate(points) if at in kept]


def main() -> None:
    """Write the file."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    arcs = [simplified(arc) for arc in arcs_of(topology)]
    aliases = get_global("territory_aliases")
    countries: list[tuple[str, list[list[int]]]] = []
    for one in topology["objects"]["countries"]["geometries"]:
        name, number = one["properties"]["name"], one.get("id")
        code = _CODES.get(name) or (aliases.get(number) or [""])[0]
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        rings = sorted((p[0] for p in polygons), key=lambda r: -area_of(ring_of(r, arcs)))
        kept = [r for r in rings if area_of(ring_of(r, arcs)) >= ISLAND] or rings[:1]
        countries.append((code, kept))
    used = sorted({at if at >= 0 else ~at for _, rings in countries for r in rings for at in r})
    place = {at: new for new, at in enumerate(used)}
    renamed = [
        (code, [[place[at] if at >= 0 else ~place[~at] for at in ring] for ring in rings])
        for code, rings in countries
    ]
    units = [[(round(x / UNIT), round(y / UNIT)) for x, y in arcs[at]] for at in used]
    content = zlib.compress(pack(units, renamed), 9)
    FILE.write_bytes(content)
    points = sum(map(len, units))
    print(f"{FILE}: {len(content):,} bytes, {points:,} points, {len(countries)} countries")


def ring_of(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Return the points of a ring of arcs."""
    found: list[Point] = []
    for at in ring:
        arc = arcs[at] if at >= 0 else arcs[~at][::-1]
        found += arc[1:] if found else arc
    return unwrapped(found)


if __name__ == "__main__":
    main()
