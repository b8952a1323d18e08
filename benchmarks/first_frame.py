"""How long it takes until the explorer is visible, against an empty Textual app.

The overview counts by what an earlier explorer has kept in the catalog.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence

import pyte

from benchmarks.subjects import CHILDREN, Subject, environment
from benchmarks.table import Line, Pairs, tell
from benchmarks.terminal import COLUMNS, ROWS, Terminal, left_of

LISTS = int(COLUMNS * 0.42)
"""Columns of the lists; the detail view is to the right of them."""
OVERVIEW = "BEGUN, BY YEAR"
"""A heading that the first page of the explorer has once it is drawn."""
RECORD = "institution/"
"""What the first page has if there are no agreements, and so no overview: the first record."""
ENOUGH = 14
"""Columns of a name that are enough to recognise it."""


def first_frames(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Measure from the start of the process to the lists, and to the overview beside them."""
    for subject in subjects:
        tell(f"first frame: {subject.name}")
        subject.warm()
        names, heading = first_names(subject), first_page(subject)
        lists, page, after = Pairs(), Pairs(), Pairs()
        for run in range(subject.runs(runs) + 1):
            empty, (listed, drawn) = empty_app(), explorer(subject, names, heading)
            if run:  # the first warms up
                lists.add(empty, listed)
                page.add(empty, drawn)
                after.add(listed, drawn)
        limit = 1.6 if subject.is_large else {"built-in": 1.25}.get(subject.name, 1.4)
        yield lists.line("first frame, lists filled : empty app", subject.name, limit)
        yield page.line("first page, the overview, painted : empty app", subject.name, 1.7)
        yield after.line("first page, the overview, painted : lists filled", subject.name, 1.5)


def first_names(subject: Subject) -> list[str]:
    """Return the beginning of the first name in each list that is not empty."""
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.catalog.order import Order
    from collab_tui.query import parse
    from collab_tui.records.kinds import LISTED
    from collab_tui.render.words import clean
    from collab_tui.tui.answering import answer

    catalog = Catalog.open([subject.registry], subject.cache)
    listings = answer(catalog, "", parse(""), dict.fromkeys(LISTED, Order.RELEVANCE)).listings
    firsts = [list(listings[kind].numbers[:1]) for kind in LISTED]
    names = [
        clean(row.name)[:ENOUGH].rstrip() for first in firsts for row in catalog.shown.rows(first)
    ]
    catalog.close()
    return names


def first_page(subject: Subject) -> str:
    """Return what the first page of the explorer has once it is drawn."""
    from collab_tui.catalog.catalog import Catalog
    from collab_tui.records.kinds import Kind

    catalog = Catalog.open([subject.registry], subject.cache)
    agreements = catalog.counts()[Kind.AGREEMENT]
    catalog.close()
    return OVERVIEW if agreements else RECORD


def empty_app() -> float:
    """Return the seconds until the word of the empty app is on the screen."""
    command = [sys.executable, str(CHILDREN / "empty_app.py")]
    with Terminal(command, environment()) as terminal:
        (seconds,) = terminal.seen(lambda screen: "painted" in screen.display[0])
    return seconds


def explorer(subject: Subject, names: Sequence[str], heading: str) -> tuple[float, float]:
    """Return the seconds until the lists, and until the first page, are visible."""
    with Terminal(subject.explorer(), subject.environment()) as terminal:
        listed, drawn = terminal.seen(lists_show(names), page_shows(heading))
    return listed, drawn


def lists_show(names: Sequence[str]) -> Callable[[pyte.Screen], bool]:
    """Return a condition: every name begins a row of the lists."""

    def condition(screen: pyte.Screen) -> bool:
        rows = [left_of(screen, row, LISTS)[1:].lstrip() for row in range(ROWS)]
        return all(any(row.startswith(name) for row in rows) for name in names)

    return condition


def page_shows(text: str) -> Callable[[pyte.Screen], bool]:
    """Return a condition: a text stands beside the lists."""

    def condition(screen: pyte.Screen) -> bool:
        rows = range(ROWS)
        return any(text in left_of(screen, row, COLUMNS)[LISTS:] for row in rows)

    return condition
