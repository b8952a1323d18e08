from __future__ import annotations

import pytest

from collab_tui.records.status import effective_status

DAY = 20260615


@pytest.mark.parametrize(
    ("recorded", "end", "effective"),
    [
        ("active", 20260614, "expired"),
        ("active", 20260615, "active"),
        ("active", 20260630, "active"),
        ("active", 20260531, "expired"),
        ("active", 20261231, "active"),
        ("active", 20251231, "expired"),
        ("active", None, "active"),
        ("signed", 20251231, "expired"),
        ("completed", 20251231, "completed"),
        ("terminated", 20251231, "terminated"),
        ("proposed", 20251231, "proposed"),
        (None, 20251231, "expired"),
    ],
)
def test_effective_status(recorded: str | None, end: int | None, effective: str | None) -> None:
    assert effective_status(recorded, end, DAY) == effective
