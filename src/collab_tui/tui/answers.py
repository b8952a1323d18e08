"""Answers to a query: the listings, and the words beside them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from collab_tui.records.kinds import Kind

if TYPE_CHECKING:
    from collab_tui.catalog.rescue import Rescue
    from collab_tui.catalog.status import Period
    from collab_tui.catalog.why import Asked
    from collab_tui.tui.pages import ListPage


class Listing:
    """What a list holds: record numbers, the depth of each, and how many there are in all."""

    def __init__(
        self,
        numbers: array[int] | None = None,
        depths: array[int] | None = None,
        total: int = 0,
        shown: int | None = None,
    ) -> None:
        """Hold `numbers`, out of `total`. With `depths`, they are a tree.

        If more are `shown` than there are `numbers`, these are the first ones: see `complete`.
        """
        self.numbers = array("q") if numbers is None else numbers
        self.depths = depths
        self.total = total
        self.shown = _count(self.numbers, depths) if shown is None or depths else shown
        """The number of records; a tree may hold one in several places."""
        self._found: dict[int, int | None] = {}

    @property
    def rows(self) -> int:
        """How many rows the list has."""
        return self.shown if self.depths is None else len(self.numbers)

    @property
    def is_whole(self) -> bool:
        """Whether all records are held, and not only the first ones."""
        return len(self.numbers) == self.rows

    def begins(self, whole: Listing) -> bool:
        """Tell whether a `whole` listing is as long as this one, and begins in the same way."""
        if self.shown != whole.shown:
            return False
        return self.is_whole or self.numbers == whole.numbers[: len(self.numbers)]

    def complete(self, whole: Listing) -> None:
        """Hold what a `whole` listing holds, which begins in the same way."""
        self.numbers, self._found = whole.numbers, {}

    def find(self, n: int | None) -> int | None:
        """Return the first index of record `n`, or None.

        Searching long lists takes a while, so results are remembered.
        """
        if n is None:
            return None
        if n not in self._found:
            try:
                self._found[n] = self.numbers.index(n)
            except ValueError:
                self._found[n] = None
        return self._found[n]


def _count(numbers: array[int], depths: array[int] | None) -> int:
    return len(numbers) if depths is None else len(set(numbers))


class Window(NamedTuple):
    """The visible part of a list: the record under the cursor, and the lines above and below it."""

    selected: int | None
    height: int
    columns: tuple[str, ...] = ()
    """The columns that are added to the list."""


class Answer(NamedTuple):
    """The listings that answer a query."""

    text: str
    listings: dict[Kind, Listing]
    asked: Sequence[Asked] = ()
    """The words that were asked for; they are highlighted in the lists."""
    rescue: Rescue | None = None
    """What may help, if nothing matched."""
    period: Period | None = None
    """The days that the query asks about with ``as-of:``; statuses are shown for these."""
    pages: Mapping[Kind, Mapping[int, ListPage]] = MappingProxyType({})
    """The rows that will be visible, by kind and page."""
    generation: int = 0
    """The catalog's generation. Only in this generation do records have these numbers."""
    gone: int | None = None
    """The record that was being read, if it no longer exists."""
    subject: Kind | None = None
    """The kind of the records that are asked for, if it is exactly one kind."""
