"""Ends that follow from a duration, and terms that follow from a renewal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.records.durations import Duration
from collab_tui.records.term import next_end, next_notice, term_of

DAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("dates", "end", "is_derived"),
    [
        ({"start": "2020-07-28", "duration": "P5Y"}, "2025-07-27", True),
        ({"signed": "2020-07-28", "duration": "P5Y"}, "2025-07-27", True),
        ({"signed": "2019", "start": "2020-07-28", "duration": "P1Y"}, "2021-07-27", True),
        ({"start": "2020-07-28", "end": "2030", "duration": "P5Y"}, "2030", False),
        ({"start": "2020-07", "duration": "P18M"}, "2022-01", True),
        ({"start": "2020-07~", "duration": "P1Y"}, "2021-07~", True),
        ({"start": "2020?", "duration": "P5Y"}, "2025?", True),
        ({"start": "2020", "duration": "P18M"}, "2022~", True),
        ({"start": "2020-07", "duration": "P90D"}, "2020-10~", True),
        ({"start": "9999-07-01", "duration": "P5Y"}, None, False),
        ({"announced": "2020-07-28", "duration": "P5Y"}, None, False),
        ({"start": "2020-07-28"}, None, False),
        ({}, None, False),
    ],
)
def test_an_end_follows_from_start_and_duration(
    dates: dict[str, str], end: str | None, is_derived: bool
) -> None:
    term = term_of({"dates": dates})
    assert (str(term.end) if term.end else None, term.is_derived) == (end, is_derived)


@pytest.mark.parametrize(
    ("renewal", "next_end", "next_notice"),
    [
        (None, "2024-12-31", None),
        ({"type": "none"}, "2024-12-31", None),
        ({"type": "by-agreement", "every": "P1Y", "notice": "P6M"}, "2024-12-31", None),
        ({"type": "automatic", "every": "P1Y"}, "2026-12-31", None),
        ({"type": "automatic", "every": "P1Y", "notice": "P6M"}, "2026-12-31", "2026-06-30"),
        ({"type": "automatic", "every": "P1Y", "notice": "P9M"}, "2026-12-31", "2027-03-31"),
        ({"type": "automatic", "every": "P2M"}, "2026-06-30", None),
        ({"type": "automatic", "every": "P1D", "notice": "P1D"}, "2026-06-15", "2026-06-15"),
        ({"type": "automatic", "notice": "P6M"}, "2024-12-31", None),
    ],
)
def test_the_next_end_and_notice_follow_from_the_renewal(
    renewal: Any, next_end: str, next_notice: str | None
) -> None:
    term = term_of({"dates": {"end": "2024-12-31"}, "renewal": renewal})
    assert str(term.next_end(DAY)) == next_end
    notice = term.next_notice(DAY)
    assert (str(notice) if notice else None) == next_notice


def test_it_is_renewed_for_the_duration_where_nothing_else_is_said() -> None:
    dates = {"start": "2020-01-01", "duration": "P3Y"}
    term = term_of({"dates": dates, "renewal": {"type": "automatic"}})
    assert str(term.next_end(DAY)) == "2028-12-31"


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["P1D", "P1W", "P1M", "P3M", "P1Y", "P18M", "P5Y", "P1Y1D", "P100Y"]),
)
def test_the_next_end_is_the_first_that_is_not_over(first: date, day: date, every: str) -> None:
    duration = Duration.parse(every)
    end = next_end(first, duration, day)
    assert end >= max(first, day)
    if end > first and end > day + timedelta(days=1):
        assert duration.before(end) - timedelta(days=3) < day


def test_nothing_counts_for_ever() -> None:
    every = Duration.parse("P1D")
    assert next_end(date(1, 1, 1), every, date(9999, 12, 31)) == date.max
    assert next_notice(date.max, every, every, date.max) is None
