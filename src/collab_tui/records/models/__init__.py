"""The records as pydantic models, a module a kind.

Field names are the keys of the TOML tables. Importing this package brings in pydantic, so
only validation does; everything that reads a catalog works on the records' documents,
their JSON form, by what `collab_tui.records.declared` says of them.
"""

from __future__ import annotations

from pydantic import BaseModel

from collab_tui.records.kinds import Kind
from collab_tui.records.models.agreement import (
    Agreement,
    Dates,
    Document,
    Milestone,
    Participant,
    RelatedAgreement,
)
from collab_tui.records.models.base import Evidence, Record
from collab_tui.records.models.focus_area import FocusArea
from collab_tui.records.models.institution import Figure, Identifiers, Institution, Location
from collab_tui.records.models.person import Affiliation, Person
from collab_tui.records.models.registry import RegistryInfo
from collab_tui.records.models.source import Source

__all__ = [
    "MODELS",
    "TABLES",
    "Agreement",
    "Dates",
    "FocusArea",
    "Institution",
    "Person",
    "Record",
    "RegistryInfo",
    "Source",
]

MODELS: dict[Kind, type[Record]] = {
    model.kind: model for model in (Institution, Agreement, FocusArea, Person, Source)
}
"""The model of each kind."""

TABLES: dict[str, type[BaseModel]] = {
    "affiliations": Affiliation,
    "dates": Dates,
    "documents": Document,
    "evidence": Evidence,
    "facts": Figure,
    "identifiers": Identifiers,
    "location": Location,
    "milestones": Milestone,
    "participants": Participant,
    "related": RelatedAgreement,
}
"""The model of each table inside a record, by the key that holds it."""
