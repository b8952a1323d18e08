"""Who takes part in an agreement, and who acts for them."""

from __future__ import annotations

from collab_tui.language import _, _c
from collab_tui.records.declared import asked
from collab_tui.records.field import Field, Names, Searched, Sort
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import PersonRole, Role

PARTIES = (
    Field(
        "participants[]",
        Sort.TABLE,
        _("Who takes part, and in which role."),
        one=_c("one of a list", "participant"),
        key="institution",
        is_fact=True,
        is_usual=True,
    ),
    Field(
        "participants[].institution",
        Sort.NAME,
        _("The id of the institution."),
        _c("field", "Institution"),
        asked=(asked.WITH,),
        names=Names(
            Relation.PARTICIPANT,
            Kind.INSTITUTION,
            "role",
            searched_as=_c("where a word was found", "participant"),
        ),
    ),
    Field(
        "participants[].role",
        Sort.TERM,
        _("The part that it plays."),
        _c("field", "Role"),
        asked=(asked.ROLE,),
        terms=Role,
        is_kept=False,
    ),
    Field(
        "participants[].people[]",
        Sort.NAME,
        _("The people who act for it: ids, or tables that also give the role."),
        _c("field", "People"),
        one=_c("one of a list", "person"),
        asked=(asked.PERSON,),
        names=Names(
            Relation.PERSON,
            Kind.PERSON,
            "institution",
            part="role",
            searched_as=_c("where a word was found", "person"),
        ),
        inner="person",
    ),
    Field(
        "participants[].people[].role",
        Sort.TERM,
        _("What the person does in it."),
        _c("field", "As"),
        terms=PersonRole,
    ),
    Field(
        "participants[].department",
        Sort.TEXT,
        _("The department of the institution that is involved."),
        _c("field", "Department"),
        asked=(asked.DEPARTMENT,),
        words=Searched.REST,
    ),
    Field(
        "participants[].contact",
        Sort.TEXT,
        _("The e-mail address of the contact there."),
        _c("field", "Contact"),
        words=Searched.REST,
    ),
)
