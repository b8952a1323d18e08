"""Durations in years, months, weeks and days, as ISO 8601 writes them (``P5Y``)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from collab_tui.language import _n, all_of
from collab_tui.records.refused import DURATION_WORDS, RefusedError

DURATION_PATTERN = (
    r"^P(?=[0-9])(?=.*[1-9])([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,5}D)?$"
)
_FORM = re.compile(DURATION_PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True)
class Duration:
    """A span of time. Its length in days depends on the day on which it begins."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    @classmethod
    def parse(cls, value: str) -> Duration:
        """Read ISO 8601 text.

        Raises:
            RefusedError: `value` is not a duration.
        """
        match = _FORM.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            raise RefusedError(DURATION_WORDS, "form", text=str(value))
        return cls(*(int(part[:-1]) if part else 0 for part in match.groups()))

    @property
    def is_whole_years(self) -> bool:
        """Whether it has only years."""
        return not (self.months or self.weeks or self.days)

    @property
    def is_whole_months(self) -> bool:
        """Whether it has only years and months."""
        return not (self.weeks or self.days)

    def after(self, day: date) -> date:
        """Return the day that is this much later than `day`; in a shorter month, its last day."""
        return self._moved(day, 1)

    def before(self, day: date) -> date:
        """Return the day that is this much earlier than `day`."""
        return self._moved(day, -1)

    def last_day(self, first: date) -> date:
        """Return the last day of a term that begins on `first`. A year from 1 May ends on 30 April.

        If the month does not have such a day, the term ends with the month.
        """
        end = self.after(first)
        if end == date.max or (self.is_whole_months and end.day < first.day):
            return end
        return end - timedelta(days=1) if end > first else end

    def _moved(self, day: date, sign: int) -> date:
        months = day.year * 12 + day.month - 1 + sign * (self.years * 12 + self.months)
        year, month = divmod(months, 12)
        if not date.min.year <= year <= date.max.year:
            return date.max if sign > 0 else date.min
        moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        try:
            return moved + sign * timedelta(weeks=self.weeks, days=self.days)
        except OverflowError:
            return date.max if sign > 0 else date.min

    def __str__(self) -> str:
        """Return the ISO 8601 text."""
        parts = zip(self._parts(), "YMWD", strict=True)
        return "P" + "".join(f"{count}{unit}" for count, unit in parts if count)

    @property
    def words(self) -> str:
        """The duration in words: ``1 year and 6 months``."""
        years, months, weeks, days = self._parts()
        parts = [
            _n("{count} year", "{count} years", years) if years else "",
            _n("{count} month", "{count} months", months) if months else "",
            _n("{count} week", "{count} weeks", weeks) if weeks else "",
            _n("{count} day", "{count} days", days) if days else "",
        ]
        return all_of(list(filter(None, parts)))

    def _parts(self) -> tuple[int, int, int, int]:
        return self.years, self.months, self.weeks, self.days
