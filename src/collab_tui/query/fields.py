"""The fields of the query language, as the declarations of the records have them."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.asked import AS_OF, EXTRA, ID, IN_FORCE, IS, KIND, ORDERED
from collab_tui.records.declared.states import STATES
from collab_tui.records.field import Asked, Field, Takes
from collab_tui.records.kinds import Kind

__all__ = ["FIELDS", "QueryField", "Takes", "field_named"]


@dataclass(frozen=True, slots=True)
class QueryField:
    """A field of queries: what is asked, and the fields of records that it speaks of."""

    asked: Asked
    of: tuple[tuple[Kind, Field], ...]
    """Every field of a record that it asks for, with the kind."""
    terms: tuple[str, ...]
    """The values that there are, where they are a closed list."""

    @property
    def name(self) -> str:
        """Its name in queries."""
        return self.asked.name

    @property
    def takes(self) -> Takes:
        """What its values are."""
        return self.asked.takes

    @property
    def help(self) -> str:
        """What it finds."""
        return self.asked.help

    @property
    def example(self) -> str:
        """A query that uses it."""
        return self.asked.example

    @property
    def has_none(self) -> bool:
        """Whether ``none`` asks for what it is not recorded of."""
        return self.asked not in _ALWAYS_KNOWN

    @property
    def has_exact(self) -> bool:
        """Whether ``=`` before a value leaves out what is narrower, or part of it."""
        named = (field.names.kind for _, field in self.of if field.names is not None)
        ways = (DECLARED[kind].agreements for kind in named)
        return any(way is not None and way.upwards is not None for way in ways)

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds whose own fields it asks for."""
        return frozenset(kind for kind, _ in self.of)

    def labels(self, kinds: Container[Kind]) -> dict[str, str]:
        """Return the terms that records of some kinds can have, each with what it is called."""
        if not self.of:
            return {term: term.replace("-", " ") for term in self.terms}
        return {
            term.value: term.label
            for kind, field in self.of
            if kind in kinds and field.terms is not None
            for term in field.terms
        }

    def label(self, kind: Kind, value: str) -> str:
        """Return what a value is called that occurs in records of a kind."""
        for of_kind, field in self.of:
            if of_kind is kind and field.terms is not None:
                return field.terms.label_of(value)
        return value


_ALWAYS_KNOWN = (KIND, ID, IS, AS_OF, IN_FORCE)

_OF_NO_FIELD: dict[Asked, tuple[str, ...]] = {KIND: tuple(Kind), IS: tuple(STATES)}
"""The closed lists of what is asked of a record beside its fields."""


def _query_field(asked: Asked) -> QueryField:
    of = tuple(
        (kind, field)
        for kind, declared in DECLARED.items()
        for field in declared.fields
        if asked in field.asked
    )
    terms = [str(term) for _, field in of if field.terms is not None for term in field.terms]
    return QueryField(asked, of, tuple(dict.fromkeys([*_OF_NO_FIELD.get(asked, ()), *terms])))


def _all_asked() -> list[Asked]:
    declared = (asked for one in DECLARED.values() for field in one.fields for asked in field.asked)
    return list(dict.fromkeys([*ORDERED, *declared]))


FIELDS: dict[str, QueryField] = {asked.name: _query_field(asked) for asked in _all_asked()}
"""Every field by its name."""


def field_named(name: str) -> QueryField | None:
    """Return the field of a name; ``extra.KEY`` is a field for every key."""
    prefix = f"{EXTRA.name}."
    if not name.startswith(prefix) or name == prefix:
        return FIELDS.get(name)
    text = f"what records have in extra under {name.removeprefix(prefix)}"
    of = FIELDS[EXTRA.name].of
    return QueryField(Asked(name, Takes.TEXT, text, f"{name}:value"), of, ())
