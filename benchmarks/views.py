"""How long a view of a query takes, against the bare statement that finds its agreements.

The sets of agreements exist already, as after the first view. What a view asks and draws is not
there yet.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from benchmarks.figures import seconds
from benchmarks.subjects import Subject
from benchmarks.table import Line, Pairs, tell
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.views.facets import dimension
from collab_tui.query import parse
from collab_tui.records.kinds import Kind
from collab_tui.views.declared import VIEWS
from collab_tui.views.state import State
from collab_tui.views.view import View

LOOKS = (
    State("overview"),
    State("timeline"),
    State("matrix", rows="focus", columns="country"),
    State("matrix", rows="with", columns="year"),
    State("map"),
    State("partners"),
    State("paths"),
    State("compare"),
)
"""How each view is looked at. Those about records are about the institutions with most agreements.
"""

QUERIES = ("country:SG", "role:funder", "type:mou -ends:none")

MOST_SECONDS = 0.1
"""The most that a view may take, once what it counts by is there."""


def views(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Draw every view of several queries, each as if it is asked for the first time."""
    for subject in subjects:
        tell(f"views: {subject.name}")
        subject.warm()
        catalog = Catalog.open([subject.registry], subject.cache)
        connection = sqlite3.connect(f"{subject.database.as_uri()}?mode=ro", uri=True)
        view = View(catalog)
        first = _timed(partial(view.draw, "", LOOKS[0], 80, 42))
        looks = _about_the_largest(catalog)
        for look in looks:  # facets are made once
            view.draw("", look, 80, 42)
        catalog.sets.keep()
        again = _timed(partial(_first_again, subject))
        for look in looks:
            pairs = Pairs()
            for _ in range(runs):
                for query in QUERIES:
                    floor = _timed(partial(_bare, connection, catalog, query))
                    view.forget()
                    ours = _timed(partial(view.draw, query, look, 80, 42))
                    pairs.add(floor, ours)
            what = f"view {look.name} {look.rows}".rstrip()
            longest = max(pairs.ours)
            within = "" if longest <= MOST_SECONDS else f", more than {seconds(MOST_SECONDS)}"
            note = f"longest {seconds(longest)}{within}"
            yield pairs.line(f"{what} : its agreements", subject.name, note=note)
        yield Line("first view ever", subject.name, "", seconds(first))
        yield Line("first view, by what is kept", subject.name, "", seconds(again))
        connection.close()
        catalog.close()


def _about_the_largest(catalog: Catalog) -> list[State]:
    """Return `LOOKS`, about the two institutions with most agreements."""
    found = catalog.sets.ask(lambda sets: dimension(sets, "with").ranked(sets.every, most=2))
    refs = tuple(f"{Kind.INSTITUTION}/{key}" for key, _ in found)
    return [look._replace(about=refs[: VIEWS[look.name].about]) for look in LOOKS]


def _first_again(subject: Subject) -> object:
    """Draw the first page as another process does."""
    catalog = Catalog.open([subject.registry], subject.cache)
    try:
        return View(catalog).draw("", LOOKS[0], 80, 42)
    finally:
        catalog.close()


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _bare(connection: sqlite3.Connection, catalog: Catalog, query: str) -> object:
    condition = Compiler(connection, catalog.today).condition(parse(query), Kind.AGREEMENT)
    sql = f"SELECT r.n FROM record r WHERE r.kind = ? AND ({condition.sql})"  # noqa: S608
    return connection.execute(sql, (Kind.AGREEMENT, *condition.values)).fetchall()
