"""The time of a key in the explorer, against the same key at a hundred records, in turn."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pyte

from benchmarks.figures import megabytes, seconds
from benchmarks.first_frame import LISTS, first_names, first_page, lists_show, page_shows
from benchmarks.subjects import Subject
from benchmarks.table import Line, p95, tell
from benchmarks.terminal import PATIENCE, QUIET, ROWS, NotSeenError, Terminal, left_of

WORDS = ("hospital", "univ 12")
HELD = 40
"""How many times a held key repeats."""
REPEAT = 1 / 30
"""Seconds between repeats, as on a keyboard."""

LISTS_OF_LARGE = 0.3
"""Seconds that a key may take to its lists in a very large registry."""

MEASURES = {
    "letter": "key to letter painted, p95 : at 100 records",
    "lists": "key to lists painted, p95 : at 100 records",
    "screen": "key to all painted, p95 : at 100 records",
    "held": "held j to cursor painted, p95 : at 100 records",
}


@dataclass(slots=True)
class _Seat:
    """A user of the explorer, and how long they waited for each thing."""

    subject: Subject
    names: list[str]
    heading: str
    order: list[str] = field(default_factory=list)
    """The names in the first list, as far down as a held key goes."""
    waited: dict[str, list[float]] = field(default_factory=lambda: {key: [] for key in MEASURES})
    peaks: list[int] = field(default_factory=list)


def keys(subjects: Sequence[Subject], smallest: Subject, runs: int) -> Iterator[Line]:
    """Type words and hold a key, in turn with the explorer of the smallest registry."""
    for subject in subjects:
        pair = _seat(smallest), _seat(subject)
        for run in range(1, subject.runs(runs) + 1):
            tell(f"keys: {subject.name}, run {run} of {subject.runs(runs)}")
            _sit_down(*pair)
        floor, ours = pair
        for key, what in MEASURES.items():
            a, b = p95(floor.waited[key]), p95(ours.waited[key])
            target = None if key == "screen" else 1.5
            note = f"p50 {seconds(statistics.median(ours.waited[key]))}"
            if key == "lists" and subject.is_large:
                what, a, target = f"{what.partition(' : ')[0]} : limit", LISTS_OF_LARGE, 1.0
            yield Line(what, subject.name, seconds(a), seconds(b), b / a, target, note)
        if ours.peaks:
            small, large = statistics.median(floor.peaks), statistics.median(ours.peaks)
            what = "peak memory of the explorer : at 100 records"
            ratio, target = large / small, None if subject.is_large else 1.3
            yield Line(what, subject.name, megabytes(small), megabytes(large), ratio, target)


def _seat(subject: Subject) -> _Seat:
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.order import Order
    from collab_tui.query import parse
    from collab_tui.records.kinds import LISTED
    from collab_tui.render.words import clean
    from collab_tui.tui.answering import answer

    subject.warm()
    catalog = Catalog.open([subject.registry], subject.cache)
    listings = answer(catalog, "", parse(""), dict.fromkeys(LISTED, Order.RELEVANCE)).listings
    rows = catalog.shown.rows(listings[LISTED[0]].numbers[: HELD + 1])
    catalog.close()
    return _Seat(
        subject, first_names(subject), first_page(subject), [clean(row.name) for row in rows]
    )


def _sit_down(floor: _Seat, ours: _Seat) -> None:
    with (
        Terminal(floor.subject.explorer(), floor.subject.environment()) as a,
        Terminal(ours.subject.explorer(), ours.subject.environment()) as b,
    ):
        seats = ((floor, a), (ours, b))
        for seat, terminal in seats:
            terminal.seen(lists_show(seat.names), page_shows(seat.heading))
        for seat, terminal in seats:
            _hold(seat, terminal)
        for word in WORDS:
            for _, terminal in seats:
                terminal.press("/")
                terminal.rest()
            for end in range(1, len(word) + 1):
                for seat, terminal in seats:
                    _type(seat, terminal, word[:end])
            for _, terminal in seats:
                for _ in range(2):  # clears the query, leaves the search bar
                    terminal.press("\x1b")
                    terminal.rest()
        for seat, terminal in seats:
            peak = terminal.peak_kib()
            if peak is not None:
                seat.peaks.append(peak)


def _type(seat: _Seat, terminal: Terminal, text: str) -> None:
    """Type the last letter of `text`; note when it, the lists and everything else were painted.

    If a letter changes nothing, nothing is waited for: `hosp` may find the same as `hos`.
    """
    _, lists_before, whole_before = _parts(terminal.screen())
    began = terminal.press(text[-1])
    frames: list[tuple[float, str, str, str]] = []
    letter = None
    while letter is None:  # on a busy machine, it may rest before it takes the key
        if time.perf_counter() - began > PATIENCE:
            raise NotSeenError(f"{text} is not in the search bar:\n{terminal.text}")
        terminal.rest()
        frames += [(when, *_parts(screen)) for when, screen in terminal.frames()]
        letter = next((when for when, bar, _, _ in frames if f"/ {text}" in bar), None)
    seat.waited["letter"].append(letter - began)
    _, _, lists, whole = frames[-1]
    if lists != lists_before:
        listed = next(when for when, _, now, _ in frames if now == lists)
        seat.waited["lists"].append(listed - began)
    if whole != whole_before:
        painted = next(when for when, _, _, now in frames if now == whole)
        seat.waited["screen"].append(painted - began)


def _parts(screen: pyte.Screen) -> tuple[str, str, str]:
    """Return the text of the search bar, of the lists without marks, and of everything."""
    bar, *rest = screen.display
    lists = "\n".join(left_of(screen, row, LISTS) for row in range(1, ROWS - 1))
    return bar, lists.replace("•", " "), "\n".join(rest)


def _hold(seat: _Seat, terminal: Terminal) -> None:
    """Hold ``j`` in the first list; note for each repeat when its cursor was painted."""
    terminal.screen()
    pressed = []
    for _ in range(min(HELD, len(seat.order) - 1)):
        pressed.append(terminal.press("j"))
        terminal.wait(REPEAT)
    terminal.rest()
    at = 0
    for when, screen in terminal.frames():
        here = _cursor(screen, seat.order, at)
        for index in range(at, here):
            seat.waited["held"].append(when - pressed[index])
        at = max(at, here)
    if at < len(pressed):
        raise NotSeenError(f"the cursor is at {at} of {len(pressed)}:\n{terminal.text}")
    terminal.press("g")
    terminal.wait(QUIET)
    terminal.rest()


def _cursor(screen: pyte.Screen, order: Sequence[str], start: int) -> int:
    """Return which entry of the first list has the cursor, at or after `start`."""
    heads = [row for row in range(ROWS) if " Agreements" in left_of(screen, row, 16)]
    rows = range(1, heads[0] if heads else ROWS)
    grounds = Counter(screen.buffer[row][2].bg for row in rows)
    usual = grounds.most_common(1)[0][0]
    for row in rows:
        text = left_of(screen, row, LISTS)[1:]
        if screen.buffer[row][2].bg != usual and "Institutions" not in text[:18]:
            shown = text.partition("…")[0]
            for index in range(start, len(order)):
                name = order[index]
                if text.startswith(name + " ") or (shown != text and name.startswith(shown)):
                    return index
    return start
