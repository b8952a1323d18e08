"""How long the first frame takes in each language, against English.

In every language the lists have other names, so what is waited for is that they fill their side of
the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pyte

from benchmarks.first_frame import LISTS
from benchmarks.subjects import Subject
from benchmarks.table import Line, Pairs, tell
from benchmarks.terminal import ROWS, Terminal, left_of

ENGLISH = "en"
OTHERS = {"id": "Indonesian", "zh_CN": "Chinese"}
"""Languages that are compared with English."""
LIMIT = 1.1


def languages(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Measure from the start of the process to the lists, in turn with English."""
    for subject in subjects:
        spoken = {code: replace(subject, language=code) for code in (ENGLISH, *OTHERS)}
        for code, one in spoken.items():
            tell(f"languages: {subject.name}, a catalog in {code}")
            one.warm()
        pairs = {code: Pairs() for code in OTHERS}
        for run in range(runs + 1):
            for code in OTHERS:
                floor, ours = _seconds(spoken[ENGLISH]), _seconds(spoken[code])
                if run:  # the first warms up
                    pairs[code].add(floor, ours)
        for code, name in OTHERS.items():
            what = f"first frame in {name} : in English"
            yield pairs[code].line(what, subject.name, LIMIT)


def _seconds(subject: Subject) -> float:
    with Terminal(subject.explorer(), subject.environment()) as terminal:
        (seen,) = terminal.seen(_lists_are_full)
    return seen


def _lists_are_full(screen: pyte.Screen) -> bool:
    return all(left_of(screen, row, LISTS).strip(" ▏▌") for row in range(1, ROWS - 1))
