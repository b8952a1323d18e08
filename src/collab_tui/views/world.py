"""Coasts and borders of the world: Natural Earth's at 1:50 million, made small.

``scripts/build_world.py`` makes the file. Borders are those that Natural Earth shows: who controls
an area, not who claims it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "world.bin"

UNIT = 0.01
"""Degrees for one step of the whole numbers in the file."""

Point = tuple[float, float]
"""Degrees east and north."""

Box = tuple[float, float, float, float]
"""West, south, east, north."""


class Arc(NamedTuple):
    """A line of the coast, or a border between two countries."""

    points: list[Point]
    box: Box
    is_border: bool


class Country(NamedTuple):
    """A country: its rings, the largest first."""

    code: str
    rings: list[list[Point]]
    boxes: list[Box]
    middle: Point
    """Where its name may be: the middle of the largest ring."""


class World(NamedTuple):
    """Everything in the file, the largest country first."""

    arcs: list[Arc]
    countries: dict[str, Country]


def unwrapped(points: Sequence[Point]) -> list[Point]:
    """Return a ring that does not jump at the date line; it may go beyond 180 degrees."""
    found = [points[0]]
    for x, y in points[1:]:
        before = found[-1][0]
        found.append((x - 360 * round((x - before) / 360), y))
    return found


def area_of(ring: Sequence[Point]) -> float:
    """Return the area of a ring in square degrees."""
    total = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        total += ax * by - bx * ay
    return abs(total) / 2


def _middle(ring: Sequence[Point]) -> Point:
    """Return the centroid of a ring."""
    double = x = y = 0.0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = ax * by - bx * ay
        double, x, y = double + cross, x + (ax + bx) * cross, y + (ay + by) * cross
    return (x / (3 * double), y / (3 * double)) if double else ring[0]


def _box(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


# The file: zlib around varints (zigzag if they may be negative).


def _varint(out: bytearray, value: int) -> None:
    value = value << 1 if value >= 0 else ~value << 1 | 1
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def pack(
    arcs: Sequence[Sequence[tuple[int, int]]], countries: Sequence[tuple[str, list[list[int]]]]
) -> bytes:
    """Return the content of the file before it is compressed; arcs are in `UNIT`."""
    out = bytearray()
    _varint(out, len(arcs))
    for arc in arcs:
        _varint(out, len(arc))
        x = y = 0
        for px, py in arc:
            _varint(out, px - x)
            _varint(out, py - y)
            x, y = px, py
    _varint(out, len(countries))
    for code, rings in countries:
        out += (code or "--").encode()
        _varint(out, len(rings))
        for ring in rings:
            _varint(out, len(ring))
            for at in ring:
                _varint(out, at)
    return bytes(out)


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def number(self) -> int:
        content, at = self._content, self._at
        byte = content[at]
        value, shift = byte & 127, 0
        while byte > 127:
            at += 1
            shift += 7
            byte = content[at]
            value |= (byte & 127) << shift
        self._at = at + 1
        return ~(value >> 1) if value & 1 else value >> 1

    def text(self, length: int) -> str:
        self._at += length
        return self._content[self._at - length : self._at].decode()


@cache
def world() -> World:
    """Return the world. It is read when it is first needed."""
    reader = _Reader(zlib.decompress(FILE.read_bytes()))
    number = reader.number
    lines: list[list[Point]] = []
    for _ in range(number()):
        x = y = 0
        points = []
        for _ in range(number()):
            x += number()
            y += number()
            points.append((x * UNIT, y * UNIT))
        lines.append(points)
    uses = [0] * len(lines)
    found = []
    for _ in range(number()):
        code = reader.text(2)
        rings = []
        for _ in range(number()):
            ring: list[Point] = []
            for _ in range(number()):
                at = number()
                arc = lines[at] if at >= 0 else lines[~at][::-1]
                uses[at if at >= 0 else ~at] += 1
                ring += arc[1:] if ring else arc
            rings.append(unwrapped(ring))
        middle = _middle(rings[0])
        found.append(Country(code, rings, [_box(ring) for ring in rings], middle))
    found.sort(key=lambda one: -area_of(one.rings[0]))
    arcs = [Arc(line, _box(line), uses[at] > 1) for at, line in enumerate(lines)]
    return World(arcs, {one.code: one for one in found if one.code != "--"})
