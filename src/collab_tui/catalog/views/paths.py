"""The shortest ways from one institution to another, through agreements that they share.

Only ways without a shortcut count: an institution shares an agreement only with the one before it,
not with an earlier one. Without this rule, one agreement of seven parties would give five versions
of one way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from collab_tui.catalog.views.count import Count
from collab_tui.catalog.views.dimension import Dimension
from collab_tui.catalog.views.facets import dimension
from collab_tui.catalog.views.item import Item
from collab_tui.catalog.views.items import items
from collab_tui.catalog.views.partners import NoSuchViewError, institution, known
from collab_tui.catalog.views.sets import Sets
from collab_tui.language import _
from collab_tui.query.syntax import Node

LONGEST = 6
"""The most agreements that a way can have; longer ways say nothing."""

MOST_STEPS = 20_000
"""The number of steps after which no further ways are searched."""

MOST = 5
"""The most ways that are shown."""


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
    around = _around(sets, facet, result)
    found = _ways(first, last, around)
    names = facet.values
    return Paths(
        len(found),
        names[first].label,
        names[last].label,
        tuple(_path(sets, facet, result, way) for way in found),
    )


def _around(sets: Sets, facet: Dimension, result: int) -> Callable[[str], set[str]]:
    """Return a function from an institution to those that share an agreement with it."""
    bits = result.to_bytes(len(sets.lives) // 8 + 1, "little")
    met: dict[str, set[str]] = {}

    def around(key: str) -> set[str]:
        if key not in met:
            met[key] = {
                other
                for place in facet.pairs.having(key)
                if bits[place >> 3] >> (place & 7) & 1
                for other in facet.held[place]
                if other != key
            }
        return met[key]

    return around


def _distances(
    first: str, last: str, around: Callable[[str], set[str]]
) -> tuple[int, dict[str, int]] | None:
    """Return the distance, and the distance from `last` of every institution that may lie between.

    Both ends are widened, the smaller one first, until they meet.
    """
    seen: tuple[dict[str, int], dict[str, int]] = ({first: 0}, {last: 0})
    fronts = [{first}, {last}]
    depth = [0, 0]
    while fronts[0] and fronts[1] and sum(depth) < LONGEST:
        side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
        depth[side] += 1
        front = {other for key in fronts[side] for other in around(key) if other not in seen[side]}
        seen[side].update(dict.fromkeys(front, depth[side]))
        fronts[side] = front
        if front & seen[1 - side].keys():
            return sum(depth), _from_last(last, around, seen[0].keys() | seen[1].keys())
    return None


def _from_last(last: str, around: Callable[[str], set[str]], among: set[str]) -> dict[str, int]:
    found, front, depth = {last: 0}, {last}, 0
    while front and depth < LONGEST:
        depth += 1
        front = {other for key in front for other in around(key) & among if other not in found}
        found.update(dict.fromkeys(front, depth))
    return found


def _ways(first: str, last: str, around: Callable[[str], set[str]]) -> list[tuple[str, ...]]:
    found_distances = _distances(first, last, around)
    if found_distances is None:
        return []
    shortest, distance = found_distances
    longest = min(LONGEST, shortest + 1)
    queue: list[tuple[int, tuple[str, ...]]] = [(shortest, (first,))]
    found: list[tuple[str, ...]] = []
    steps = 0
    while queue and len(found) < MOST and steps < MOST_STEPS:
        _, way = heappop(queue)
        if way[-1] == last:
            found.append(way)
            continue
        earlier = way[:-1]
        for key in sorted(around(way[-1])):
            steps += 1
            far = distance.get(key)
            if far is None or len(way) + far > longest or key in way:
                continue
            if not any(key in around(one) for one in earlier):
                heappush(queue, (len(way) + far, (*way, key)))
    return found


def _path(sets: Sets, facet: Dimension, result: int, way: tuple[str, ...]) -> Path:
    stops = []
    for key in way:
        value = facet.values[key]
        count = (facet.set(key) & result).bit_count()
        stops.append(Count(key, value.label, count, value.term, value.ref))
    steps = []
    for one, other in pairwise(way):
        shared = facet.set(one) & facet.set(other) & result
        lives = [(sets.lives[place].begins or 0, place) for place in sets.places(shared)]
        (item,) = items(sets, [max(lives)[1]])
        term = f"{facet.values[one].term} {facet.values[other].term}"
        steps.append(Step(item, Count("", "", len(lives), term)))
    return Path(tuple(stops), tuple(steps))
