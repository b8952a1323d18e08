"""What the models of all kinds share. They are strict and frozen, and refuse unknown keys."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind
from collab_tui.records.types import (
    FigureValue,
    LanguageTag,
    LocalText,
    Many,
    Slug,
    Text,
    Url,
    or_table,
)


class Table(BaseModel):
    """A table of a registry file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", use_enum_values=True)


class Evidence(Table):
    """A source, and the fields of the record that it supports (if none is named, all of them)."""

    source: Slug
    supports: Many[Text] = ()
    note: Text | None = None


class OtherName(Table):
    """An acronym or an alias, and its language."""

    text: Text
    language: LanguageTag


class Link(Table):
    """A web address, and what it leads to: a website, an encyclopedia."""

    url: Url
    type: Slug


class Figure(Table):
    """A labelled figure: beds, patients a year."""

    label: Text
    value: FigureValue


class Record(Table):
    """What all kinds share."""

    kind: ClassVar[Kind]

    id: Slug
    name: LocalText
    acronyms: Many[Annotated[Text | OtherName, or_table(Text, OtherName, str.strip)]] = ()
    aliases: Many[Annotated[Text | OtherName, or_table(Text, OtherName, str.strip)]] = ()
    summary: LocalText | None = None
    tags: Many[Slug] = ()
    links: Many[Annotated[Url | Link, or_table(Url, Link)]] = ()
    reviewed: PartialDate | None = None
    evidence: Many[Evidence] = ()
    extra: dict[str, Any] = Field(default_factory=dict)
