"""The state of a view, as plain values: what is grouped, zoomed, moved, opened.

It holds no record and no screen. So it can be kept, gone back to, and written down.
"""

from __future__ import annotations

from typing import NamedTuple

ORDERS = ("", "count", "likeness", "name")
"""How rows and columns are sorted; the first one is the default of the view."""


class State(NamedTuple):
    """The state of a view."""

    name: str = "overview"
    rows: str = ""
    """The facet of the rows, or by which rows are grouped; empty for the default.

    For a map, ``world`` means all of it.
    """
    columns: str = ""
    """The facet of the columns."""
    order: str = ""
    zoom: int = 0
    """Steps of zoom from where everything fits; negative is out."""
    x: int = 0
    """Columns moved to the right, or months of a timeline."""
    y: int = 0
    """Rows moved down."""
    opened: frozenset[str] = frozenset()
    """What is opened, or folded if it is usually open: values of the facet of the rows."""
    about: tuple[str, ...] = ()
    """The refs of the records that the view is about."""
    folded: bool | None = None
    """Whether a timeline counts by years; None if that depends on how much there is."""
    first: int | None = None
    """The first year of the axis, and the last one, if they are given."""
    last: int | None = None
    shade: bool | None = None
    """Whether there are blocks before numbers; None means only if there is no colour."""
    borders: bool = True

    def zoomed(self, steps: int) -> State:
        """Zoom in, or out by negative `steps`."""
        return self._replace(zoom=max(-8, min(8, self.zoom + steps)))

    def panned(self, x: int, y: int) -> State:
        """Move the window. Except on a map, it never begins above the first row."""
        least = -10_000 if self.name == "map" else 0
        return self._replace(x=self.x + x, y=max(least, self.y + y))

    def fitted(self) -> State:
        """Show everything again."""
        return self._replace(zoom=0, x=0, y=0, first=None, last=None)

    def grouped(self, rows: str) -> State:
        """Take another facet for the rows."""
        return self._replace(rows=rows, y=0, opened=frozenset())

    def by_columns(self, columns: str) -> State:
        """Take another facet for the columns."""
        return self._replace(columns=columns, x=0)

    def transposed(self) -> State:
        """Swap rows and columns."""
        return self._replace(rows=self.columns, columns=self.rows, x=self.y, y=max(0, self.x))

    def sorted(self) -> State:
        """Take the next order."""
        after = ORDERS.index(self.order) + 1
        return self._replace(order=ORDERS[after % len(ORDERS)])

    def toggled(self, value: str) -> State:
        """Open a value, or close it again."""
        return self._replace(opened=self.opened ^ {value})
