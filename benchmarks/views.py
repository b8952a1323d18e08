"""How long a view of a query takes, against the bare statement that finds its agreements.

The sets of agreements exist already, as after the first view. What a view asks and draws is not
there yet.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from benchmarks.subjects import Subject
from benchmarks.table import Line, Pairs, seconds, tell
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.compile import Compiler
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from collab_tui.views.state import State
from collab_tui.views.view import View

LOOKS = (
    State("overview"),
    State("timeline"),
    State("matrix", rows="focus", columns="country"),
    State("matrix", rows="with", columns="year"),
    State("map"),
)
"""How each view is looked at; views about one record depend on which one."""

QUERIES = ("country:SG", "role:funder", "type:mou -ends:none")

MOST_SECONDS = 0.2
"""The most that a matrix may take."""


def views(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Draw every view of several queries, each as if it is asked for the first time."""
    for subject in subjects:
        tell(f"views: {subject.name}")
        subject.warm()
        catalog = Catalog.open([subject.registry], subject.cache)
        connection = sqlite3.connect(f"{subject.database.as_uri()}?mode=ro", uri=True)
        view = View(catalog)
        first = _timed(partial(view.draw, "", LOOKS[0], 80, 42))
        for look in LOOKS:  # facets are made once
            view.draw("", look, 80, 42)
        for look in LOOKS:
            pairs = Pairs()
            for _ in range(runs):
                for query in QUERIES:
                    floor = _timed(partial(_bare, connection, catalog, query))
                    view.forget()
                    ours = _timed(partial(view.draw, query, look, 80, 42))
                    pairs.add(floor, ours)
            what = f"view {look.name} {look.rows}".rstrip()
            within = max(pairs.ours) <= MOST_SECONDS
            note = f"longest {seconds(max(pairs.ours))}" + ("" if within else ": too long")
            yield pairs.line(f"{what} : its agreements", subject.name, note=note)
        yield Line("first view", subject.name, "", seconds(first))
        connection.close()
        catalog.close()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _bare(connection: sqlite3.Connection, catalog: Catalog, query: str) -> object:
    condition = Compiler(connection, catalog.today).condition(parse(query), Kind.AGREEMENT)
    sql = f"SELECT r.n FROM record r WHERE r.kind = ? AND ({condition.sql})"  # noqa: S608
    return connection.execute(sql, (Kind.AGREEMENT, *condition.values)).fetchall()
