"""The ``[registry]`` table: what a registry says about itself."""

from __future__ import annotations

from collab_tui.language import _
from collab_tui.records.field import Field, Sort

REGISTRY = (
    Field("title", Sort.TEXT, _("What the registry is called.")),
    Field("description", Sort.TEXT, _("What it holds.")),
    Field("language", Sort.CODE, _("The language of its plain texts."), scheme="language"),
    Field("licence", Sort.TEXT, _("Under which licence it may be used.")),
    Field("check", Sort.TABLE, _("Which of its problems `collab-tui check` counts.")),
    Field("check.ignore[]", Sort.TEXT, _("Codes of checks that do not count.")),
    Field("check.select[]", Sort.TEXT, _("Codes of the only checks that count.")),
    Field(
        "check.strict", Sort.TEXT, _("Whether warnings also make the check fail: true or false.")
    ),
    Field("format", Sort.NUMBER, _("The version of the file format: 1.")),
)
"""The keys of the table."""
