"""Coming dates: ends of agreements, last days for notice, milestones (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from collab_tui.language import _
from collab_tui.outgoing.libraries import library
from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind
from collab_tui.records.status import IN_FORCE
from collab_tui.records.term import term_of
from collab_tui.render.words import clean

if TYPE_CHECKING:
    from collab_tui.catalog.catalog import Catalog

ALARMS = {"end": timedelta(days=30), "notice": timedelta(days=14), "milestone": timedelta(days=7)}
"""How long before a day of each sort the calendar reminds of it."""


class Event(NamedTuple):
    """A day of which somebody wants to be reminded."""

    ref: str
    what: str
    """``end``, ``notice`` or ``milestone``."""
    part: str
    """What makes it different from others of its sort in the same record. It never changes."""
    day: date
    title: str
    note: str


def events(catalog: Catalog, numbers: Sequence[int]) -> Iterator[Event]:
    """Yield the coming dates, from today on, of the agreements among `numbers`.

    A date that is a month or a year is put on its last day, and the note says so.
    """
    today = catalog.today
    for found in catalog.shown.whole(numbers):
        if found.ref.kind is not Kind.AGREEMENT:
            continue
        (row,) = catalog.shown.rows([found.n])
        is_running = row.status is None or row.status in IN_FORCE
        for event in _of(str(found.ref), found.name, found.document, today, is_running):
            if event.day >= today:
                yield event


def _of(
    ref: str, name: str, document: Mapping[str, Any], today: date, is_running: bool
) -> Iterator[Event]:
    term = term_of(document)
    end = term.next_end(today)
    if is_running and end is not None and term.end is not None:
        is_first = end == term.end.latest
        renews = _("It then renews itself, unless somebody ends it.")
        notes = [_exactly(term.end) if is_first else renews]
        if term.is_derived:
            notes.append(_("Derived from its start and its duration."))
        title = _("{agreement} ends", agreement=name)
        if term.is_renewed:
            title = _("{agreement} renews itself", agreement=name)
        yield Event(ref, "end", "", end, title, _joined(notes))
    notice = term.next_notice(today) if is_running else None
    if notice is not None:
        title = _("Last day for notice: {agreement}", agreement=name)
        yield Event(ref, "notice", "", notice, title, _("Its term ends on {day}.", day=end))
    for milestone in document.get("milestones", ()):
        when = PartialDate.parse(milestone["date"])
        if not when.has_days:
            continue
        notes = [milestone.get("note") or "", _exactly(when)]
        title = f"{milestone['event']}: {name}"
        yield Event(ref, "milestone", _slug(milestone["event"]), when.latest, title, _joined(notes))


def _exactly(known: PartialDate) -> str:
    is_day = known.earliest == known.latest and not (known.approximate or known.uncertain)
    return "" if is_day else _("The exact day is not known: {date}.", date=known)


def _joined(notes: Sequence[str]) -> str:
    return " ".join(filter(None, notes))


def _slug(text: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def as_ics(catalog: Catalog, numbers: Sequence[int], now: datetime | None = None) -> str:
    """Return a calendar of `events`.

    An event keeps its UID as long as its record and sort stay the same. So a second import updates
    it: the event of the next end moves to the end after that.

    Raises:
        LibraryMissingError: icalendar is not installed.
    """
    ical = library("icalendar", "calendar", _("A calendar"))
    calendar = ical.Calendar()
    calendar.add("prodid", "-//collab-tui//registry//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(catalog.about.title() or _("Agreements")))
    for event in events(catalog, numbers):
        entry = ical.Event()
        parts = filter(None, [event.ref.replace("/", "."), event.what, event.part])
        entry.add("uid", f"{'.'.join(parts)}@collab-tui")
        entry.add("dtstamp", now or datetime.now(UTC))
        entry.add("dtstart", event.day)
        if event.day < date.max:  # without it, an event is of one day, too
            entry.add("dtend", event.day + timedelta(days=1))
        entry.add("summary", clean(event.title))
        entry.add("description", clean(_joined([event.note, event.ref])))
        entry.add("transp", "TRANSPARENT")
        alarm = ical.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", clean(event.title))
        alarm.add("trigger", -ALARMS[event.what])
        entry.add_component(alarm)
        calendar.add_component(entry)
    return str(calendar.to_ical().decode())
