"""Lines and land in dots of braille and in cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from collab_tui.views.projection import Projection
from collab_tui.views.world import Arc, Box, Country, Point, world

Dots = dict[tuple[int, int], int]
"""By cell, which of its dots are set, as in the code points of braille."""

_BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""By column and row in a cell."""

_TURNS = (-360.0, 0.0, 360.0)

LEAST_COAST, LEAST_BORDER = 2, 8
"""Number of dots below which a line is not worth drawing."""


def _meets(box: Box, other: Box, turn: float) -> bool:
    return (
        box[0] + turn < other[2]
        and box[2] + turn > other[0]
        and box[1] < other[3]
        and box[3] > other[1]
    )


def _set(dots: Dots, x: int, y: int) -> None:
    cell = (x >> 1, y >> 2)
    dots[cell] = dots.get(cell, 0) | _BITS[x & 1][y & 3]


@lru_cache(4)  # the same part of the world is drawn again and again
def outlines(seen: Projection, *, borders: bool) -> Mapping[tuple[int, int], int]:
    """Return the dots of all coasts, and of borders if wanted."""
    dots: Dots = {}
    for arc in world().arcs:
        if borders or not arc.is_border:
            draw_arc(arc, seen, dots)
    return dots


def draw_arc(arc: Arc, seen: Projection, dots: Dots) -> None:
    """Draw a coast, or a border with every second dot."""
    box = seen.box
    least = LEAST_BORDER if arc.is_border else LEAST_COAST
    width = (arc.box[2] - arc.box[0]) * seen.wide + (arc.box[3] - arc.box[1]) * seen.dots
    if width < least:
        return
    for turn in _TURNS:
        if not _meets(arc.box, box, turn):
            continue
        count, before = 0, arc.points[0]
        last = seen.dot((before[0] + turn, before[1]))
        for point in arc.points[1:]:
            there = seen.dot((point[0] + turn, point[1]))
            # The date line is not a coast, although polygons end at it.
            is_seam = abs(point[0] - before[0]) > 90 or (
                abs(abs(point[0]) - 180) < 0.02 and abs(abs(before[0]) - 180) < 0.02
            )
            if not is_seam:
                count = _line(last, there, seen, dots, count, 2 if arc.is_border else 1)
            last, before = there, point


def _line(
    start: tuple[int, int],
    end: tuple[int, int],
    seen: Projection,
    dots: Dots,
    count: int,
    every: int,
) -> int:
    """Set the dots from one to another, each `every`-th; return how many were passed."""
    (ax, ay), (bx, by) = start, end
    steps = max(abs(bx - ax), abs(by - ay))
    wide, high = seen.columns * 2, seen.rows * 4
    if steps == 0:
        return count
    if max(ax, bx) < 0 or min(ax, bx) >= wide or max(ay, by) < 0 or min(ay, by) >= high:
        return count + steps
    for step in range(steps + 1):
        x, y = ax + (bx - ax) * step // steps, ay + (by - ay) * step // steps
        if 0 <= x < wide and 0 <= y < high and (count + step) % every == 0:
            _set(dots, x, y)
    return count + steps


def draw_link(start: Point, end: Point, seen: Projection, dots: Dots) -> None:
    """Draw a curved line with every third dot."""
    (ax, ay), (bx, by) = seen.dot(start), seen.dot(end)
    middle = (ax + bx) / 2 - (by - ay) * 0.15, (ay + by) / 2 + (bx - ax) * 0.15
    steps = min(400, max(abs(bx - ax), abs(by - ay), 1))
    wide, high = seen.columns * 2, seen.rows * 4
    for step in range(0, steps + 1, 3):
        t = step / steps
        x = round((1 - t) ** 2 * ax + 2 * t * (1 - t) * middle[0] + t * t * bx)
        y = round((1 - t) ** 2 * ay + 2 * t * (1 - t) * middle[1] + t * t * by)
        if 0 <= x < wide and 0 <= y < high:
            _set(dots, x, y)


def cells_inside(land: Country, seen: Projection) -> Iterator[tuple[int, int]]:
    """Yield the cells whose middle is in a country."""
    box = seen.box
    for ring, around in zip(land.rings, land.boxes, strict=True):
        for turn in _TURNS:
            if _meets(around, box, turn):
                yield from _ring(ring, around, turn, seen)


def _ring(
    ring: list[Point], around: Box, turn: float, seen: Projection
) -> Iterator[tuple[int, int]]:
    top = max(0, int((seen.north - around[3]) * seen.dots / 4) - 1)
    bottom = min(seen.rows - 1, int((seen.north - around[1]) * seen.dots / 4) + 1)
    edges = [
        (one, other)
        for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)
        if one[1] != other[1]
    ]
    for row in range(top, bottom + 1):
        latitude = seen.north - (row * 4 + 1.5) / seen.dots
        crossed = sorted(
            ax + (latitude - ay) * (bx - ax) / (by - ay)
            for (ax, ay), (bx, by) in edges
            if (ay <= latitude) != (by <= latitude)
        )
        for west, east in zip(crossed[::2], crossed[1::2], strict=False):
            first = ((west + turn - seen.west) * seen.wide - 0.5) / 2
            last = ((east + turn - seen.west) * seen.wide - 0.5) / 2
            for column in range(max(0, -int(-first // 1)), min(seen.columns - 1, int(last)) + 1):
                yield column, row
