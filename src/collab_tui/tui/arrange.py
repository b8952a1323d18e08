"""Where the lists and the page beside them stand, and how much room each gets, for any terminal."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

MEDIUM, WIDE, TALL = 80, 110, 30
"""Columns from which the lists and the page stand beside each other (below: one at a time), columns
from which the layout is wide, and rows from which all lists are open (below: only the present one).
"""

SMALLEST = (60, 20)
"""Columns and rows below which the screen says that it is too small."""

BARS = 2
"""Rows of the search bar and of the footer."""

LEAST_LIST, LEAST_BESIDE = 30, 34
"""The fewest columns of a list that stands beside another one, and of lists beside the page."""

LEAST_ROWS = 3
"""The fewest rows of the list that is open."""

LEAST_PAGE = (30, 5)
"""The fewest columns of the page beside the lists, and its fewest rows below them."""

USUAL = 0.42
"""The part of the screen that the lists have until somebody changes it."""


class Layout(StrEnum):
    """Where the lists and the page stand."""

    STACKED = "stacked"
    """The lists are one below the other, with the page at their right."""
    SIDE_BY_SIDE = "side by side"
    """The lists are beside each other, with the page below them."""
    BELOW = "record below"
    """The lists are one below the other, with the page below them."""

    @property
    def is_below(self) -> bool:
        """Whether the page is below the lists."""
        return self is not Layout.STACKED


class Arranged(NamedTuple):
    """How everything is arranged in a terminal."""

    layout: Layout
    """The layout that fits."""
    is_single: bool
    """Whether there is room for one pane at a time."""
    is_short: bool
    """Whether only the present list is open."""
    lists: int
    """The columns of the lists, or their rows if the page is below them."""
    most: int
    """What the lists and the page have together, with the line between them."""


def fitting(wanted: Layout, width: int, count: int) -> Layout:
    """Return a layout for `count` lists that fits into `width` columns."""
    if wanted is Layout.SIDE_BY_SIDE and (count < 2 or width < count * LEAST_LIST):
        return Layout.BELOW
    return wanted


def arrange(size: tuple[int, int], wanted: Layout, share: float, count: int) -> Arranged:
    """Arrange `count` lists and the page in a terminal of some columns and rows.

    `share` is the part of the room that the lists should have, from 0 to 1.
    """
    width, height = size
    layout = fitting(wanted, width, count)
    if layout is Layout.STACKED:
        lists = _between(round(share * width), LEAST_BESIDE, width - LEAST_PAGE[0] - 1)
        return Arranged(layout, width < MEDIUM, height < TALL, lists, width)
    room = height - BARS
    heads = 1 if layout is Layout.SIDE_BY_SIDE else count
    lists = _between(round(share * room), heads + LEAST_ROWS, room - LEAST_PAGE[1] - 1)
    is_short = layout is Layout.BELOW and lists < TALL - BARS
    return Arranged(layout, False, is_short, lists, room)


def divided(room: int, parts: Sequence[float]) -> list[int]:
    """Return the cells of lists that have some parts of a room, which are taken together."""
    ends = [int(room * done / sum(parts) + 1e-6) for done in accumulate(parts)]
    return [end - start for start, end in pairwise([0, *ends])]


def traded(rooms: Sequence[int], index: int, step: int, least: int) -> list[int]:
    """Return the cells of lists after one took `step` cells from the others, or gave them some.

    The largest of the others gives first, and the smallest gets first: so what was taken goes back
    to where it was. Each list keeps the `least` cells, or those that it has if they are fewer.
    """
    found = [*rooms]
    others = [number for number in range(len(rooms)) if number != index]
    for _ in range(abs(step)):
        if step > 0:
            giver, taker = max(others, key=found.__getitem__, default=index), index
        else:
            giver, taker = index, min(reversed(others), key=found.__getitem__, default=index)
        if giver == taker or found[giver] <= least:
            break
        found[giver] -= 1
        found[taker] += 1
    return found


def _between(value: int, least: int, most: int) -> int:
    """Return the value; if it does not fit, the nearest one that does."""
    return max(least, min(value, most))
