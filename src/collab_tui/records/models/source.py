"""The model of a source."""

from __future__ import annotations

from typing import Annotated

from collab_tui.records.dates import PartialDate
from collab_tui.records.kinds import Kind
from collab_tui.records.models.base import Record
from collab_tui.records.types import Doi, LanguageTag, Lax, Many, Text, Url
from collab_tui.records.vocabulary import SourceType


class Source(Record):
    """Where a fact was read; `name` is the title."""

    kind = Kind.SOURCE

    type: Annotated[SourceType, Lax] | None = None
    publisher: Text | None = None
    authors: Many[Text] = ()
    url: Url | None = None
    doi: Doi | None = None
    published: PartialDate | None = None
    retrieved: PartialDate | None = None
    language: LanguageTag | None = None
