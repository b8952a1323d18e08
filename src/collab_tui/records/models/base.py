"""What the models of all kinds share: strict, frozen, unknown keys refused."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from collab_tui.records.kinds import Kind
from collab_tui.records.types import LocalText, Many, Slug, Text, Url


class Table(BaseModel):
    """A table of a registry file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", use_enum_values=True)


class Evidence(Table):
    """A source, and which fields of the record it supports (none named: all of them)."""

    source: Slug
    supports: Many[Text] = ()
    note: Text | None = None


class Record(Table):
    """What all kinds share."""

    kind: ClassVar[Kind]

    id: Slug
    name: LocalText
    acronyms: Many[Text] = ()
    aliases: Many[Text] = ()
    summary: LocalText | None = None
    tags: Many[Slug] = ()
    links: Many[Url] = ()
    evidence: Many[Evidence] = ()
    extra: dict[str, Any] = Field(default_factory=dict)
