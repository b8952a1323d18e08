"""Agreements: memoranda, joint centres, trials, initiatives between institutions."""

from __future__ import annotations

from collab_tui.records.declared import asked
from collab_tui.records.declared.shared import NAMING, SURROUNDING
from collab_tui.records.field import Asked, Declaration, Field, Names, Searched, Sort, Way
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import AgreementStatus, AgreementType, RelationType, Role


def _date(key: str, label: str, text: str, queries: Asked) -> Field:
    return Field(
        f"dates.{key}",
        Sort.DATE,
        text,
        label,
        asked=(queries, asked.DATE),
        words=Searched.REST,
    )


AGREEMENT = Declaration(
    Kind.AGREEMENT,
    (
        *NAMING,
        Field(
            "type",
            Sort.TERM,
            "What sort of agreement it is.",
            "Type",
            asked=(asked.TYPE,),
            terms=AgreementType,
            words=Searched.REST,
            is_column=True,
            is_expected=True,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "status",
            Sort.TERM,
            "How far it is, as recorded. One that ran past its last day is shown as expired.",
            "Status",
            asked=(asked.STATUS,),
            terms=AgreementStatus,
            words=Searched.REST,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "dates",
            Sort.TABLE,
            "When it was announced and signed, and the time it runs.",
            is_fact=True,
            has_parts=True,
        ),
        _date("announced", "Announced", "When it was announced.", asked.ANNOUNCED),
        _date("signed", "Signed", "When it was signed.", asked.SIGNED),
        _date("start", "Start", "The first day on which it is in force.", asked.STARTS),
        _date("end", "End", "The last day on which it is in force.", asked.ENDS),
        _date("terminated", "Terminated", "The day on which it ended early.", asked.ENDS),
        Field(
            "participants[]",
            Sort.TABLE,
            "Who takes part, and in what role.",
            key="institution",
            is_fact=True,
        ),
        Field(
            "participants[].institution",
            Sort.NAME,
            "The id of the institution.",
            "Institution",
            asked=(asked.WITH,),
            names=Names(Relation.PARTICIPANT, Kind.INSTITUTION, "role", searched_as="participant"),
        ),
        Field(
            "participants[].role",
            Sort.TERM,
            "The part that it plays.",
            "Role",
            asked=(asked.ROLE,),
            terms=Role,
            is_kept=False,
        ),
        Field(
            "participants[].people[]",
            Sort.NAME,
            "The ids of the people who act for it.",
            "People",
            names=Names(Relation.PERSON, Kind.PERSON, "institution", searched_as="person"),
        ),
        Field(
            "focus_areas[]",
            Sort.NAME,
            "The ids of the topics that it is about.",
            "Focus areas",
            asked=(asked.FOCUS,),
            names=Names(Relation.FOCUS, Kind.FOCUS_AREA, searched_as="focus"),
            is_fact=True,
        ),
        Field(
            "related[]",
            Sort.TABLE,
            "Other agreements, and how this one stands to them.",
            key="agreement",
            is_fact=True,
        ),
        Field(
            "related[].agreement",
            Sort.NAME,
            "The id of the other agreement.",
            "Agreement",
            names=Names(Relation.RELATED, Kind.AGREEMENT, "type", is_hierarchy=True),
        ),
        Field(
            "related[].type",
            Sort.TERM,
            "How this agreement stands to the other.",
            "How",
            terms=RelationType,
        ),
        Field(
            "milestones[]",
            Sort.TABLE,
            "Dated events in its life.",
            key="date",
            is_fact=True,
        ),
        Field(
            "milestones[].date",
            Sort.DATE,
            "When it happened.",
            "Date",
            asked=(asked.DATE,),
        ),
        Field(
            "milestones[].event",
            Sort.TEXT,
            "What happened, in a few words.",
            "Event",
            words=Searched.REST,
        ),
        Field(
            "milestones[].note",
            Sort.TEXT,
            "A remark on the event.",
            "Note",
            words=Searched.REST,
        ),
        Field(
            "place",
            Sort.TEXT,
            "Where it was signed or launched.",
            "Place",
            words=Searched.REST,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "occasion",
            Sort.TEXT,
            "The event at which it was signed or launched.",
            "Occasion",
            words=Searched.REST,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "undisclosed[]",
            Sort.TEXT,
            "What the sources say is not disclosed: a known unknown is a fact.",
            "Not disclosed",
            words=Searched.REST,
            is_fact=True,
        ),
        Field("documents[]", Sort.TABLE, "Documents of the agreement itself.", is_fact=True),
        Field(
            "documents[].name",
            Sort.TEXT,
            "What the document is called.",
            "Name",
            words=Searched.REST,
        ),
        Field("documents[].url", Sort.URL, "Where the document can be read."),
        Field(
            "documents[].sha256",
            Sort.TEXT,
            "The SHA-256 of the document: 64 digits and letters from a to f.",
        ),
        *SURROUNDING,
    ),
    begins=("dates.start", "dates.signed", "dates.announced"),
    ends=("dates.end", "dates.terminated"),
    ended_by=(("terminated", "dates.terminated"),),
    counts=Way(Relation.PARTICIPANT),
    orders=("date", "status"),
    query="id",
    is_listed=True,
    is_sourced=True,
)
"""The kind ``agreement``."""
