"""The bar of an agreement: every case, and what is true of all dates."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_tui.catalog.views.axis import STEPS, Axis, fitting, moved
from collab_tui.catalog.views.item import Item
from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind, Ref
from collab_tui.views.bars import bar_of

TODAY = date(2026, 11, 25)
AXIS = Axis(2018 * 12, 3, 43)


def item(status: str = "", **dates: Any) -> Item:
    every = {
        "announced": "",
        "signed": "",
        "start": "",
        "end": "",
        "terminated": "",
        "milestones": (),
        "next_end": "",
        "notice": "",
    }
    return Item(1, Ref(Kind.AGREEMENT, "a"), "A", status, **{**every, **dates})


def line(found: Item, axis: Axis = AXIS) -> str:
    cells = bar_of(found, axis, TODAY)
    return "".join(cells.get(column, (" ", True))[0] for column in range(axis.width)).rstrip()


@pytest.mark.parametrize(
    ("status", "dates", "expected"),
    [
        ("active", {"start": "2018-01-01", "end": "2028-03-31"}, "┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╋━━━━┫"),
        ("expired", {"start": "2018-01-01", "end": "2023-06-30"}, "┣━━━━━━━━━━━━━━━━━━━━┫             │"),
        ("active", {"start": "2019-04"}, "     ┣━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╋· ·"),
        ("signed", {"start": "2019-04"}, "     ┣· · · · · · · · · · · · · · ·│· ·"),
        ("announced", {"announced": "2021-10"}, "               ◇                   │"),
        ("expired", {"signed": "2020-10", "end": "2026-01"}, "           ◆────────────────────┫  │"),
        ("expired", {"end": "2025-03"}, "                        · · ┫      │"),
        ("completed", {"start": "2020-01"}, "        ┣░░░░░░░░░░░░░░░░░░░░░░░░░░│"),
        ("terminated", {"start": "2018-01", "terminated": "2022-04", "end": "2025-01"}, "┣━━━━━━━━━━━━━━━━✕          ┫      │"),
        ("active", {"start": "2020"}, "        ░┣░░━━━━━━━━━━━━━━━━━━━━━━━╋· ·"),
        ("expired", {"start": "2020", "end": "2023"}, "        ░┣░░━━━━━━━━░░░┫           │"),
        ("active", {"start": "2019-04~"}, "     ┣~━━━━━━━━━━━━━━━━━━━━━━━━━━━━╋· ·"),
        ("signed", {"signed": "2024-01?"}, "                        ◆?· · · · ·│· ·"),
        ("announced", {"start": "2024-01", "end": "2025-01"}, "                        ┣╌╌╌┫      │"),
        ("active", {"start": "2024-01", "next_end": "2027-12-31", "notice": "2027-06-30"}, "                        ┣━━━━━━━━━━╋╌▿╌┫· ·"),
    ],
)  # fmt: skip
def test_every_case(status: str, dates: dict[str, Any], expected: str) -> None:
    assert line(item(status, **dates)) == expected


def test_what_goes_on_outside_is_told() -> None:
    assert line(item("active", start="2010", end="2040")).startswith("◂")
    assert line(item("active", start="2010", end="2040")).endswith("▸")


@st.composite
def partial_dates(draw: st.DrawFn) -> str:
    year = draw(st.integers(1990, 2050))
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    form = draw(st.sampled_from(("{0}", "{0}-{1:02}", "{0}-{1:02}-{2:02}")))
    return form.format(year, month, day) + draw(st.sampled_from(("", "~", "?", "%")))


@given(partial_dates(), st.sampled_from(STEPS), st.integers(10, 200))
def test_all_that_a_date_can_be_is_drawn(text: str, step: int, width: int) -> None:
    """Outside, for what is possible: no column in which the date can be stays blank."""
    axis = Axis(2000 * 12 // step * step, step, width)
    known = PartialDate.parse(text)
    first, last = axis.column_of(known.earliest), axis.column_of(known.latest)
    for field in ("start", "signed", "end", "announced"):
        cells = bar_of(item("active", **{field: text}), axis, TODAY)
        for column in range(max(0, first), min(width - 1, last) + 1):
            assert cells.get(column, (" ", True))[0] in "░┣◆◇┫~?│╋◂▸"


@given(partial_dates(), partial_dates(), st.sampled_from(STEPS))
def test_only_what_is_certain_is_drawn_so(start: str, end: str, step: int) -> None:
    """Inside, for what is certain: ━ is after every possible start, and before the end."""
    first, last = PartialDate.parse(start), PartialDate.parse(end)
    axis = Axis(1980 * 12 // step * step, step, 100 * 12 // step)
    cells = bar_of(item("expired", start=start, end=end), axis, TODAY)
    for column, (glyph, _) in cells.items():
        if glyph in "━╋":
            assert axis.column_of(first.latest) < column < axis.column_of(last.earliest)


@given(st.integers(0, 9999 * 12), st.integers(0, 1200), st.integers(1, 300), st.integers(-9, 9))
def test_a_column_is_whole_months_and_all_of_it_fits(
    first: int, months: int, width: int, zoom: int
) -> None:
    axis = fitting(first, first + months, width)
    assert axis.start % axis.step == 0
    assert axis.start >= 12
    if axis.step < STEPS[-1] and 12 * 10 <= first < 9700 * 12:
        assert 0 <= axis.column(first) <= axis.column(first + months) < width
    zoomed = moved(axis, zoom, 17)
    assert zoomed.start % zoomed.step == 0
    assert zoomed.width == width
