"""The shortest ways from one institution to another, through agreements that they share.

Only ways without a shortcut count: an institution shares an agreement only with the one before it,
not with an earlier one. Without this rule, one agreement of seven parties would give five versions
of one way.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.dimension import Dimension
from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.item import Item
from collab_tui.catalog.views.items import items
from collab_tui.catalog.views.partners import NoSuchViewError, institution, known
from collab_tui.catalog.views.sets import Sets
from collab_tui.catalog.views.ways import Meetings, ways
from collab_tui.language import _
from collab_tui.query.syntax import Node


@dataclass(frozen=True, slots=True)
class Step:
    """Two institutions that follow each other, and the last agreement that they share."""

    item: Item
    shared: Count


@dataclass(frozen=True, slots=True)
class Path:
    """A way: institutions with their agreements, and what is between them."""

    stops: tuple[Count, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """What a view of paths shows."""

    total: int
    start: str
    goal: str
    """The names of the two."""
    paths: tuple[Path, ...]
    is_all: bool
    """Whether there are certainly no more of the shortest ways, and of those one step longer."""


def paths(sets: Sets, node: Node, start: str, goal: str) -> Paths:
    """Return the shortest ways between two institutions, given by ref, in what a query finds.

    Raises:
        NoSuchViewError: one of them is not an institution, or they are the same.
        QueryError: a value in the query names nothing.
    """
    first, last = institution(start), institution(goal)
    facet, result = dimension(sets, "with"), sets.matching(node)
    for key in (first, last):
        known(facet, key)
    if first == last:
        raise NoSuchViewError(_("a path leads from one institution to another; name two"))
    meetings = Meetings(facet, sets.flags(result))
    found, is_all = ways(meetings, first, last)
    names = facet.values
    names.prepare({key for way in found for key in way})
    return Paths(
        len(found),
        names[first].label,
        names[last].label,
        tuple(_paths(sets, facet, meetings, found)),
        is_all,
    )


def _paths(
    sets: Sets, facet: Dimension, meetings: Meetings, found: list[tuple[str, ...]]
) -> list[Path]:
    stops, shared = {}, {}
    for way in found:
        for key in way:
            value, count = facet.values[key], len(meetings.places(key))
            stops[key] = Count(key, value.label, count, value.term, value.ref)
        for pair in pairwise(way):
            shared[pair] = meetings.shared(*pair)
    last = [
        max(places, key=lambda place: (sets.lives[place].begins or 0, place))
        for places in shared.values()
    ]
    steps = {
        (one, other): Step(
            item, Count("", "", len(places), f"{stops[one].term} {stops[other].term}")
        )
        for ((one, other), places), item in zip(shared.items(), items(sets, last), strict=True)
    }
    return [
        Path(tuple(stops[key] for key in way), tuple(steps[pair] for pair in pairwise(way)))
        for way in found
    ]
