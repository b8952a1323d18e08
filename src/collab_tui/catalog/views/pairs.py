"""Which agreements have which values: their places, grouped by value, in compact arrays."""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Generic, TypeVar

from collab_tui.catalog.in_pieces import pieces, values_at

K = TypeVar("K")
"""Values as queries write them, or the numbers of records."""


class Pairs(Generic[K]):
    """Places of agreements (see `Sets`) for each of some values, in ascending order.

    Values that no agreement has are not there.
    """

    def __init__(self, keys: list[K], starts: array[int], places: array[int]) -> None:
        """Take over what `of` or `read` makes.

        The places of value number i are ``places[starts[i]:starts[i + 1]]``.

        Raises:
            ValueError: the arrays do not fit each other.
        """
        if len(starts) != len(keys) + 1 or starts[-1] != len(places):
            raise ValueError("values and places do not fit each other")
        self._keys = keys
        self._starts = starts
        self._places = places

    @classmethod
    def of(cls, groups: Iterable[tuple[K, Iterable[int]]]) -> Pairs[K]:
        """Take each value with its places; a place may come several times."""
        keys: list[K] = []
        starts, places = array("I", [0]), array("I")
        for key, found in groups:
            places.extend(sorted({*found}))
            if len(places) > starts[-1]:
                keys.append(key)
                starts.append(len(places))
        return cls(keys, starts, places)

    @staticmethod
    def read(keys: str, starts: bytes, places: bytes) -> Pairs[str]:
        """Return what `written` wrote.

        Raises:
            ValueError: nobody wrote this.
        """
        return Pairs(json.loads(keys), array("I", starts), array("I", places))

    def written(self) -> tuple[str, bytes, bytes]:
        """Return it in the form in which a catalog keeps it."""
        keys = json.dumps(self._keys, ensure_ascii=False)
        return keys, self._starts.tobytes(), self._places.tobytes()

    @classmethod
    def in_order(cls, keys: list[K], places: array[int]) -> Pairs[K]:
        """Take pairs as the value of each and its place, in the order of both, and none twice."""
        sizes: Counter[K] = Counter()
        for piece in pieces(keys):
            sizes.update(piece)
        return cls(list(sizes), array("I", accumulate(sizes.values(), initial=0)), places)

    def called(self, names: Mapping[K, str]) -> Pairs[str]:
        """Return the same with names for values; those without a name are left out."""
        if all(map(names.__contains__, self._keys)):
            return Pairs(list(map(names.__getitem__, self._keys)), self._starts, self._places)
        return Pairs.of((names[key], self.having(key)) for key in self._keys if key in names)

    @cached_property
    def _number(self) -> dict[K, int]:
        return {key: number for number, key in enumerate(self._keys)}

    def __contains__(self, key: K) -> bool:
        """Tell whether any agreement has a value."""
        return key in self._number

    def __len__(self) -> int:
        """Return the number of values."""
        return len(self._keys)

    @property
    def keys(self) -> list[K]:
        """Every value."""
        return self._keys

    @property
    def places(self) -> array[int]:
        """The places of all agreements that have any value; one may come several times."""
        return self._places

    def having(self, key: K) -> array[int]:
        """Return the places of the agreements that have a value."""
        number = self._number.get(key)
        if number is None:
            return array("I")
        return self._places[self._starts[number] : self._starts[number + 1]]

    def sizes(self) -> dict[K, int]:
        """Return how many agreements have each value."""
        starts = self._starts
        return {key: starts[at + 1] - starts[at] for at, key in enumerate(self._keys)}

    def counts(self, flags: bytes) -> dict[K, int]:
        """Return the same for the agreements whose byte in `flags` is 1, and not 0."""
        there, starts = values_at(self._places, flags), self._starts
        return {
            key: there.count(1, starts[at], starts[at + 1]) for at, key in enumerate(self._keys)
        }

    def held(self, count: int) -> list[int]:
        """Return how many values each of `count` agreements has."""
        found = Counter(self._places)
        return [found[place] for place in range(count)]

    def at(self, place: int) -> list[K]:
        """Return the values of one agreement."""
        places, starts, found = self._places, self._starts, []
        for number, key in enumerate(self._keys):
            end = starts[number + 1]
            at = bisect_left(places, place, starts[number], end)
            if at < end and places[at] == place:
                found.append(key)
        return found

    def by_place(self, count: int) -> list[list[K]]:
        """Return the values of each of `count` agreements."""
        found: list[list[K]] = [[] for _ in range(count)]
        places, starts = self._places, self._starts
        for number, key in enumerate(self._keys):
            for place in places[starts[number] : starts[number + 1]]:
                found[place].append(key)
        return found
