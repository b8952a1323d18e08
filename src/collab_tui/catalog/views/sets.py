"""Sets of agreements as whole numbers, with one bit for each agreement. Counting is very fast.

Agreements are numbered from 0 in the order of their record numbers. A set of 100,000 takes 12.5 KB.
Two sets are combined and counted in a few microseconds.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain, compress
from typing import Any, NamedTuple, TypeVar

from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.condition import one_of
from collab_tui.catalog.fields.generic import stored_dates
from collab_tui.catalog.fts import searchable
from collab_tui.catalog.in_pieces import numbers_in, pieces, values_at
from collab_tui.catalog.marks import asks_for_marks
from collab_tui.catalog.matching import matching
from collab_tui.catalog.schema import IN_TIME
from collab_tui.catalog.search import answering
from collab_tui.catalog.terms import Running
from collab_tui.catalog.views.kept import kept_pairs
from collab_tui.catalog.views.pairs import Pairs
from collab_tui.catalog.worked_out import WorkedOut
from collab_tui.query.fields import FIELDS
from collab_tui.query.syntax import And, Node
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.status import day_number

T = TypeVar("T")

CHECK_EVERY = 1000
"""How many of very many things are taken before the next look whether somebody still waits."""


class Life(NamedTuple):
    """What lists know about an agreement; days are yyyymmdd."""

    n: int
    begins: int | None
    ends: int | None
    status: str | None


def _go_on() -> None:
    """Do not break off."""


class Sets:
    """The agreements of a catalog as it is now, and sets of them for each question.

    Several threads must not share one.
    """

    def __init__(
        self, connection: sqlite3.Connection, today: date, check: Callable[[], None] = _go_on
    ) -> None:
        """Ask `connection`. `check` is called between steps; it raises to break off."""
        self.db = connection
        self.today = today
        self.check = check
        self._worked_out = WorkedOut(connection, today)
        self._matching: dict[Node, int] = {}
        self._standing: dict[Node, int] = {}
        self._compiler: tuple[Node, Compiler] | None = None
        """What made SQL of the last query; it knows the sets of its terms."""
        self._links: dict[Relation, Pairs[int]] = {}
        self.dimensions: dict[str, Any] = {}
        """What `dimension` has made."""
        self.unkept: dict[str, Pairs[str]] = {}
        """What was made and is not in the catalog yet: see `kept`."""

    @cached_property
    def lives(self) -> list[Life]:
        """What lists know about each agreement, in the order of their record numbers."""
        # One JSON text takes less than half the time of as many rows.
        columns = self.column_wise(
            f"SELECT n, begins, ends, status FROM record INDEXED BY {IN_TIME}"
            f" WHERE kind = '{Kind.AGREEMENT}' ORDER BY n",
            4,
        )
        return list(map(Life._make, self.checked(zip(*columns, strict=True))))

    @cached_property
    def index(self) -> dict[int, int]:
        """The place of each agreement by its record number."""
        return {life.n: at for at, life in enumerate(self.lives)}

    @cached_property
    def _place_of(self) -> array[int]:
        """By record number, the place of an agreement, and -1 for any other record."""
        last: int = self.db.execute("SELECT ifnull(max(n), 0) FROM entity").fetchone()[0]
        found = array("i", [-1]) * (last + 1)
        for place, n in enumerate(self._numbers):
            found[n] = place
        return found

    def checked(self, found: Iterable[T], every: int = CHECK_EVERY) -> Iterator[T]:
        """Yield very many things. It breaks off if nobody waits for the answer any longer."""
        for at, one in enumerate(found):
            if not at % every:
                self.check()
            yield one

    def column_wise(self, select: str, columns: int) -> list[list[Any]]:
        """Return what a SELECT finds, as one list for each of its columns."""
        names = ", ".join(f"c{at}" for at in range(columns))
        arrays = ", ".join(f"json_group_array(c{at})" for at in range(columns))
        sql = f"WITH found({names}) AS ({select}) SELECT {arrays} FROM found"
        self.check()
        return list(map(self._column, self.db.execute(sql).fetchone()))

    def _column(self, text: str) -> list[Any]:
        if '"' in text:
            found: list[Any] = json.loads(text)
            return found
        return list(chain.from_iterable(self.checked(numbers_in(text))))

    @cached_property
    def every(self) -> int:
        """All agreements."""
        return (1 << len(self.lives)) - 1

    @cached_property
    def now(self) -> int:
        """Today, yyyymmdd."""
        return day_number(self.today)

    @cached_property
    def spans(self) -> dict[int, tuple[int, int]]:
        """By record number, the first and the last possible day of all its dates."""
        stored = one_of("field", stored_dates(FIELDS["date"]))
        rows = self.db.execute(
            f"SELECT n, min(earliest), max(latest) FROM dated WHERE {stored.sql} GROUP BY n",
            stored.values,
        )
        return {n: (first, last) for n, first, last in rows if n in self.index}

    @cached_property
    def terms(self) -> list[Running]:
        """The ends and last days for notice of agreements, today."""
        return self._worked_out.terms

    @cached_property
    def ends(self) -> list[tuple[int, int, int]]:
        """Place, first and last day of every end that ``ends:`` looks at."""
        stored = one_of("field", stored_dates(FIELDS["ends"]))
        renewed = {term.n: term.ends for term in self.terms if term.is_renewed}
        rows = self.db.execute(
            f"SELECT n, earliest, latest FROM dated WHERE {stored.sql}", stored.values
        )
        found = [
            (self.index[n], first, last)
            for n, first, last in rows
            if n in self.index and n not in renewed
        ]
        return found + [(self.index[n], day, day) for n, day in renewed.items()]

    # Which agreements have what

    def kept(self, name: str, make: Callable[[], Pairs[str]]) -> Pairs[str]:
        """Return the pairs that the catalog keeps under a name; else make them."""
        self.check()

        def made() -> Pairs[str]:
            self.unkept[name] = pairs = make()
            return pairs

        return kept_pairs(self.db, name, made)

    def links(self, relation: Relation) -> Pairs[int]:
        """Return which agreements name which records, by the numbers of these."""
        found = self._links.get(relation)
        if found is None:
            targets, sources = self.column_wise(
                "SELECT DISTINCT target, source FROM link INDEXED BY link_by_target"
                f" WHERE relation = '{relation}' ORDER BY target, source",
                2,
            )
            places = array("i")
            for piece in self.checked(pieces(sources), 1):
                places.extend(map(self._place_of.__getitem__, piece))
            if -1 in places:
                are_there = [place >= 0 for place in places]
                targets = [*compress(targets, are_there)]
                places = array("i", compress(places, are_there))
            found = self._links[relation] = Pairs.in_order(targets, array("I", places))
        return found

    def of(self, numbers: Iterable[int]) -> int:
        """Return the set of agreements with these record numbers; other records are left out."""
        index = self.index
        return self.at(index[n] for n in numbers if n in index)

    def at(self, places: Iterable[int]) -> int:
        """Return the set of the agreements at these places."""
        flags = bytearray(len(self.lives))
        for place in places:
            flags[place] = 1
        return self.flagged(flags)

    def flagged(self, flags: bytes | bytearray) -> int:
        """Return the set of the agreements whose byte is 1, and not 0."""
        return int(flags[::-1].translate(_AS_DIGITS) or b"0", 2)

    def flags(self, found: int) -> bytes:
        """Return a set as bytes: for each agreement 1 or 0."""
        digits = f"{found:0{max(1, len(self.lives))}b}"
        return digits[::-1].encode().translate(_DIGITS)

    def places(self, found: int) -> list[int]:
        """Return the places of a set, in order."""
        return list(compress(range(len(self.lives)), self.flags(found)))

    # What queries find

    def matching(self, node: Node) -> int:
        """Return what a query finds. The answer is kept, unless it depends on what is marked.

        Raises:
            QueryError: a value names nothing.
        """
        if node == And():
            return self.every
        found = self._matching.get(node)
        if found is None:
            if len(self._matching) > MOST_KEPT:
                self._matching.clear()
            self.check()
            found = self._ask(node, self.compiler(node))
            if not asks_for_marks(node):
                self._matching[node] = found
        return found

    def standing(self, node: Node) -> int:
        """Return what a query finds that views ask whatever the user asks. It is kept."""
        if node not in self._standing:
            self._standing[node] = self._ask(node, self._new_compiler())
        return self._standing[node]

    def compiler(self, node: Node) -> Compiler:
        """Return what makes SQL of one query, for each kind of record."""
        if self._compiler is None or self._compiler[0] != node or asks_for_marks(node):
            self._compiler = (node, self._new_compiler())
        return self._compiler[1]

    def _new_compiler(self) -> Compiler:
        return Compiler(self.db, self.today, self._worked_out)

    def forget(self) -> None:
        """Forget what queries found; keep the facets."""
        self._matching.clear()
        self._compiler = None

    def _ask(self, node: Node, compiler: Compiler) -> int:
        with answering():
            found = matching(compiler, searchable(node), Kind.AGREEMENT)
        self.check()
        return self.flagged(values_at(self._numbers, found))

    @cached_property
    def _numbers(self) -> array[int]:
        return array("q", [life.n for life in self.lives])


MOST_KEPT = 60
"""The number of answers that are kept; beyond it, all are asked again."""

_DIGITS, _AS_DIGITS = bytes.maketrans(b"01", b"\0\1"), bytes.maketrans(b"\0\1", b"01")
