"""People who sign, lead or represent."""

from __future__ import annotations

from collab_tui.language import _, _c
from collab_tui.records.declaration import Declaration, Way
from collab_tui.records.declared.shared import NAMING, SURROUNDING
from collab_tui.records.field import Field, Names, Searched, Sort
from collab_tui.records.kinds import Kind, Relation

PERSON = Declaration(
    Kind.PERSON,
    (
        *NAMING,
        Field(
            "affiliations[]",
            Sort.TABLE,
            _("The posts that the person holds or held."),
            one=_c("one of a list", "affiliation"),
            key="institution",
            is_fact=True,
            is_usual=True,
        ),
        Field(
            "affiliations[].institution",
            Sort.NAME,
            _("The id of the institution."),
            _c("field", "Institution"),
            names=Names(
                Relation.AFFILIATION,
                Kind.INSTITUTION,
                "post",
                searched_as=_c("where a word was found", "at"),
            ),
        ),
        Field(
            "affiliations[].post",
            Sort.TEXT,
            _("What the post is called."),
            _c("field", "Post"),
            words=Searched.REST,
        ),
        Field(
            "affiliations[].from",
            Sort.DATE,
            _("When the person took the post."),
            _c("field", "From"),
        ),
        Field(
            "affiliations[].until", Sort.DATE, _("When the person left it."), _c("field", "Until")
        ),
        *SURROUNDING,
    ),
    agreements=Way(Relation.PERSON),
    told_apart_by=("affiliations[].institution", "affiliations[].post"),
    orders=("agreements",),
    is_sourced=True,
)
"""The kind ``person``."""
