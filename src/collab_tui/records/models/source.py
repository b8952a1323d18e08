"""The model of a source."""

from __future__ import annotations

from typing import Annotated

from collab_tui.records.models.base import Record
from collab_tui.records.types import Date, Doi, LanguageTag, Lax, Many, Text, Url
from collab_tui.records.vocabulary import SourceType


class Source(Record, total=False):
    """Where a fact was read; `name` is the title."""

    type: Annotated[SourceType, Lax]
    publisher: Text
    authors: Many[Text]
    url: Url
    doi: Doi
    published: Date
    retrieved: Date
    language: LanguageTag
