"""What a comparison of two records shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from collab_tui.catalog.views.count import Count
from collab_tui.records.kinds import Kind, Ref


@dataclass(frozen=True, slots=True)
class Source:
    """A source that a record cites; without a ref if there is no record of it."""

    name: str
    ref: Ref | None


SourceNumbers: TypeAlias = tuple[int, ...]
"""The numbers of the sources of a value."""


@dataclass(frozen=True, slots=True)
class Side:
    """A record that is compared."""

    ref: Ref
    name: str
    sources: tuple[Source, ...] = ()
    """The sources that it cites, by their numbers from 1, as on its page."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of two records. An empty side says nothing, which is not a difference."""

    path: str
    """The path of the field, for programs: ``dates.signed``."""
    label: str
    left: str
    right: str
    written: tuple[str, str]
    """The same two as they are in the registry, for programs."""
    is_date: bool
    is_same: bool
    differs: bool
    """Whether both say something, and the two cannot be the same."""
    left_sources: SourceNumbers = ()
    right_sources: SourceNumbers = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An element of a list in one record or in both: a record or a text."""

    name: str
    left: str
    """What the left record says about it: a role."""
    right: str
    ref: Ref | None = None
    left_sources: SourceNumbers = ()
    right_sources: SourceNumbers = ()
    key: str = ""
    """The text as it is in the registry, if it is no record."""

    @property
    def what(self) -> str:
        """What programs know it by."""
        return str(self.ref or self.key)


@dataclass(frozen=True, slots=True)
class Part:
    """The elements of a list that both records have, or one of them, in order.

    Of long lists, only the entries that are in sight are read.
    """

    keys: Sequence[str] | Sequence[int] = ()
    entries: tuple[Entry, ...] = ()
    """The entries that are read."""
    start: int = 0
    """The place of the first of them."""

    def __len__(self) -> int:
        """Return how many elements there are."""
        return len(self.keys)

    def __getitem__(self, place: int) -> Entry:
        """Return an entry that is read."""
        return self.entries[place - self.start]

    def beside(self, place: int) -> list[str]:
        """Return the names before and after an entry, as far as they are read."""
        at = place - self.start
        others = (*self.entries[max(0, at - 1) : at], *self.entries[at + 1 : at + 2])
        return [entry.name for entry in others]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of two records, as sets."""

    path: str
    """What programs know it by: a field of the format, ``partners`` or ``agreements``."""
    label: str
    both: Part
    left: Part
    right: Part
    shared: Count | None = None
    """The query that finds those in both, if there can be one."""
    is_stated: bool = True
    """Whether the two records state it with sources, and it does not follow from others."""
    read_as: Kind | None = None
    """The kind of its elements, if only those in sight are read."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison shows."""

    left: Side
    right: Side
    facts: tuple[Fact, ...]
    lists: tuple[Listed, ...]
    total: int = 2
