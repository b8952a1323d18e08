"""The model of an agreement."""

from __future__ import annotations

from typing import Annotated, Required

from collab_tui.records.kinds import is_slug
from collab_tui.records.models.base import Figure, Record, Table
from collab_tui.records.types import (
    Amount,
    Currency,
    Date,
    Duration,
    Email,
    LanguageTag,
    Lax,
    Many,
    RelativePath,
    Sha256,
    Slug,
    Text,
    Url,
    or_table,
)
from collab_tui.records.vocabulary import (
    AgreementStatus,
    AgreementType,
    PersonRole,
    RelationType,
    RenewalType,
    Role,
)


class Dates(Table, total=False):
    """When an agreement was announced and signed, and how long it runs."""

    announced: Date
    signed: Date
    start: Date
    end: Date
    terminated: Date
    duration: Duration


class Renewal(Table, total=False):
    """What happens at the end of a term. Each further term lasts `every`."""

    type: Required[Annotated[RenewalType, Lax]]
    every: Duration
    notice: Duration


class Acting(Table, total=False):
    """A person who acts for a participant, and their role."""

    person: Required[Slug]
    role: Annotated[PersonRole, Lax]


class Participant(Table, total=False):
    """An institution's part in an agreement, and who acted for it."""

    institution: Required[Slug]
    role: Annotated[Role, Lax]
    people: Many[Annotated[Slug | Acting, or_table(Slug, Acting, is_slug)]]
    department: Text
    contact: Email


class RelatedAgreement(Table, total=False):
    """Another agreement, and how this one is related to it."""

    agreement: Required[Slug]
    type: Required[Annotated[RelationType, Lax]]


class Milestone(Table, total=False):
    """A dated event in the life of an agreement."""

    date: Required[Date]
    event: Required[Text]
    note: Text


class Document(Table, total=False):
    """A document of the agreement itself, on the web or in a file of the registry."""

    name: Required[Text]
    path: RelativePath
    url: Url
    sha256: Sha256


class Money(Table, total=False):
    """What an agreement is worth, in one currency."""

    amount: Required[Amount]
    currency: Required[Currency]
    note: Text


class Agreement(Record, total=False):
    """A memorandum, joint centre, trial, initiative … between institutions."""

    type: Annotated[AgreementType, Lax]
    status: Annotated[AgreementStatus, Lax]
    number: Text
    department: Text
    languages: Many[LanguageTag]
    value: Money
    dates: Dates
    renewal: Renewal
    participants: Many[Participant]
    focus_areas: Many[Slug]
    founded: Many[Slug]
    related: Many[RelatedAgreement]
    milestones: Many[Milestone]
    place: Text
    occasion: Text
    undisclosed: Many[Text]
    facts: Many[Figure]
    documents: Many[Document]
    notes: Text
