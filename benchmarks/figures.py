"""Figures with their units: seconds, memory, bytes, rows in a second."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a figure counts."""

    SECONDS = "s"
    KIB = "KiB"
    BYTES = "B"
    ROWS_A_SECOND = "rows/s"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of units, which is written as people read it."""

    amount: float
    unit: Unit

    def __str__(self) -> str:
        """Return the figure in the unit that suits its size."""
        if self.unit is Unit.KIB:
            return f"{self.amount * 1.024 / 1000:.0f} MB"
        if self.unit is Unit.BYTES:
            return f"{self.amount / 1000:.1f} kB"
        if self.unit is Unit.ROWS_A_SECOND:
            return f"{self.amount:,.0f} rows/s"
        if self.amount >= 1:
            return f"{self.amount:.2f} s"
        digits = 0 if self.amount >= 0.1 else 1 if self.amount >= 0.01 else 2
        return f"{self.amount * 1000:.{digits}f} ms"

    @property
    def is_better_larger(self) -> bool:
        """Whether more of it is better."""
        return self.unit is Unit.ROWS_A_SECOND


def seconds(value: float) -> Figure:
    """Return a time."""
    return Figure(value, Unit.SECONDS)


def megabytes(kib: float) -> Figure:
    """Return an amount of memory, given in KiB."""
    return Figure(kib, Unit.KIB)


def in_bytes(value: float) -> Figure:
    """Return a number of bytes."""
    return Figure(value, Unit.BYTES)


def rows_a_second(value: float) -> Figure:
    """Return a speed."""
    return Figure(value, Unit.ROWS_A_SECOND)
