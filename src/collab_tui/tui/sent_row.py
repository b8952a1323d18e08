"""A row of the terminal, as far as it is known what was sent there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from collab_tui.tui.pens import of_space

_GAP = 6
"""Cells that did not change and are sent nevertheless. To move the cursor takes as many bytes."""


class Row:
    """The cells of a row, and the look of each. None stands for what is not known.

    The second cell of a wide character is empty.
    """

    __slots__ = ("cells", "looks")

    def __init__(self) -> None:
        self.cells: list[str | None] = []
        self.looks: list[str | None] = []

    @property
    def width(self) -> int:
        """How many cells of it were ever drawn."""
        return len(self.cells)

    def lose(self, start: int, count: int) -> int:
        """Know no longer what is in some cells; return the end of these."""
        end = start + count
        self._reach(end)
        self.cells[start:end] = self.looks[start:end] = [None] * count
        return end

    def _reach(self, end: int) -> None:
        missing = end - len(self.cells)
        if missing > 0:
            self.cells += [None] * missing
            self.looks += [None] * missing

    def known(self, start: int, end: int) -> Iterator[tuple[int, str, str]]:
        """Yield what is known to be in some cells: where, the text, and its look."""
        if start < self.width and self.cells[start] == "":  # the second half of a character
            start += 1
        for look, group in groupby(range(start, min(end, self.width)), self.looks.__getitem__):
            cells = [*group]
            text = "".join(self.cells[at] or "" for at in cells)
            if look is not None and text:
                yield cells[0], text, look

    def put(self, start: int, cells: Sequence[str], look: str) -> Iterator[tuple[int, int]]:
        """Put cells there; yield from where to where they were not the same, from `start` on."""
        count = len(cells)
        end = start + count
        if start == self.width:  # as when a screen is drawn for the first time
            self.cells += cells
            self.looks += [look] * count
            yield 0, count
            return
        self._reach(end)
        before, looks = self.cells[start:end], self.looks[start:end]
        same = [look] * count
        if before == cells and looks == same:
            return
        self.cells[start:end], self.looks[start:end] = cells, same
        space = of_space(look)
        differ = [
            at
            for at, (old, new, old_look) in enumerate(zip(before, cells, looks, strict=True))
            if old != new
            or (
                old_look != look and (new != " " or old_look is None or of_space(old_look) != space)
            )
        ]
        for first, last in _spans(differ):
            # Never one half of a wide character
            while not (cells[first] and before[first]) and first:
                first -= 1
            while last < count and not (cells[last] and before[last]):
                last += 1
            yield first, last


def _spans(differ: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield from where to where cells are to be sent, if some of them differ."""
    if not differ:
        return
    first = last = differ[0]
    if differ[-1] - first < len(differ) + _GAP:  # no gap is long enough
        yield first, differ[-1] + 1
        return
    for at in differ:
        if at - last > _GAP:
            yield first, last + 1
            first = at
        last = at
    yield first, last + 1
