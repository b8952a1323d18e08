"""The fields that all kinds of record share."""

from __future__ import annotations

from collab_tui.language import _, _c
from collab_tui.records.declared import asked
from collab_tui.records.field import Field, Names, Searched, Sort
from collab_tui.records.kinds import Kind, Relation

NAMING = (
    Field(
        "id",
        Sort.TEXT,
        _("Lower-case letters, digits and hyphens; unique per kind."),
        _c("field", "Id"),
        asked=(asked.ID,),
        words=Searched.ALIASES,
        is_kept=False,
        is_usual=True,
    ),
    Field(
        "name",
        Sort.TEXT,
        _("What it is called."),
        _c("field", "Name"),
        words=Searched.NAMES,
        by_language=True,
        is_usual=True,
    ),
    Field(
        "acronyms[]",
        Sort.TEXT,
        _("Short forms of the name. A search for just one of them puts the record first."),
        _c("field", "Acronyms"),
        one=_c("one of a list", "acronym"),
        words=Searched.ALIASES,
        inner="text",
    ),
    Field("acronyms[].language", Sort.CODE, _("Its language, a BCP-47 tag."), scheme="language"),
    Field(
        "aliases[]",
        Sort.TEXT,
        _("Other names under which it is found."),
        _c("field", "Also known as"),
        one=_c("one of a list", "other name"),
        words=Searched.ALIASES,
        inner="text",
    ),
    Field("aliases[].language", Sort.CODE, _("Its language, a BCP-47 tag."), scheme="language"),
    Field(
        "summary",
        Sort.TEXT,
        _("A few sentences about it, in your own words."),
        _c("field", "Summary"),
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
        _("Figures about it, each with a label."),
        _c("field", "Figures"),
        one=_c("one of a list", "figure"),
        key="label",
        is_fact=True,
        is_line=True,
    ),
    Field(
        "facts[].label",
        Sort.TEXT,
        _("What the figure counts: beds, patients a year."),
        words=Searched.REST,
    ),
    Field("facts[].value", Sort.TEXT, _("The figure: a number or words."), words=Searched.REST),
)
"""Figures with a label, of institutions and agreements."""

SURROUNDING = (
    Field(
        "tags[]",
        Sort.TEXT,
        _("Labels of your own, to find records by."),
        _c("field", "Tags"),
        one=_c("one of a list", "tag"),
        asked=(asked.TAG,),
        words=Searched.REST,
    ),
    Field(
        "links[]",
        Sort.URL,
        _("Web addresses about it: an address each, or a table that says what is there."),
        _c("field", "Links"),
        one=_c("one of a list", "link"),
        inner="url",
    ),
    Field(
        "links[].type",
        Sort.TEXT,
        _("What is there: website, wikipedia, press."),
        _c("field", "Type"),
    ),
    Field(
        "reviewed",
        Sort.DATE,
        _("When somebody last reviewed the whole record."),
        _c("field", "Reviewed"),
        asked=(asked.REVIEWED,),
        is_line=True,
    ),
    Field(
        "evidence[]",
        Sort.TABLE,
        _("The sources of this record, each with the facts that it supports."),
        _c("field", "Evidence"),
        one=_c("one of a list", "source"),
        is_usual=True,
    ),
    Field(
        "evidence[].source",
        Sort.NAME,
        _("The id of the source."),
        _c("field", "Source"),
        asked=(asked.SOURCE,),
        names=Names(Relation.EVIDENCE, Kind.SOURCE),
    ),
    Field(
        "evidence[].supports[]",
        Sort.TEXT,
        _("The facts that it supports, such as dates.start. Without any, the whole record."),
        _c("field", "Supports"),
        one=_c("one of a list", "fact"),
    ),
    Field(
        "evidence[].note", Sort.TEXT, _("A remark on what the source says."), _c("field", "Note")
    ),
    Field(
        "extra",
        Sort.TABLE,
        _("A table of your own: shown and searched, never checked."),
        asked=(asked.EXTRA,),
        words=Searched.REST,
    ),
)
"""The fields around the facts of every record; these come last."""
