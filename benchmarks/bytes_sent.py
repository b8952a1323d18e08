"""How many bytes a key sends to the terminal, against the cells of its screen."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from benchmarks.figures import in_bytes
from benchmarks.first_frame import first_names, first_page, lists_show, page_shows
from benchmarks.subjects import Subject
from benchmarks.table import Line, tell
from benchmarks.terminal import COLUMNS, ROWS, Terminal

WORD = "hospital"
"""What is typed. Each letter may fill all lists and show another record."""
MOVES = 6

TARGETS = {"first page": 4.5, "j": 0.8, "/": 0.5, "letter": 1.7, "x": 1.7}
"""The most bytes for each cell of the screen. Terminals draw 10 kB a second at 115,200 baud."""

MEASURES = {
    "first page": "bytes until the first page is there : a byte a cell",
    "j": "bytes of j : a byte a cell",
    "/": "bytes of / : a byte a cell",
    "letter": "bytes of a letter, most : a byte a cell",
    "x": "bytes of x, which clears the query : a byte a cell",
}


def bytes_sent(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Start, move, type and clear; figures are medians of the runs."""
    cells = COLUMNS * ROWS
    for subject in subjects:
        subject.warm()
        spent: dict[str, list[int]] = {key: [] for key in MEASURES}
        for run in range(1, runs + 1):
            tell(f"bytes: {subject.name}, run {run} of {runs}")
            _use(subject, spent)
        for key, what in MEASURES.items():
            ours = statistics.median(spent[key])
            floor = in_bytes(cells)
            yield Line(what, subject.name, floor, in_bytes(ours), ours / cells, TARGETS[key])


def _use(subject: Subject, spent: dict[str, list[int]]) -> None:
    names, heading = first_names(subject), first_page(subject)
    with Terminal(subject.explorer(), subject.environment()) as terminal:
        terminal.seen(lists_show(names), page_shows(heading))
        spent["first page"].append(terminal.received)

        def press(key: str) -> int:
            before = terminal.received
            terminal.press(key)
            terminal.rest()
            return terminal.received - before

        press("j")  # from the overview to the record
        spent["j"] += [press("j") for _ in range(MOVES)]
        spent["/"].append(press("/"))
        spent["letter"].append(max(press(letter) for letter in WORD))
        press("\r")
        spent["x"].append(press("x"))
