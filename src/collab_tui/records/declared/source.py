"""Sources: where a fact was read."""

from __future__ import annotations

from collab_tui.language import _, _c
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
            _("What sort of source it is."),
            _c("field", "Type"),
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
            _("Who wrote it."),
            _c("field", "Authors"),
            one=_c("one of a list", "author"),
            words=Searched.REST,
            is_line=True,
        ),
        Field(
            "publisher",
            Sort.TEXT,
            _("Who published it."),
            _c("field", "Publisher"),
            words=Searched.REST,
            is_line=True,
            is_usual=True,
        ),
        Field(
            "published",
            Sort.DATE,
            _("When it was published."),
            _c("field", "Published"),
            words=Searched.REST,
            is_line=True,
            is_usual=True,
        ),
        Field(
            "retrieved", Sort.DATE, _("When it was read."), _c("field", "Retrieved"), is_line=True
        ),
        Field(
            "language",
            Sort.CODE,
            _("The language that it is in: a BCP-47 tag such as en, id or zh-Hans."),
            _c("field", "Language"),
            scheme="language",
            is_line=True,
            is_usual=True,
        ),
        Field(
            "url",
            Sort.URL,
            _("Where it can be read."),
            _c("field", "Address"),
            words=Searched.REST,
            is_line=True,
            is_usual=True,
        ),
        Field(
            "doi",
            Sort.TEXT,
            _("Its Digital Object Identifier: 10.1000/182, or its address at doi.org."),
            _c("field", "DOI"),
            url="https://doi.org/{}",
            words=Searched.REST,
            is_line=True,
        ),
        *SURROUNDING,
    ),
    begins=("published",),
    told_apart_by=("publisher", "published"),
    agreements=Way(Relation.EVIDENCE),
    orders=("date",),
    query="source",
)
"""The kind ``source``."""
