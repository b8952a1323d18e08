"""Focus areas: topics in a hierarchy, in the sense of SKOS (W3C, 2009)."""

from __future__ import annotations

from collab_tui.language import _, _c
from collab_tui.records.declaration import Declaration, Way
from collab_tui.records.declared.shared import NAMING, SURROUNDING
from collab_tui.records.field import Field, Names, Searched, Sort
from collab_tui.records.kinds import Kind, Relation

FOCUS_AREA = Declaration(
    Kind.FOCUS_AREA,
    (
        *NAMING,
        Field(
            "mesh",
            Sort.TEXT,
            _("The unique id of the same topic in Medical Subject Headings: D and digits."),
            _c("field", "MeSH"),
            url="https://meshb.nlm.nih.gov/record/ui?ui={}",
            words=Searched.REST,
            is_fact=True,
            is_line=True,
        ),
        Field(
            "broader[]",
            Sort.NAME,
            _("The ids of the topics that include this one."),
            _c("field", "Broader"),
            one=_c("one of a list", "broader topic"),
            names=Names(Relation.BROADER, Kind.FOCUS_AREA, is_hierarchy=True),
            is_fact=True,
            is_usual=True,
        ),
        Field(
            "related[]",
            Sort.NAME,
            _("The ids of related topics."),
            _c("field", "Related"),
            one=_c("one of a list", "related record"),
            names=Names(Relation.RELATED, Kind.FOCUS_AREA),
            is_fact=True,
        ),
        *SURROUNDING,
    ),
    agreements=Way(Relation.FOCUS, Relation.BROADER),
    counts_parts=True,
    orders=("agreements",),
    query="focus",
    is_through=True,
)
"""The kind ``focus-area``."""
