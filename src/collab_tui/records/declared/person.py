"""People who sign, lead or represent."""

from __future__ import annotations

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
            "The posts that the person holds or held.",
            key="institution",
            is_fact=True,
            is_usual=True,
        ),
        Field(
            "affiliations[].institution",
            Sort.NAME,
            "The id of the institution.",
            "Institution",
            names=Names(Relation.AFFILIATION, Kind.INSTITUTION, "post", searched_as="at"),
        ),
        Field(
            "affiliations[].post",
            Sort.TEXT,
            "What the post is called.",
            "Post",
            words=Searched.REST,
        ),
        Field("affiliations[].from", Sort.DATE, "When the person took the post.", "From"),
        Field("affiliations[].until", Sort.DATE, "When the person left it.", "Until"),
        *SURROUNDING,
    ),
    agreements=Way(Relation.PERSON),
    orders=("agreements",),
    is_sourced=True,
)
"""The kind ``person``."""
