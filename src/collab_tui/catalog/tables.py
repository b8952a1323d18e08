"""The rows that one record has in the tables of a catalog, as they are prepared.

A row does not yet have the record's number: the catalog gives it when it writes the row.
The fields stand in the order of the table's columns behind that number.
"""

from __future__ import annotations

from typing import NamedTuple


class DefinitionRow(NamedTuple):
    """A row of ``definition``."""

    place: int
    """Index in the file's array of its kind."""
    kept: str
    """JSON: see `registry.load.Entry.kept`."""
    doc: str
    """JSON: the record."""


class RecordRow(NamedTuple):
    """A row of ``record``; days are numbers yyyymmdd."""

    kind: str
    id: str
    name: str
    sort: str
    """The folded name."""
    country: str | None
    status: str | None
    begins: int | None
    ends: int | None


class WordsRow(NamedTuple):
    """A row of ``words``."""

    names: str
    aliases: str
    rest: str


class LinkRow(NamedTuple):
    """A row of ``link``; `record` and `target` are indexes among the prepared refs."""

    record: int
    relation: str
    target: int
    qualifier: str


class FacetRow(NamedTuple):
    """A row of ``facet``; `record` is the index of its record."""

    record: int
    field: str
    value: str


class DateRow(NamedTuple):
    """A row of ``dated``; days are numbers yyyymmdd."""

    record: int
    field: str
    earliest: int
    latest: int


class NumberRow(NamedTuple):
    """A row of ``number``."""

    record: int
    field: str
    value: float


class AcronymRow(NamedTuple):
    """A row of ``acronym``."""

    record: int
    text: str
