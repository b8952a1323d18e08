"""What the tables of registry files look like, one module for each kind.

A table is described by its keys, as they are in TOML. Reading it gives a record's document: a
dictionary of what JSON has, with dates as EDTF text and identifiers in their usual form. Importing
this package loads pydantic, so only validation imports it. Code that reads a catalog works on the
same documents, and on what `collab_tui.records.declared` says about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from typing_extensions import get_type_hints, is_typeddict

from collab_tui.records.kinds import Kind
from collab_tui.records.models.agreement import Agreement, Dates
from collab_tui.records.models.base import Record
from collab_tui.records.models.focus_area import FocusArea
from collab_tui.records.models.institution import Institution
from collab_tui.records.models.person import Person
from collab_tui.records.models.registry import RegistryInfo
from collab_tui.records.models.source import Source

__all__ = [
    "MODELS",
    "Agreement",
    "Dates",
    "FocusArea",
    "Institution",
    "Person",
    "Record",
    "RegistryInfo",
    "Source",
    "keys_of",
    "table_at",
    "tables_of",
]

MODELS: Mapping[Kind, type[Record]] = {
    Kind.INSTITUTION: Institution,
    Kind.AGREEMENT: Agreement,
    Kind.FOCUS_AREA: FocusArea,
    Kind.PERSON: Person,
    Kind.SOURCE: Source,
}
"""The model of each kind."""


def keys_of(model: Any) -> Mapping[str, Any]:
    """Return the keys of the tables that `model` describes, each with the type of its value."""
    return get_type_hints(model)


def table_at(model: Any, path: Iterable[str | int]) -> Any:
    """Return the model of the table at `path` inside a table that `model` describes."""
    for step in path:
        keys = keys_of(model)
        if isinstance(step, str) and step in keys:
            model = next(_models_in(keys[step]), model)
    return model


def tables_of(model: Any) -> Iterator[Any]:
    """Yield a model and the models of all tables inside it."""
    yield model
    for annotation in keys_of(model).values():
        for inner in _models_in(annotation):
            yield from tables_of(inner)


def _models_in(annotation: Any) -> Iterator[Any]:
    if is_typeddict(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
