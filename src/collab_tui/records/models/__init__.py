"""The records as pydantic models, one module for each kind.

Field names are the keys of the TOML tables. Importing this package loads pydantic, so only
validation imports it. Code that reads a catalog works on the records' documents (their JSON form)
and on what `collab_tui.records.declared` says about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel

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
    "table_at",
    "tables_of",
]

MODELS: dict[Kind, type[Record]] = {
    model.kind: model for model in (Institution, Agreement, FocusArea, Person, Source)
}
"""The model of each kind."""


def table_at(model: type[BaseModel], path: Iterable[str | int]) -> type[BaseModel]:
    """Return the model of the table at `path` inside a table that `model` reads."""
    for step in path:
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        if isinstance(step, str) and step in fields:
            model = next(_models_in(fields[step].annotation), model)
    return model


def tables_of(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and the models of all tables inside it."""
    yield model
    for info in model.model_fields.values():
        for inner in _models_in(info.annotation):
            yield from tables_of(inner)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
