"""How long an agreement runs: the end that follows from a duration, and its renewals.

This works on a record's document. What is derived here is never written into a record.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from collab_tui.records.dates import SEASONS, DateInterval, PartialDate
from collab_tui.records.durations import Duration


class Term(NamedTuple):
    """The term of an agreement, as far as its document says."""

    end: PartialDate | None = None
    """The end of its first term. If no end is given, it follows from the start and the duration."""
    is_derived: bool = False
    """Whether the end is derived, not given."""
    is_renewed: bool = False
    """Whether it renews itself until somebody ends it."""
    every: Duration | None = None
    """The length of each further term; only set if it renews itself."""
    notice: Duration | None = None
    """How long before the end a party must give notice."""

    def next_end(self, day: date) -> date | None:
        """Return the last day of the term that runs on `day`; if it is over, its end."""
        return next_end(self.end.latest, self.every, day) if self.end is not None else None

    def next_notice(self, day: date) -> date | None:
        """Return the next last day to give notice, on `day` or later; None if there is none."""
        if self.end is None or self.notice is None:
            return None
        return next_notice(self.end.latest, self.every, self.notice, day)


def has_term(document: Mapping[str, Any]) -> bool:
    """Tell whether more follows from its term than its document says by itself."""
    return "renewal" in document or "duration" in document.get("dates", ())


def term_of(document: Mapping[str, Any]) -> Term:
    """Return the term of an agreement."""
    dates = document.get("dates") or {}
    renewal = document.get("renewal") or {}
    is_renewed = renewal.get("type") == "automatic"
    duration = _duration(dates.get("duration"))
    every = (_duration(renewal.get("every")) or duration) if is_renewed else None
    given = dates.get("end")
    end = PartialDate.parse(given) if given is not None else _derived_end(dates, duration)
    if end is not None and not end.has_days:  # the end is open, or later than the calendar goes
        end = None
    is_derived = given is None and end is not None
    return Term(end, is_derived, is_renewed, every, _duration(renewal.get("notice")))


def _duration(text: str | None) -> Duration | None:
    return Duration.parse(text) if text is not None else None


def _derived_end(dates: Mapping[str, Any], duration: Duration | None) -> PartialDate | None:
    begin = dates.get("start", dates.get("signed"))
    if duration is None or begin is None:
        return None
    return end_after(PartialDate.parse(begin), duration)


def end_after(start: PartialDate, duration: Duration) -> PartialDate | None:
    """Return the last day of a term. It is only as exact as the start is.

    A term that ends after the year 9999 has no end. If its start is open, it has no end either.
    """
    if not start.has_days:
        return None
    if start.day is not None and not isinstance(start, DateInterval):
        day = duration.last_day(start.earliest)
        if day == date.max:
            return None
        end = PartialDate(day.year, day.month, day.day)
    else:
        day = duration.after(start.latest)
        if day == date.max:
            return None
        is_even = duration.is_whole_years or (start.month is not None and duration.is_whole_months)
        is_plain = start.month not in SEASONS and not start.blank
        is_even = is_even and is_plain and not isinstance(start, DateInterval)
        end = PartialDate(
            day.year, day.month if start.month is not None else None, approximate=not is_even
        )
    return PartialDate(
        end.year,
        end.month,
        end.day,
        end.approximate or start.approximate,
        start.uncertain,
    )


def next_end(first: date, every: Duration | None, day: date) -> date:
    """Return the first end of a term that is not before `day`; `first` if it never renews.

    It is counted from the first end, so that a term that ends on the 31st continues to do so.
    """
    if every is None or first >= day:
        return first
    # No term is longer than this. A term of only days always has the length of the first.
    longest = max((every.after(first) - first).days, 1) + (31 if every.years or every.months else 0)
    count = max((day - first).days // longest, 1)
    while (end := _times(every, count).after(first)) < day:
        count += 1
    return end


def next_notice(first: date, every: Duration | None, notice: Duration, day: date) -> date | None:
    """Return the first last day for notice that is not before `day`; None if there is none."""
    last = notice.before(next_end(first, every, day))
    if last >= day:
        return last
    if every is None:
        return None
    last = notice.before(next_end(first, every, notice.after(day)))
    return last if last >= day else None


def _times(every: Duration, count: int) -> Duration:
    return Duration(
        every.years * count, every.months * count, every.weeks * count, every.days * count
    )
