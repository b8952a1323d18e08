"""What the models of all kinds share. They are strict, and refuse unknown keys."""

from __future__ import annotations

from typing import Annotated, Required

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from collab_tui.records.types import (
    Date,
    Extra,
    FigureValue,
    LanguageTag,
    LocalText,
    Many,
    Slug,
    Text,
    Url,
    or_table,
)


@with_config(ConfigDict(strict=True, extra="forbid", use_enum_values=True))
class Table(TypedDict):
    """A table of a registry file."""


class Evidence(Table, total=False):
    """A source, and the fields of the record that it supports (if none is named, all of them)."""

    source: Required[Slug]
    supports: Many[Text]
    note: Text


class OtherName(Table, total=False):
    """An acronym or an alias, and its language."""

    text: Required[Text]
    language: Required[LanguageTag]


class Link(Table, total=False):
    """A web address, and what it leads to: a website, an encyclopedia."""

    url: Required[Url]
    type: Required[Slug]


class Figure(Table, total=False):
    """A labelled figure: beds, patients a year."""

    label: Required[Text]
    value: Required[FigureValue]


class Record(Table, total=False):
    """What all kinds share."""

    id: Required[Slug]
    name: Required[LocalText]
    acronyms: Many[Annotated[Text | OtherName, or_table(Text, OtherName, str.strip)]]
    aliases: Many[Annotated[Text | OtherName, or_table(Text, OtherName, str.strip)]]
    summary: LocalText
    tags: Many[Slug]
    links: Many[Annotated[Url | Link, or_table(Url, Link)]]
    reviewed: Date
    evidence: Many[Evidence]
    extra: Extra
