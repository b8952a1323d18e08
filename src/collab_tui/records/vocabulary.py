"""The closed vocabularies of the file format, and what their terms are called elsewhere.

A term's `codes` name it in other systems, so that exports can speak to them: ``ROR``
(schema 2.1), ``IATI`` (codelists of the 2.x standard), ``OCDS`` (release schema 1.1, whose
codelists 1.2 changes), ``CERIF`` (UUIDs of the euroCRIS vocabularies). A term without a
true counterpart has no code there.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """A closed list of terms; the value is what stands in the TOML files."""

    label: str
    codes: Mapping[str, str]

    def __new__(cls, value: str, label: str = "", codes: Mapping[str, str] | None = None) -> Self:
        """Make a term with its label and its codes by scheme."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label or value.replace("-", " ")
        term.codes = codes or {}
        return term


class InstitutionType(Vocabulary):
    """What an institution is. ROR: organization types; IATI: OrganisationType."""

    EDUCATION = "education", "", {"ROR": "education", "IATI": "80"}
    HEALTHCARE = "healthcare", "", {"ROR": "healthcare"}
    COMPANY = "company", "", {"ROR": "company", "IATI": "70"}
    GOVERNMENT = "government", "", {"ROR": "government", "IATI": "10"}
    FACILITY = "facility", "", {"ROR": "facility"}
    FUNDER = "funder", "", {"ROR": "funder"}
    NONPROFIT = "nonprofit", "", {"ROR": "nonprofit"}
    ARCHIVE = "archive", "", {"ROR": "archive"}
    OTHER = "other", "", {"ROR": "other", "IATI": "90"}


class InstitutionStatus(Vocabulary):
    """Whether an institution still exists. ROR: record status."""

    ACTIVE = "active", "", {"ROR": "active"}
    INACTIVE = "inactive", "", {"ROR": "inactive"}
    WITHDRAWN = "withdrawn", "", {"ROR": "withdrawn"}


class AgreementType(Vocabulary):
    """What sort of agreement it is. CERIF: Activity Subtypes, Output Types."""

    MOU = "mou", "memorandum of understanding"
    FRAMEWORK = "framework", "framework agreement"
    JOINT_CENTRE = "joint-centre"
    JOINT_LABORATORY = "joint-laboratory"
    RESEARCH_PROJECT = "research-project", "", {"CERIF": "0bd2d47a-8688-4758-a63c-45e76825a0f6"}
    CLINICAL_TRIAL = "clinical-trial"
    LICENCE = "licence", "", {"CERIF": "2d8d91dc-00ef-4982-a6d2-0700b34b47fd"}
    SUPPLY = "supply", "supply agreement"
    EXCHANGE = "exchange"
    AFFILIATION = "affiliation"
    INITIATIVE = "initiative"
    OTHER = "other", "other agreement"


class AgreementStatus(Vocabulary):
    """How far an agreement is. IATI: ActivityStatus; OCDS: contractStatus."""

    PROPOSED = "proposed", "", {"IATI": "1", "OCDS": "pending"}
    ANNOUNCED = "announced", "", {"IATI": "1"}
    SIGNED = "signed", "", {"OCDS": "active"}
    ACTIVE = "active", "", {"IATI": "2", "OCDS": "active"}
    SUSPENDED = "suspended", "", {"IATI": "6"}
    COMPLETED = "completed", "", {"IATI": "4", "OCDS": "terminated"}
    EXPIRED = "expired", "", {"IATI": "4", "OCDS": "terminated"}
    TERMINATED = "terminated", "", {"IATI": "5", "OCDS": "terminated"}


class Role(Vocabulary):
    """The part an institution plays. CERIF: Organisation Project Engagements;
    IATI: OrganisationRole; OCDS: partyRole.
    """

    LEAD = "lead", "", {"CERIF": "c31d3380-1cfd-11e1-8bc2-0800200c9a66"}
    PARTNER = "partner", "", {"CERIF": "c77f9885-b80d-466a-9097-9768720c0fe1"}
    HOST = "host"
    FUNDER = (
        "funder",
        "",
        {"CERIF": "eda28bc0-34c5-11e1-b86c-0800200c9a66", "IATI": "1", "OCDS": "funder"},
    )
    SPONSOR = "sponsor", "", {"CERIF": "f27bedda-f04c-4d32-a026-d4955bb65227"}
    CONVENOR = "convenor"
    IMPLEMENTER = "implementer", "", {"IATI": "4"}
    OBSERVER = "observer"


class RelationType(Vocabulary):
    """How an agreement stands to another. CERIF: Activity Structure;
    IATI: RelatedActivityType; OCDS: relatedProcess.
    """

    PART_OF = "part-of", "", {"CERIF": "eda28bc1-34c5-11e1-b86c-0800200c9a66", "IATI": "1"}
    FOLLOWS = "follows", "", {"CERIF": "eda28bca-34c5-11e1-b86c-0800200c9a66"}
    IMPLEMENTS = "implements"
    RENEWS = "renews", "", {"CERIF": "eda28bca-34c5-11e1-b86c-0800200c9a66", "OCDS": "prior"}
    REPLACES = "replaces", "", {"CERIF": "eda28bca-34c5-11e1-b86c-0800200c9a66", "OCDS": "prior"}

    @property
    def inverse_label(self) -> str:
        """What the other agreement is to this one: ``implements`` → ``implemented by``."""
        return {
            "part-of": "has part",
            "follows": "followed by",
            "implements": "implemented by",
            "renews": "renewed by",
            "replaces": "replaced by",
        }[self.value]


class SourceType(Vocabulary):
    """What sort of source it is. CERIF: Output Types; OCDS: documentType."""

    NEWS = "news", "", {"CERIF": "eda2d9f6-34c5-11e1-b86c-0800200c9a66"}
    PRESS_RELEASE = "press-release"
    AGREEMENT_TEXT = "agreement-text", "", {"OCDS": "contractSigned"}
    WEB_PAGE = "web-page", "", {"CERIF": "898beff1-5f9d-4b8f-b9d8-660a783fae9a"}
    REPORT = "report", "", {"CERIF": "eda2d9f2-34c5-11e1-b86c-0800200c9a66"}
    DATASET = "dataset", "", {"CERIF": "b8da9b81-7cd8-4b33-88c5-28b41bbc49c9"}
