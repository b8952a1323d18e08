"""Calendars, parsed by icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from collab_tui.catalog.catalog import Catalog
from collab_tui.outgoing.calendar import as_ics
from tests.outgoing.test_dump import found

TODAY = date(2026, 6, 1)
TEXT = """
[[agreement]]
id = "plain"
name = "Plain, with; signs"
type = "mou"
dates = { start = 2024-01-01, end = 2026-12-31 }

[[agreement]]
id = "renewing"
name = "Renewing"
type = "mou"
dates = { signed = 2020-03-01, duration = "P5Y" }
renewal = { type = "automatic", every = "P1Y", notice = "P6M" }

[[agreement]]
id = "over"
name = "Over"
type = "mou"
status = "terminated"
dates = { start = 2024, end = 2030, terminated = 2025 }

[[agreement]]
id = "vague"
name = "Vague"
type = "mou"
dates = { end = "2027~" }
milestones = [
  { date = 2026-05-31, event = "Past" },
  { date = "2026-09", event = "First report", note = "By mail." },
  { date = 9999-12-31, event = "Last day" },
]
"""


def opened(folder: Path, today: date) -> Catalog:
    (folder / "r.toml").write_text(TEXT, "utf-8")
    catalog = Catalog.open([folder / "r.toml"], folder / "cache", today)
    catalog.refresh()
    return catalog


@pytest.fixture
def registry(tmp_path: Path) -> Catalog:
    return opened(tmp_path, TODAY)


def read(text: str) -> dict[str, Any]:
    calendar = Calendar.from_ical(text)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_what_is_to_come_is_in_it(registry: Catalog) -> None:
    found_events = read(as_ics(registry, found(registry)))
    days = {uid: event["dtstart"].dt for uid, event in found_events.items()}
    assert days == {
        "agreement.plain.end@collab-tui": date(2026, 12, 31),
        "agreement.renewing.end@collab-tui": date(2027, 2, 28),
        "agreement.renewing.notice@collab-tui": date(2026, 8, 28),
        "agreement.vague.end@collab-tui": date(2027, 12, 31),
        "agreement.vague.milestone.first-report@collab-tui": date(2026, 9, 30),
        "agreement.vague.milestone.last-day@collab-tui": date.max,
    }
    vague = found_events["agreement.vague.end@collab-tui"]
    assert "not known: 2027~" in vague["description"]
    assert found_events["agreement.plain.end@collab-tui"]["summary"] == "Plain, with; signs ends"
    for event in found_events.values():
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt < timedelta(0)
        if event["dtstart"].dt < date.max:
            assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)


def test_a_second_import_updates_the_first(registry: Catalog, tmp_path: Path) -> None:
    first = read(as_ics(registry, found(registry), datetime(2026, 6, 1, tzinfo=UTC)))
    later = opened(tmp_path, date(2026, 12, 1))
    second = read(as_ics(later, found(later), datetime(2026, 12, 1, tzinfo=UTC)))
    uid = "agreement.renewing.notice@collab-tui"
    assert second[uid]["dtstart"].dt == date(2027, 8, 28)
    assert first[uid]["dtstamp"].dt < second[uid]["dtstamp"].dt


def test_a_query_chooses_the_agreements(registry: Catalog) -> None:
    assert list(read(as_ics(registry, found(registry, "id:plain")))) == [
        "agreement.plain.end@collab-tui"
    ]
