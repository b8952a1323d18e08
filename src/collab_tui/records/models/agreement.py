"""The model of an agreement."""

from __future__ import annotations

from typing import Annotated

from collab_tui.records.dates import PartialDate
from collab_tui.records.durations import Duration
from collab_tui.records.kinds import Kind, is_slug
from collab_tui.records.models.base import Figure, Record, Table
from collab_tui.records.types import (
    Amount,
    Currency,
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


class Dates(Table):
    """When an agreement was announced and signed, and how long it runs."""

    announced: PartialDate | None = None
    signed: PartialDate | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    terminated: PartialDate | None = None
    duration: Duration | None = None


class Renewal(Table):
    """What happens at the end of a term. Each further term lasts `every`."""

    type: Annotated[RenewalType, Lax]
    every: Duration | None = None
    notice: Duration | None = None


class Acting(Table):
    """A person who acts for a participant, and their role."""

    person: Slug
    role: Annotated[PersonRole, Lax] | None = None


class Participant(Table):
    """An institution's part in an agreement, and who acted for it."""

    institution: Slug
    role: Annotated[Role, Lax] | None = None
    people: Many[Annotated[Slug | Acting, or_table(Slug, Acting, is_slug)]] = ()
    department: Text | None = None
    contact: Email | None = None


class RelatedAgreement(Table):
    """Another agreement, and how this one is related to it."""

    agreement: Slug
    type: Annotated[RelationType, Lax]


class Milestone(Table):
    """A dated event in the life of an agreement."""

    date: PartialDate
    event: Text
    note: Text | None = None


class Document(Table):
    """A document of the agreement itself, on the web or in a file of the registry."""

    name: Text
    path: RelativePath | None = None
    url: Url | None = None
    sha256: Sha256 | None = None


class Money(Table):
    """What an agreement is worth, in one currency."""

    amount: Amount
    currency: Currency
    note: Text | None = None


class Agreement(Record):
    """A memorandum, joint centre, trial, initiative … between institutions."""

    kind = Kind.AGREEMENT

    type: Annotated[AgreementType, Lax] | None = None
    status: Annotated[AgreementStatus, Lax] | None = None
    number: Text | None = None
    department: Text | None = None
    languages: Many[LanguageTag] = ()
    value: Money | None = None
    dates: Dates = Dates()
    renewal: Renewal | None = None
    participants: Many[Participant] = ()
    focus_areas: Many[Slug] = ()
    related: Many[RelatedAgreement] = ()
    milestones: Many[Milestone] = ()
    place: Text | None = None
    occasion: Text | None = None
    undisclosed: Many[Text] = ()
    facts: Many[Figure] = ()
    documents: Many[Document] = ()
    notes: Text | None = None
