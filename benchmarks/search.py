"""How long the catalog takes to answer, against the bare FTS5 statement on its database."""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from benchmarks.figures import seconds
from benchmarks.subjects import Subject
from benchmarks.table import Line, Pairs, p95, tell
from collab_tui.catalog.catalog import Catalog
from collab_tui.catalog.fts import fts_match, searchable
from collab_tui.catalog.order import Order
from collab_tui.catalog.schema import WEIGHTS
from collab_tui.query import QueryError, parse
from collab_tui.records.kinds import LISTED
from collab_tui.tui.answering import answer

_RANK = f"bm25(text, {', '.join(map(str, WEIGHTS))})"
BARE = f"SELECT rowid FROM text WHERE text MATCH ? ORDER BY {_RANK}"  # noqa: S608 - constants
BEST_OF = 2
"""How often each query is asked in each run; the fastest counts, because the first reads pages."""


@dataclass(slots=True)
class _Asked:
    query: str
    match: str | None
    """What FTS5 alone can be asked; None if it needs more than words, or finds nothing."""
    pairs: Pairs = field(default_factory=Pairs)

    @property
    def ours(self) -> float:
        return statistics.median(self.pairs.ours)

    @property
    def bare(self) -> float:
        return statistics.median(self.pairs.floors)


def searches(subjects: Sequence[Subject], runs: int) -> Iterator[Line]:
    """Ask every query of each registry, for all three lists, with counts."""
    for subject in subjects:
        tell(f"search: {subject.name}")
        subject.warm()
        asked = _ask(subject, subject.runs(runs))
        yield from _lines(subject.name, asked)


def _ask(subject: Subject, runs: int) -> list[_Asked]:
    catalog = Catalog.open([subject.registry], subject.cache)
    connection = sqlite3.connect(f"{subject.database.as_uri()}?mode=ro", uri=True)
    orders = dict.fromkeys(LISTED, Order.RELEVANCE)
    asked = [_Asked(query, fts_match(searchable(parse(query)))) for query in subject.queries]
    for one in asked:
        if one.match is not None and not connection.execute(BARE, (one.match,)).fetchall():
            one.match = None  # ours also looks for what may help
    for _ in range(runs):
        for one in asked:
            match, query = one.match, one.query

            def bare(match: str | None = match) -> object:
                return connection.execute(BARE, (match,)).fetchall()

            def ours(query: str = query) -> None:
                with suppress(QueryError):  # no record has the tag; that is also an answer
                    answer(catalog, query, parse(query), orders)

            one.pairs.add(_fastest(bare) if match is not None else 1.0, _fastest(ours))
    connection.close()
    catalog.close()
    return asked


def _fastest(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(BEST_OF):
        began = time.perf_counter()
        ask()
        times.append(time.perf_counter() - began)
    return min(times)


def _lines(name: str, asked: Sequence[_Asked]) -> Iterator[Line]:
    ranked = [one for one in asked if one.match is not None]
    others = [one for one in asked if one.match is None]
    if ranked:
        bare, ours = p95([one.bare for one in ranked]), p95([one.ours for one in ranked])
        what = "ranked searches, p95 : bare FTS5, p95"
        note = f"{len(ranked)} of {len(asked)} searches; slowest: {_slowest(ranked)}"
        yield Line(what, name, seconds(bare), seconds(ours), ours / bare, 2.0, note)
        ratio = p95([one.pairs.ratio for one in ranked])
        worst = next(one for one in ranked if one.pairs.ratio == ratio)
        what, note = "ranked searches, p95 of the ratios : bare FTS5", f"it is: {worst.query}"
        yield Line(what, name, seconds(worst.bare), seconds(worst.ours), ratio, 2.0, note)
    if others:
        times = [one.ours for one in others]
        note = f"p50 {seconds(statistics.median(times))}; slowest: {_slowest(others)}"
        what = "searches by fields or without results, p95"
        yield Line(what, name, "", seconds(p95(times)), note=note)
    times = [one.ours for one in asked]
    note = f"p50 {seconds(statistics.median(times))}"
    yield Line(f"{len(asked)} searches, p95", name, "", seconds(p95(times)), note=note)


def _slowest(asked: Sequence[_Asked]) -> str:
    slowest = max(asked, key=lambda one: one.ours)
    return f"{slowest.query} ({seconds(slowest.ours)})"
