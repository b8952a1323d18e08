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
        is_usual=True,
    ),
    Field(
        "name",
        Sort.TEXT,
        "What it is called.",
        "Name",
        words=Searched.NAMES,
        by_language=True,
        is_usual=True,
    ),
    Field(
        "acronyms[]",
        Sort.TEXT,
        "Short forms of the name. A search for just one of them puts the record first.",
        "Acronyms",
        words=Searched.ALIASES,
        inner="text",
    ),
    Field("acronyms[].language", Sort.CODE, "Its language, a BCP-47 tag.", scheme="language"),
    Field(
        "aliases[]",
        Sort.TEXT,
        "Other names under which it is found.",
        "Also known as",
        words=Searched.ALIASES,
        inner="text",
    ),
    Field("aliases[].language", Sort.CODE, "Its language, a BCP-47 tag.", scheme="language"),
    Field(
        "summary",
        Sort.TEXT,
        "A few sentences about it, in your own words.",
        "Summary",
        words=Searched.REST,
        by_language=True,
        is_fact=True,
        is_usual=True,
    ),
)
"""The name of a record and its summary; these come first."""

FIGURES = (
    Field(
        "facts[]",
        Sort.TABLE,
        "Figures about it, each with a label.",
        "Figures",
        key="label",
        is_fact=True,
        is_line=True,
    ),
    Field(
        "facts[].label",
        Sort.TEXT,
        "What the figure counts: beds, patients a year.",
        words=Searched.REST,
    ),
    Field("facts[].value", Sort.TEXT, "The figure: a number or words.", words=Searched.REST),
)
"""Figures with a label, of institutions and agreements."""

SURROUNDING = (
    Field(
        "tags[]",
        Sort.TEXT,
        "Labels of your own, to find records by.",
        "Tags",
        asked=(asked.TAG,),
        words=Searched.REST,
    ),
    Field(
        "links[]",
        Sort.URL,
        "Web addresses about it: an address each, or a table that says what is there.",
        "Links",
        inner="url",
    ),
    Field("links[].type", Sort.TEXT, "What is there: website, wikipedia, press.", "Type"),
    Field(
        "reviewed",
        Sort.DATE,
        "When somebody last reviewed the whole record.",
        "Reviewed",
        asked=(asked.REVIEWED,),
        is_line=True,
    ),
    Field(
        "evidence[]",
        Sort.TABLE,
        "The sources of this record, each with the facts that it supports.",
        "Evidence",
        is_usual=True,
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
        "The facts that it supports, such as dates.start. Without any, the whole record.",
        "Supports",
    ),
    Field("evidence[].note", Sort.TEXT, "A remark on what the source says.", "Note"),
    Field(
        "extra",
        Sort.TABLE,
        "A table of your own: shown and searched, never checked.",
        asked=(asked.EXTRA,),
        words=Searched.REST,
    ),
)
"""The fields around the facts of every record; these come last."""
