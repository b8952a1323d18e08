"""The rows of records in the tables of a catalog, as they are prepared: column by column.

Columns have the names of `collab_tui.catalog.schema`. Records have no number yet. `record` is the
index of the record among those prepared, and the catalog gives the number when it writes. Whole
columns are sent between processes much faster than rows.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from typing import Any, ClassVar, Self


@dataclass(slots=True)
class Columns:
    """The columns of one table, all of the same length."""

    table: ClassVar[str]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Return the rows, each in the order of the columns."""
        return zip(*self.columns(), strict=True)

    def only(self, indexes: Sequence[int]) -> Self:
        """Return some rows."""
        return type(self)(*([column[i] for i in indexes] for column in self.columns()))

    def columns(self) -> list[list[Any]]:
        """Return the columns, in the order of the table."""
        return [getattr(self, one.name) for one in dataclasses.fields(self)]


@dataclass(slots=True)
class OfRecords(Columns):
    """A table in which a record may have any number of rows."""

    record: list[int] = dataclasses.field(default_factory=list)

    def add(self, records: Sequence[int], *values: Sequence[Any] | str) -> None:
        """Add rows by their columns, in the order of the table. A text is the same in all rows."""
        for column, held in zip(self.columns(), (records, *values), strict=True):
            column += repeat(held, len(records)) if isinstance(held, str) else held

    def without(self, records: Set[int]) -> Self:
        """Return these columns without the rows of some records."""
        kept = [row for row in self.rows() if row[0] not in records]
        return type(self)(*map(list, zip(*kept, strict=True))) if kept else type(self)()


@dataclass(slots=True)
class Definitions(Columns):
    """Table ``definition``, one row for each record."""

    table = "definition"

    place: list[int] = dataclasses.field(default_factory=list)
    """Index in the file's array of its kind."""
    kept: list[str] = dataclasses.field(default_factory=list)
    """JSON: see `registry.load.Entry.kept`."""
    doc: list[str] = dataclasses.field(default_factory=list)
    """The record: see `catalog.documents`."""


@dataclass(slots=True)
class Records(Columns):
    """Table ``record``, one row for each record; days are numbers yyyymmdd."""

    table = "record"

    kind: list[str] = dataclasses.field(default_factory=list)
    id: list[str] = dataclasses.field(default_factory=list)
    name: list[str] = dataclasses.field(default_factory=list)
    sort: list[str] = dataclasses.field(default_factory=list)
    """The folded name."""
    country: list[str | None] = dataclasses.field(default_factory=list)
    status: list[str | None] = dataclasses.field(default_factory=list)
    begins: list[int | None] = dataclasses.field(default_factory=list)
    ends: list[int | None] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class Words(Columns):
    """Table ``words``, one row for each record."""

    table = "words"

    names: list[str] = dataclasses.field(default_factory=list)
    aliases: list[str] = dataclasses.field(default_factory=list)
    rest: list[str] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class Links(OfRecords):
    """Table ``link``; `target` is the ref of the record that is named: ``kind/id``."""

    table = "link"

    relation: list[str] = dataclasses.field(default_factory=list)
    target: list[str] = dataclasses.field(default_factory=list)
    qualifier: list[str] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class Facets(OfRecords):
    """Table ``facet``."""

    table = "facet"

    field: list[str] = dataclasses.field(default_factory=list)
    value: list[str] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class Dates(OfRecords):
    """Table ``dated``; days are numbers yyyymmdd."""

    table = "dated"

    field: list[str] = dataclasses.field(default_factory=list)
    earliest: list[int] = dataclasses.field(default_factory=list)
    latest: list[int] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class Numbers(OfRecords):
    """Table ``number``."""

    table = "number"

    field: list[str] = dataclasses.field(default_factory=list)
    value: list[float] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class Terms(OfRecords):
    """Table ``term``."""

    table = "term"

    ends: list[int] = dataclasses.field(default_factory=list)
    every: list[str] = dataclasses.field(default_factory=list)
    notice: list[str] = dataclasses.field(default_factory=list)


@dataclass(slots=True)
class Acronyms(OfRecords):
    """Table ``acronym``."""

    table = "acronym"

    text: list[str] = dataclasses.field(default_factory=list)
    """Folded."""


@dataclass(slots=True)
class Identifiers(OfRecords):
    """Table ``identifier``."""

    table = "identifier"

    text: list[str] = dataclasses.field(default_factory=list)
    """Keys: see `records.pasted`."""
