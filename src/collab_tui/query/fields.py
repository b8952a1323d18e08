"""The fields of the query language and what their values may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from collab_tui.records.kinds import Kind
from collab_tui.records.vocabulary import (
    AgreementStatus,
    AgreementType,
    InstitutionStatus,
    InstitutionType,
    Role,
    SourceType,
)


class Takes(Enum):
    """What a field's values are."""

    TERM = auto()  # one of a closed list
    NAME = auto()  # an id, a code, or words of a name
    DAYS = auto()  # a partial date, a range or a comparison
    DAY = auto()  # one day


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name, what its values are, what it means, and an example of its use."""

    name: str
    takes: Takes
    help: str
    example: str
    terms: tuple[str, ...] = ()


def _terms(*vocabularies: type[StrEnum]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(term) for vocabulary in vocabularies for term in vocabulary))


STATES = ("expiring", "expired", "undated", "unsourced", "undisclosed")
"""The values of ``is:``."""

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("kind", Takes.TERM, "the record's kind", "kind:agreement", _terms(Kind)),
        Field(
            "type",
            Takes.TERM,
            "the record's own type",
            "type:mou,framework",
            _terms(InstitutionType, AgreementType, SourceType),
        ),
        Field(
            "status",
            Takes.TERM,
            "the record's own status, as recorded",
            "status:signed",
            _terms(InstitutionStatus, AgreementStatus),
        ),
        Field("tag", Takes.NAME, "the record's own tag", "tag:bilateral"),
        Field(
            "id",
            Takes.NAME,
            "the record with this id",
            "id:ssmic",
        ),
        Field(
            "country",
            Takes.NAME,
            "an institution's country; an agreement's participants' (code or name)",
            "country:SG",
        ),
        Field(
            "focus",
            Takes.NAME,
            "agreements on a focus area or anything narrower",
            "focus:oncology",
        ),
        Field(
            "with",
            Takes.NAME,
            "agreements that an institution takes part in; the institutions it shares them with",
            "with:nuh",
        ),
        Field(
            "role",
            Takes.TERM,
            "the part an institution plays in an agreement",
            "role:funder",
            _terms(Role),
        ),
        Field("announced", Takes.DAYS, "when an agreement was announced", "announced:2025"),
        Field("signed", Takes.DAYS, "when an agreement was signed", "signed:2024..2026"),
        Field("starts", Takes.DAYS, "when an agreement starts", "starts:>=2025-06"),
        Field("ends", Takes.DAYS, "when an agreement ends", "ends:<2027"),
        Field("date", Takes.DAYS, "any date of an agreement", "date:2025-10"),
        Field("source", Takes.NAME, "records that cite a source", "source:sinkap-2025-10"),
        Field(
            "is",
            Takes.TERM,
            "expiring (within a year), expired, undated, unsourced, undisclosed",
            "is:expiring",
            STATES,
        ),
        Field("as-of", Takes.DAY, "agreements in force on that day", "as-of:2024-07-01"),
    )
}
"""Every field by its name."""
