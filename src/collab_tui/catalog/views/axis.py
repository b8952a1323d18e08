"""Calendar columns: which months a column of a view covers."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from collab_tui.language import _

STEPS = (1, 2, 3, 4, 6, 12, 24, 60, 120)
"""Numbers of months that a column can cover. They divide or fill a year, so that no year begins
inside a column."""

YEAR = 12

_CALLED = {
    1: _("month"),
    2: _("two months"),
    3: _("quarter"),
    4: _("four months"),
    6: _("half-year"),
    12: _("year"),
    24: _("2 years"),
    60: _("5 years"),
    120: _("10 years"),
}


def month_of(day: int) -> int:
    """Return the month of a day yyyymmdd, counted from the year 0."""
    return day // 10000 * YEAR + day // 100 % 100 - 1


class Axis(NamedTuple):
    """Columns from a month on, each with the same number of months."""

    start: int
    """The first month of the first column."""
    step: int
    """Months in a column."""
    width: int
    """Number of columns."""

    @property
    def end(self) -> int:
        """The first month after the last column."""
        return self.start + self.step * self.width

    @property
    def called(self) -> str:
        """The length of a column in words: ``half-year``."""
        return _CALLED[self.step]

    def column(self, month: int) -> int:
        """Return the column of a month; it may be outside."""
        return (month - self.start) // self.step

    def column_of(self, day: date) -> int:
        """Return the column of a day."""
        return self.column(day.year * YEAR + day.month - 1)

    def years(self, column: int) -> tuple[int, int]:
        """Return the first and the last year of a column of whole years."""
        first = (self.start + column * self.step) // YEAR
        return first, first + self.step // YEAR - 1


def _within(start: int, step: int, width: int) -> int:
    """Return the start of an axis that stays in the years from 1 to 9999, in whole steps."""
    least, most = -(-YEAR // step) * step, (9999 * YEAR // step - width) * step
    return max(least, min(start // step * step, most))


def fitting(first: int, last: int, width: int, *, least: int = 1) -> Axis:
    """Return the finest axis of at most `width` columns, in whole steps, from `first` to `last`."""
    for step in STEPS:
        if step < least:
            continue
        start = first // step * step
        if (last - start) // step < width:
            return Axis(_within(start, step, width), step, width)
    step = STEPS[-1]
    return Axis(_within((last // step - width + 1) * step, step, width), step, width)


def moved(axis: Axis, zoom: int, months: int, *, least: int = 1) -> Axis:
    """Return the axis, zoomed in by steps around its middle, and moved by months."""
    at = STEPS.index(axis.step) - zoom
    steps = [step for step in STEPS if step >= least]
    step = STEPS[max(STEPS.index(steps[0]), min(len(STEPS) - 1, at))]
    if step == axis.step:
        start = axis.start + months
    else:
        start = (axis.start + axis.end) // 2 + months - step * axis.width // 2
    return Axis(_within(start, step, axis.width), step, axis.width)
