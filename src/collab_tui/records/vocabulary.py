"""The closed vocabularies of the file format, and what other systems call their terms.

A term's `codes` name it in other systems. The JSON Schema has them as ``codes``, and `dump` as a
table that can be joined to its other tables: ``ROR`` (schema 2.1), ``IATI`` (codelists of the 2.x
standard), ``OCDS`` (release schema 1.1; version 1.2 changes its codelists), ``CERIF`` (UUIDs of the
euroCRIS vocabularies). A term without a real counterpart in a system has no code there.
"""

from __future__ import annotations

from collab_tui.language import _c
from collab_tui.records.closed import Vocabulary


class InstitutionType(Vocabulary):
    """What sort of institution it is. ROR: organization types; IATI: OrganisationType."""

    EDUCATION = (
        "education",
        "A university, college or school.",
        "",
        {"ROR": "education", "IATI": "80"},
    )
    HEALTHCARE = "healthcare", "A hospital, clinic or health service.", "", {"ROR": "healthcare"}
    COMPANY = "company", "A business.", "", {"ROR": "company", "IATI": "70"}
    GOVERNMENT = (
        "government",
        "A ministry, agency or other public body.",
        "",
        {"ROR": "government", "IATI": "10"},
    )
    FACILITY = (
        "facility",
        "A place built for research, such as a laboratory.",
        "",
        {"ROR": "facility"},
    )
    FUNDER = "funder", "A body that pays for research or aid.", "", {"ROR": "funder"}
    NONPROFIT = "nonprofit", "A charity, association or foundation.", "", {"ROR": "nonprofit"}
    ARCHIVE = "archive", "A library, museum or archive.", "", {"ROR": "archive"}
    OTHER = "other", "None of the others.", "", {"ROR": "other", "IATI": "90"}


class InstitutionStatus(Vocabulary):
    """Whether an institution still exists. ROR: record status."""

    ACTIVE = "active", "It exists.", "", {"ROR": "active"}
    INACTIVE = "inactive", "It no longer exists.", "", {"ROR": "inactive"}
    WITHDRAWN = (
        "withdrawn",
        "The record was made by mistake, or there are two of it.",
        "",
        {"ROR": "withdrawn"},
    )


class InstitutionRelation(Vocabulary):
    """How an institution is related to another. ROR: relationship types."""

    RELATED = "related", "They are related in some way.", "related to", {"ROR": "related"}
    SUCCESSOR = (
        "successor",
        "The other one came after this one and carries on its work.",
        "succeeded by",
        {"ROR": "successor"},
    )
    PREDECESSOR = (
        "predecessor",
        "The other one came before this one, which carries on its work.",
        "successor of",
        {"ROR": "predecessor"},
    )
    AFFILIATE = (
        "affiliate",
        "They belong together, but neither is part of the other.",
        "affiliated with",
    )
    TEACHING_HOSPITAL = (
        "teaching-hospital",
        "This one is a teaching hospital of the other.",
        "teaching hospital of",
    )

    @property
    def inverse_label(self) -> str:
        """What the other institution is to this one: ``successor`` → ``successor of``."""
        return {
            "successor": _c("InstitutionRelation", "successor of"),
            "predecessor": _c("InstitutionRelation", "succeeded by"),
            "teaching-hospital": _c("InstitutionRelation", "has as teaching hospital"),
        }.get(self.value, self.label)


class AgreementType(Vocabulary):
    """What sort of agreement it is. CERIF: Activity Subtypes, Output Types."""

    MOU = (
        "mou",
        "A statement of what the parties plan to do together.",
        "memorandum of understanding",
    )
    FRAMEWORK = "framework", "Rules for further agreements to come.", "framework agreement"
    JOINT_CENTRE = "joint-centre", "A centre that the parties run together."
    JOINT_LABORATORY = "joint-laboratory", "A laboratory that the parties run together."
    RESEARCH_PROJECT = (
        "research-project",
        "Research with a goal and an end.",
        "",
        {"CERIF": "0bd2d47a-8688-4758-a63c-45e76825a0f6"},
    )
    CLINICAL_TRIAL = "clinical-trial", "A trial of a medicine or treatment with people."
    LICENCE = (
        "licence",
        "Permission to make or use what belongs to another party.",
        "",
        {"CERIF": "2d8d91dc-00ef-4982-a6d2-0700b34b47fd"},
    )
    SUPPLY = "supply", "Goods or services that one party delivers to another.", "supply agreement"
    EXCHANGE = "exchange", "An exchange of staff, students or knowledge."
    STUDENT_EXCHANGE = "student-exchange", "Students of one party study at another."
    STAFF_EXCHANGE = "staff-exchange", "Staff of one party work at another for a time."
    JOINT_DEGREE = "joint-degree", "A degree or programme of study that the parties give together."
    DATA_SHARING = "data-sharing", "Data that the parties let each other use.", "data sharing"
    MATERIAL_TRANSFER = (
        "material-transfer",
        "Samples, cells or other material that go from one party to another.",
        "material transfer agreement",
    )
    NON_DISCLOSURE = (
        "non-disclosure",
        "The parties keep secret what they tell each other.",
        "non-disclosure agreement",
    )
    AFFILIATION = "affiliation", "One institution joins another permanently."
    INITIATIVE = "initiative", "A programme or campaign of several parties."
    OTHER = "other", "None of the others.", "other agreement"


class AgreementStatus(Vocabulary):
    """How far along an agreement is. IATI: ActivityStatus; OCDS: contractStatus."""

    PROPOSED = "proposed", "The parties talk about it.", "", {"IATI": "1", "OCDS": "pending"}
    NEGOTIATING = (
        "negotiating",
        "The parties work on its terms.",
        "",
        {"IATI": "1", "OCDS": "pending"},
    )
    ANNOUNCED = (
        "announced",
        "It was announced. Whether it is signed is not known.",
        "",
        {"IATI": "1"},
    )
    SIGNED = "signed", "It is signed. Whether it has begun is not known.", "", {"OCDS": "active"}
    ACTIVE = "active", "It is in force.", "", {"IATI": "2", "OCDS": "active"}
    SUSPENDED = "suspended", "It is paused.", "", {"IATI": "6"}
    COMPLETED = "completed", "Its work is done.", "", {"IATI": "4", "OCDS": "terminated"}
    EXPIRED = "expired", "Its term has ended.", "", {"IATI": "4", "OCDS": "terminated"}
    LAPSED = (
        "lapsed",
        "Its term has ended, and it was not renewed, although it could have been.",
        "",
        {"IATI": "4", "OCDS": "terminated"},
    )
    TERMINATED = (
        "terminated",
        "A party ended it before its term.",
        "",
        {"IATI": "5", "OCDS": "terminated"},
    )


class Role(Vocabulary):
    """The part that an institution plays. CERIF: Organisation Project Engagements; IATI:
    OrganisationRole; OCDS: partyRole.
    """

    LEAD = "lead", "It leads the work.", "", {"CERIF": "c31d3380-1cfd-11e1-8bc2-0800200c9a66"}
    PARTNER = (
        "partner",
        "It takes part, as an equal of the others.",
        "",
        {"CERIF": "c77f9885-b80d-466a-9097-9768720c0fe1"},
    )
    HOST = "host", "The work takes place at it."
    FUNDER = (
        "funder",
        "It pays.",
        "",
        {"CERIF": "eda28bc0-34c5-11e1-b86c-0800200c9a66", "IATI": "1", "OCDS": "funder"},
    )
    SPONSOR = (
        "sponsor",
        "It is responsible for the work or supports it, not only with money.",
        "",
        {"CERIF": "f27bedda-f04c-4d32-a026-d4955bb65227"},
    )
    CONVENOR = "convenor", "It brings the others together."
    IMPLEMENTER = "implementer", "It carries out the work.", "", {"IATI": "4"}
    OBSERVER = "observer", "It watches, without duties."


class PersonRole(Vocabulary):
    """What a person does in an agreement, for one of its parties."""

    SIGNATORY = "signatory", "The person signed it."
    WITNESS = "witness", "The person was there when it was signed."
    COORDINATOR = "coordinator", "The person organises the work under it."
    CONTACT = "contact", "The person answers questions about it."
    REPRESENTATIVE = "representative", "The person speaks for the party in its bodies."


class RenewalType(Vocabulary):
    """What happens when the term of an agreement ends."""

    AUTOMATIC = "automatic", "It continues for another term, unless a party gives notice."
    BY_AGREEMENT = "by-agreement", "It continues if the parties agree."
    NONE = "none", "It ends."


class RelationType(Vocabulary):
    """How an agreement is related to another. CERIF: Activity Structure; IATI: RelatedActivityType;
    OCDS: relatedProcess.
    """

    PART_OF = (
        "part-of",
        "It is a part of the other.",
        "",
        {"CERIF": "eda28bc1-34c5-11e1-b86c-0800200c9a66", "IATI": "1"},
    )
    FOLLOWS = (
        "follows",
        "It comes after the other and builds on it.",
        "",
        {"CERIF": "eda28bca-34c5-11e1-b86c-0800200c9a66"},
    )
    IMPLEMENTS = "implements", "It puts the other into practice."
    RENEWS = (
        "renews",
        "It continues the other for another term.",
        "",
        {"CERIF": "eda28bca-34c5-11e1-b86c-0800200c9a66", "OCDS": "prior"},
    )
    REPLACES = (
        "replaces",
        "It replaces the other.",
        "",
        {"CERIF": "eda28bca-34c5-11e1-b86c-0800200c9a66", "OCDS": "prior"},
    )

    @property
    def inverse_label(self) -> str:
        """What the other agreement is to this one: ``implements`` → ``implemented by``."""
        return {
            "part-of": _c("RelationType", "has part"),
            "follows": _c("RelationType", "followed by"),
            "implements": _c("RelationType", "implemented by"),
            "renews": _c("RelationType", "renewed by"),
            "replaces": _c("RelationType", "replaced by"),
        }[self.value]


class SourceType(Vocabulary):
    """What sort of source it is. CERIF: Output Types; OCDS: documentType."""

    NEWS = (
        "news",
        "An article of a newspaper, agency or broadcaster.",
        "",
        {"CERIF": "eda2d9f6-34c5-11e1-b86c-0800200c9a66"},
    )
    PRESS_RELEASE = "press-release", "A statement of a party to the press."
    AGREEMENT_TEXT = "agreement-text", "The text of an agreement.", "", {"OCDS": "contractSigned"}
    WEB_PAGE = (
        "web-page",
        "Another page on the web.",
        "",
        {"CERIF": "898beff1-5f9d-4b8f-b9d8-660a783fae9a"},
    )
    REPORT = "report", "A report or a paper.", "", {"CERIF": "eda2d9f2-34c5-11e1-b86c-0800200c9a66"}
    DATASET = (
        "dataset",
        "Data that can be downloaded.",
        "",
        {"CERIF": "b8da9b81-7cd8-4b33-88c5-28b41bbc49c9"},
    )
