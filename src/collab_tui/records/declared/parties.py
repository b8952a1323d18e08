"""Who takes part in an agreement, and who acts for them."""

from __future__ import annotations

from collab_tui.records.declared import asked
from collab_tui.records.field import Field, Names, Searched, Sort
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import PersonRole, Role

PARTIES = (
    Field(
        "participants[]",
        Sort.TABLE,
        "Who takes part, and in which role.",
        key="institution",
        is_fact=True,
        is_usual=True,
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
        "The people who act for it: ids, or tables that also give the role.",
        "People",
        asked=(asked.PERSON,),
        names=Names(Relation.PERSON, Kind.PERSON, "institution", part="role", searched_as="person"),
        inner="person",
    ),
    Field(
        "participants[].people[].role",
        Sort.TERM,
        "What the person does in it.",
        "As",
        terms=PersonRole,
    ),
    Field(
        "participants[].department",
        Sort.TEXT,
        "The department of the institution that is involved.",
        "Department",
        asked=(asked.DEPARTMENT,),
        words=Searched.REST,
    ),
    Field(
        "participants[].contact",
        Sort.TEXT,
        "The e-mail address of the contact there.",
        "Contact",
        words=Searched.REST,
    ),
)
