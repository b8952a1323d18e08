"""The catalog: the one way in which explorer and command line read a registry."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from collab_tui.catalog.store import Store
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from array import array

    from collab_tui.catalog.changes import Difference
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.catalog.facets import Facet
    from collab_tui.catalog.orders import Order
    from collab_tui.catalog.progress import Progress, Refreshed
    from collab_tui.catalog.rescue import Rescue
    from collab_tui.catalog.rows import Row
    from collab_tui.catalog.search import Results
    from collab_tui.catalog.why import Asked, Match
    from collab_tui.query.fields import Field
    from collab_tui.query.syntax import Node
    from collab_tui.registry.problems import Place, Problem


T = TypeVar("T")

MOST_RESCUED = 8
"""Terms of a query beyond which nobody would read what each of them costs."""


class Catalog:
    """The index of one registry: a database connection and the questions asked of it.

    Not for use by several threads at once; each takes its own from `clone`.
    """

    def __init__(self, store: Store, layers: Sequence[Path], today: date | None = None) -> None:
        """Read the registry at `layers` through `store`; `open` makes the store, too."""
        self._store = store
        self._layers = layers
        self._generation = store.generation  # first: it may change while a connection is made
        self._connection = store.connect()
        self._today = today
        self._owns_store = True
        self._founding: sqlite3.Connection | None = None

    @classmethod
    def open(
        cls, layers: Sequence[Path], folder: Path | None, today: date | None = None
    ) -> Catalog:
        """Open (or make) the catalog of `layers` in the cache `folder`, None for in memory.

        `today` fixes the day that statuses are as of; by default it is the present one.
        The catalog may be out of date or empty until `refresh`.
        """
        return cls(Store.open(layers, folder), layers, today)

    def clone(self) -> Catalog:
        """Return a second catalog on the same data, for another thread."""
        clone = Catalog(self._store, self._layers, self._today)
        clone._owns_store = False
        return clone

    def close(self) -> None:
        """Close the connection and, unless this is a clone, the store."""
        self._connection.close()
        if self._owns_store:
            self._store.close()

    @property
    def _db(self) -> sqlite3.Connection:
        """The connection; another one where the store has moved to another database."""
        if self._generation != self._store.generation:
            self._connection.close()
            self._generation = self._store.generation
            self._connection = self._store.connect()
        return self._connection

    @property
    def today(self) -> date:
        """The day that statuses are as of."""
        return self._today or date.today()

    @property
    def generation(self) -> int:
        """Grows when the database was replaced, and records have other numbers."""
        return self._store.generation

    @property
    def asked_generation(self) -> int:
        """The `generation` of the database that was asked last."""
        return self._generation

    @property
    def notices(self) -> list[str]:
        """What there is to say about where the catalog is kept; usually nothing."""
        return self._store.notices

    def is_built(self) -> bool:
        """Tell whether the registry was ever read; the catalog may be out of date."""
        return self._mending(lambda db: _findings(db) is not None)

    def is_fresh(self) -> bool:
        """Tell whether the catalog holds what the files hold."""
        return self._mending(lambda db: self._what_is_new(db) is None)

    def _what_is_new(self, connection: sqlite3.Connection) -> Difference | None:
        """Return how the files differ from the catalog; None where there is nothing to do."""
        import json

        from collab_tui.catalog.changes import compare

        difference = compare(connection, self._layers)
        noted = json.dumps(difference.findings) == _findings(connection)
        return None if noted and not (difference or difference.touched) else difference

    def refresh(self, tell: Callable[[Progress], None] | None = None) -> Refreshed:
        """Read what changed on disk since the last time, all of it or nothing.

        `tell` hears of the progress; what it raises ends the reading and leaves the catalog
        as it was.
        """
        try:
            return self._update(tell)
        except sqlite3.DatabaseError as error:
            if not (self._has_moved or self._is_replaced(error)):
                raise
            return self._update(tell)

    def _update(self, tell: Callable[[Progress], None] | None) -> Refreshed:
        from collab_tui.catalog.progress import Refreshed

        self._store.look_again()
        if self._what_is_new(self._db) is None:
            return Refreshed()
        if not self._store.is_hollow:
            with self._store.changing(self._db):
                return self._write(self._db, tell, is_new=False)
        with self._store.founding() as connection:
            self._founding = connection
            try:
                refreshed = self._write(connection, tell, is_new=True)
            finally:
                self._founding = None
        # Where another process was faster, its file may be of files older than these.
        return self._update(tell) or refreshed

    def _write(
        self,
        connection: sqlite3.Connection,
        tell: Callable[[Progress], None] | None,
        *,
        is_new: bool,
    ) -> Refreshed:
        import json

        from collab_tui.catalog.changes import compare
        from collab_tui.catalog.checks import write_cross_checks
        from collab_tui.catalog.index import Indexer
        from collab_tui.catalog.labels import write_labels

        # Another process may have changed the catalog while this one waited for its turn.
        difference = compare(connection, self._layers)
        indexer = Indexer(connection, tell, is_new=is_new)
        refreshed = indexer.write(difference)
        write_cross_checks(connection, difference.problems, indexer.is_hierarchy_changed)
        write_labels(connection)
        connection.execute(
            "INSERT OR REPLACE INTO meta VALUES ('findings', ?)",
            (json.dumps(difference.findings),),
        )
        return refreshed

    def interrupt(self) -> None:
        """Break off what is being asked or built; it raises sqlite3.OperationalError."""
        for connection in (self._connection, self._founding):
            if connection is not None:
                with suppress(sqlite3.ProgrammingError):  # closed meanwhile
                    connection.interrupt()

    def search(
        self,
        node: Node,
        kinds: Iterable[Kind] = tuple(Kind),
        orders: Mapping[Kind, Order] | None = None,
    ) -> Results:
        """Answer a query for each of `kinds`; see `collab_tui.catalog.search.search`."""
        from collab_tui.catalog.search import search

        kinds = tuple(kinds)
        return self._mending(lambda db: search(db, node, kinds, self.today, orders))

    def everything(self, kinds: Iterable[Kind]) -> dict[Kind, array[int]]:
        """Return the numbers of all records of each of `kinds`, in the usual order."""
        from collab_tui.catalog.listing import list_all

        kinds = tuple(kinds)
        return self._mending(lambda db: {kind: list_all(db, kind) for kind in kinds})

    def facets(self, field: Field, node: Node, typed: str = "") -> list[Facet]:
        """Return the values of a field under a query; see `collab_tui.catalog.facets`."""
        from collab_tui.catalog.facets import facets

        return self._mending(lambda db: facets(db, field, node, typed, self.today))

    def linked_to(self, n: int) -> set[int]:
        """Return the records linked to record `n`; see `collab_tui.catalog.linked`."""
        from collab_tui.catalog.linked import linked_to

        return self._mending(lambda db: linked_to(db, n))

    def explain(self, numbers: Sequence[int], asked: Sequence[Asked]) -> dict[int, Match]:
        """Return where records matched outside their names; see `collab_tui.catalog.why`."""
        from collab_tui.catalog.why import explain

        return self._mending(lambda db: explain(db, numbers, asked))

    def rescue(self, text: str, node: Node, kinds: Iterable[Kind] = tuple(Kind)) -> Rescue:
        """Return what might help where the query `text`, parsed as `node`, finds nothing."""
        from collab_tui.catalog.rescue import Rescue, respell
        from collab_tui.catalog.search import count_without_each
        from collab_tui.query.syntax import And

        terms = node.nodes if isinstance(node, And) else (node,)
        if len(terms) > MOST_RESCUED:
            return Rescue(None, [])
        kinds = tuple(kinds)

        def find(db: sqlite3.Connection) -> Rescue:
            counts: list[tuple[str, int]] = []
            if len(terms) > 1:
                found = count_without_each(db, terms, kinds, self.today)
                counts = [(str(term), count) for term, count in zip(terms, found, strict=True)]
            return Rescue(respell(db, text, node), counts)

        return self._mending(find)

    def rows(self, numbers: Sequence[int], day: date | None = None) -> list[Row]:
        """Return what lists show of the records `numbers`, in their order.

        Statuses are as of `day`, by default the catalog's.
        """
        from collab_tui.catalog.rows import fetch_rows

        return self._mending(lambda db: fetch_rows(db, numbers, day or self.today))

    def counts(self) -> dict[Kind, int]:
        """Return the number of records of each kind."""
        from collab_tui.catalog.listing import count_all

        return self._mending(count_all)

    def focus_tree(self) -> tuple[array[int], array[int]]:
        """Return every focus area in the order of their hierarchy, and how deep each stands."""
        from collab_tui.catalog.listing import focus_tree

        return self._mending(focus_tree)

    def dossier(self, n: int, most: int | None = None) -> Dossier | None:
        """Return record number `n` with everything around it; None where it is gone.

        With `most`, no more links than that of each relation: see `Dossier.left_out`.
        """
        from collab_tui.catalog.dossier import fetch_dossier

        return self._mending(lambda db: fetch_dossier(db, n, self.today, most))

    def number(self, ref: Ref) -> int | None:
        """Return the number of the record `ref`, or None where there is none."""
        from collab_tui.catalog.refs import number

        return self._mending(lambda db: number(db, ref))

    def resolve(self, text: str) -> int:
        """Return the number of the record that `text` names; see `catalog.refs.resolve`."""
        from collab_tui.catalog.refs import resolve

        return self._mending(lambda db: resolve(db, text))

    def place(self, n: int) -> Place | None:
        """Return the file and the path in it where record number `n` is defined."""
        from collab_tui.catalog.checks import place_of

        def find(db: sqlite3.Connection) -> Place | None:
            row = db.execute("SELECT d FROM record WHERE n = ?", (n,)).fetchone()
            return place_of(db, row[0]) if row else None

        return self._mending(find)

    def problem_counts(self) -> dict[str, int]:
        """Return how many errors and warnings there are, without placing them."""
        from collab_tui.catalog.checks import count_day_checks

        def count(db: sqlite3.Connection) -> dict[str, int]:
            counts = {"error": 0, "warning": 0}
            counts |= dict(db.execute("SELECT severity, count(*) FROM problem GROUP BY severity"))
            counts["warning"] += count_day_checks(db, self.today)
            return counts

        return self._mending(count)

    def problems(self) -> list[Problem]:
        """Return everything wrong, by file, line and column."""
        return [problem for found in self.problems_by_file() for problem in found]

    def problems_by_file(self) -> Iterator[list[Problem]]:
        """Yield what is wrong in each file in turn, by line and column.

        Finding these takes parsing the file.
        """
        from collab_tui.catalog.checks import all_problems
        from collab_tui.registry.positions import locate_by_file

        return locate_by_file(self._mending(lambda db: all_problems(db, self.today)))

    def title(self) -> str | None:
        """Return the title that the registry gives itself, if any."""
        import json

        query = "SELECT info FROM file WHERE info IS NOT NULL ORDER BY layer DESC, sequence"
        rows = self._mending(lambda db: db.execute(query).fetchall())
        titles = (json.loads(info).get("title") for (info,) in rows)
        return next((title for title in titles if title), None)

    def _mending(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the database; where it turns out to be damaged, build it anew and ask again."""
        try:
            return question(self._db)
        except sqlite3.DatabaseError as error:
            if not self._has_moved:
                if not self._is_replaced(error):
                    raise
                self._update(None)
            return question(self._db)

    @property
    def _has_moved(self) -> bool:
        """Whether the database that was asked is not the present one any more."""
        return self._generation != self._store.generation

    def _is_replaced(self, error: sqlite3.DatabaseError) -> bool:
        """Tell whether there is another database now than the one that `error` is about.

        Several threads may come upon the same damage: the first one sees to it.
        """
        with self._store.mending:
            return self._has_moved or self._store.replace(error)


def _findings(connection: sqlite3.Connection) -> str | None:
    """Return what problems were met in finding files, as JSON; None before the first reading."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'findings'").fetchone()
    return row[0] if row else None
