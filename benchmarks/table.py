"""The table of ratios."""

from __future__ import annotations

import math
import statistics
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from benchmarks.figures import Figure, seconds

HEAD = ("what : floor", "registry", "floor", "ours", "ratio", "target", "met")
LEFT = (0, 1, 6)
"""Columns that are aligned at the left."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: figures with their units, their ratio, the target at most, and a remark."""

    what: str
    registry: str
    floor: Figure | str
    ours: Figure | str
    ratio: float | None = None
    target: float | None = None
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it is printed."""
        ratio = "" if self.ratio is None else _ratio(self.ratio)
        target = "" if self.target is None else f"≤ {self.target:g}"
        met = {None: "", True: "yes", False: "NO"}[self.is_met]
        return self.what, self.registry, str(self.floor), str(self.ours), ratio, target, met

    @property
    def is_met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None or self.ratio is None:
            return None
        return self.ratio <= self.target


@dataclass(slots=True)
class Pairs:
    """Seconds of a floor and of ours, measured in turn."""

    floors: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)

    def add(self, floor: float, ours: float) -> None:
        """Add a pair."""
        self.floors.append(floor)
        self.ours.append(ours)

    @property
    def ratio(self) -> float:
        """The median of the pairs' ratios."""
        return statistics.median(b / a for a, b in zip(self.floors, self.ours, strict=True))

    def line(self, what: str, registry: str, target: float | None = None, note: str = "") -> Line:
        """Return the line of these pairs."""
        floor, ours = map(statistics.median, (self.floors, self.ours))
        return Line(what, registry, seconds(floor), seconds(ours), self.ratio, target, note)


def p95(figures: Sequence[float]) -> float:
    """Return the smallest figure that is at least as large as 95 % of them (nearest rank)."""
    return sorted(figures)[math.ceil(0.95 * len(figures)) - 1]


def as_table(lines: Sequence[Line]) -> str:
    """Return the lines as one table, in Markdown, with aligned columns and remarks below it.

    Lines about one thing are together, in the order in which the things came.
    """
    things = list(dict.fromkeys(line.what for line in lines))
    lines = sorted(lines, key=lambda line: things.index(line.what))
    rows: list[tuple[str, ...]] = []
    notes = []
    before = ""
    for line in lines:
        what, *figures = line.cells
        rows.append(("" if what == before else what, *figures))
        before = what
        if line.note:
            notes.append(f"- {line.what.partition(' : ')[0]}, {line.registry}: {line.note}")
    return in_columns(HEAD, rows, LEFT) + "".join(f"{note}\n" for note in ["", *notes] if notes)


def in_columns(
    head: Sequence[str], rows: Sequence[Sequence[str]], left: Collection[int] = ()
) -> str:
    """Return a table in Markdown with aligned columns; those in `left` are aligned at the left."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rules = [
        "-" * width if index in left else "-" * (width - 1) + ":"
        for index, width in enumerate(widths)
    ]
    return "".join(f"{_written(row, widths, left)}\n" for row in (head, rules, *rows))


def tell(text: str) -> None:
    """Report the progress on stderr."""
    print(text, file=sys.stderr, flush=True)


def _written(row: Sequence[str], widths: Sequence[int], left: Collection[int]) -> str:
    cells = [
        cell.ljust(width) if index in left else cell.rjust(width)
        for index, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "| " + " | ".join(cells) + " |"


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"
