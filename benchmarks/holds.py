"""How long the explorer's event loop is blocked while it is used."""

from __future__ import annotations

import json
import signal
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import seconds
from benchmarks.first_frame import first_names, first_page, lists_show, page_shows
from benchmarks.subjects import CHILDREN, Subject
from benchmarks.table import Line, tell
from benchmarks.terminal import Terminal

FRAME = 0.016
"""Seconds of a frame."""
QUIET = 0.06
"""Seconds of silence after which the next key is pressed."""

ENTER, ESCAPE, BACKSPACE, TAB = "\r", "\x1b", "\x7f", "\t"


@dataclass(slots=True)
class _Holds:
    longest: list[float] = field(default_factory=list)
    what: Counter[str] = field(default_factory=Counter)
    ours: list[float] = field(default_factory=list)
    where: Counter[str] = field(default_factory=Counter)

    def add(self, phases: dict[str, dict[str, Any]]) -> None:
        """Add a run: the longest hold of all phases, and the longest hold by our code."""
        name = max(phases, key=lambda phase: phases[phase]["longest"])
        self.longest.append(phases[name]["longest"])
        self.what[f"{name}: {phases[name]['what']}"] += 1
        name = max(phases, key=lambda phase: phases[phase]["ours"])
        self.ours.append(phases[name]["ours"])
        self.where[f"{name}: {phases[name]['where']}"] += 1


def holds(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Use the explorer with a clock on its event loop; the first subject is the floor."""
    found = {subject.name: _Holds() for subject in subjects}
    for subject in subjects:
        subject.warm()
    for run in range(1, runs + 1):
        for subject in subjects:
            tell(f"event loop: {subject.name}, run {run} of {runs}")
            found[subject.name].add(_use(subject))
    floor = statistics.median(found[subjects[0].name].longest)
    for name, ours in found.items():
        longest, mine = statistics.median(ours.longest), statistics.median(ours.ours)
        what = f"event loop held longest, by anything : {subjects[0].name} records"
        figures = seconds(floor), seconds(longest), longest / floor
        yield Line(what, name, *figures, note=_named(ours.what))
        what = "event loop held longest, by our code : a frame"
        figures = seconds(FRAME), seconds(mine), mine / FRAME
        yield Line(what, name, *figures, target=1.0, note=_named(ours.where))


def _named(places: Counter[str]) -> str:
    return ", ".join(place for place, _ in places.most_common(3))


def _use(subject: Subject) -> dict[str, dict[str, Any]]:
    """Use the explorer; return the report of `benchmarks.children.watched`, by phase."""
    names, heading = first_names(subject), first_page(subject)
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, str(CHILDREN / "watched.py"), str(report)]
        with Terminal([*command, *subject.explorer()[1:]], subject.environment()) as terminal:
            terminal.seen(lists_show(names), page_shows(heading))
            for use in PHASES.values():
                terminal.signal(signal.SIGUSR1)
                use(terminal)
            terminal.signal(signal.SIGUSR1)  # leaving is a separate phase
        phases = json.loads(report.read_text(encoding="utf-8"))
    return dict(zip(PHASES, phases[1:-1], strict=True))


def _press(terminal: Terminal, *keys: str, pause: float = 0.03) -> None:
    """Press keys one after the other, then wait until the explorer rests."""
    for key in keys:
        terminal.press(key)
        terminal.wait(pause)
    terminal.rest(QUIET)


def _typing(terminal: Terminal) -> None:
    for query in ("hospital nat", "country:sg role:", "nobody-is-called-this"):
        _press(terminal, "/", *query, pause=0.08)
        _press(terminal, ESCAPE, ESCAPE)
    _press(terminal, ESCAPE, ESCAPE)


def _moving(terminal: Terminal) -> None:
    _press(terminal, "1", *"j" * 30, pause=1 / 30)
    for key in ("G", "g", "\x04", "\x04", "\x15", "n", BACKSPACE, "2", "G", "k", "3", "G"):
        _press(terminal, key)


def _reading(terminal: Terminal) -> None:
    _press(terminal, "1", "g")
    for key in (ENTER, "j", ENTER, "j", "G", BACKSPACE, ESCAPE, "2", "g", ENTER, ENTER):
        _press(terminal, key)
    _press(terminal, BACKSPACE, ESCAPE, "f")
    _press(terminal, "s", "s", "x")


def _switching(terminal: Terminal) -> None:
    for key in (TAB, TAB, TAB, TAB, "1", "2", "3", "?", ESCAPE, "p", ESCAPE, "e", ESCAPE):
        _press(terminal, key)


PHASES: dict[str, Callable[[Terminal], None]] = {
    "typing": _typing,
    "moving": _moving,
    "reading": _reading,
    "switching": _switching,
}
