"""How long forms take, against the same at a hundred records.

Forms are opened, a reference is typed, and a new institution is written, in a copy of the registry.
"""

from __future__ import annotations

import shutil
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pyte

from benchmarks.figures import seconds
from benchmarks.first_frame import LISTS, first_page, page_shows
from benchmarks.subjects import Subject
from benchmarks.table import Line, p95, tell
from benchmarks.terminal import ROWS, Terminal, left_of

OPENED = 3
"""How often a form of each sort is opened in a run, after the first."""
WORDS = ("hosp", "univ")
"""What is typed for a reference."""

ENTER, ESCAPE, TAB, CLEAR, SAVE = "\r", "\x1b", "\t", "\x15", "\x13"

MEASURES: dict[str, tuple[str, Callable[[Sequence[float]], float], float | None]] = {
    "first": ("first form of an explorer, key to painted", statistics.median, None),
    "change": ("form of a record, key to painted", statistics.median, 1.5),
    "new": ("form of a new record, key to painted", statistics.median, 1.5),
    "offers": ("letter to offers for a reference, p95", p95, None),
    "preview": ("preview of a new record", statistics.median, None),
    "saved": ("saved record in the list", statistics.median, None),
}
"""By measure, what it is called, the figure of several, and its target."""


@dataclass(slots=True)
class _Office:
    """Somebody who fills in forms, and how long they waited for each thing."""

    subject: Subject
    heading: str
    waited: dict[str, list[float]] = field(default_factory=lambda: {key: [] for key in MEASURES})


def forms(subjects: Sequence[Subject], smallest: Subject, runs: int) -> Iterator[Line]:
    """Fill in forms of each registry, in turn with the smallest one."""
    for subject in subjects:
        with _office(smallest, "forms-floor") as floor, _office(subject, "forms") as ours:
            for run in range(1, runs + 1):
                tell(f"forms: {subject.name}, run {run} of {runs}")
                for office in (floor, ours):
                    _work(office, run)
            for key, (what, figure, target) in MEASURES.items():
                a, b = figure(floor.waited[key]), figure(ours.waited[key])
                note = f"longest {seconds(max(ours.waited[key]))}"
                what = f"{what} : at {floor.subject.records:,} records"
                yield Line(what, subject.name, seconds(a), seconds(b), b / a, target, note)


@contextmanager
def _office(subject: Subject, name: str) -> Iterator[_Office]:
    """Yield an office with a copy of a registry, which is gone afterwards."""
    folder = subject.folder / name
    copy = replace(subject, name=name, path=folder / "registry")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(subject.registry, folder / "registry")
        tell(f"forms: a catalog of {subject.name}")
        copy.warm()
        yield _Office(copy, first_page(copy))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(copy.cache, ignore_errors=True)


def _work(office: _Office, run: int) -> None:
    name = f"Aaa {run}"  # the first in the list
    with Terminal(office.subject.explorer(), office.subject.environment()) as terminal:
        terminal.seen(page_shows(office.heading))
        for at in range(1 + OPENED):
            key = "change" if at else "first"  # what forms need is loaded for the first one
            office.waited[key].append(_until(terminal, "i", "Change institution:"))
            _until(terminal, ESCAPE, "1 Institutions")
        for _ in range(OPENED):
            _until(terminal, "a", "Add a record")
            office.waited["new"].append(_until(terminal, "i", "New institution"))
            _until(terminal, ESCAPE, "Esc leave")
            _until(terminal, ESCAPE, "1 Institutions")
        for keys, text in (
            ("a", "Add a record"),
            ("i", "New institution"),
            (name, f"› {name}"),
            (TAB, f"New institution: {name}"),
            ("f", "Another field"),
            ("relat", "› relat"),
            (ENTER, "Related: institution"),
        ):
            _until(terminal, keys, text)
        for word in WORDS:
            for letter in word:
                office.waited["offers"] += _settled(terminal, letter)
            terminal.press(CLEAR)
            terminal.rest()
        _until(terminal, ESCAPE, "Esc leave")
        office.waited["preview"].append(_until(terminal, SAVE, f'+name = "{name}"'))
        terminal.screen()
        began = terminal.press(SAVE)
        (seen,) = terminal.seen(_lists(name))
        office.waited["saved"].append(terminal.began + seen - began)


def _until(terminal: Terminal, keys: str, text: str) -> float:
    """Press keys; return the seconds until a text is on the screen."""
    terminal.screen()
    began = terminal.press(keys)
    (seen,) = terminal.seen(_shows(text))
    return terminal.began + seen - began


def _settled(terminal: Terminal, key: str) -> list[float]:
    """Press a key; return the seconds until the screen was as it stayed, if it changed."""
    before = list(terminal.screen().display)
    began = terminal.press(key)
    terminal.rest()
    frames = [(when, list(screen.display)) for when, screen in terminal.frames()]
    if not frames or frames[-1][1] == before:
        return []
    return [next(when for when, display in frames if display == frames[-1][1]) - began]


def _shows(text: str) -> Callable[[pyte.Screen], bool]:
    return lambda screen: any(text in row for row in screen.display)


def _lists(name: str) -> Callable[[pyte.Screen], bool]:
    """Return a condition: a name begins a row of the lists."""
    return lambda screen: any(
        left_of(screen, row, LISTS)[1:].lstrip().startswith(f"{name} ") for row in range(ROWS)
    )
