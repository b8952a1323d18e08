"""The part of the world that a map shows, and its place in dots and cells.

A cell is two dots wide and four high. In the middle of the map, dots are square on the ground.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, log, radians
from typing import NamedTuple

from collab_tui.views.world import Box, Country, Point

WORLD: Box = (-180.0, -56.0, 180.0, 75.0)

LEAST = 4.0
"""Degrees of the smallest box that can fill a map."""

KEPT = 0.8
"""Share of the countries of all agreements that stays on the map if far ones are left out."""

GAIN = 4.0
"""Gain in area, as a logarithm over the share that it costs, at which a country is left out."""

STEP = 1.5
"""The factor of one step of zoom."""


class Projection(NamedTuple):
    """Equirectangular, with the scale of its middle latitude."""

    west: float
    north: float
    dots: float
    """Dots for one degree of latitude."""
    wide: float
    """Dots for one degree of longitude."""
    columns: int
    rows: int

    def dot(self, point: Point) -> tuple[int, int]:
        """Return the dot of a point; it may be outside."""
        x, y = point
        return round((x - self.west) * self.wide), round((self.north - y) * self.dots)

    def cell(self, point: Point) -> tuple[int, int]:
        """Return the cell of a point; it may be outside."""
        x, y = self.dot(point)
        return x >> 1, y >> 2

    def holds(self, point: Point) -> bool:
        """Tell whether a point is on the map."""
        x, y = self.cell(point)
        return 0 <= x < self.columns and 0 <= y < self.rows

    @property
    def box(self) -> Box:
        """What is on the map."""
        east = self.west + self.columns * 2 / self.wide
        return self.west, self.north - self.rows * 4 / self.dots, east, self.north


def around(box: Box, columns: int, rows: int, zoom: int = 0, x: int = 0, y: int = 0) -> Projection:
    """Return the projection that fits a box into cells, zoomed by steps and moved by cells."""
    west, south, east, north = box
    middle = (west + east) / 2, (south + north) / 2
    flat = max(0.2, cos(radians(max(-70, min(70, middle[1])))))
    dots = min(columns * 2 / (max(east - west, LEAST) * flat), rows * 4 / max(north - south, LEAST))
    dots *= STEP**zoom
    wide = dots * flat
    left = middle[0] - columns / wide + x * 2 / wide
    top = middle[1] + rows * 2 / dots - y * 4 / dots
    return Projection(left, top, dots, wide, columns, rows)


def joined(boxes: Sequence[Box]) -> Box:
    """Return the box around some boxes."""
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _area(box: Box) -> float:
    return max(box[2] - box[0], LEAST) * max(box[3] - box[1], LEAST)


def fitted(counts: Mapping[str, int], countries: Mapping[str, Country]) -> Box:
    """Return the box of the countries that count, without a few that are far away.

    The country is left out that saves most area for the share that it costs, as long as that is
    much and `KEPT` remains.
    """
    known = {code: count for code, count in counts.items() if code in countries}
    if not known:
        return WORLD
    boxes = {code: _seen(countries[code]) for code in known}
    total = left = sum(known.values())
    while len(known) > 1:
        whole = _area(joined([boxes[code] for code in known]))
        gains = {
            code: log(whole / _area(joined([boxes[one] for one in known if one != code])))
            / (count / total)
            for code, count in known.items()
            if (left - count) / total >= KEPT
        }
        if not gains:
            break
        code = max(gains, key=lambda one: (gains[one], one))
        if gains[code] <= GAIN:
            break
        left -= known.pop(code)
    west, south, east, north = joined([boxes[code] for code in known])
    pad = max(2.0, (east - west) * 0.04)
    return west - pad, max(-60.0, south - pad), east + pad, min(80.0, north + pad)


def _seen(country: Country) -> Box:
    """Return the box of the largest part of a country, and of parts of at least a tenth of its
    size.
    """
    sizes = [_area(box) for box in country.boxes]
    large = [box for box, size in zip(country.boxes, sizes, strict=True) if size > sizes[0] / 10]
    near = [box for box in large if abs(box[0] - country.boxes[0][0]) < 60]
    return joined(near or [country.boxes[0]])
