"""The catalog: the one way in which explorer and command line read a registry."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from collab_tui.catalog.progress import Refreshed
from collab_tui.catalog.store import Store
from collab_tui.records.kinds import Kind, Ref

if TYPE_CHECKING:
    from collab_tui.catalog.changes import Difference
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.catalog.facets import Facet
    from collab_tui.catalog.progress import Progress
    from collab_tui.catalog.rescue import Rescue
    from collab_tui.catalog.rows import Row
    from collab_tui.catalog.search import Order, Results
    from collab_tui.catalog.why import Asked, Match
    from collab_tui.query.fields import Field
    from collab_tui.query.syntax import Node
    from collab_tui.registry.problems import Place, Problem


T = TypeVar("T")

MOST_RESCUED = 8
"""Terms of a query beyond which nobody would read what each of them costs."""


class RefError(LookupError):
    """A ref that names no record, or several; the message says what to do."""


class Catalog:
    """The index of one registry: a database connection and the questions asked of it.

    Not for use by several threads at once; each takes its own from `clone`.
    """

    def __init__(self, store: Store, layers: Sequence[Path], today: date | None = None) -> None:
        """Read the registry at `layers` through `store`; `open` makes the store, too."""
        self._store = store
        self._layers = layers
        self._connection = store.connect()
        self._generation = store.generation
        self._today = today
        self._owns_store = True

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
            self._connection = self._store.connect()
            self._generation = self._store.generation
        return self._connection

    @property
    def today(self) -> date:
        """The day that statuses are as of."""
        return self._today or date.today()

    @property
    def notices(self) -> list[str]:
        """What there is to say about where the catalog is kept; usually nothing."""
        return self._store.notices

    def is_fresh(self) -> bool:
        """Tell whether the catalog holds what the files hold."""
        return self._what_is_new() is None

    def _what_is_new(self) -> Difference | None:
        """Return how the files differ from the catalog; None where there is nothing to do."""
        from collab_tui.catalog.changes import compare

        difference = compare(self._db, self._layers)
        noted = json.dumps(difference.findings) == self._meta("findings")
        return None if noted and not (difference or difference.touched) else difference

    def refresh(self, tell: Callable[[Progress], None] | None = None) -> Refreshed:
        """Read what changed on disk since the last time, all of it or nothing.

        `tell` hears of the progress; what it raises ends the reading and leaves the catalog
        as it was.
        """
        try:
            return self._update(tell)
        except sqlite3.DatabaseError as error:
            if not self._store.replace(error):
                raise
            return self._update(tell)

    def _update(self, tell: Callable[[Progress], None] | None) -> Refreshed:
        if self._what_is_new() is None:
            return Refreshed()
        from collab_tui.catalog.changes import compare
        from collab_tui.catalog.checks import write_cross_checks
        from collab_tui.catalog.index import Indexer
        from collab_tui.catalog.labels import write_labels

        is_first = self._meta("findings") is None
        with self._store.building(self._db, is_first), self._transaction():
            # Another process may have done it while this one waited for its turn.
            difference = compare(self._db, self._layers)
            refreshed = Indexer(self._db, tell).write(difference)
            write_cross_checks(self._db, difference.problems)
            write_labels(self._db)
            self._set_meta("findings", json.dumps(difference.findings))
        return refreshed

    def interrupt(self) -> None:
        """Break off the question being answered; it raises sqlite3.OperationalError."""
        self._db.interrupt()

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

    def facets(self, field: Field, node: Node, typed: str = "") -> list[Facet]:
        """Return the values of a field under a query; see `collab_tui.catalog.facets`."""
        from collab_tui.catalog.facets import facets

        return self._mending(lambda db: facets(db, field, node, typed, self.today))

    def linked_to(self, n: int) -> set[int]:
        """Return the records linked to record `n`; see `collab_tui.catalog.linked`."""
        from collab_tui.catalog.linked import linked_to

        return linked_to(self._db, n)

    def explain(self, numbers: Sequence[int], asked: list[Asked]) -> dict[int, Match]:
        """Return where records matched outside their names; see `collab_tui.catalog.why`."""
        from collab_tui.catalog.why import explain

        return explain(self._db, numbers, asked)

    def rescue(self, text: str, node: Node, kinds: Iterable[Kind] = tuple(Kind)) -> Rescue:
        """Return what might help where the query `text`, parsed as `node`, finds nothing."""
        from collab_tui.catalog.rescue import Rescue, respell
        from collab_tui.catalog.search import count_without_each
        from collab_tui.query.syntax import And

        terms = node.nodes if isinstance(node, And) else (node,)
        if len(terms) > MOST_RESCUED:
            return Rescue(None, [])
        counts: list[tuple[str, int]] = []
        if len(terms) > 1:
            found = count_without_each(self._db, terms, tuple(kinds), self.today)
            counts = [(str(term), count) for term, count in zip(terms, found, strict=True)]
        return Rescue(respell(self._db, text, node), counts)

    def rows(self, numbers: Sequence[int], day: date | None = None) -> list[Row]:
        """Return what lists show of the records `numbers`, in their order.

        Statuses are as of `day`, by default the catalog's.
        """
        from collab_tui.catalog.rows import fetch_rows

        return fetch_rows(self._db, numbers, day or self.today)

    def counts(self) -> dict[Kind, int]:
        """Return the number of records of each kind."""
        found = dict(self._db.execute("SELECT kind, count(*) FROM record GROUP BY kind"))
        return {kind: found.get(kind.value, 0) for kind in Kind}

    def focus_tree(self) -> list[tuple[int, int]]:
        """Return (number, depth) of every focus area, in the order of their hierarchy."""
        from collab_tui.catalog.rows import focus_tree

        return focus_tree(self._db)

    def dossier(self, n: int) -> Dossier | None:
        """Return record number `n` with everything around it; None where it is gone."""
        from collab_tui.catalog.dossier import fetch_dossier

        return fetch_dossier(self._db, n, self.today)

    def number(self, ref: Ref) -> int | None:
        """Return the number of the record `ref`, or None where there is none."""
        query = "SELECT n FROM record WHERE id = ? AND +kind = ?"
        row = self._db.execute(query, (ref.id, ref.kind)).fetchone()
        return row[0] if row else None

    def resolve(self, text: str) -> int:
        """Return the number of the record that `text` names: ``kind/id``, or a bare id.

        Raises:
            RefError: no record has this name, or several kinds have the id.
        """
        from collab_tui.suggest import nearest

        if "/" in text:
            try:
                n = self.number(Ref.parse(text))
            except ValueError as error:
                raise RefError(str(error)) from None
            found = [] if n is None else [(n, text)]
        else:
            query = "SELECT n, kind || '/' || id FROM record WHERE id = ? ORDER BY kind"
            found = self._db.execute(query, (text,)).fetchall()
        if len(found) > 1:
            names = " or ".join(ref for _, ref in found)
            raise RefError(f"'{text}' is the id of several records; write {names}")
        if not found:
            kind, _, record_id = text.rpartition("/")
            query = "SELECT id FROM record WHERE kind = ? OR ? = ''"
            known = [found_id for (found_id,) in self._db.execute(query, (kind, kind))]
            near = nearest(record_id, known)
            hint = f"did you mean '{kind}/{near}'?" if kind else f"did you mean '{near}'?"
            raise RefError(f"there is no record '{text}'" + (f"; {hint}" if near else ""))
        return int(found[0][0])

    def place(self, n: int) -> Place | None:
        """Return the file and the path in it where record number `n` is defined."""
        from collab_tui.catalog.checks import place_of

        row = self._db.execute("SELECT d FROM record WHERE n = ?", (n,)).fetchone()
        return place_of(self._db, row[0]) if row else None

    def problem_counts(self) -> dict[str, int]:
        """Return how many errors and warnings there are, without placing them."""
        from collab_tui.catalog.checks import count_day_checks

        counts = {"error": 0, "warning": 0}
        counts |= dict(self._db.execute("SELECT severity, count(*) FROM problem GROUP BY severity"))
        counts["warning"] += count_day_checks(self._db, self.today)
        return counts

    def problems(self) -> list[Problem]:
        """Return everything wrong, by file, line and column."""
        from collab_tui.catalog.checks import day_checks
        from collab_tui.registry.positions import locate
        from collab_tui.registry.problems import Place, Problem, Severity

        def placed(text: str) -> Place:
            file, path, line, column = json.loads(text)
            return Place(file, tuple(path), line, column)

        stored = [
            Problem(
                Severity(severity),
                code,
                message,
                placed(place),
                hint,
                placed(also) if also else None,
                bool(at_key),
            )
            for severity, code, message, hint, at_key, place, also in self._db.execute(
                "SELECT severity, code, message, hint, at_key, place, also FROM problem"
            )
        ]
        return locate([*stored, *day_checks(self._db, self.today)])

    def title(self) -> str | None:
        """Return the title that the registry gives itself, if any."""
        rows = self._db.execute(
            "SELECT info FROM file WHERE info IS NOT NULL ORDER BY layer DESC, sequence"
        )
        titles = (json.loads(info).get("title") for (info,) in rows)
        return next((title for title in titles if title), None)

    def _mending(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the database; where it turns out to be damaged, build it anew and ask again."""
        try:
            return question(self._db)
        except sqlite3.DatabaseError as error:
            if not self._store.replace(error):
                raise
            self._update(None)
            return question(self._db)

    def _meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT, or ROLLBACK where anything goes wrong."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None:
            self._db.execute("COMMIT")
        elif self._db.in_transaction:  # SQLite may have rolled it back already
            self._db.execute("ROLLBACK")
