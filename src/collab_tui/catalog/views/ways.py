"""Finds ways between institutions that share agreements: the shortest ones, by levels."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import chain, compress
from math import inf

from collab_tui.catalog.views.dimension import Dimension

LONGEST = 6
"""The most agreements that a way can have; longer ways say nothing."""

MOST = 5
"""The most ways that are shown."""

MOST_MET = 400_000
"""The number of meetings looked at, after which no longer ways are searched. Each of the shortest
ones is found at once, because it comes nearer with every step."""


class Meetings:
    """Who meets whom in some agreements. What was asked is remembered."""

    def __init__(self, facet: Dimension, flags: bytes) -> None:
        """Look at the agreements whose byte in `flags` is 1, and at the institutions of `facet`."""
        self._facet = facet
        self._flags = flags
        self._places: dict[str, list[int]] = {}
        self._around: dict[str, set[str]] = {}
        self.looked = 0
        """How many meetings were looked at in `around`."""

    def places(self, key: str) -> list[int]:
        """Return the places of the agreements of an institution."""
        if key not in self._places:
            self._places[key] = self._facet.places(key, self._flags)
        return self._places[key]

    def shared(self, one: str, other: str) -> list[int]:
        """Return the places of the agreements that two institutions share."""
        return sorted({*self.places(one)}.intersection(self.places(other)))

    def around(self, key: str) -> set[str]:
        """Return who shares an agreement with an institution."""
        found = self._around.get(key)
        if found is None:
            found = self._around[key] = self._facet.held_at(self.places(key))
            found.discard(key)
            self.looked += len(found)
        return found

    def beyond(self, front: Collection[str], left: set[int]) -> set[str]:
        """Return who is in an agreement among `left` with any of `front`; take these out of `left`.

        So each agreement is looked at once, however many of its parties are in a front.
        """
        held = self._facet.held
        if len(front) < len(left):
            found = left.intersection(chain.from_iterable(map(self._facet.pairs.having, front)))
        else:
            among = frozenset(front)
            found = {place for place in left if not among.isdisjoint(held[place])}
        left -= found
        return self._facet.held_at(found)

    def every(self) -> set[int]:
        """Return the places of all agreements that are looked at."""
        return set(compress(range(len(self._flags)), self._flags))


def ways(meetings: Meetings, first: str, last: str) -> tuple[list[tuple[str, ...]], bool]:
    """Return the shortest ways without a shortcut, and those one step longer; the shorter ones
    first, and those of one length by their ids. Also tell whether there are no more of them.
    """
    levels = _levels(meetings, first, last)
    if levels is None:
        return [], True
    found: list[tuple[str, ...]] = []
    for spare in range(min(1, LONGEST - len(levels) + 1) + 1):
        most = meetings.looked + MOST_MET if spare else inf
        for way in _extended(meetings, levels, (first,), spare, most):
            if way is None or len(found) == MOST:
                return found, False
            found.append(way)
    return found, True


def _levels(meetings: Meetings, first: str, last: str) -> list[set[str]] | None:
    """Return, by distance from `last`, who may be on a way that is at most one step longer than the
    shortest; None if there is no way. The last level is that of `first`.

    Both ends are widened, the smaller one first, until they meet.
    """
    ends: tuple[list[set[str]], list[set[str]]] = ([{first}], [{last}])
    seen = ({first}, {last})
    every = meetings.every()
    left = (every, set(every))
    while ends[0][-1] and ends[1][-1] and len(ends[0]) + len(ends[1]) - 2 < LONGEST:
        side = 0 if len(ends[0][-1]) <= len(ends[1][-1]) else 1
        front = meetings.beyond(ends[side][-1], left[side]) - seen[side]
        seen[side].update(front)
        ends[side].append(front)
        if not front.isdisjoint(seen[1 - side]):
            break
    else:
        return None
    from_first, levels = ends
    shortest = len(from_first) + len(levels) - 2
    while len(levels) <= shortest:
        # Whoever is further from the first than this is on no way that is short enough.
        near = set().union(*from_first[: shortest + 2 - len(levels)])
        front = meetings.beyond(levels[-1], left[1]) & near - seen[1]
        seen[1].update(front)
        levels.append(front)
    return levels


def _extended(
    meetings: Meetings, levels: list[set[str]], way: tuple[str, ...], spare: int, most: float
) -> Iterator[tuple[str, ...] | None]:
    """Yield the ways that begin with `way` and have exactly `spare` steps more than the shortest
    ones; at last None if more than `most` meetings were looked at.
    """
    here = way[-1]
    distance = next(at for at, level in enumerate(levels) if here in level)
    if distance == 0:
        yield way
        return
    around = meetings.around(here)
    nearer = around & levels[distance - 1]
    # The step that leads no nearer needs two more after it: else there is a shortcut to the last.
    beside = around & levels[distance] if spare and distance > 1 else set()
    if spare and distance == 1:
        return
    for key in sorted(nearer | beside):
        if meetings.looked > most:
            yield None
            return
        if key not in way and not any(key in meetings.around(one) for one in way[:-1]):
            yield from _extended(meetings, levels, (*way, key), spare - (key in beside), most)
