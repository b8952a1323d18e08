"""The model of an institution."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind
from collab_tui.records.models.base import Figure, Record, Table
from collab_tui.records.types import (
    Country,
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


class Location(Table):
    """A place on the map, in decimal degrees (WGS 84)."""

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]


class Place(Table):
    """A further place that an institution has."""

    name: Text | None = None
    city: Text | None = None
    region: Region | None = None
    country: Country | None = None
    geonames: GeoNames | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None


class OtherIdentifier(Table):
    """An identifier of an institution in a registry that has no key of its own here."""

    scheme: Text
    value: Text


class Identifiers(Table):
    """Identifiers of an institution in other registries; if there are several, the preferred one
    first.
    """

    ror: Annotated[Ror | Many[Ror] | None, one_or_many(Ror)] = None
    wikidata: Annotated[Wikidata | Many[Wikidata] | None, one_or_many(Wikidata)] = None
    grid: Annotated[Grid | Many[Grid] | None, one_or_many(Grid)] = None
    isni: Annotated[Isni | Many[Isni] | None, one_or_many(Isni)] = None
    fundref: Annotated[FundRef | Many[FundRef] | None, one_or_many(FundRef)] = None
    other: Many[OtherIdentifier] = ()


class RelatedInstitution(Table):
    """Another institution, and how it is related to this one."""

    institution: Slug
    type: Annotated[InstitutionRelation, Lax]
    note: Text | None = None


class Institution(Record):
    """A hospital, university, ministry, company …"""

    kind = Kind.INSTITUTION

    types: Many[Annotated[InstitutionType, Lax]] = ()
    status: Annotated[InstitutionStatus, Lax] | None = None
    country: Country | None = None
    region: Region | None = None
    city: Text | None = None
    geonames: GeoNames | None = None
    location: Location | None = None
    locations: Many[Place] = ()
    domains: Many[Domain] = ()
    established: PartialDate | None = None
    parent: Annotated[Slug | Many[Slug] | None, one_or_many(Slug)] = None
    related: Many[RelatedInstitution] = ()
    identifiers: Identifiers = Identifiers()
    facts: Many[Figure] = ()
