"""The fields that all kinds of record share."""

from __future__ import annotations

from collab_tui.records.declared import asked
from collab_tui.records.field import Field, Names, Searched, Sort
from collab_tui.records.kinds import Kind, Relation

NAMING = (
    Field(
        "id",
        Sort.TEXT,
        "Lower-case letters, digits and hyphens; unique per kind.",
        "Id",
        asked=(asked.ID,),
        words=Searched.ALIASES,
        is_kept=False,
    ),
    Field(
        "name",
        Sort.TEXT,
        "What it is called: a text, or a table of texts by language.",
        "Name",
        words=Searched.NAMES,
    ),
    Field(
        "acronyms[]",
        Sort.TEXT,
        "Short forms of the name. A search for just one of them puts the record first.",
        "Acronyms",
        words=Searched.ALIASES,
    ),
    Field(
        "aliases[]",
        Sort.TEXT,
        "Other names under which it is found.",
        "Also known as",
        words=Searched.ALIASES,
    ),
    Field(
        "summary",
        Sort.TEXT,
        "A few sentences about it, in your own words.",
        "Summary",
        words=Searched.REST,
        is_fact=True,
    ),
)
"""What a record is called, and what it is; these come first."""

SURROUNDING = (
    Field(
        "tags[]",
        Sort.TEXT,
        "Labels of your own, to find records by.",
        "Tags",
        asked=(asked.TAG,),
        words=Searched.REST,
    ),
    Field("links[]", Sort.URL, "Web addresses about it.", "Links"),
    Field(
        "evidence[]",
        Sort.TABLE,
        "The sources of this record, each with the facts that it backs.",
    ),
    Field(
        "evidence[].source",
        Sort.NAME,
        "The id of the source.",
        "Source",
        asked=(asked.SOURCE,),
        names=Names(Relation.EVIDENCE, Kind.SOURCE),
    ),
    Field(
        "evidence[].supports[]",
        Sort.TEXT,
        "The facts that it backs, such as dates.start; without any, the whole record.",
    ),
    Field("evidence[].note", Sort.TEXT, "A remark on what the source says.", "Note"),
    Field(
        "extra",
        Sort.TABLE,
        "A table of your own: shown and searched, never checked.",
        words=Searched.REST,
    ),
)
"""What stands around the facts of every record; these come last."""
