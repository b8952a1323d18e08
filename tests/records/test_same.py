"""Values of a file that are written alike, and those that only look so."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from collab_tui.records.same import same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "a"),
        (1, 1),
        (None, None),
        ({"a": [1, {"b": "c"}]}, {"a": [1, {"b": "c"}]}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([1, 2], (1, 2)),
        ({}, {}),
    ],
)
def test_what_is_written_alike(one: Any, other: Any) -> None:
    assert same(one, other) is True
    assert same(other, one) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (0, False),
        (1, 1.0),
        (1, "1"),
        ("", None),
        ([1, 2], [2, 1]),
        ([1], [1, 1]),
        ([], {}),
        ({"a": 1}, {"a": 2}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": 1, "b": 2}),
        ({"a": [True]}, {"a": [1]}),
        ({"a": 1}, "a"),
        (date(2024, 1, 1), datetime(2024, 1, 1)),
    ],
)
def test_what_is_not_written_alike(one: Any, other: Any) -> None:
    assert same(one, other) is False
    assert same(other, one) is False
