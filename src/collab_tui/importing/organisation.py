"""What an organisation of ROR must look like, as far as it is read: schema 2."""

from __future__ import annotations

from typing import Annotated, Any, NotRequired, TypeAlias

from pydantic import Field, TypeAdapter, ValidationError
from typing_extensions import TypedDict

Text: TypeAlias = str | None
"""ROR writes null where it knows nothing."""


class Name(TypedDict):
    """A name, and what sorts of name it is: ``label``, ``alias``, ``acronym``, ``ror_display``."""

    value: str
    types: list[str]
    lang: NotRequired[Text]


class Details(TypedDict, total=False):
    """A place, as GeoNames has it."""

    name: Text
    country_code: Text
    country_subdivision_code: Text
    lat: float | None
    lng: float | None


class Location(TypedDict, total=False):
    """Where it is."""

    geonames_id: int | None
    geonames_details: Details | None


class Link(TypedDict):
    """A web address."""

    value: str
    type: NotRequired[Text]


class Relation(TypedDict):
    """How it is related to another organisation."""

    id: str
    type: str


class External(TypedDict):
    """Its identifiers of one scheme."""

    type: str
    all: list[str]
    preferred: NotRequired[Text]


class Organisation(TypedDict):
    """An organisation; what else it has is not read."""

    id: str
    names: Annotated[list[Name], Field(min_length=1)]
    status: NotRequired[Text]
    types: NotRequired[list[str] | None]
    established: NotRequired[int | None]
    domains: NotRequired[list[str] | None]
    links: NotRequired[list[Link] | None]
    locations: NotRequired[list[Location] | None]
    relationships: NotRequired[list[Relation] | None]
    external_ids: NotRequired[list[External] | None]


_READ = TypeAdapter(Organisation).validator.validate_python


def fault_in(record: Any) -> str | None:
    """Return where a record is not one of schema 2: ``names.0.types``; None if it is one."""
    try:
        _READ(record, strict=True)
    except ValidationError as error:
        return ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
    return None
