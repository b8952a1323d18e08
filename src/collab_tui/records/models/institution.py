"""The model of an institution."""

from __future__ import annotations

from typing import Annotated, Required

from pydantic import Field

from collab_tui.records.models.base import Figure, Record, Table
from collab_tui.records.types import (
    Country,
    Date,
    Domain,
    FundRef,
    GeoNames,
    Grid,
    Isni,
    Lax,
    Many,
    Region,
    Ror,
    Slug,
    Text,
    Wikidata,
    one_or_many,
)
from collab_tui.records.vocabulary import (
    InstitutionRelation,
    InstitutionStatus,
    InstitutionType,
)


class Location(Table, total=False):
    """A place on the map, in decimal degrees (WGS 84)."""

    lat: Required[Annotated[float, Field(ge=-90, le=90)]]
    lon: Required[Annotated[float, Field(ge=-180, le=180)]]


class Place(Table, total=False):
    """A further place that an institution has."""

    name: Text
    city: Text
    region: Region
    country: Country
    geonames: GeoNames
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]


class OtherIdentifier(Table, total=False):
    """An identifier of an institution in a registry that has no key of its own here."""

    scheme: Required[Text]
    value: Required[Text]


class Identifiers(Table, total=False):
    """Identifiers of an institution in other registries; if there are several, the preferred one
    first.
    """

    ror: Annotated[Ror | Many[Ror], one_or_many(Ror)]
    wikidata: Annotated[Wikidata | Many[Wikidata], one_or_many(Wikidata)]
    grid: Annotated[Grid | Many[Grid], one_or_many(Grid)]
    isni: Annotated[Isni | Many[Isni], one_or_many(Isni)]
    fundref: Annotated[FundRef | Many[FundRef], one_or_many(FundRef)]
    other: Many[OtherIdentifier]


class RelatedInstitution(Table, total=False):
    """Another institution, and how it is related to this one."""

    institution: Required[Slug]
    type: Required[Annotated[InstitutionRelation, Lax]]
    note: Text


class Institution(Record, total=False):
    """A hospital, university, ministry, company …"""

    types: Many[Annotated[InstitutionType, Lax]]
    status: Annotated[InstitutionStatus, Lax]
    country: Country
    region: Region
    city: Text
    geonames: GeoNames
    location: Location
    locations: Many[Place]
    domains: Many[Domain]
    established: Date
    parent: Annotated[Slug | Many[Slug], one_or_many(Slug)]
    related: Many[RelatedInstitution]
    identifiers: Identifiers
    facts: Many[Figure]
