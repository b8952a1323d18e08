from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.records.durations import Duration


@pytest.mark.parametrize(
    ("text", "read", "words"),
    [
        ("P5Y", Duration(5), "5 years"),
        ("P1Y", Duration(1), "1 year"),
        ("P18M", Duration(months=18), "18 months"),
        ("P1Y6M", Duration(1, 6), "1 year and 6 months"),
        ("P2W", Duration(weeks=2), "2 weeks"),
        ("P90D", Duration(days=90), "90 days"),
        ("P1Y2M3W4D", Duration(1, 2, 3, 4), "1 year, 2 months, 3 weeks and 4 days"),
    ],
)
def test_reads(text: str, read: Duration, words: str) -> None:
    assert Duration.parse(text) == read
    assert (str(read), read.words) == (text, words)


@pytest.mark.parametrize(
    "text",
    ["", "P", "5Y", "P5", "P0D", "P0Y0M", "P-1Y", "P1.5Y", "P1M1Y", "PT5H", "P1YT2H", "P1Y\n", 5],
)
def test_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        Duration.parse(text)


@pytest.mark.parametrize(
    ("first", "duration", "last"),
    [
        ("2020-07-28", "P5Y", "2025-07-27"),
        ("2020-01-01", "P1Y", "2020-12-31"),
        ("2020-02-29", "P1Y", "2021-02-28"),
        ("2020-02-29", "P4Y", "2024-02-28"),
        ("2021-03-01", "P1Y", "2022-02-28"),
        ("2024-01-31", "P1M", "2024-02-29"),
        ("2024-01-01", "P2W", "2024-01-14"),
        ("2024-01-01", "P1D", "2024-01-01"),
        ("9990-01-01", "P50Y", "9999-12-31"),
    ],
)
def test_a_term_ends_on_the_day_before_the_next_begins(
    first: str, duration: str, last: str
) -> None:
    found = Duration.parse(duration).last_day(date.fromisoformat(first))
    assert found == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("day", "duration", "before"),
    [
        ("2026-12-31", "P6M", "2026-06-30"),
        ("2026-07-27", "P3M", "2026-04-27"),
        ("2024-03-31", "P1M", "2024-02-29"),
        ("2024-03-31", "P90D", "2024-01-01"),
        ("0001-03-31", "P5Y", "0001-01-01"),
    ],
)
def test_counts_backwards(day: str, duration: str, before: str) -> None:
    found = Duration.parse(duration).before(date.fromisoformat(day))
    assert found == date.fromisoformat(before)


@given(st.dates(), st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 999))
def test_is_never_before_it_begins(
    first: date, years: int, months: int, weeks: int, days: int
) -> None:
    duration = Duration(years, months, weeks, days)
    assert duration.after(first) >= first
    assert duration.before(first) <= first
    assert duration.last_day(first) >= first


@pytest.mark.parametrize(
    ("day", "duration", "before", "after"),
    [
        ("0002-05-01", "P1Y", "0001-05-01", "0003-05-01"),
        ("9998-05-01", "P1Y", "9997-05-01", "9999-05-01"),
        ("0001-05-01", "P1Y", "0001-01-01", "0002-05-01"),
        ("9999-05-01", "P1Y", "9998-05-01", "9999-12-31"),
        ("0001-01-03", "P2D", "0001-01-01", "0001-01-05"),
        ("0001-01-03", "P3D", "0001-01-01", "0001-01-06"),
        ("9999-12-30", "P3D", "9999-12-27", "9999-12-31"),
    ],
)
def test_no_day_is_beyond_the_calendar(day: str, duration: str, before: str, after: str) -> None:
    found = Duration.parse(duration)
    assert found.before(date.fromisoformat(day)) == date.fromisoformat(before)
    assert found.after(date.fromisoformat(day)) == date.fromisoformat(after)
