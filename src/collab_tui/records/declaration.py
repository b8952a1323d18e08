"""How a kind of record is declared: its fields, and how it appears in lists and queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from collab_tui.records.field import Field, Names
from collab_tui.records.kinds import Kind, Relation


class Reference(NamedTuple):
    """One record that names another.

    `path` leads to the value that names it, inside the record's table. `qualifier` is what the
    relation says: the role of a participant, the type of a related agreement, a post, or for whom a
    person acts and as what (``nuh, signatory``).
    """

    relation: Relation
    kind: Kind
    id: str
    path: tuple[str | int, ...]
    qualifier: str = ""


class Way(NamedTuple):
    """How agreements are linked to the records of a kind."""

    relation: Relation
    """The relation by which an agreement names such a record. For a source, by which any record
    does."""
    upwards: Relation | None = None
    """The relation by which such a record names the record that it is a part of. What is linked to
    a part also counts for the whole."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A kind of record: its fields, and how they appear in lists and queries."""

    kind: Kind
    fields: tuple[Field, ...]
    begins: tuple[str, ...] = ()
    """Paths of the dates that say when it began. The first one that is known counts."""
    ends: tuple[str, ...] = ()
    """Paths of the dates that say when it ended. The earliest one counts."""
    ended_by: tuple[tuple[str, str], ...] = ()
    """Statuses of records that ended before their planned end, each with the path of the one date
    that says when."""
    agreements: Way | None = None
    """How agreements lead to it; None for agreements themselves."""
    counts: Way | None = None
    """What a list counts beside each record, if not its agreements."""
    counts_parts: bool = False
    """Whether its list counts the agreements of its parts together with its own."""
    orders: tuple[str, ...] = ()
    """The ways to sort its lists, apart from relevance, name and those by a field."""
    told_apart_by: tuple[str, ...] = ()
    """Paths of the fields that tell records with the same name apart, the best first."""
    query: str = ""
    """The field of queries that finds what belongs to such a record."""
    is_through: bool = False
    """Whether queries about agreements find records of this kind through their agreements."""
    is_sourced: bool = False
    """Whether its facts should have a source."""
    by_top: dict[str, tuple[Field, ...]] = field(init=False, repr=False)
    """The fields under each outermost key."""
    by_path: dict[str, Field] = field(init=False, repr=False)
    """The fields by their paths."""
    naming: tuple[tuple[Field, Names], ...] = field(init=False, repr=False)
    """The fields that name other records."""
    expected: tuple[Field, ...] = field(init=False, repr=False)
    """The fields without which a record is incomplete."""

    def __post_init__(self) -> None:
        """Sort the fields by their use."""
        tops: dict[str, list[Field]] = {}
        for one in self.fields:
            tops.setdefault(one.top, []).append(one)
        object.__setattr__(self, "by_top", {top: tuple(found) for top, found in tops.items()})
        naming = tuple((one, one.names) for one in self.fields if one.names is not None)
        object.__setattr__(self, "naming", naming)
        object.__setattr__(self, "by_path", {one.path: one for one in self.fields})
        expected = tuple(one for one in self.fields if one.is_expected)
        object.__setattr__(self, "expected", expected)

    def field(self, path: str) -> Field:
        """Return the field at `path`.

        Raises:
            KeyError: no such field is declared.
        """
        return self.by_path[path]

    def at(self, keys: tuple[str, ...]) -> Field | None:
        """Return the field to which some keys lead; None if no such field is declared."""
        return next((one for one in self.fields if one.keys == keys), None)

    def states(self, top: str) -> bool:
        """Tell whether the outermost key `top` states facts, which a source should support."""
        return any(one.is_fact for one in self.by_top[top])

    def references(self, document: Mapping[str, Any]) -> Iterator[Reference]:
        """Yield every record that a document names."""
        for one, names in self.naming:
            if one.top not in document:
                continue
            for path, table, value in one.found(document):
                said = names.said(table, value)
                if one.inner and isinstance(value, Mapping):
                    path, value = (*path, one.inner), value[one.inner]
                yield Reference(names.relation, names.kind, value, path, said)
