"""Asks what is shown of records, by their numbers. It loads what a question needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from collab_tui.catalog.keeping import Keeper, T

if TYPE_CHECKING:
    from collab_tui.catalog.dossier import Dossier
    from collab_tui.catalog.row import Brief, Row
    from collab_tui.catalog.status import Period
    from collab_tui.catalog.whole import Whole
    from collab_tui.catalog.why import Asked, Match
    from collab_tui.records.kinds import Kind


_AT_ONCE = 10_000
"""Records that `Shown.each_brief` fetches at once."""


class Shown:
    """What lists, pages and exports show of the records of one registry."""

    def __init__(self, keeper: Keeper) -> None:
        """Ask the database that `keeper` keeps."""
        self._keeper = keeper

    def rows(self, numbers: Sequence[int], period: Period | None = None) -> list[Row]:
        """Return what lists show about the records `numbers`, in their order.

        Statuses are those in `period`, by default on the catalog's day.
        """
        from collab_tui.catalog.rows import fetch_rows

        return self._keeper.ask(lambda db: fetch_rows(db, numbers, self._keeper.today, period))

    def briefs(self, numbers: Sequence[int], period: Period | None = None) -> list[Brief]:
        """Return what `rows` does, without the counts."""
        from collab_tui.catalog.rows import fetch_briefs

        return self._keeper.ask(lambda db: fetch_briefs(db, numbers, self._keeper.today, period))

    def each_brief(self, numbers: Sequence[int], period: Period | None = None) -> Iterator[Brief]:
        """Yield what `briefs` returns, for very many records."""
        for start in range(0, len(numbers), _AT_ONCE):
            yield from self.briefs(numbers[start : start + _AT_ONCE], period)

    def columns(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        """Return the further columns of the records `numbers`; see `catalog.columns`."""
        from collab_tui.catalog.columns import fetch_columns

        return self._keeper.ask(lambda db: fetch_columns(db, numbers, self._keeper.today))

    def cells(
        self, numbers: Sequence[int], kind: Kind, names: Sequence[str]
    ) -> dict[int, tuple[str, ...]]:
        """Return what stands in chosen columns of a list; see `collab_tui.catalog.cells`."""
        from collab_tui.catalog.cells import fetch_cells

        return self._keeper.ask(lambda db: fetch_cells(db, numbers, kind, names))

    def participants(self, numbers: Sequence[int]) -> dict[int, list[str]]:
        """Return who takes part in agreements; see `collab_tui.catalog.taking_part`."""
        from collab_tui.catalog.taking_part import participants

        return self._keeper.ask(lambda db: participants(db, numbers))

    def tell_apart(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return what tells records of one name apart; see `collab_tui.catalog.namesakes`."""
        from collab_tui.catalog.namesakes import tell_apart

        return self._keeper.ask(lambda db: tell_apart(db, numbers))

    def linked_to(self, n: int) -> set[int]:
        """Return the records linked to record `n`; see `collab_tui.catalog.linked`."""
        from collab_tui.catalog.linked import linked_to

        return self._keeper.ask(lambda db: linked_to(db, n))

    def explain(self, numbers: Sequence[int], asked: Sequence[Asked]) -> dict[int, Match]:
        """Return where records matched outside their names; see `collab_tui.catalog.why`."""
        from collab_tui.catalog.why import explain

        return self._keeper.ask(lambda db: explain(db, numbers, asked))

    def whole(self, numbers: Sequence[int]) -> Iterator[Whole]:
        """Yield the records `numbers` with their documents, in their order."""
        from collab_tui.catalog.whole import BATCH, fetch_whole

        for start in range(0, len(numbers), BATCH):
            some = numbers[start : start + BATCH]
            yield from self._keeper.ask(partial(fetch_whole, numbers=some))

    def names(self, numbers: Sequence[int]) -> dict[str, str]:
        """Return the names of the records `numbers`, by ref."""
        from collab_tui.catalog.whole import fetch_names

        return self._keeper.ask(lambda db: fetch_names(db, numbers))

    def with_named(self, numbers: Iterable[int]) -> list[int]:
        """Return `numbers` and all records that they name; see `collab_tui.catalog.whole`."""
        from collab_tui.catalog.whole import with_named

        numbers = list(numbers)
        return self._keeper.ask(lambda db: with_named(db, numbers))

    def by_ref(self, numbers: Iterable[int]) -> list[int]:
        """Return `numbers` by kind and id, for files that are the same in every language."""
        from collab_tui.catalog.whole import by_ref

        numbers = list(numbers)
        return self._keeper.ask(lambda db: by_ref(db, numbers))

    def dossier(
        self, n: int, most: int | None = None, period: Period | None = None
    ) -> Dossier | None:
        """Return record number `n` with everything around it; None if it is gone.

        With `most`, no more than that many links of each relation: see `Dossier.left_out`. Statuses
        are as in `rows`.
        """
        from collab_tui.catalog.dossier import fetch_dossier

        return self._keeper.ask(lambda db: fetch_dossier(db, n, self._keeper.today, most, period))

    def read(
        self,
        n: int,
        use: Callable[[Dossier], T],
        most: int | None = None,
        period: Period | None = None,
    ) -> T | None:
        """Return what `use` makes of the dossier of record `n`; None if it is gone.

        If `use` fails on the content, the catalog is damaged, and is treated so.
        """
        from collab_tui.catalog.dossier import fetch_dossier

        def find(db: sqlite3.Connection) -> T | None:
            dossier = fetch_dossier(db, n, self._keeper.today, most, period)
            return use(dossier) if dossier is not None else None

        return self._keeper.ask(find)
