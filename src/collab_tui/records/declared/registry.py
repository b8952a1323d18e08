"""The ``[registry]`` table: what a registry says about itself."""

from __future__ import annotations

from collab_tui.records.field import Field, Sort

REGISTRY = (
    Field("title", Sort.TEXT, "What the registry is called."),
    Field("description", Sort.TEXT, "What it holds."),
    Field("language", Sort.CODE, "The language of its plain texts.", scheme="language"),
    Field("licence", Sort.TEXT, "Under which licence it may be used."),
    Field("check", Sort.TABLE, "Which of its problems `collab-tui check` counts."),
    Field("check.ignore[]", Sort.TEXT, "Codes of checks that do not count."),
    Field("check.select[]", Sort.TEXT, "Codes of the only checks that count."),
    Field("check.strict", Sort.TEXT, "Whether warnings also make the check fail: true or false."),
    Field("format", Sort.NUMBER, "The version of the file format: 1."),
)
"""The keys of the table."""
