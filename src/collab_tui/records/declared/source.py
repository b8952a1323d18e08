"""Sources: where a fact was read."""

from __future__ import annotations

from collab_tui.records.declaration import Declaration, Way
from collab_tui.records.declared import asked
from collab_tui.records.declared.shared import NAMING, SURROUNDING
from collab_tui.records.field import Field, Searched, Sort
from collab_tui.records.kinds import Kind, Relation
from collab_tui.records.vocabulary import SourceType

SOURCE = Declaration(
    Kind.SOURCE,
    (
        *NAMING,
        Field(
            "type",
            Sort.TERM,
            "What sort of source it is.",
            "Type",
            asked=(asked.TYPE,),
            terms=SourceType,
            words=Searched.REST,
            is_column=True,
            is_expected=True,
            is_line=True,
            is_usual=True,
        ),
        Field(
            "authors[]",
            Sort.TEXT,
            "Who wrote it.",
            "Authors",
            words=Searched.REST,
            is_line=True,
        ),
        Field(
            "publisher",
            Sort.TEXT,
            "Who published it.",
            "Publisher",
            words=Searched.REST,
            is_line=True,
            is_usual=True,
        ),
        Field(
            "published",
            Sort.DATE,
            "When it was published.",
            "Published",
            words=Searched.REST,
            is_line=True,
            is_usual=True,
        ),
        Field("retrieved", Sort.DATE, "When it was read.", "Retrieved", is_line=True),
        Field(
            "language",
            Sort.CODE,
            "The language that it is in: a BCP-47 tag such as en, id or zh-Hans.",
            "Language",
            scheme="language",
            is_line=True,
            is_usual=True,
        ),
        Field(
            "url",
            Sort.URL,
            "Where it can be read.",
            "Address",
            words=Searched.REST,
            is_line=True,
            is_usual=True,
        ),
        Field(
            "doi",
            Sort.TEXT,
            "Its Digital Object Identifier: 10.1000/182, or its address at doi.org.",
            "DOI",
            url="https://doi.org/{}",
            words=Searched.REST,
            is_line=True,
        ),
        *SURROUNDING,
    ),
    begins=("published",),
    agreements=Way(Relation.EVIDENCE),
    orders=("date",),
    query="source",
)
"""The kind ``source``."""
