"""The model of an institution."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind
from collab_tui.records.models.base import Record, Table
from collab_tui.records.types import (
    Country,
    FigureValue,
    Grid,
    Isni,
    Lax,
    Many,
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


class Identifiers(Table):
    """Names that other registries give an institution."""

    ror: Ror | None = None
    wikidata: Wikidata | None = None
    grid: Grid | None = None
    isni: Isni | None = None


class Figure(Table):
    """A labelled figure: beds, patients a year."""

    label: Text
    value: FigureValue


class RelatedInstitution(Table):
    """Another institution, and how it stands to this one."""

    institution: Slug
    type: Annotated[InstitutionRelation, Lax]
    note: Text | None = None


class Institution(Record):
    """A hospital, university, ministry, company …"""

    kind = Kind.INSTITUTION

    types: Many[Annotated[InstitutionType, Lax]] = ()
    status: Annotated[InstitutionStatus, Lax] | None = None
    country: Country | None = None
    city: Text | None = None
    location: Location | None = None
    established: PartialDate | None = None
    parent: Annotated[Slug | Many[Slug] | None, one_or_many(Slug)] = None
    related: Many[RelatedInstitution] = ()
    identifiers: Identifiers = Identifiers()
    facts: Many[Figure] = ()
