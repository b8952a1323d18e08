"""The documents of an agreement."""

from __future__ import annotations

from collab_tui.language import _, _c
from collab_tui.records.field import Field, Searched, Sort

PAPERS = (
    Field(
        "documents[]",
        Sort.TABLE,
        _("Documents of the agreement itself."),
        one=_c("one of a list", "document"),
        is_fact=True,
    ),
    Field(
        "documents[].name",
        Sort.TEXT,
        _("What the document is called."),
        _c("field", "Name"),
        words=Searched.REST,
    ),
    Field(
        "documents[].path",
        Sort.TEXT,
        _(
            "The file of the document, from the folder of the registry's file. That it is there,"
            " and that its SHA-256 is right, is checked."
        ),
        words=Searched.REST,
    ),
    Field("documents[].url", Sort.URL, _("Where the document can be read.")),
    Field(
        "documents[].sha256",
        Sort.TEXT,
        _("The SHA-256 of the document: 64 digits and letters from a to f."),
    ),
)
