"""A facet by which agreements are counted in views. Each value has a set of agreements.

Each value knows the term that finds exactly its set, so a number can be opened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nsmallest
from itertools import compress
from typing import NamedTuple, TypeAlias

from collab_tui.catalog.views.pairs import Pairs
from collab_tui.catalog.views.sets import Sets
from collab_tui.language import _
from collab_tui.query.fields import FIELDS
from collab_tui.records.kinds import Ref

FEW = 400
"""Up to this number of values, every value has a set. If there are more, sets are made for those
that are shown."""


Held: TypeAlias = set[str]
"""Values by their keys."""


class Value(NamedTuple):
    """A value of a facet: its label, the term that finds it, and its record if it is one."""

    key: str
    label: str
    term: str
    ref: Ref | None = None


class Values(dict[str, Value]):
    """The values of a facet by key. Those of a large facet are looked up when they are needed."""

    def prepare(self, keys: Iterable[str]) -> None:
        """Look up several values at once; unknown ones stay unknown."""

    def ranks(self, keys: Collection[str]) -> Mapping[str, int]:
        """Return numbers by which values are in the order of their names, at least of `keys`."""
        ordered = sorted(keys, key=lambda key: (self[key].label, key))
        return {key: rank for rank, key in enumerate(ordered)}

    def __missing__(self, key: str) -> Value:
        """Look a value up.

        Raises:
            KeyError: there is no such value.
        """
        self.prepare((key,))
        if key in self:
            return self[key]
        raise KeyError(key)


@dataclass
class Dimension:
    """A facet: its values, and which agreements have each."""

    name: str
    values: Values
    pairs: Pairs[str]
    none: int
    """The agreements where no value is recorded, or where not all can be known."""
    none_term: str
    sets: Sets
    is_ordered: bool = False
    """Whether the values have an order of their own."""
    below: Mapping[str, list[str]] = field(default_factory=dict)
    """By value, what is narrower."""
    tops: list[str] = field(default_factory=list)
    """In a hierarchy, the values with nothing above them."""
    _made: dict[str, int] = field(default_factory=dict)
    _last: tuple[int, dict[str, int]] | None = None
    """The result that was counted last, and the counts."""

    def set(self, key: str) -> int:
        """Return the agreements that have a value."""
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = self.sets.at(self.pairs.having(key))
        return found

    @property
    def none_label(self) -> str:
        """What agreements without a value are called."""
        asked = FIELDS[self.name.removesuffix("=")].asked
        return _("no {field} recorded", field=asked.said)

    @cached_property
    def held(self) -> list[list[str]]:
        """By place, the values of an agreement."""
        self.sets.check()
        return self.pairs.by_place(len(self.sets.lives))

    def places(self, key: str, flags: bytes) -> list[int]:
        """Return the places of the agreements that have a value and whose byte in `flags` is 1."""
        having = self.pairs.having(key)
        return list(compress(having, map(flags.__getitem__, having)))

    def held_at(self, places: Iterable[int]) -> Held:
        """Return the values of all agreements at some places."""
        found: Held = set()
        return found.union(*map(self.held.__getitem__, places))

    def totals(self, result: int) -> dict[str, int]:
        """Return how many agreements of `result` have each value, without values that none has."""
        if self._last is not None and self._last[0] == result:
            return self._last[1]
        counts: dict[str, int]
        self.sets.check()
        if result == self.sets.every:
            counts = self.pairs.sizes()
        elif len(self.pairs) <= FEW:
            counts = {key: (self.set(key) & result).bit_count() for key in self.pairs.keys}
        else:
            counts = self.pairs.counts(self.sets.flags(result))
        found = {key: count for key, count in counts.items() if count}
        self._last = (result, found)
        return found

    @cached_property
    def _numbers(self) -> list[int]:
        """By place, how many values an agreement has."""
        return self.pairs.held(len(self.sets.lives))

    def rest(self, shown: Iterable[str], result: int) -> int:
        """Return the agreements of `result` with a value that is not among `shown`."""
        left = self._numbers.copy()
        for key in set(shown):
            for place in self.pairs.having(key):
                left[place] -= 1
        return self.sets.flagged(bytes(map(bool, left))) & result

    def ranked(
        self, result: int, among: Iterable[str] | None = None, most: int | None = None
    ) -> list[tuple[str, int]]:
        """Return the values that occur in `result` with their counts, the most frequent first.

        With `most`, return no more than that.
        """
        totals = self.totals(result)
        if among is not None:
            totals = {key: totals[key] for key in among if key in totals}

        return self.most_of(totals, len(totals) if most is None else most)

    def most_of(self, counts: Mapping[str, int], most: int) -> list[tuple[str, int]]:
        """Return the `most` values with the largest counts; of equal ones, by name."""
        if len(counts) > most:  # few need their names compared
            least = sorted(counts.values(), reverse=True)[most - 1]
            counts = {key: count for key, count in counts.items() if count >= least}
        ranks = self.values.ranks(counts)

        def order(one: tuple[str, int]) -> tuple[int, int]:
            return -one[1], ranks[one[0]]

        found = nsmallest(most, counts.items(), key=order)
        self.values.prepare(key for key, _count in found)
        return found
