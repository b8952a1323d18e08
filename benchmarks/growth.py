"""How each figure grows with the registry: a page with a table and fitted exponents, and a plot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from xml.sax.saxutils import escape

from benchmarks.figures import Figure, Unit
from benchmarks.table import Line, in_columns

PAGE, PLOT = "performance.md", "pictures/growth.svg"
LEAST = 3
"""Sizes that a figure needs, to be fitted."""

NOISE = 0.05
"""What two runs of one exponent may differ by."""

WHY = {
    "cold build": "rows go into indexes that no longer fit into the memory of SQLite and of the"
    " processor",
    "opened again, one file": "the lists of all records are written again, and all links between"
    " records are checked",
    "ranked searches": "from 10,000 matches on they are put in order by columns, and from 100,000"
    " on by names alone; what is gone through no longer fits into the memory of the processor",
    "searches by fields": "what many records have is found in full, because the lists say how many"
    " they are; these sets no longer fit into the memory of the processor",
    "50 searches": "as for searches by words and by fields",
    "key to": "it follows the search for what is typed",
    "peak memory": "what is held grows with the records of the largest list",
}
"""Why figures may grow faster than ``n·log n``, by how their names begin."""

UNKNOWN = "why is not known"

_WIDTH, _HEIGHT = 760, 460
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 290, 20, 50
_COLOURS = ("#1b6ca8", "#c2571a", "#2e7d4f", "#8e44ad", "#b03a5b", "#5d6d7e", "#9a7d0a", "#117a8b")


@dataclass(frozen=True, slots=True)
class Curve:
    """A figure at each size, in records."""

    what: str
    points: tuple[tuple[int, Figure], ...]

    @property
    def exponent(self) -> float:
        """The `k` of the line ``c·nᵏ`` that is nearest in a plot with logarithms on both axes."""
        sizes = [math.log(size) for size, _ in self.points]
        return linear_regression(sizes, [math.log(one.amount) for _, one in self.points]).slope

    @property
    def late(self) -> float:
        """The exponent between the two largest sizes."""
        (small, before), (large, now) = self.points[-2:]
        return math.log(now.amount / before.amount) / math.log(large / small)

    @property
    def is_steep(self) -> bool:
        """Whether it grows faster than ``n·log n``, over all sizes or between the two largest."""
        sizes = [size for size, _ in self.points]
        return self.exponent > _of_n_log_n(sizes) + NOISE or self.late > (
            _of_n_log_n(sizes[-2:]) + NOISE
        )


def _of_n_log_n(sizes: Sequence[int]) -> float:
    logs = [math.log(size) for size in sizes]
    return linear_regression(logs, [log + math.log(log) for log in logs]).slope


def curves(lines: Sequence[Line]) -> list[Curve]:
    """Return what was measured at enough made registries: times and memory."""
    found: dict[str, dict[int, Figure]] = {}
    for line in lines:
        size = line.registry.replace(",", "")
        if isinstance(line.ours, Figure) and size.isdecimal() and line.ours.amount > 0:
            found.setdefault(line.what.partition(" : ")[0], {})[int(size)] = line.ours
    return [
        Curve(what, tuple(sorted(points.items())))
        for what, points in found.items()
        if len(points) >= LEAST
    ]


def write(folder: Path, lines: Sequence[Line], machine: str) -> None:
    """Write the page and the plot into the folder of the docs."""
    found = curves(lines)
    plot = folder / PLOT
    plot.parent.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_text(_page(found, machine), encoding="utf-8")
    times = [curve for curve in found if curve.points[0][1].unit is Unit.SECONDS]
    plot.write_text(as_svg(times), encoding="utf-8")


def _page(found: Sequence[Curve], machine: str) -> str:
    sizes = sorted({size for curve in found for size, _ in curve.points})
    head = ("what", *(f"{size:,}" for size in sizes), "exponent")
    rows = []
    for curve in found:
        held = dict(curve.points)
        cells = (str(held.get(size, "")) for size in sizes)
        rows.append((curve.what, *cells, f"{curve.exponent:.2f}"))
    return f"""# Performance

`python -m benchmarks --page docs` measures and writes this page. It was measured on {machine}.
Columns are numbers of records; figures are medians of whole processes, if not said otherwise.

The exponent says how a figure grows: 0 not at all, 1 like the number of records. It is fitted to
all sizes. The time to start Python and to load modules is in most figures, so small ones grow
slowly.

![Seconds by the number of records, both axes with logarithms]({PLOT})

{in_columns(head, rows, (0,))}
{_about_steep(found)}"""


def _about_steep(found: Sequence[Curve]) -> str:
    """Say which figures grow faster than ``n·log n``, and why."""
    steep = [curve for curve in found if curve.is_steep]
    if not steep:
        return "No figure grows faster than n log n, also not between the two largest sizes.\n"
    said = ["These figures grow faster than n log n, over all sizes or between the two largest:\n"]
    for curve in steep:
        why = next((text for what, text in WHY.items() if curve.what.startswith(what)), UNKNOWN)
        small, large = curve.points[-2][0], curve.points[-1][0]
        late = f"from {small:,} to {large:,} with the exponent {curve.late:.2f}"
        said.append(f"- {curve.what}, {late}: {why}.")
    return "\n".join(said) + "\n"


def as_svg(found: Sequence[Curve]) -> str:
    """Return a plot of times with logarithms on both axes. Each curve is named at its end."""
    sizes = [size for curve in found for size, _ in curve.points]
    times = [figure.amount for curve in found for _, figure in curve.points]
    across, down = _decades(sizes), _decades(times)

    def x(size: float) -> float:
        return _on(size, across, _LEFT, _WIDTH - _RIGHT)

    def y(time: float) -> float:
        return _on(time, down, _HEIGHT - _BOTTOM, _TOP)

    parts = []
    for decade in range(across[0], across[1] + 1):
        place = x(10**decade)
        parts.append(_line(place, _TOP, place, _HEIGHT - _BOTTOM))
        parts.append(_text(place, _HEIGHT - _BOTTOM + 18, f"{10**decade:,}", "middle"))
    for decade in range(down[0], down[1] + 1):
        place = y(10.0**decade)
        parts.append(_line(_LEFT, place, _WIDTH - _RIGHT, place))
        parts.append(_text(_LEFT - 8, place + 4, f"{10.0**decade:g} s", "end"))
    parts.append(_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 12, "records", "middle"))
    ends = _apart([y(curve.points[-1][1].amount) for curve in found])
    for index, (curve, end) in enumerate(zip(found, ends, strict=True)):
        colour = _COLOURS[index % len(_COLOURS)]
        points = " ".join(f"{x(size):.1f},{y(f.amount):.1f}" for size, f in curve.points)
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        )
        parts.append(_text(_WIDTH - _RIGHT + 8, end + 4, curve.what, "start", colour))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        ' font-family="sans-serif" font-size="12">\n'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>\n' + "\n".join(parts) + "\n"
        "</svg>\n"
    )


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten below and above all values."""
    logs = [math.log10(value) for value in values] or [0.0]
    low, high = math.floor(min(logs)), math.ceil(max(logs))
    return low, max(high, low + 1)


def _on(value: float, decades: tuple[int, int], start: float, end: float) -> float:
    low, high = decades
    return start + (math.log10(value) - low) / (high - low) * (end - start)


def _apart(places: Sequence[float], least: float = 14) -> list[float]:
    """Return the places moved so that names do not overlap, in the order of `places`."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    highest, lowest = -math.inf, float(_HEIGHT - _BOTTOM)
    for index in order:
        moved[index] = highest = max(moved[index], highest + least)
    for index in reversed(order):
        moved[index] = lowest = min(moved[index], lowest)
        lowest -= least
    return moved


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#dddddd"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "#333333") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">'
        f"{escape(text)}</text>"
    )
