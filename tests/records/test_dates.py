from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.records.dates import PartialDate
from collab_tui.records.edtf import EDTF_PATTERN

days = st.dates(min_value=date(1, 1, 1))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(days)
    precision = draw(st.sampled_from(["year", "month", "day"]))
    return PartialDate(
        day.year,
        None if precision == "year" else day.month,
        day.day if precision == "day" else None,
        draw(st.booleans()),
        draw(st.booleans()),
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024", PartialDate(2024)),
        (2024, PartialDate(2024)),
        ("2024-10", PartialDate(2024, 10)),
        ("2024-10-15", PartialDate(2024, 10, 15)),
        (date(2024, 10, 15), PartialDate(2024, 10, 15)),
        ("2024~", PartialDate(2024, approximate=True)),
        ("2024-10?", PartialDate(2024, 10, uncertain=True)),
        ("2024-10-15%", PartialDate(2024, 10, 15, approximate=True, uncertain=True)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
        (7, PartialDate(7)),
        ("0001", PartialDate(1)),
        ("9999-12-31", PartialDate(9999, 12, 31)),
        (datetime(2024, 10, 15, 9), PartialDate(2024, 10, 15, time="T09:00:00")),
        (datetime(2024, 10, 15, 9, tzinfo=UTC), PartialDate(2024, 10, 15, time="T09:00:00Z")),
        ("2024-21", PartialDate(2024, 21)),
        ("202X~", PartialDate(2020, approximate=True, blank="X")),
    ],
)
def test_reads(written: Any, read: PartialDate) -> None:
    assert PartialDate.parse(written) == read


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2023-02-29", "2023-02 has no day 29"),
        ("2024-04-31", "2024-04 has no day 31"),
        ("2024-00", "there is no month 0"),
        ("2024-13", "there is no month 13"),
        ("2024-01-00", "2024-01 has no day 0"),
        ("-0000", "is not a date"),
        (0, "there is no year 0"),
        (-5, "is not a date"),
        (20241, "is not a date"),
        (True, "expected a date"),
        (2024.0, "expected a date"),
        (None, "expected a date"),
        ("", "is not a date"),
        ("24", "is not a date"),
        ("2024-1", "is not a date"),
        ("2024-10-15T10:00", "is not a date"),
        ("2024-10-15T24:00:00", "is not a date"),
        ("2024-10T10:00:00", "is not a date"),
        ("2024-10-15T10:00:00~", "is not a date"),
        ("2XXX", "is not a date"),
        ("XXXX", "is not a date"),
        ("20X4", "is not a date"),
        ("2024-XX-15", "is not a date"),
        ("202X-05", "is not a date"),
        ("2024-20", "there is no month 20"),
        ("2024-25", "there is no month 25"),
        ("2024-21-05", "there is no month 21"),
        ("2024-13-XX", "there is no month 13"),
        ("Y2024", "is not a date"),
        ("Y170000002-12", "is not a date"),
        ("Y17E7", "is not a date"),
        ("2004-06-~11", "is not a date"),
        ("2004?-06-11", "is not a date"),
        ("[1667, 1668]", "is not a date"),
        ("2008/1964", "ends before it begins"),
        ("/", "has no date"),
        ("../..", "has no date"),
        ("2024/2025/2026", "is not a date"),
        ("2024-01-01T10:00:00/2025", "leave out the time"),
        ("2024-02-30/2025", "2024-02 has no day 30"),
        ("2024~?", "is not a date"),
        (" 2024", "is not a date"),
        ("2024\n", "is not a date"),
        ("２０２４", "is not a date"),
        ("October 2024", "is not a date"),
    ],
)
def test_refuses(written: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        PartialDate.parse(written)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02~", date(2023, 2, 1), date(2023, 2, 28)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2024-10-15?", date(2024, 10, 15), date(2024, 10, 15)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_is_an_interval(text: str, earliest: date, latest: date) -> None:
    partial = PartialDate.parse(text)
    assert (partial.earliest, partial.latest) == (earliest, latest)


def test_sorts_by_earliest_then_latest_day() -> None:
    ordered = ["2023-12-31", "2024-01-01", "2024-01", "2024", "2024-01-02", "2024-02", "2025"]
    parsed = [PartialDate.parse(text) for text in ordered]
    assert sorted({*parsed}) == parsed


def test_does_not_compare_with_a_plain_date() -> None:
    with pytest.raises(TypeError):
        assert PartialDate(2024) < date(2025, 1, 1)


@given(partial_dates())
def test_text_form_reads_back(partial: PartialDate) -> None:
    assert PartialDate.parse(str(partial)) == partial


@given(partial_dates())
def test_neighbouring_days_are_outside(partial: PartialDate) -> None:
    assert partial.earliest <= partial.latest
    if partial.month is None:
        assert (partial.latest - partial.earliest).days in (364, 365)
    elif partial.day is None:
        assert (partial.latest - partial.earliest).days in (27, 28, 29, 30)
        if partial.latest != date.max:
            assert (partial.latest + timedelta(days=1)).day == 1
    else:
        assert partial.latest == partial.earliest


@given(partial_dates(), partial_dates())
def test_order_is_total(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) + (one > other) + (one == other) == 1
    if one.earliest < other.earliest:
        assert one < other


@given(st.text(alphabet="0123456789-~?% ", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        partial = PartialDate.parse(text)
    except ValueError:
        return
    assert str(partial) == text


@given(st.text(alphabet="0123456789-~?%XY/.TZ:+", max_size=24))
def test_any_edtf_is_read_as_the_schema_has_it(text: str) -> None:
    """What is read has the form of the schema. Only a calendar knows the rest."""
    try:
        partial = PartialDate.parse(text)
    except ValueError as error:
        if "is not a date" in str(error):
            assert not re.search(EDTF_PATTERN, text) or "/" in text
        return
    assert str(partial) == text
    assert re.search(EDTF_PATTERN, text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("../1985", date.min, date(1985, 12, 31)),
        ("/1985", date.min, date(1985, 12, 31)),
        ("1985/..", date(1985, 1, 1), date.max),
        ("1985/", date(1985, 1, 1), date.max),
        ("-0005", date.min, date.min),
        ("Y17000", date.max, date.max),
        ("0001-01-01", date.min, date.min),
        ("0001-01-02", date(1, 1, 2), date(1, 1, 2)),
        ("9999-12-31", date.max, date.max),
        ("9999-12-30", date(9999, 12, 30), date(9999, 12, 30)),
    ],
)
def test_the_days_of_a_date_are_in_the_calendar(text: str, earliest: date, latest: date) -> None:
    found = PartialDate.parse(text)
    assert (found.earliest, found.latest) == (earliest, latest)
