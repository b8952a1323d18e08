"""Partial dates: a day, a month, a year or an interval, as exactly as it is known.

The text form is EDTF, levels 0 and 1 in full (Library of Congress, 2019; ISO 8601-2:2019):
``2024``, ``2024-10``, ``2024-10-15``, or with a time of day; unspecified digits ``202X``,
``2024-XX``; seasons ``2024-21``; intervals ``2024/2026``, ``2024/..`` without an end, or ``2024/``
with an unknown end; and ``~`` (approximate), ``?`` (uncertain) or ``%`` (both).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import lru_cache, total_ordering
from typing import Any

from collab_tui.language import _c
from collab_tui.records.edtf import Parts, days_in, parts_of
from collab_tui.records.refused import not_a_date

SEASONS = {
    21: _c("season", "spring"),
    22: _c("season", "summer"),
    23: _c("season", "autumn"),
    24: _c("season", "winter"),
}
"""EDTF writes a season in the place of a month. The months of a season are those of the north."""

_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """An interval of days. The date is known to lie in it.

    Partial dates are compared by their earliest day, then by their latest day. If digits of the
    year are unspecified, `year` is the first year that is possible.
    """

    year: int
    month: int | None = None
    """1 to 12, or a season (see `SEASONS`)."""
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False
    blank: str = ""
    """How unspecified parts are written: ``X``, ``XX`` of a year, ``-XX``, ``-XX-XX``."""
    time: str = ""
    """The time of day, with its offset from UTC: ``T23:20:30Z``."""

    @classmethod
    def parse(cls, value: str | int | date) -> PartialDate:
        """Read a TOML date, a year, or EDTF text.

        Raises:
            RefusedError: `value` is none of these; it says what is wrong.
        """
        if isinstance(value, datetime):
            value = value.isoformat(timespec="seconds").replace("+00:00", "Z")
        elif isinstance(value, date):
            return PartialDate(value.year, value.month, value.day)
        elif isinstance(value, int) and not isinstance(value, bool):
            if value == 0:
                raise not_a_date("year-0")
            value = f"{value:04d}" if value > 0 else str(value)
            if len(value) > 4 or value.startswith("-"):
                raise not_a_date("form", text=value)
        if not isinstance(value, str):
            text = str(value)
            raise not_a_date("type", text=text.lower() if isinstance(value, bool) else text)
        return _of_text(value)

    @property
    def first(self) -> int | None:
        """The first possible day, as yyyymmdd; None if it is open or not known."""
        if self.month in _FIRST_MONTH:
            return self.year * 10000 + _FIRST_MONTH[self.month] * 100 + 1
        return self.year * 10000 + (self.month or 1) * 100 + (self.day or 1)

    @property
    def last(self) -> int | None:
        """The last possible day, as yyyymmdd; None if it is open or not known."""
        year, month = self.year, self.month or 12
        if self.month is None and self.blank in ("X", "XX"):
            year += 9 if self.blank == "X" else 99
        if month in _FIRST_MONTH:
            month = _FIRST_MONTH[month] + 2
            year, month = (year + 1, month - 12) if month > 12 else (year, month)
        return year * 10000 + month * 100 + (self.day or days_in(year, month))

    @property
    def earliest(self) -> date:
        """The first possible day, limited to the years 1 to 9999."""
        return _clamped(self.first, date.min)

    @property
    def latest(self) -> date:
        """The last possible day, limited to the years 1 to 9999."""
        return _clamped(self.last, date.max)

    @property
    def has_days(self) -> bool:
        """Whether the date begins on `earliest` and ends on `latest`."""
        first, last = self.first, self.last
        return first is not None and last is not None and first > 10000 and last < 100000000

    def __str__(self) -> str:
        """Return the EDTF text."""
        sign = "-" if self.year < 0 else ""
        text = f"{abs(self.year):04d}"
        if self.blank in ("X", "XX"):
            text = text[: -len(self.blank)] + self.blank
        text = f"Y{sign}{text}" if len(text) > 4 else sign + text
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        if self.blank.startswith("-"):
            text += self.blank
        marks = {(True, False): "~", (False, True): "?", (True, True): "%"}
        return text + self.time + marks.get((self.approximate, self.uncertain), "")

    def __lt__(self, other: object) -> bool:
        """Order by the earliest day, then by the latest."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key() < other._key()

    def _key(self) -> tuple[float, float, bool, bool, str]:
        first, last = self.first, self.last
        return (
            float("-inf") if first is None else first,
            float("inf") if last is None else last,
            self.approximate,
            self.uncertain,
            str(self),
        )


def as_edtf(value: Any) -> str:
    """Return what a TOML file says about a date as EDTF text.

    Raises:
        RefusedError: it is no date; see `PartialDate.parse`.
    """
    # Two times that are equal may be written differently, so they are not looked up.
    return _edtf(value) if type(value) in (str, int, date) else str(PartialDate.parse(value))


@lru_cache(8192, typed=True)
def _edtf(value: str | int | date) -> str:
    return str(PartialDate.parse(value))


@lru_cache(8192)  # the same few thousand days and years occur again and again
def _of_text(text: str) -> PartialDate:
    start, slash, end = text.partition("/")
    return _interval(text, start, end) if slash else _date(parts_of(text))


class Bound(Enum):
    """An end of an interval that has no date."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class DateInterval(PartialDate):
    """All days from one date to another. One of the two may be open or not known.

    `year`, `month` and `day` are those of the start, else of the end.
    """

    start: PartialDate | Bound = field(default=Bound.OPEN, kw_only=True)
    end: PartialDate | Bound = field(default=Bound.OPEN, kw_only=True)

    @property
    def first(self) -> int | None:
        """The first day, as yyyymmdd; None if it is open or not known."""
        return self.start.first if isinstance(self.start, PartialDate) else None

    @property
    def last(self) -> int | None:
        """The last day, as yyyymmdd; None if it is open or not known."""
        return self.end.last if isinstance(self.end, PartialDate) else None

    def __str__(self) -> str:
        """Return the EDTF text."""
        return f"{_written(self.start)}/{_written(self.end)}"


def _written(end: PartialDate | Bound) -> str:
    return end.value if isinstance(end, Bound) else str(end)


def _date(parts: Parts) -> PartialDate:
    return PartialDate(
        parts.year,
        parts.month,
        parts.day,
        parts.mark in ("~", "%"),
        parts.mark in ("?", "%"),
        parts.blank,
        parts.time,
    )


def _interval(text: str, start: str, end: str) -> DateInterval:
    ends = [_end(text, one) for one in (start, end)]
    known = [one for one in ends if isinstance(one, PartialDate)]
    if not known:
        raise not_a_date("no-date", text=text)
    if len(known) == 2 and (known[0].first or 0) > (known[1].last or 0):
        raise not_a_date("backwards", text=text)
    one = known[0]
    return DateInterval(
        one.year,
        one.month,
        one.day,
        any(date.approximate for date in known),
        any(date.uncertain for date in known),
        start=ends[0],
        end=ends[1],
    )


def _end(text: str, end: str) -> PartialDate | Bound:
    if end in ("..", ""):
        return Bound(end)
    date = _date(parts_of(end))
    if date.time:
        raise not_a_date("time", text=text)
    return date


def _clamped(number: int | None, otherwise: date) -> date:
    """Return the day yyyymmdd, or the nearest day that exists."""
    if number is None:
        return otherwise
    if number < 10101:
        return date.min
    if number > 99991231:
        return date.max
    return date(number // 10000, number // 100 % 100, number % 100)
