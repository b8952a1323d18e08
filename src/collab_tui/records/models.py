"""The records as pydantic models: strict, frozen, unknown keys refused.

Field names are the keys of the TOML tables. Importing this module brings in pydantic, so
only validation does; everything that reads a catalog works on the records' documents,
their JSON form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from collab_tui.records.dates import PartialDate
from collab_tui.records.fields import (
    Country,
    FigureValue,
    Grid,
    Isni,
    LanguageTag,
    Lax,
    LocalText,
    Many,
    Mesh,
    Ror,
    Sha256,
    Slug,
    Text,
    Url,
    Wikidata,
)
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import (
    AgreementStatus,
    AgreementType,
    InstitutionStatus,
    InstitutionType,
    RelationType,
    Role,
    SourceType,
)


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", use_enum_values=True)


class Reference(NamedTuple):
    """One record naming another.

    `path` leads to the naming value inside the record's table; `qualifier` is what the
    relation says of it: a participant's role, the type of a related agreement, a post.
    """

    relation: Relation
    kind: Kind
    id: str
    path: tuple[str | int, ...]
    qualifier: str = ""


class Evidence(_Table):
    """A source, and which fields of the record it supports (none named: all of them)."""

    source: Slug
    supports: Many[Text] = ()
    note: Text | None = None


class Record(_Table):
    """What all five kinds share."""

    kind: ClassVar[Kind]

    id: Slug = Field(description="Lower-case letters, digits and hyphens; unique per kind.")
    name: LocalText
    acronyms: Many[Text] = ()
    aliases: Many[Text] = ()
    summary: LocalText | None = None
    tags: Many[Slug] = ()
    links: Many[Url] = ()
    evidence: Many[Evidence] = ()
    extra: dict[str, Any] = Field(
        default_factory=dict, description="A table of your own: shown and searched, never checked."
    )

    def references(self) -> Iterator[Reference]:
        """Yield every record that this one names."""
        for index, evidence in enumerate(self.evidence):
            path = ("evidence", index, "source")
            yield Reference(Relation.EVIDENCE, Kind.SOURCE, evidence.source, path)


class Location(_Table):
    """A place on the map, in decimal degrees (WGS 84)."""

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]


class Identifiers(_Table):
    """Names that other registries give an institution."""

    ror: Ror | None = None
    wikidata: Wikidata | None = None
    grid: Grid | None = None
    isni: Isni | None = None


class Figure(_Table):
    """A labelled figure: beds, patients a year."""

    label: Text
    value: FigureValue


class Institution(Record):
    """A hospital, university, ministry, company …"""

    kind = Kind.INSTITUTION

    types: Many[Annotated[InstitutionType, Lax]] = ()
    status: Annotated[InstitutionStatus, Lax] | None = None
    country: Country | None = None
    city: Text | None = None
    location: Location | None = None
    established: PartialDate | None = None
    parent: Slug | None = None
    identifiers: Identifiers = Identifiers()
    facts: Many[Figure] = ()

    def references(self) -> Iterator[Reference]:
        """Yield the parent and the sources."""
        if self.parent is not None:
            yield Reference(Relation.PARENT, Kind.INSTITUTION, self.parent, ("parent",))
        yield from super().references()


class Dates(_Table):
    """When an agreement was announced and signed, and the time it runs."""

    announced: PartialDate | None = None
    signed: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    terminated: PartialDate | None = None


class Participant(_Table):
    """An institution's part in an agreement, and who acted for it."""

    institution: Slug
    role: Annotated[Role, Lax] | None = None
    people: Many[Slug] = ()


class RelatedAgreement(_Table):
    """Another agreement, and how this one stands to it."""

    agreement: Slug
    type: Annotated[RelationType, Lax]


class Milestone(_Table):
    """A dated event in the life of an agreement."""

    date: PartialDate
    event: Text
    note: Text | None = None


class Document(_Table):
    """A document of the agreement itself."""

    name: Text
    url: Url | None = None
    sha256: Sha256 | None = None


class Agreement(Record):
    """A memorandum, joint centre, trial, initiative … between institutions."""

    kind = Kind.AGREEMENT

    type: Annotated[AgreementType, Lax]
    status: Annotated[AgreementStatus, Lax] | None = None
    dates: Dates = Dates()
    participants: Many[Participant] = ()
    focus_areas: Many[Slug] = ()
    related: Many[RelatedAgreement] = ()
    milestones: Many[Milestone] = ()
    place: Text | None = None
    occasion: Text | None = None
    undisclosed: Many[Text] = Field(
        default=(), description="What the sources say is not disclosed: a known unknown is a fact."
    )
    documents: Many[Document] = ()

    def references(self) -> Iterator[Reference]:
        """Yield participants, their people, focus areas, related agreements and sources."""
        for i, part in enumerate(self.participants):
            here: tuple[str | int, ...] = ("participants", i)
            yield Reference(
                Relation.PARTICIPANT,
                Kind.INSTITUTION,
                part.institution,
                (*here, "institution"),
                part.role or "",
            )
            for j, person in enumerate(part.people):
                path = (*here, "people", j)
                yield Reference(Relation.PERSON, Kind.PERSON, person, path, part.institution)
        for i, focus in enumerate(self.focus_areas):
            yield Reference(Relation.FOCUS, Kind.FOCUS_AREA, focus, ("focus_areas", i))
        for i, related in enumerate(self.related):
            yield Reference(
                Relation.RELATED,
                Kind.AGREEMENT,
                related.agreement,
                ("related", i, "agreement"),
                related.type,
            )
        yield from super().references()


class FocusArea(Record):
    """A topic; `broader` in the sense of SKOS (W3C, 2009)."""

    kind = Kind.FOCUS_AREA

    broader: Many[Slug] = ()
    related: Many[Slug] = ()
    mesh: Mesh | None = None

    def references(self) -> Iterator[Reference]:
        """Yield the broader and the related focus areas and the sources."""
        for i, broader in enumerate(self.broader):
            yield Reference(Relation.BROADER, Kind.FOCUS_AREA, broader, ("broader", i))
        for i, related in enumerate(self.related):
            yield Reference(Relation.RELATED, Kind.FOCUS_AREA, related, ("related", i))
        yield from super().references()


class Affiliation(_Table):
    """A person's post at an institution, and how long they held it."""

    institution: Slug
    post: Text | None = None
    since: PartialDate | None = Field(default=None, alias="from")
    until: PartialDate | None = None


class Person(Record):
    """Somebody who signed, leads or represents."""

    kind = Kind.PERSON

    affiliations: Many[Affiliation] = ()

    def references(self) -> Iterator[Reference]:
        """Yield the institutions of the affiliations and the sources."""
        for i, post in enumerate(self.affiliations):
            yield Reference(
                Relation.AFFILIATION,
                Kind.INSTITUTION,
                post.institution,
                ("affiliations", i, "institution"),
                post.post or "",
            )
        yield from super().references()


class Source(Record):
    """Where a fact was read; `name` is the title."""

    kind = Kind.SOURCE

    type: Annotated[SourceType, Lax]
    publisher: Text | None = None
    authors: Many[Text] = ()
    url: Url | None = None
    published: PartialDate | None = None
    retrieved: PartialDate | None = None
    language: LanguageTag | None = None


class RegistryInfo(_Table):
    """What a registry says of itself, in the one ``[registry]`` table of its files."""

    title: Text | None = None
    description: Text | None = None
    language: LanguageTag = Field(default="en", description="The language of plain strings.")
    licence: Text | None = None
    format: Literal[1] = 1


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
