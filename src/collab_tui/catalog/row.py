"""A record as lists and results show it."""

from __future__ import annotations

from typing import NamedTuple

from collab_tui.records.kinds import Kind, Ref


class Row(NamedTuple):
    """A record as a list shows it.

    `how_many` is what people look for first: the agreements of an institution, a person or a focus
    area (with all narrower ones), the participants of an agreement, the records that cite a source.
    """

    n: int
    kind: Kind
    id: str
    name: str
    how_many: int
    country: str | None = None
    recorded_status: str | None = None
    status: str | None = None
    """The status on the day that is asked about, else on the catalog's day: see `catalog.status`.
    """
    year: int | None = None
    with_parts: int | None = None
    """For an institution, the agreements that it or a part of it is in: those that ``with:`` finds.
    None for other kinds."""

    @property
    def ref(self) -> Ref:
        """The record's ref."""
        return Ref(self.kind, self.id)


class Brief(NamedTuple):
    """A record as one line of a result: as `Row`, but without the counts, which take longest."""

    kind: Kind
    id: str
    name: str
    country: str | None
    status: str | None
    year: int | None

    @property
    def ref(self) -> Ref:
        """The record's ref."""
        return Ref(self.kind, self.id)
