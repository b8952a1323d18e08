"""The fields of the query language, made from the declarations of the records."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from collab_tui.language import _
from collab_tui.records.declared import DECLARED
from collab_tui.records.declared.asked import AS_OF, EXTRA, ID, IN_FORCE, IS, KIND, ORDERED
from collab_tui.records.declared.states import STATES
from collab_tui.records.field import Asked, Field, Takes
from collab_tui.records.kinds import Kind

__all__ = ["FIELDS", "QueryField", "Takes", "field_named"]


@dataclass(frozen=True, slots=True)
class QueryField:
    """A field of queries, and the fields of records that it asks for."""

    asked: Asked
    of: tuple[tuple[Kind, Field], ...]
    """Every field of a record that it asks for, with the kind."""
    terms: tuple[str, ...]
    """The possible values, if they are a closed list."""

    @property
    def name(self) -> str:
        """Its name in queries."""
        return self.asked.name

    @property
    def takes(self) -> Takes:
        """The sort of its values."""
        return self.asked.takes

    @property
    def help(self) -> str:
        """What it finds; in another language, with its name there."""
        said, text = self.asked.said, self.asked.help
        return text if said == self.name else _("{help} ({name}:)", help=text, name=said)

    @property
    def example(self) -> str:
        """A query that uses it."""
        return self.asked.example

    @property
    def has_none(self) -> bool:
        """Whether it takes ``none``, for records where nothing is recorded."""
        return self.asked not in _ALWAYS_KNOWN

    @property
    def has_exact(self) -> bool:
        """Whether ``=`` before a value leaves out narrower values and parts."""
        named = (field.names.kind for _kind, field in self.of if field.names is not None)
        ways = (DECLARED[kind].agreements for kind in named)
        return any(way is not None and way.upwards is not None for way in ways)

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds that have fields it asks for."""
        return frozenset(kind for kind, _field in self.of)

    def labels(self, kinds: Container[Kind]) -> dict[str, str]:
        """Return the terms that records of some kinds can have, each with its label."""
        if not self.of:
            return dict(_OF_NO_FIELD.get(self.asked, {}))
        return {
            term.value: term.label
            for kind, field in self.of
            if kind in kinds and field.terms is not None
            for term in field.terms
        }

    def term_called(self, label: str) -> str | None:
        """Return the term that has a label, in the language of the program.

        Upper and lower case are the same, and so are spaces, hyphens and underscores.
        """
        asked = _plain(label)
        labels = self.labels(tuple(Kind)).items()
        return next((term for term, called in labels if _plain(called) == asked), None)

    def label(self, kind: Kind, value: str) -> str:
        """Return the label of a value that occurs in records of a kind."""
        for of_kind, field in self.of:
            if of_kind is kind and field.terms is not None:
                return field.terms.label_of(value)
        return value


_ALWAYS_KNOWN = (KIND, ID, IS, AS_OF, IN_FORCE)

_OF_NO_FIELD: dict[Asked, dict[str, str]] = {
    KIND: {kind.value: kind.noun for kind in Kind},
    IS: {state.name: state.label for state in STATES.values()},
}
"""The closed lists of query fields that do not ask for a field of a record, with labels."""


def _query_field(asked: Asked) -> QueryField:
    of = tuple(
        (kind, field)
        for kind, declared in DECLARED.items()
        for field in declared.fields
        if asked in field.asked
    )
    terms = [str(term) for _kind, field in of if field.terms is not None for term in field.terms]
    return QueryField(asked, of, tuple(dict.fromkeys([*_OF_NO_FIELD.get(asked, ()), *terms])))


def _all_asked() -> list[Asked]:
    declared = (asked for one in DECLARED.values() for field in one.fields for asked in field.asked)
    return list(dict.fromkeys([*ORDERED, *declared]))


FIELDS: dict[str, QueryField] = {asked.name: _query_field(asked) for asked in _all_asked()}
"""Every field by its name."""

_SAID = {field.asked.said.casefold(): name for name, field in FIELDS.items()}
"""The names of the fields by those in the language of the program."""


def canonical(name: str) -> str:
    """Return the English name of a field, as it is written in `FIELDS`; else `name`, in small
    letters.
    """
    written = name.casefold().replace("_", "-")
    return written if written in FIELDS else _SAID.get(written, written)


def _plain(label: str) -> str:
    return label.casefold().replace("-", " ").replace("_", " ")


def field_named(name: str) -> QueryField | None:
    """Return the field of a name; ``extra.KEY`` is a field for every key."""
    prefix = f"{EXTRA.name}."
    if not name.startswith(prefix) or name == prefix:
        return FIELDS.get(name)
    text = _("what records have in extra under {key}", key=name.removeprefix(prefix))
    of = FIELDS[EXTRA.name].of
    return QueryField(Asked(name, Takes.TEXT, text, f"{name}:value"), of, ())
