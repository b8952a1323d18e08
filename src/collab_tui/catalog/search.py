"""A query → the numbers of the records that match, best first."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from collab_tui.catalog.compile import Compiler
from collab_tui.catalog.condition import Condition
from collab_tui.catalog.fts import fts_match, searchable
from collab_tui.catalog.kept_lists import list_all
from collab_tui.catalog.matching import all_in_order, all_that_meet, count_matching
from collab_tui.catalog.order import Order, plain
from collab_tui.catalog.ranking import ranked
from collab_tui.catalog.sorting import sort_all, sorting
from collab_tui.catalog.status import period_asked, status
from collab_tui.catalog.storage.faults import Fault, fault_of
from collab_tui.catalog.worked_out import WorkedOut
from collab_tui.language import _
from collab_tui.query.syntax import And, Node, QueryError
from collab_tui.records.kinds import Kind


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found: record numbers by kind, best first, and how many there are."""

    found: dict[Kind, array[int]]
    counts: dict[Kind, int]
    """The number of records found; `found` may have only the first ones."""

    def __len__(self) -> int:
        """Return the number of records of all kinds."""
        return sum(self.counts.values())


_TOO_LONG = ("too ", "stack overflow", "fts5: ")
"""Words in the error messages of SQLite for a query that is too long or too deep."""


@contextmanager
def answering() -> Iterator[None]:
    """Turn an error of the database about a query that it cannot take into a `QueryError`.

    `parse` refuses half characters, but a tree that was made in another way may have some.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise QueryError(
            _("the query has something that is not a character"), 0, 1, _("leave it out")
        ) from error
    except sqlite3.OperationalError as error:
        if fault_of(error) is not Fault.DOUBTFUL or not any(w in str(error) for w in _TOO_LONG):
            raise
        message = _("the query cannot be answered: {reason}", reason=error)
        raise QueryError(message, 0, 1, _("use fewer words")) from error


def search(
    connection: sqlite3.Connection,
    node: Node,
    kinds: Iterable[Kind],
    today: date,
    orders: Mapping[Kind, str] | None = None,
    worked_out: WorkedOut | None = None,
    most: int | None = None,
    check: Callable[[], None] = lambda: None,
) -> Results:
    """Answer a query for each of `kinds`, each sorted as `orders` says.

    With `most`, there may be only so many records of each kind, the first ones, with the number of
    all. `check` is called between the steps of a long answer; it raises to break off.

    If the query has words that must match, results are ranked by them: see `ranking`. Otherwise,
    and if ranks are equal, they are sorted by name. Statuses sort as they are shown: on the day
    that the query asks about, else on `today`. `worked_out` is as for `Compiler`.

    Raises:
        QueryError: a value names nothing, the database cannot take the query, or git is asked and
            knows nothing.
    """
    node = searchable(node)
    compiler = Compiler(connection, today, worked_out)
    wanted = {kind: (orders or {}).get(kind, Order.RELEVANCE) for kind in kinds}
    words, rest = _divided(node)
    shown = status(today, period_asked(node), "r.")
    if Order.CHANGED in wanted.values():
        from collab_tui.catalog.last_changes import ask_git

        ask_git(connection)
    by_rank = {kind for kind, order in wanted.items() if words and order == Order.RELEVANCE}
    with answering():
        best = ranked(compiler, words, rest, by_rank, most, check)
        found = {kind: one.numbers for kind, one in best.items()}
        for kind in wanted.keys() - by_rank:
            if node == And() and wanted[kind] in (Order.RELEVANCE, Order.NAME):
                found[kind] = list_all(connection, kind)
            else:
                before = sorting(wanted[kind], kind, shown)
                condition = compiler.condition(node, kind)
                found[kind] = _sorted(compiler, condition, kind, wanted[kind], before)
    counts = {kind: best[kind].count if kind in best else len(found[kind]) for kind in wanted}
    return Results({kind: found[kind] for kind in wanted}, counts)


def count_without_each(
    connection: sqlite3.Connection, terms: Sequence[Node], kinds: Sequence[Kind], today: date
) -> list[int]:
    """Return, for each of `terms`, how many records match all the others.

    Raises:
        QueryError: as for `search`.
    """
    compiler = Compiler(connection, today)
    with answering():
        rests = [
            searchable(And((*terms[:index], *terms[index + 1 :]))) for index in range(len(terms))
        ]
        return [sum(count_matching(compiler, rest, kind) for kind in kinds) for rest in rests]


def _divided(node: Node) -> tuple[list[Node], And]:
    """Return the words that must match, which decide the rank, and the rest of a query."""
    if fts_match(node) is not None:
        return [node], And()
    nodes = node.nodes if isinstance(node, And) else (node,)
    words = [child for child in nodes if fts_match(child) is not None]
    return words, And(tuple(child for child in nodes if fts_match(child) is None))


def _sorted(
    asker: Compiler, condition: Condition, kind: Kind, order: str, before: Condition
) -> array[int]:
    if order in (Order.RELEVANCE, Order.NAME):  # the list of all is kept in this order
        return all_that_meet(asker.db, condition, kind)
    if plain(order) == Order.CHANGED:  # what git knows changes without a reading
        return sort_all(asker.db, kind, before, condition)
    return all_in_order(asker, condition, kind, before)
