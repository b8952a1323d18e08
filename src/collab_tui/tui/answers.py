"""What answers a query: the listings, and what is said beside them."""

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
    """What a list holds: record numbers, how deep each stands, and how many there are in all."""

    def __init__(
        self, numbers: array[int] | None = None, depths: array[int] | None = None, total: int = 0
    ) -> None:
        """Hold `numbers`, of `total`; with `depths`, they are a tree."""
        self.numbers = array("q") if numbers is None else numbers
        self.depths = depths
        self.total = total
        self.shown = len(self.numbers) if depths is None else len(set(self.numbers))
        """The number of records; a tree may hold one in several places."""
        self._found: dict[int, int | None] = {}

    def find(self, n: int | None) -> int | None:
        """Return the first index of record `n`, or None.

        Long lists take a while to be looked through; what was found is remembered.
        """
        if n is None:
            return None
        if n not in self._found:
            try:
                self._found[n] = self.numbers.index(n)
            except ValueError:
                self._found[n] = None
        return self._found[n]


class Window(NamedTuple):
    """What is in sight of a list: the record under the cursor, and lines at either side."""

    selected: int | None
    height: int


class Answer(NamedTuple):
    """The listings that answer a query."""

    text: str
    listings: dict[Kind, Listing]
    asked: Sequence[Asked] = ()
    """The words that were asked for, to be shown where they are."""
    rescue: Rescue | None = None
    """What might help, where nothing matched."""
    period: Period | None = None
    """The days that the query asks about, with ``as-of:``; statuses are shown as of them."""
    pages: Mapping[Kind, Mapping[int, ListPage]] = MappingProxyType({})
    """The rows that will be in sight, by kind and page."""
    generation: int = 0
    """The catalog's generation: only in it do records have these numbers."""
    gone: int | None = None
    """The record that was being read, where there is none any more."""
    subject: Kind | None = None
    """The kind whose records are asked for, where the query does so of one kind alone."""
